// What an SSLSocket has of a socket: connect, shutdown, close, detach, makefile, settimeout.
#include <sys/socket.h>
#include <unistd.h>

#include <utility>

#include "tls/connecting.h"
#include "tls/connection_state.h"
#include "value/fault.h"
#include "x509/error_queue.h"

namespace peercert {

void Descriptor::close() {
  if (number_ >= 0) ::close(number_);
  number_ = -1;
}

void Connection::State::require_socket(const char* method) const {
  if (is_socket) return;
  throw PythonException::no_attribute("SSLObject", method);
}

void Connection::State::close() {
  closed = true;
  if (files == 0 || seeded(Fault::kFilesDoNotCount)) real_close();
}

void Connection::State::real_close() {
  if (!seeded(Fault::kCloseKeepsTls)) ssl.reset();
  socket.close();
}

// SSLSocket._real_connect. When it fails the SSL goes away; with `raises` every errno but 0 is a failure.
int Connection::real_connect(const std::string& host, std::uint16_t port, bool raises) {
  State& own = state();
  const PreservedErrorQueue preserved;
  own.require_socket(raises ? "connect" : "connect_ex");
  if (own.server_side && !seeded(Fault::kServerConnects)) {
    throw PythonException::value_error("can't connect in server-side mode");
  }
  if ((own.connected || own.ssl != nullptr) && !seeded(Fault::kConnectsTwice)) {
    throw PythonException::value_error("attempt to connect already-connected SSLSocket!");
  }
  own.wrap_socket();
  try {
    const Addresses addresses = resolve(family_of(own.socket.number()), host, port);
    const std::optional<int> error = connect_socket(own.socket.number(), *addresses, own.timeout);
    if (raises && !error) throw timeout_error("timed out");
    if (raises && *error != 0) throw PythonException::os_error(*error);
    if (error != 0) return error.value_or(EWOULDBLOCK);
    own.connected = true;
    if (own.do_handshake_on_connect) do_handshake();
    return 0;
  } catch (const PythonException&) {
    if (!seeded(Fault::kFailedConnectKeepsTls)) own.ssl.reset();
    throw;
  }
}

void Connection::connect(const std::string& host, std::uint16_t port) {
  (void)real_connect(host, port, true);
}

int Connection::connect_ex(const std::string& host, std::uint16_t port) {
  return real_connect(host, port, false);
}

void Connection::shutdown(int how) {
  State& own = state();
  own.require_socket("shutdown");
  if (!seeded(Fault::kShutdownKeepsTls)) own.ssl.reset();
  if (::shutdown(own.socket.number(), how) < 0) throw PythonException::os_error(errno);
}

void Connection::close() {
  State& own = state();
  if (own.is_socket) own.close();
}

int Connection::detach() {
  State& own = state();
  own.require_socket("detach");
  if (seeded(Fault::kDetachDropsTls)) own.ssl.reset();
  own.closed = true;
  return own.socket.release();
}

int Connection::fileno() const {
  return state().socket.number();
}

void Connection::settimeout(Timeout timeout) {
  State& own = state();
  own.require_socket("settimeout");
  set_timeout(own.socket.number(), timeout);
  own.timeout = timeout;
}

Timeout Connection::gettimeout() const {
  const State& own = state();
  own.require_socket("gettimeout");
  return own.timeout;
}

Connection::File Connection::makefile() {
  state().require_socket("makefile");
  return File(state_);
}

Connection::File::File(std::shared_ptr<State> state) : state_(std::move(state)) {
  ++state_->files;
}

Connection::File& Connection::File::operator=(File&& other) noexcept {
  File taken(std::move(other));
  std::swap(state_, taken.state_);
  return *this;
}

Connection::File::~File() {
  close();
}

// SocketIO.close: socket._decref_socketios
void Connection::File::close() {
  if (state_ == nullptr) return;
  const std::shared_ptr<State> own = std::exchange(state_, nullptr);
  --own->files;
  if (own->closed && !seeded(Fault::kLastFileLeavesItOpen)) own->close();
}

}  // namespace peercert
