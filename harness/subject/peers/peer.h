// Peers of our own: the other end of a "loopback" connection, played by the harness in a thread, for what a subject
// cannot play itself.
//
//     Peer peer(spec);                  // listens
//     connect_to("127.0.0.1", peer.port());
//     peer.stop()                       // "" or what broke
//
// A peer takes one connection, does its handshake, sends back whatever is then written to it, and hangs up once the
// subject does. It never judges the certificate that it is shown.
#ifndef PEERCERT_SUBJECT_PEERS_PEER_H
#define PEERCERT_SUBJECT_PEERS_PEER_H

#include <cstdint>
#include <string>
#include <thread>

#include "subject/peers/socket.h"
#include "suite/scenario.h"

namespace peercert::subject {

class Peer {
 public:
  // Peer listens on 127.0.0.1 from now on, and accepts in a thread of its own. Throws std::system_error.
  explicit Peer(suite::PeerSpec spec);
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;
  ~Peer();  // stop()

  [[nodiscard]] std::uint16_t port() const { return listener_.port(); }

  // stop ends the thread once it has read what is already there, and returns what broke in it: "" when nothing did.
  // That the subject refused the handshake, sent an alert or hung up is nothing; that it never connected is something.
  [[nodiscard]] std::string stop();

 private:
  void serve(const suite::PeerSpec& spec) noexcept;

  StopSignal stop_;
  Listener listener_;
  std::string failure_;
  std::thread thread_;
};

}  // namespace peercert::subject

#endif
