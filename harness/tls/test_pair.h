// Two connections over memory, for tests: what one writes the other reads once it was delivered.
#ifndef PEERCERT_TLS_TEST_PAIR_H
#define PEERCERT_TLS_TEST_PAIR_H

#include <optional>
#include <string>

#include "tls/connection.h"
#include "tls/test_pki.h"
#include "x509/test_raised.h"

namespace peercert::test {

inline constexpr TlsVersion kTls12 = TlsVersion::TLSv1_2;
inline constexpr TlsVersion kTls13 = TlsVersion::TLSv1_3;

// text returns "type: text"; ": " for nothing.
inline std::string text(const Raised& error) {
  return error.type + ": " + error.text;
}

// handshake_step is one do_handshake(); it returns what that raises.
inline Raised handshake_step(Connection& connection) {
  return raised([&] { return connection.do_handshake(), 0; });
}

class Pair {
 public:
  Pair(const Context& client_side, const Context& server_side,
       const std::optional<std::string>& server_hostname = std::nullopt)
      : client(client_side.wrap_bio(to_client_, to_server_, false, server_hostname)),
        server(server_side.wrap_bio(to_server_, to_client_, true)) {}

  // handshake steps both sides in turn until both are done or one fails, and returns the failure.
  Raised handshake() {
    for (int i = 0; i < 10; ++i) {
      for (Connection* side : {&client, &server}) {
        const Raised error = handshake_step(*side);
        if (!error.type.empty() && error.type != "ssl.SSLWantReadError") return error;
      }
      if (client.version() && server.version()) return {};
    }
    return raised([] { return throw PythonException::value_error("the handshake does not end"), 0; });
  }

 private:
  MemoryBio to_client_, to_server_;  // before the connections that use them

 public:
  Connection client, server;
  MemoryBio& bytes_to_client() { return to_client_; }
  MemoryBio& bytes_to_server() { return to_server_; }
};

}  // namespace peercert::test

#endif
