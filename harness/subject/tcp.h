// Sockets on 127.0.0.1, as scenarios need them.
#ifndef PEERCERT_SUBJECT_TCP_H
#define PEERCERT_SUBJECT_TCP_H

#include <cstdint>
#include <functional>

#include "subject/descriptor.h"

namespace peercert::subject {

// tcp_socket returns a new one that is connected to nothing. This and all below throw std::system_error.
[[nodiscard]] Descriptor tcp_socket();

// bind_to_free_port binds `descriptor` to a port of its own, and returns that.
std::uint16_t bind_to_free_port(int descriptor);

// connected_to returns a blocking socket that is connected to `port`.
[[nodiscard]] Descriptor connected_to(std::uint16_t port);

// loopback_works returns whether 127.0.0.1 can be listened on and connected to.
[[nodiscard]] bool loopback_works();

// has_hung_up returns whether there is nothing to wait for any more: a reset came, or both directions have ended.
// sees_an_end returns whether at least the other end's has.
[[nodiscard]] bool has_hung_up(int descriptor);
[[nodiscard]] bool sees_an_end(int descriptor);

// unsent returns how much of what was written the other end does not have yet: bytes, and 1 for the end.
[[nodiscard]] int unsent(int descriptor);

// wait_until returns when `condition` is true. Throws std::runtime_error, saying that it waited for `what`, when it is
// not within 10 seconds.
void wait_until(const std::function<bool()>& condition, const char* what);

}  // namespace peercert::subject

#endif
