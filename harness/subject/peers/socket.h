// The TCP end of a peer: everything that can wait waits for the subject, for the order to stop, or for the deadline.
#ifndef PEERCERT_SUBJECT_PEERS_SOCKET_H
#define PEERCERT_SUBJECT_PEERS_SOCKET_H

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "subject/descriptor.h"

namespace peercert::subject {

// HungUp is thrown when the subject has closed or reset the connection, or the peer was told to stop while it waited.
// Either ends a peer without being a failure of it.
class HungUp : public std::runtime_error {
 public:
  HungUp() : std::runtime_error("the subject hung up") {}
};

// StopSignal tells one thread to stop what it waits for.
class StopSignal {
 public:
  StopSignal();  // throws std::system_error
  // give may be called once, from any thread; everybody who waits sees it from then on.
  void give() { writing_ = Descriptor(); }
  [[nodiscard]] int descriptor() const { return reading_.number(); }  // readable once it is given

 private:
  Descriptor reading_, writing_;
};

// Limits end every wait: the signal, which never comes before bytes that are already there, and the deadline.
struct Limits {
  const StopSignal& stop;
  std::chrono::steady_clock::time_point deadline;
};

// PeerSocket is one connection. It cannot raise SIGPIPE.
class PeerSocket {
 public:
  PeerSocket(Descriptor socket, const Limits& limits) : socket_(std::move(socket)), limits_(limits) {}

  // receive returns the next bytes, at least one. Throws HungUp, and std::runtime_error when the deadline is over.
  [[nodiscard]] std::string receive();
  // send sends all of `data`. Throws as receive does.
  void send(std::string_view data);
  // drain says that nothing more will be sent, and reads until the subject has hung up too, so that what was sent is
  // not lost in a reset. Throws nothing.
  void drain() noexcept;

 private:
  void wait_for(short events);

  Descriptor socket_;
  Limits limits_;
};

// Listener listens on 127.0.0.1, at a port of its own.
class Listener {
 public:
  Listener();  // throws std::system_error
  [[nodiscard]] std::uint16_t port() const { return port_; }
  // accept returns the first connection. Throws std::runtime_error when nobody has connected by the signal or the
  // deadline.
  [[nodiscard]] PeerSocket accept(const Limits& limits) const;

 private:
  Descriptor socket_;
  std::uint16_t port_ = 0;
};

}  // namespace peercert::subject

#endif
