// The subject's end of a connection to a peer, for tests: OpenSSL's plain API on a blocking socket, or bytes as they
// are.
#ifndef PEERCERT_SUBJECT_PEERS_TEST_END_H
#define PEERCERT_SUBJECT_PEERS_TEST_END_H

#include <string>
#include <vector>

#include "forge/fixtures.h"
#include "subject/descriptor.h"
#include "subject/peers/peer.h"
#include "x509/openssl.h"

namespace peercert::test {

// fixture returns one of certs/recipes.
[[nodiscard]] const forge::Fixture& fixture(const std::string& name);

// peer_spec returns a peer that presents `certificate`, "" for none, and is of the one version `tls`.
[[nodiscard]] suite::PeerSpec peer_spec(const std::string& kind, const std::string& role, const std::string& tls,
                                        const std::string& certificate);

// connected_to returns a blocking socket, with a timeout, that is connected to the peer.
[[nodiscard]] subject::Descriptor connected_to(const subject::Peer& peer);

// exchanged sends `data`, and returns what comes back until the peer closes.
[[nodiscard]] std::string exchanged(const subject::Peer& peer, const std::string& data);

// TlsEnd is a connection to a peer. It verifies nothing unless told, and has no certificate of its own unless told.
class TlsEnd {
 public:
  explicit TlsEnd(bool server_side, const std::string& certificate = "");

  [[nodiscard]] SSL_CTX* context() { return context_.get(); }
  // handshake connects, and returns "" or the reason why it failed.
  [[nodiscard]] std::string handshake(const subject::Peer& peer);
  [[nodiscard]] std::string peer_certificate() const;  // DER, "" for none
  // echoed returns what comes back for `text`.
  [[nodiscard]] std::string echoed(const std::string& text);
  [[nodiscard]] SSL* tls() { return ssl_.get(); }
  // certificate_message returns the body of the Certificate message that came in TLS 1.2.
  [[nodiscard]] const std::string& certificate_message() const { return certificate_message_; }

 private:
  static void remember(int sent, int version, int type, const void* data, std::size_t size, SSL* ssl, void* end);

  SslContextOwner context_;
  subject::Descriptor socket_;
  SslOwner ssl_;
  std::string certificate_message_;
};

}  // namespace peercert::test

#endif
