// The ends of connections that a subject holds in its hands: what a connection sends stays here until a step delivers
// it. A connection over loopback has no such end; its bytes move by themselves.
#ifndef PEERCERT_SUBJECT_WIRE_H
#define PEERCERT_SUBJECT_WIRE_H

#include <memory>
#include <string>
#include <string_view>

#include "suite/scenario.h"
#include "tls/connection.h"
#include "tls/context.h"

namespace peercert::subject {

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
};

// Link is a connection with its wire end.
struct Link {
  Connection tls;
  std::unique_ptr<Wire> wire;  // null over loopback
};

// make_link returns a connection of `context`, before its handshake, over the transport that `spec` names. Throws
// PythonException as wrap_bio and wrap_socket do, and std::runtime_error for another transport and for a peer that
// cannot be reached.
[[nodiscard]] Link make_link(const Context& context, const suite::ConnectionSpec& spec);

// loopback_works returns whether 127.0.0.1 can be listened on and connected to.
[[nodiscard]] bool loopback_works();

}  // namespace peercert::subject

#endif
