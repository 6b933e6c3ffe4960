#include "tls/waiting.h"

#include <fcntl.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <cmath>

namespace peercert {

Timeout timeout_of(int descriptor) {
  const int flags = fcntl(descriptor, F_GETFL);
  return flags >= 0 && (flags & O_NONBLOCK) != 0 ? Timeout(0.0) : std::nullopt;
}

// sock_settimeout: a socket with a timeout does not block, and whoever waits polls.
void set_timeout(int descriptor, Timeout timeout) {
  if (timeout && std::isnan(*timeout)) throw PythonException::value_error("Invalid value NaN (not a number)");
  if (timeout && *timeout < 0) throw PythonException::value_error("Timeout value out of range");
  const int flags = fcntl(descriptor, F_GETFL);
  const int wanted = timeout ? flags | O_NONBLOCK : flags & ~O_NONBLOCK;
  if (flags < 0 || fcntl(descriptor, F_SETFL, wanted) < 0) throw PythonException::os_error(errno);
}

Deadline::Deadline(Timeout timeout) {
  constexpr double kLongest = 1e9;  // seconds; more does not fit into the clock
  if (!timeout) return;
  const std::chrono::duration<double> seconds(std::min(*timeout, kLongest));
  end_ = std::chrono::steady_clock::now() + std::chrono::ceil<std::chrono::milliseconds>(seconds);
}

int Deadline::milliseconds_left() const {
  if (!end_) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*end_ - std::chrono::steady_clock::now()).count();
  return static_cast<int>(std::clamp<decltype(left)>(left, 0, 1 << 30));
}

bool Deadline::wait(int descriptor, short events) const {
  pollfd polled{descriptor, events, 0};
  for (;;) {
    const int count = poll(&polled, 1, milliseconds_left());
    if (count == 0) return false;
    if (count > 0 || errno != EINTR) return true;  // what failed here, fails for the caller as well
  }
}

// PyErr_SetString(PyExc_TimeoutError, text)
PythonException timeout_error(const char* text) {
  const Dict attributes{{{Str{"errno"}, None{}}, {Str{"strerror"}, None{}}}};
  return PythonException({"TimeoutError", {"OSError", "Exception"}, Tuple{{Str{text}}}, attributes, text});
}

}  // namespace peercert
