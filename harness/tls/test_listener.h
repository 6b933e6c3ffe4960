// A port of 127.0.0.1 on which somebody listens, for tests.
#ifndef PEERCERT_TLS_TEST_LISTENER_H
#define PEERCERT_TLS_TEST_LISTENER_H

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>

namespace peercert::test {

class Listener {
 public:
  Listener() {
    address_.sin_family = AF_INET;
    address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address_;
    auto* generic = reinterpret_cast<sockaddr*>(&address_);
    if (bind(socket_, generic, length) != 0 || listen(socket_, 1) != 0) std::perror("listen");
    getsockname(socket_, generic, &length);
  }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener() { close(socket_); }

  [[nodiscard]] std::uint16_t port() const { return ntohs(address_.sin_port); }
  [[nodiscard]] int take() const { return accept(socket_, nullptr, nullptr); }

 private:
  int socket_ = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address_{};
};

}  // namespace peercert::test

#endif
