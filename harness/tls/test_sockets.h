// Two connections over sockets, for tests.
#ifndef PEERCERT_TLS_TEST_SOCKETS_H
#define PEERCERT_TLS_TEST_SOCKETS_H

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <string>

#include "tls/create_connection.h"
#include "tls/test_listener.h"
#include "tls/test_pair.h"

namespace peercert::test {

inline const std::string kNotDoneYet = "ValueError: handshake not done yet";
inline const std::string kNoTls = "AttributeError: 'NoneType' object has no attribute 'getpeercert'";

inline std::array<int, 2> socket_pair(int flags) {
  std::array<int, 2> pair{};
  if (socketpair(AF_UNIX, SOCK_STREAM | flags, 0, pair.data()) != 0) std::perror("socketpair");
  return pair;
}

inline WrapSocketOptions options(bool server_side, bool do_handshake) {
  WrapSocketOptions result;
  result.server_side = server_side;
  result.do_handshake_on_connect = do_handshake;
  return result;
}

// SocketPair is two connections over a non-blocking pair of sockets.
struct SocketPair {
  explicit SocketPair(TlsVersion version, std::array<int, 2> sockets = socket_pair(SOCK_NONBLOCK))
      : client(client_context(version).wrap_socket(sockets[0], options(false, false))),
        server(server_context(version).wrap_socket(sockets[1], options(true, false))) {}

  void handshake() {
    for (int i = 0; i < 3; ++i) {
      static_cast<void>(handshake_step(client));
      static_cast<void>(handshake_step(server));
    }
  }

  Connection client, server;
};

// answer returns what getpeercert() raises, or that it answers.
inline std::string answer(const Connection& connection) {
  const Raised error = raised([&] { return connection.getpeercert(); });
  return error.type.empty() ? "answers" : error.type + ": " + error.text;
}

// tcp_pair returns two TCP sockets, connected over loopback.
inline std::array<int, 2> tcp_pair() {
  const Listener listener;
  const int client = create_connection("127.0.0.1", listener.port());
  return {client, listener.take()};
}

}  // namespace peercert::test

#endif
