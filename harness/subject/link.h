// One end of a connection, as PROTOCOL.md says it is made: its TLS object and, but over loopback, its wire end.
#ifndef PEERCERT_SUBJECT_LINK_H
#define PEERCERT_SUBJECT_LINK_H

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "subject/descriptor.h"
#include "subject/wire.h"
#include "suite/scenario.h"
#include "tls/connection.h"
#include "tls/context.h"
#include "value/exception.h"

namespace peercert::subject {

// Link makes the transport at once, and the TLS object when it is told to. Everything throws std::runtime_error for
// what its `spec` does not allow, such as a wire end over loopback, and for a transport that cannot be made.
class Link {
 public:
  // Wrapping is what wrap_socket may be told besides.
  struct Wrapping {
    bool do_handshake_on_connect = false;
    bool suppress_ragged_eofs = true;
  };

  explicit Link(suite::ConnectionSpec spec);
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;
  ~Link() = default;

  // wrap makes the TLS object. Throws PythonException as wrap_bio and wrap_socket do.
  void wrap(const Context& context, const Wrapping& wrapping);

  // tls returns the TLS object. Throws what wrap threw when it did.
  [[nodiscard]] Connection& tls();
  // socket returns the same when it is an SSLSocket.
  [[nodiscard]] Connection& socket();
  [[nodiscard]] Wire& wire();

  [[nodiscard]] const suite::ConnectionSpec& spec() const { return spec_; }

  // port_of returns the port on 127.0.0.1 that is the `place` to connect to: nobody, silence, full_queue.
  [[nodiscard]] std::uint16_t port_of(const std::string& place);

  // detach detaches the TLS object from its socket, which is closed in the end.
  void detach();
  // make_file and close_file do what makefile() does, and close what it gave last.
  void make_file();
  void close_file();

 private:
  void make_transport();
  [[nodiscard]] Connection wrap_socket(const Context& context, const Wrapping& wrapping);
  [[nodiscard]] int descriptor() const;  // of the TLS object's socket, -1 when it is closed

  suite::ConnectionSpec spec_;
  MemoryBio incoming_, outgoing_;
  Descriptor near_;                 // until it is wrapped
  std::vector<Descriptor> others_;  // to connect to
  std::vector<Descriptor> detached_;
  std::optional<Connection> tls_;
  std::optional<Raised> failure_;  // what wrap threw
  std::vector<Connection::File> files_;
  std::unique_ptr<Wire> wire_;
};

}  // namespace peercert::subject

#endif
