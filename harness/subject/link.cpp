#include "subject/link.h"

#include <fmt/format.h>
#include <sys/socket.h>

#include <cerrno>
#include <map>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "subject/tcp.h"
#include "value/exception.h"

namespace peercert::subject {
namespace {

// What waits longer than this, in seconds, gives up.
constexpr double kTimeout = 10;

bool is_server(const Context& context) {
  return context.protocol() == Protocol::PROTOCOL_TLS_SERVER;
}

std::uint16_t listen_on(const Descriptor& socket) {
  const std::uint16_t port = bind_to_free_port(socket.number());
  if (listen(socket.number(), 1) < 0) throw std::system_error(errno, std::generic_category(), "listen");
  return port;
}

// A queue for one has room for two. What they send arrives once they have their places.
void fill_queue(std::uint16_t port, std::vector<Descriptor>& waiting) {
  for (int i = 0; i < 2; ++i) {
    waiting.push_back(connected_to(port));
    const int one = waiting.back().number();
    if (send(one, "x", 1, MSG_NOSIGNAL) != 1) throw std::system_error(errno, std::generic_category(), "send");
    wait_until([one] { return unsent(one) == 0; }, "a place in the queue is taken");
  }
}

}  // namespace

Link::Link(suite::ConnectionSpec spec) : spec_(std::move(spec)) {
  make_transport();
}

void Link::make_transport() {
  if (spec_.begins == "unconnected") {
    if (spec_.transport != "tcp" && spec_.transport != "loopback") {
      throw std::runtime_error(fmt::format("a connection over {} cannot begin unconnected", spec_.transport));
    }
    near_ = tcp_socket();
  } else if (spec_.transport == "memory") {
    wire_ = memory_wire(incoming_, outgoing_);
  } else if (spec_.transport == "socket") {
    Ends ends = socket_pair();
    near_ = std::move(ends.near);
    wire_ = socket_wire(std::move(ends.far));
  } else if (spec_.transport == "tcp") {
    Ends ends = tcp_pair();
    near_ = std::move(ends.near);
    wire_ = tcp_wire(std::move(ends.far), [this] { return descriptor(); });
  } else if (spec_.transport == "loopback") {
    near_ = connected_to(spec_.port);
  } else {
    throw std::runtime_error(
        fmt::format("unknown transport \"{}\", expected memory, socket, tcp or loopback", spec_.transport));
  }
}

Connection Link::wrap_socket(const Context& context, const Wrapping& wrapping) {
  WrapSocketOptions options;
  options.server_side = is_server(context);
  options.server_hostname = spec_.server_hostname;
  options.do_handshake_on_connect = wrapping.do_handshake_on_connect;
  options.suppress_ragged_eofs = wrapping.suppress_ragged_eofs;
  const bool waits = wire_ == nullptr || wrapping.do_handshake_on_connect;
  if (waits) options.timeout = kTimeout;
  return context.wrap_socket(near_.release(), options);
}

void Link::wrap(const Context& context, const Wrapping& wrapping) {
  if (tls_ || failure_) throw std::runtime_error("the connection has been wrapped before");
  try {
    if (spec_.transport == "memory") {
      tls_ = context.wrap_bio(incoming_, outgoing_, is_server(context), spec_.server_hostname);
    } else {
      tls_ = wrap_socket(context, wrapping);
    }
  } catch (const PythonException& error) {
    failure_ = error.raised();
    throw;
  }
}

Connection& Link::tls() {
  if (failure_) throw PythonException(*failure_);
  if (!tls_) throw std::runtime_error("a connection that begins connected has no TLS object before the step wrap");
  return *tls_;
}

Connection& Link::socket() {
  if (spec_.transport == "memory") throw std::runtime_error("the connection is over memory, and has no socket");
  return tls();
}

Wire& Link::wire() {
  if (wire_ == nullptr) {
    throw std::runtime_error(
        fmt::format("a connection over {} that begins {} has no wire end, to which something could "
                    "be delivered",
                    spec_.transport, spec_.begins));
  }
  return *wire_;
}

int Link::descriptor() const {
  if (!detached_.empty()) return detached_.back().number();
  return tls_ ? tls_->fileno() : near_.number();
}

std::uint16_t Link::port_of(const std::string& place) {
  others_.push_back(tcp_socket());
  const Descriptor& other = others_.back();
  if (place == "nobody") return bind_to_free_port(other.number());  // it has the port, and does not listen
  if (place != "silence" && place != "full_queue") {
    throw std::runtime_error(
        fmt::format("unknown place to connect to \"{}\", expected nobody, silence or full_queue", place));
  }
  const std::uint16_t port = listen_on(other);
  if (place == "full_queue") fill_queue(port, others_);
  return port;
}

void Link::detach() {
  const int descriptor = socket().detach();
  if (descriptor >= 0) detached_.emplace_back(descriptor);
}

void Link::make_file() {
  files_.push_back(socket().makefile());
}

void Link::close_file() {
  if (files_.empty()) throw std::runtime_error("there is no file to close");
  files_.pop_back();
}

}  // namespace peercert::subject
