// The ends of connections that a subject holds in its hands: what a connection sends stays here until a step delivers
// it. A connection over loopback has no such end; its bytes move by themselves.
#ifndef PEERCERT_SUBJECT_WIRE_H
#define PEERCERT_SUBJECT_WIRE_H

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "subject/descriptor.h"
#include "tls/memory_bio.h"

namespace peercert::subject {

// Wire is the far end of a transport. After end() and reset() whatever is put comes to nobody, without an error.
class Wire {
 public:
  Wire() = default;
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  virtual ~Wire() = default;

  // take removes and returns everything that the connection has sent so far.
  [[nodiscard]] virtual std::string take() = 0;
  // put gives the connection `data` to receive. Throws std::runtime_error when it does not fit.
  virtual void put(std::string_view data) = 0;
  // end says that nothing more comes after what was put.
  virtual void end() = 0;
  // reset breaks the connection off, as only TCP can. Throws std::runtime_error for any other.
  virtual void reset();
};

// memory_wire is the far end of a connection that reads from `incoming` and writes to `outgoing`.
[[nodiscard]] std::unique_ptr<Wire> memory_wire(const MemoryBio& incoming, const MemoryBio& outgoing);

// Ends is a connected pair of sockets that do not block.
struct Ends {
  Descriptor near, far;
};

// socket_pair and tcp_pair throw std::system_error.
[[nodiscard]] Ends socket_pair();
[[nodiscard]] Ends tcp_pair();

// socket_wire is the far end of a pair of sockets.
[[nodiscard]] std::unique_ptr<Wire> socket_wire(Descriptor far);

// received_from returns what has come to a socket so far; send_to sends all of `data` or, when nobody is there,
// nothing. It throws std::runtime_error when `data` does not fit.
[[nodiscard]] std::string received_from(int descriptor);
void send_to(int descriptor, std::string_view data);

// tcp_wire is the same over TCP. `near` returns the descriptor of the near end, -1 once that is closed. Everything that
// moves has arrived when the call returns; all calls throw std::runtime_error for what has not within 10 seconds.
[[nodiscard]] std::unique_ptr<Wire> tcp_wire(Descriptor far, std::function<int()> near);

}  // namespace peercert::subject

#endif
