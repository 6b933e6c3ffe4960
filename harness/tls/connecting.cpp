#include "tls/connecting.h"

#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <utility>

#include "tls/connection_state.h"
#include "tls/create_connection.h"

namespace peercert {
namespace {

// socket.gaierror(code, text)
PythonException address_error(int code) {
  Raised raised = PythonException::os_error(0).raised();
  const std::string text = gai_strerror(code);
  raised.type = "socket.gaierror";
  raised.bases = {"OSError", "Exception"};
  raised.args = Tuple{{Integer(code), Str{text}}};
  raised.attributes = Dict{{{Str{"errno"}, Integer(code)}, {Str{"strerror"}, Str{text}}}};
  raised.text = "[Errno " + std::to_string(code) + "] " + text;
  return PythonException(std::move(raised));
}

// Whether a connect() that ended so goes on by itself, and may be waited for.
bool goes_on(int error_number, Timeout timeout) {
  if (error_number == EINTR) return timeout != 0.0;
  return error_number == EINPROGRESS && timeout && *timeout > 0;
}

// connected returns a socket that is connected to `address`.
int connected(const addrinfo& address, Timeout timeout) {
  Descriptor made(socket(address.ai_family, address.ai_socktype | SOCK_CLOEXEC, address.ai_protocol));
  if (made.number() < 0) throw PythonException::os_error(errno);
  set_timeout(made.number(), timeout);
  const std::optional<int> error = connect_socket(made.number(), address, timeout);
  if (!error) throw timeout_error("timed out");
  if (*error != 0) throw PythonException::os_error(*error);
  return made.release();
}

}  // namespace

int family_of(int descriptor) {
  int family = AF_INET;
  socklen_t size = sizeof family;
  return getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &family, &size) < 0 ? AF_INET : family;
}

Addresses resolve(int family, const std::string& host, std::uint16_t port) {
  addrinfo hints{};
  hints.ai_family = family;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int error = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
  if (error != 0) throw address_error(error);
  return {found, freeaddrinfo};
}

std::optional<int> connect_socket(int descriptor, const addrinfo& address, Timeout timeout) {
  const Deadline deadline(timeout);
  if (::connect(descriptor, address.ai_addr, address.ai_addrlen) == 0) return 0;
  if (!goes_on(errno, timeout)) return errno;
  if (!deadline.wait(descriptor, POLLOUT)) return std::nullopt;
  int error = 0;
  socklen_t size = sizeof error;
  if (getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) < 0) return errno;
  return error == EISCONN ? 0 : error;
}

int create_connection(const std::string& host, std::uint16_t port, Timeout timeout) {
  const Addresses addresses = resolve(AF_UNSPEC, host, port);
  for (const addrinfo* address = addresses.get();; address = address->ai_next) {
    try {
      return connected(*address, timeout);
    } catch (const PythonException&) {
      if (address->ai_next == nullptr) throw;
    }
  }
}

}  // namespace peercert
