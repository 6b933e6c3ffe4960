// The verbs that only an SSLSocket has.
#include <fmt/format.h>
#include <sys/socket.h>

#include <cerrno>

#include "subject/arguments.h"
#include "subject/playing.h"
#include "subject/tcp.h"

namespace peercert::subject {
namespace {

using suite::Step;

constexpr const char* kLoopback = "127.0.0.1";

const std::map<std::string, int> kDirections = {{"SHUT_RD", SHUT_RD}, {"SHUT_WR", SHUT_WR}, {"SHUT_RDWR", SHUT_RDWR}};

}  // namespace

Value Playing::wrap(const Step& step) {
  Link& own = link(step.on);
  const bool wants_handshake = own.spec().do_handshake_on_connect;
  const Link::Wrapping wrapping{flag_or(step, "do_handshake_on_connect", wants_handshake),
                                flag_or(step, "suppress_ragged_eofs", true)};
  own.wrap(context(own.spec().context), wrapping);
  return None{};
}

std::uint16_t Playing::port_to_connect_to(const Step& step) {
  Link& own = link(step.on);
  if (own.spec().begins != "unconnected") {
    throw std::runtime_error(fmt::format("connection {} does not begin unconnected", step.on));
  }
  if (own.spec().transport == "tcp") return own.port_of(text_argument(step));
  no_arguments(step);
  return own.spec().port;
}

Value Playing::connect(const Step& step) {
  const std::uint16_t port = port_to_connect_to(step);
  tls(step).connect(kLoopback, port);
  return None{};
}

Value Playing::connect_ex(const Step& step) {
  const std::uint16_t port = port_to_connect_to(step);
  return Integer(tls(step).connect_ex(kLoopback, port));
}

Value Playing::listen(const Step& step) {
  no_arguments(step);
  const int descriptor = link(step.on).socket().fileno();
  try {
    (void)bind_to_free_port(descriptor);
  } catch (const std::system_error& error) {
    throw PythonException::os_error(error.code().value());
  }
  if (::listen(descriptor, 1) < 0) throw PythonException::os_error(errno);
  return None{};
}

Value Playing::settimeout(const Step& step) {
  link(step.on).socket().settimeout(timeout_argument(step));
  return None{};
}

Value Playing::shutdown(const Step& step) {
  link(step.on).socket().shutdown(named(kDirections, text_argument(step), "direction"));
  return None{};
}

Value Playing::close(const Step& step) {
  no_arguments(step);
  link(step.on).socket().close();
  return None{};
}

Value Playing::detach(const Step& step) {
  no_arguments(step);
  link(step.on).detach();
  return None{};
}

Value Playing::makefile(const Step& step) {
  no_arguments(step);
  link(step.on).make_file();
  return None{};
}

Value Playing::close_file(const Step& step) {
  no_arguments(step);
  link(step.on).close_file();
  return None{};
}

}  // namespace peercert::subject
