// Connection is Python's ssl.SSLObject (made by Context::wrap_bio) or ssl.SSLSocket (made by Context::wrap_socket).
//
//     connection.do_handshake();                 // throws SSLWantReadError while the peer's bytes are missing
//     Value dictionary = connection.getpeercert();
//
// Every failure is a PythonException with the type, arguments and text that Python's method of that name raises.
// Nothing here raises SIGPIPE. OpenSSL's error queue of the calling thread is left as found, and what stands in it is
// not taken for an error of the connection.
#ifndef PEERCERT_TLS_CONNECTION_H
#define PEERCERT_TLS_CONNECTION_H

#include <openssl/ossl_typ.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "tls/context.h"
#include "tls/memory_bio.h"
#include "value/value.h"
#include "x509/peer_certificate.h"

namespace peercert {

struct NoCertificate {};           // None
struct UnvalidatedCertificate {};  // {}

// PeerCertificateAnswer is what getpeercert() returns, typed.
using PeerCertificateAnswer = std::variant<NoCertificate, UnvalidatedCertificate, PeerCertificate>;

class Connection {
 public:
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();  // closes the socket, as close() does

  // do_handshake is one call of SSL_do_handshake. Over memory, and over a non-blocking socket, it throws
  // SSLWantReadError (or SSLWantWriteError) when it must wait for the peer: call it again when bytes have come. No
  // effect once done.
  void do_handshake();

  // getpeercert returns None when the peer sent no certificate; with binary_form its DER bytes; an empty dictionary
  // when the context's verify mode is, at this moment, CERT_NONE; otherwise the decoded dictionary. Throws ValueError
  // while OpenSSL does not consider the handshake finished, what decode_certificate throws, and for a socket OSError
  // before it is connected and AttributeError after close() or unwrap().
  [[nodiscard]] Value getpeercert(bool binary_form = false) const;

  // peer_certificate returns the same as getpeercert(false), typed.
  [[nodiscard]] PeerCertificateAnswer peer_certificate() const;

  // peer_certificate_der returns the same as getpeercert(true), typed: nullopt when the peer sent no certificate.
  [[nodiscard]] std::optional<std::string> peer_certificate_der() const;

  // read returns between 1 and `size` bytes, or "" at the end of the stream. It completes a handshake that is not done.
  // Throws SSLWantReadError where it would have to wait; over memory SSLEOFError, and over a socket that does not
  // suppress ragged EOFs the same, when the stream ends without close_notify.
  [[nodiscard]] std::string read(std::size_t size = 1024);

  // write returns how many bytes of `data` it took. It completes a handshake that is not done.
  std::size_t write(std::string_view data);

  // pending returns how many decrypted bytes wait to be read.
  [[nodiscard]] std::size_t pending() const;

  // version returns "TLSv1.2", "TLSv1.3", ..., or nullopt while the handshake is not done.
  [[nodiscard]] std::optional<std::string> version() const;

  // unwrap sends close_notify and waits for the peer's. Throws SSLWantReadError where it would have to wait. After it
  // has succeeded over a socket, the connection no longer has TLS, and the descriptor is still open.
  void unwrap();

  // close closes the socket without close_notify, as SSLSocket.close() does. No effect over memory, where Python's
  // SSLObject has no such method.
  void close();

  // context returns the context whose verify mode getpeercert() consults.
  [[nodiscard]] Context context() const;
  // set_context replaces it, as `connection.context = context` does.
  void set_context(const Context& context);

  [[nodiscard]] bool server_side() const;
  [[nodiscard]] const std::optional<std::string>& server_hostname() const;

  // fileno returns the socket's descriptor, -1 over memory and after close().
  [[nodiscard]] int fileno() const;

  // native_handle returns OpenSSL's object, owned by this connection; nullptr before connect and after close().
  [[nodiscard]] SSL* native_handle() const;

 private:
  friend class Context;
  struct State;
  explicit Connection(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace peercert

#endif
