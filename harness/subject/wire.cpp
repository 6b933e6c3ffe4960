#include "subject/wire.h"

#include <fmt/format.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace peercert::subject {
namespace {

class MemoryWire : public Wire {
 public:
  MemoryWire(const MemoryBio& incoming, const MemoryBio& outgoing) : incoming_(incoming), outgoing_(outgoing) {}
  std::string take() override { return outgoing_.read(); }
  void put(std::string_view data) override {
    if (!ended_) incoming_.write(data);
  }
  void end() override {
    ended_ = true;
    incoming_.write_eof();
  }

 private:
  MemoryBio incoming_, outgoing_;
  bool ended_ = false;
};

class SocketWire : public Wire {
 public:
  explicit SocketWire(Descriptor far) : far_(std::move(far)) {}
  std::string take() override { return received_from(far_.number()); }
  void put(std::string_view data) override {
    if (!ended_) send_to(far_.number(), data);
  }
  void end() override {
    if (!std::exchange(ended_, true)) shutdown(far_.number(), SHUT_WR);
  }

 private:
  Descriptor far_;
  bool ended_ = false;
};

}  // namespace

void Wire::reset() {
  throw std::runtime_error("only a connection over tcp can be reset");
}

std::string received_from(int descriptor) {
  std::string data;
  std::array<char, 65536> buffer;
  while (true) {
    const ssize_t count = recv(descriptor, buffer.data(), buffer.size(), 0);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return data;
    data.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

void send_to(int descriptor, std::string_view data) {
  const ssize_t count = send(descriptor, data.data(), data.size(), MSG_NOSIGNAL);
  if (count < 0 && (errno == EPIPE || errno == ECONNRESET)) return;  // nobody is there, and nobody is told
  if (count < 0 || static_cast<std::size_t>(count) != data.size()) {
    throw std::runtime_error(fmt::format("{} bytes are more than the pair of sockets takes", data.size()));
  }
}

std::unique_ptr<Wire> memory_wire(const MemoryBio& incoming, const MemoryBio& outgoing) {
  return std::make_unique<MemoryWire>(incoming, outgoing);
}

std::unique_ptr<Wire> socket_wire(Descriptor far) {
  return std::make_unique<SocketWire>(std::move(far));
}

Ends socket_pair() {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends.data()) < 0) {
    throw std::system_error(errno, std::generic_category(), "socketpair");
  }
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

}  // namespace peercert::subject
