#include "subject/wire.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>

#include "subject/descriptor.h"
#include "subject/peers/socket.h"
#include "tls/memory_bio.h"

namespace peercert::subject {
namespace {

class MemoryWire : public Wire {
 public:
  MemoryWire(MemoryBio incoming, MemoryBio outgoing) : incoming_(std::move(incoming)), outgoing_(std::move(outgoing)) {}
  std::string take() override { return outgoing_.read(); }
  void put(std::string_view data) override { incoming_.write(data); }

 private:
  MemoryBio incoming_, outgoing_;
};

class SocketWire : public Wire {
 public:
  explicit SocketWire(Descriptor far) : far_(std::move(far)) {}

  std::string take() override {
    std::string data;
    std::array<char, 65536> buffer;
    while (true) {
      const ssize_t count = recv(far_.number(), buffer.data(), buffer.size(), 0);
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) return data;
      data.append(buffer.data(), static_cast<std::size_t>(count));
    }
  }

  void put(std::string_view data) override {
    const ssize_t count = send(far_.number(), data.data(), data.size(), MSG_NOSIGNAL);
    if (count < 0 || static_cast<std::size_t>(count) != data.size()) {
      throw std::runtime_error(fmt::format("{} bytes are more than the socket pair takes", data.size()));
    }
  }

 private:
  Descriptor far_;
};

bool is_server(const Context& context) {
  return context.protocol() == Protocol::PROTOCOL_TLS_SERVER;
}

Link memory_link(const Context& context, const suite::ConnectionSpec& spec) {
  const MemoryBio incoming, outgoing;
  Connection tls = context.wrap_bio(incoming, outgoing, is_server(context), spec.server_hostname);
  return {std::move(tls), std::make_unique<MemoryWire>(incoming, outgoing)};
}

// What waits longer than this for its peer gives up.
constexpr timeval kLoopbackTimeout{10, 0};

// A blocking socket with a timeout: when it is over, the call fails as one that would have to wait.
Descriptor connected_to(std::uint16_t port) {
  Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const auto set_timeout = [&](int name) {
    return setsockopt(socket.number(), SOL_SOCKET, name, &kLoopbackTimeout, sizeof kLoopbackTimeout) == 0;
  };
  if (socket.open() && set_timeout(SO_RCVTIMEO) && set_timeout(SO_SNDTIMEO) &&
      connect(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    return socket;
  }
  throw std::system_error(errno, std::generic_category(), fmt::format("no connection to 127.0.0.1:{}", port));
}

WrapSocketOptions options_of(const Context& context, const suite::ConnectionSpec& spec) {
  WrapSocketOptions options;
  options.server_side = is_server(context);
  options.do_handshake_on_connect = false;
  options.server_hostname = spec.server_hostname;
  return options;
}

Link loopback_link(const Context& context, const suite::ConnectionSpec& spec) {
  Descriptor socket = connected_to(spec.port);
  return {context.wrap_socket(socket.release(), options_of(context, spec)), nullptr};
}

Link socket_link(const Context& context, const suite::ConnectionSpec& spec) {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends.data()) < 0) {
    throw std::system_error(errno, std::generic_category(), "socketpair");
  }
  Descriptor far(ends[1]);
  Connection tls = context.wrap_socket(ends[0], options_of(context, spec));
  return {std::move(tls), std::make_unique<SocketWire>(std::move(far))};
}

}  // namespace

Link make_link(const Context& context, const suite::ConnectionSpec& spec) {
  if (spec.transport == "memory") return memory_link(context, spec);
  if (spec.transport == "socket") return socket_link(context, spec);
  if (spec.transport == "loopback") return loopback_link(context, spec);
  throw std::runtime_error(
      fmt::format("unknown transport \"{}\", expected memory, socket or loopback", spec.transport));
}

bool loopback_works() {
  try {
    const Listener listener;
    return connected_to(listener.port()).open();
  } catch (const std::system_error&) {
    return false;
  }
}

}  // namespace peercert::subject
