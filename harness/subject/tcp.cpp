#include "subject/tcp.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>

#include "subject/wire.h"

namespace peercert::subject {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds kLongest{10};
constexpr std::chrono::microseconds kPause{200};

void require(int result, const char* call) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), call);
}

sockaddr_in loopback_address(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

bool polled(int descriptor, short events) {
  pollfd one{descriptor, events, 0};
  return poll(&one, 1, 0) > 0;
}

// What is written goes out at once, and the other end says at once that it has it.
void hurry(int descriptor, int option) {
  const int on = 1;
  setsockopt(descriptor, IPPROTO_TCP, option, &on, sizeof on);
}

class TcpWire : public Wire {
 public:
  TcpWire(Descriptor far, std::function<int()> near) : far_(std::move(far)), near_(std::move(near)) {}

  std::string take() override {
    std::string data;
    if (!far_.open()) return data;
    wait_until(
        [&] {
          hurry(far_.number(), TCP_QUICKACK);
          const bool last = has_nothing_under_way();  // first: what arrives while it is taken is taken
          data += received_from(far_.number());
          return last;
        },
        "what was written has arrived");
    return data;
  }

  void put(std::string_view data) override {
    if (ended_) return;
    send_to(far_.number(), data);
    wait_until(
        [&] {
          if (near_() >= 0) hurry(near_(), TCP_QUICKACK);
          return unsent(far_.number()) == 0 || has_hung_up(far_.number());
        },
        "what was delivered has arrived");
  }

  void end() override {
    if (std::exchange(ended_, true)) return;
    shutdown(far_.number(), SHUT_WR);
    wait_until([&] { return near_() < 0 || sees_an_end(near_()); }, "the end has arrived");
  }

  void reset() override {
    ended_ = true;
    if (!far_.open()) return;
    const linger at_once{1, 0};
    setsockopt(far_.number(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    { const Descriptor closed = std::move(far_); }
    wait_until([&] { return near_() < 0 || has_hung_up(near_()); }, "the reset has arrived");
  }

 private:
  bool has_nothing_under_way() const {
    const int near = near_();
    if (near < 0 || has_hung_up(near)) return sees_an_end(far_.number());
    return unsent(near) == 0;
  }

  Descriptor far_;
  std::function<int()> near_;
  bool ended_ = false;
};

}  // namespace

Descriptor tcp_socket() {
  Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  require(socket.number(), "socket");
  return socket;
}

std::uint16_t bind_to_free_port(int descriptor) {
  sockaddr_in address = loopback_address(0);
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  socklen_t length = sizeof address;
  require(bind(descriptor, generic, length), "bind to 127.0.0.1");
  require(getsockname(descriptor, generic, &length), "getsockname");
  return ntohs(address.sin_port);
}

Descriptor connected_to(std::uint16_t port) {
  Descriptor socket = tcp_socket();
  const timeval longest{kLongest.count(), 0};
  setsockopt(socket.number(), SOL_SOCKET, SO_SNDTIMEO, &longest, sizeof longest);
  const sockaddr_in address = loopback_address(port);
  if (connect(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return socket;
  throw std::system_error(errno, std::generic_category(), fmt::format("no connection to 127.0.0.1:{}", port));
}

Ends tcp_pair() {
  const Descriptor listener = tcp_socket();
  const std::uint16_t port = bind_to_free_port(listener.number());
  require(listen(listener.number(), 1), "listen");
  Ends ends;
  ends.near = connected_to(port);
  ends.far = Descriptor(accept4(listener.number(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
  require(ends.far.number(), "accept");
  require(fcntl(ends.near.number(), F_SETFL, O_NONBLOCK), "fcntl");
  for (const Descriptor* end : {&ends.near, &ends.far}) hurry(end->number(), TCP_NODELAY);
  return ends;
}

std::unique_ptr<Wire> tcp_wire(Descriptor far, std::function<int()> near) {
  return std::make_unique<TcpWire>(std::move(far), std::move(near));
}

bool loopback_works() {
  try {
    return tcp_pair().far.open();
  } catch (const std::system_error&) {
    return false;
  }
}

bool has_hung_up(int descriptor) {
  return polled(descriptor, 0);
}

bool sees_an_end(int descriptor) {
  return polled(descriptor, POLLRDHUP);
}

int unsent(int descriptor) {
  int count = 0;
  require(ioctl(descriptor, SIOCOUTQ, &count), "ioctl(SIOCOUTQ)");
  return count;
}

void wait_until(const std::function<bool()>& condition, const char* what) {
  const auto deadline = steady_clock::now() + kLongest;
  while (!condition()) {
    if (steady_clock::now() > deadline) {
      throw std::runtime_error(fmt::format("waited {} s in vain until {}", kLongest.count(), what));
    }
    std::this_thread::sleep_for(kPause);
  }
}

}  // namespace peercert::subject
