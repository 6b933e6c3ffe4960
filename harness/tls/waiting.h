// How Python's sockets wait: for ever, not at all, or until a timeout is over.
#ifndef PEERCERT_TLS_WAITING_H
#define PEERCERT_TLS_WAITING_H

#include <chrono>
#include <optional>

#include "value/exception.h"

namespace peercert {

// Timeout is what socket.gettimeout() returns: nullopt waits for ever, 0 not at all, anything else so many seconds.
using Timeout = std::optional<double>;

// timeout_of returns the Timeout of a descriptor that nobody has told one: nullopt, or 0 when it does not block.
[[nodiscard]] Timeout timeout_of(int descriptor);

// set_timeout makes `descriptor` block, or not, as socket.settimeout(timeout) does. Throws ValueError for a timeout
// that is negative or no number, and OSError for what is no descriptor.
void set_timeout(int descriptor, Timeout timeout);

// Deadline is when an operation that starts now has to be done.
class Deadline {
 public:
  explicit Deadline(Timeout timeout);
  // wait waits until `descriptor` is ready for `events` (poll's); false when the deadline has come first.
  [[nodiscard]] bool wait(int descriptor, short events) const;

 private:
  [[nodiscard]] int milliseconds_left() const;
  std::optional<std::chrono::steady_clock::time_point> end_;
};

// timeout_error returns the TimeoutError that has only a text.
[[nodiscard]] PythonException timeout_error(const char* text);

}  // namespace peercert

#endif
