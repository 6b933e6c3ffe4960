// What a connection consists of; for connection.cpp and wrap.cpp only.
#ifndef PEERCERT_TLS_CONNECTION_STATE_H
#define PEERCERT_TLS_CONNECTION_STATE_H

#include <string>

#include "tls/connection.h"
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
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_ = -1;
};

struct Connection::State {
  explicit State(Context made_from) : context(std::move(made_from)) {}
  State(Context made_from, int descriptor) : context(std::move(made_from)), is_socket(true), socket(descriptor) {}

  // tls returns the SSL; throws AttributeError, naming Python's method, when there is none (CPython's _sslobj is None).
  [[nodiscard]] SSL* tls(const char* method) const;
  // check_connected throws OSError when the socket never was connected and still is not.
  void check_connected() const;
  // failure returns the exception for an SSL call that returned `result`; errno must still be that of the call.
  [[nodiscard]] PythonException failure(int result) const;
  // shut_down is SSL_shutdown as CPython's _SSLSocket.shutdown calls it.
  void shut_down();

  Context context;
  std::optional<std::string> server_hostname;
  bool server_side = false;
  bool is_socket = false;
  bool connected = true;  // when it was wrapped
  bool suppress_ragged_eofs = true;
  Descriptor socket;
  SslOwner ssl;  // after the socket that it uses, so that it goes first
};

}  // namespace peercert

#endif
