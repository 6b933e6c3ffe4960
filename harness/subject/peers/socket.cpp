#include "subject/peers/socket.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace peercert::subject {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

std::system_error failed(const char* call) {
  return {errno, std::generic_category(), call};
}

int milliseconds_until(steady_clock::time_point deadline) {
  const auto left = std::chrono::ceil<milliseconds>(deadline - steady_clock::now()).count();
  return static_cast<int>(std::clamp<decltype(left)>(left, 0, 1 << 30));
}

enum class Event { kReady, kStopped, kDeadline };

// What is ready counts before the signal: what the subject sent before it answered is never lost.
Event wait_for_event(int descriptor, short events, const Limits& limits) {
  std::array<pollfd, 2> polled{{{descriptor, events, 0}, {limits.stop.descriptor(), POLLIN, 0}}};
  while (poll(polled.data(), polled.size(), milliseconds_until(limits.deadline)) < 0) {
    if (errno != EINTR) throw failed("poll");
  }
  if (polled[0].revents != 0) return Event::kReady;
  return polled[1].revents != 0 ? Event::kStopped : Event::kDeadline;
}

bool must_wait() {
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

bool is_gone() {
  return errno == ECONNRESET || errno == EPIPE;
}

}  // namespace

StopSignal::StopSignal() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) < 0) throw failed("pipe2");
  reading_ = Descriptor(ends[0]);
  writing_ = Descriptor(ends[1]);
}

void PeerSocket::wait_for(short events) {
  switch (wait_for_event(socket_.number(), events, limits_)) {
    case Event::kReady:
      return;
    case Event::kStopped:
      throw HungUp();
    case Event::kDeadline:
      throw std::runtime_error("the subject neither sent nor took anything until the deadline of the peer");
  }
}

std::string PeerSocket::receive() {
  std::array<char, 16384> buffer{};
  while (true) {
    const ssize_t count = recv(socket_.number(), buffer.data(), buffer.size(), 0);
    if (count > 0) return {buffer.data(), static_cast<std::size_t>(count)};
    if (count == 0 || is_gone()) throw HungUp();
    if (!must_wait()) throw failed("recv");
    wait_for(POLLIN);
  }
}

void PeerSocket::send(std::string_view data) {
  while (!data.empty()) {
    const ssize_t count = ::send(socket_.number(), data.data(), data.size(), MSG_NOSIGNAL);
    if (count >= 0) {
      data.remove_prefix(static_cast<std::size_t>(count));
    } else if (is_gone()) {
      throw HungUp();
    } else if (must_wait()) {
      wait_for(POLLOUT);
    } else {
      throw failed("send");
    }
  }
}

void PeerSocket::drain() noexcept {
  shutdown(socket_.number(), SHUT_WR);
  try {
    while (true) (void)receive();
  } catch (const std::exception&) {
    // It is over either way.
  }
}

Listener::Listener() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
  if (!socket_.open()) throw failed("socket");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  socklen_t length = sizeof address;
  if (bind(socket_.number(), generic, length) < 0) throw failed("bind to 127.0.0.1");
  if (listen(socket_.number(), 1) < 0) throw failed("listen");
  if (getsockname(socket_.number(), generic, &length) < 0) throw failed("getsockname");
  port_ = ntohs(address.sin_port);
}

PeerSocket Listener::accept(const Limits& limits) const {
  while (true) {
    Descriptor socket(accept4(socket_.number(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (socket.open()) return {std::move(socket), limits};
    if (!must_wait() && errno != ECONNABORTED) throw failed("accept");
    if (wait_for_event(socket_.number(), POLLIN, limits) != Event::kReady) {
      throw std::runtime_error("nobody connected");
    }
  }
}

}  // namespace peercert::subject
