// What a connection consists of; for the files that implement connection.h only.
#ifndef PEERCERT_TLS_CONNECTION_STATE_H
#define PEERCERT_TLS_CONNECTION_STATE_H

#include <poll.h>

#include <cerrno>
#include <optional>
#include <string>
#include <utility>

#include "tls/connection.h"
#include "tls/to_der.h"
#include "tls/waiting.h"
#include "value/exception.h"
#include "x509/openssl.h"

namespace peercert {

// Descriptor owns a file descriptor; -1 is none.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }
  void close();
  [[nodiscard]] int release() { return std::exchange(number_, -1); }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_ = -1;
};

// Late is what a TimeoutError says when a call had to wait for too long.
struct Late {
  const char* reading;
  const char* writing;
};

inline constexpr Late kLateHandshake{"The handshake operation timed out", "The handshake operation timed out"};
inline constexpr Late kLateRead{"The read operation timed out", "The read operation timed out"};
inline constexpr Late kLateWrite{"The write operation timed out", "The write operation timed out"};
inline constexpr Late kLateShutdown{"The read operation timed out", "The write operation timed out"};

struct PEERCERT_HIDDEN Connection::State {
  explicit State(const Context& wraps) : made_from(wraps), context(wraps) {}
  State(const Context& wraps, int descriptor) : made_from(wraps), context(wraps), is_socket(true), socket(descriptor) {}

  // wrap makes the SSL, as CPython's newPySSLSocket does. wrap_socket is the same over the socket.
  void wrap(BioOwner incoming, BioOwner outgoing);
  void wrap_socket();

  // tls returns the SSL; throws AttributeError, naming Python's method, when there is none (CPython's _sslobj is None).
  [[nodiscard]] SSL* tls(const char* method) const;
  // check_connected throws OSError when the socket never was connected and still is not.
  void check_connected() const;
  // require_socket throws AttributeError over memory: SSLObject has no such method.
  void require_socket(const char* method) const;
  // failure returns the exception for an SSL call that returned `result`; errno must still be that of the call.
  [[nodiscard]] PythonException failure(int result) const;
  // patient does `call`, an SSL_... call, again while it must wait and the socket has a timeout; it returns what the
  // last one returned, whose errno is left. Throws TimeoutError when it is `late`.
  template <typename Call>
  int patient(const Call& call, const Late& late) const;
  // wait_for waits until the socket is ready, and returns whether to try again. Throws as patient does.
  bool wait_for(short events, const Deadline& deadline, const Late& late) const;
  // shut_down is SSL_shutdown as CPython's _SSLSocket.shutdown calls it.
  void shut_down();
  // offer makes the client resume `session`, as CPython's PySSL_set_session does.
  void offer(const std::optional<Session>& session);

  void close();       // socket.close: the last reference closes
  void real_close();  // SSLSocket._real_close

  // serve_name is OpenSSL's server-name callback: CPython's _servername_callback.
  static int serve_name(SSL* ssl, int* alert, void* context_state);

  const Context made_from;  // SSL keeps its SSL_CTX too, for the callbacks that it has
  Context context;
  std::optional<std::string> server_hostname;
  std::optional<Session> session;  // to be offered
  bool server_side = false;
  bool is_socket = false;
  bool connected = true;  // when it was wrapped, or by connect()
  bool do_handshake_on_connect = false;
  bool suppress_ragged_eofs = true;
  bool close_notify_sent = false;  // CPython's shutdown_seen_zero
  bool closed = false;
  int files = 0;  // SocketIO objects that keep the socket open
  Timeout timeout;
  Descriptor socket;
  EncodedCertificate peer;
  SslOwner ssl;  // after the socket that it uses, so that it goes first
};

template <typename Call>
int Connection::State::patient(const Call& call, const Late& late) const {
  const Deadline deadline(timeout);
  for (;;) {
    errno = 0;
    const int result = call();
    const int error_number = errno;
    const int error = SSL_get_error(ssl.get(), result);
    const bool reads = error == SSL_ERROR_WANT_READ;
    if ((reads || error == SSL_ERROR_WANT_WRITE) && wait_for(reads ? POLLIN : POLLOUT, deadline, late)) continue;
    errno = error_number;
    return result;
  }
}

}  // namespace peercert

#endif
