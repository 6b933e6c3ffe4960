#include "tls/connection.h"

#include <fmt/format.h>
#include <sys/socket.h>

#include <cerrno>
#include <stdexcept>
#include <utility>

#include "tls/connection_faults.h"
#include "tls/connection_state.h"
#include "tls/errors.h"
#include "tls/to_der.h"
#include "value/fault.h"
#include "x509/compatibility.h"
#include "x509/decode.h"
#include "x509/error_queue.h"
#include "x509/ssl_error.h"

namespace peercert {
namespace {

bool is_handshake_done(const SSL* ssl) {
  if constexpr (kFaultsAreBuilt) {
    if (const auto wrong = faults::is_done(ssl)) return *wrong;
  }
  return SSL_is_init_finished(ssl) != 0;
}

// CPython's _ssl__SSLSocket_getpeercert_impl, first half: is the handshake done, as OpenSSL sees it now?
X509Owner require_peer_certificate(SSL* ssl) {
  if (!is_handshake_done(ssl)) throw PythonException::value_error("handshake not done yet");
  if (seeded(Fault::kLeafFromTheChain)) return faults::first_of_chain(ssl);
  if (kFaultsAreBuilt && faults::has_no_certificate(ssl)) return nullptr;
  return X509Owner(compatibility::peer_certificate(ssl));
}

// The mode of the context that the connection has now, at this moment, not the connection's own (bpo-8109).
bool is_validating(const SSL* ssl) {
  if constexpr (kFaultsAreBuilt) {
    if (const auto wrong = faults::is_validating(ssl)) return *wrong;
  }
  return (SSL_CTX_get_verify_mode(SSL_get_SSL_CTX(ssl)) & SSL_VERIFY_PEER) != 0;
}

bool is_close_notify(const SSL* ssl, int result) {
  return SSL_get_error(ssl, result) == SSL_ERROR_ZERO_RETURN && SSL_get_shutdown(ssl) == SSL_RECEIVED_SHUTDOWN;
}

struct ToValue {
  Value operator()(const NoCertificate&) const { return None{}; }
  Value operator()(const UnvalidatedCertificate&) const { return Dict{}; }
  Value operator()(const PeerCertificate& certificate) const { return to_value(certificate); }
};

}  // namespace

SSL* Connection::State::tls(const char* method) const {
  if (ssl != nullptr) return ssl.get();
  throw PythonException::no_attribute("NoneType", method);
}

// SSLSocket._check_connected
void Connection::State::check_connected() const {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  if (seeded(Fault::kConnectionIsNotLookedAt)) return;
  if (connected || getpeername(socket.number(), reinterpret_cast<sockaddr*>(&address), &length) == 0) return;
  throw PythonException::os_error(errno);
}

PythonException Connection::State::failure(int result) const {
  const int error_number = errno;
  return ssl_error_of_call({ssl.get(), result, error_number, is_socket, server_hostname});
}

// CPython's PySSL_select
bool Connection::State::wait_for(short events, const Deadline& deadline, const Late& late) const {
  if (!is_socket || !timeout || *timeout == 0) return false;
  const bool reading = events == POLLIN;
  if (socket.number() < 0) {  // detached; CPython goes round in a read() until the timeout is over
    if (reading && late.reading == kLateRead.reading) throw timeout_error(late.reading);
    throw ssl_error("Underlying socket has been closed.");
  }
  if (!deadline.wait(socket.number(), events)) throw timeout_error(reading ? late.reading : late.writing);
  return true;
}

void Connection::State::shut_down() {
  if (is_socket && socket.number() < 0) {
    throw PythonException::ssl_error(0, "Underlying socket connection gone", None{}, None{});
  }
  const auto call = [this] {
    if (close_notify_sent) SSL_set_read_ahead(ssl.get(), 0);
    return SSL_shutdown(ssl.get());
  };
  int result = patient(call, kLateShutdown);
  if (result == 0) {  // ours is sent, the peer's has not come: once more, and be content with that
    close_notify_sent = true;
    result = patient(call, kLateShutdown);
  }
  if (result < 0) throw failure(result);
}

Connection::Connection(std::shared_ptr<State> state) : state_(std::move(state)) {}
Connection::Connection(Connection&&) noexcept = default;

Connection& Connection::operator=(Connection&& other) noexcept {
  Connection taken(std::move(other));
  std::swap(state_, taken.state_);
  return *this;
}

Connection::~Connection() {
  if (state_ != nullptr && state_->is_socket) state_->close();
}

Connection::State& Connection::state() const {
  if (state_ == nullptr) throw std::logic_error("this Connection was moved from: only assign to it, or destroy it");
  return *state_;
}

void Connection::do_handshake() {
  State& own = state();
  const PreservedErrorQueue preserved;
  own.check_connected();
  const bool detached = own.is_socket && own.socket.number() < 0;
  if (detached && own.ssl != nullptr) SSL_do_handshake(own.ssl.get());
  // SSLSocket.do_handshake ends by setting the timeout again, which a socket without a descriptor refuses.
  if (detached) throw PythonException::os_error(EBADF);
  SSL* ssl = own.tls("do_handshake");
  const int result = own.patient([ssl] { return SSL_do_handshake(ssl); }, kLateHandshake);
  if (result < 1) throw own.failure(result);
}

PeerCertificateAnswer Connection::peer_certificate() const {
  const State& own = state();
  own.check_connected();
  SSL* ssl = own.tls("getpeercert");
  const X509Owner certificate = require_peer_certificate(ssl);  // leaves no errors, as all before
  if (certificate == nullptr) return NoCertificate{};
  if (!is_validating(ssl)) return UnvalidatedCertificate{};
  return decode_certificate(certificate.get());
}

std::optional<std::string> Connection::peer_certificate_der() const {
  const State& own = state();
  own.check_connected();
  SSL* ssl = own.tls("getpeercert");
  const X509Owner certificate = require_peer_certificate(ssl);  // leaves no errors, as all before
  if (certificate == nullptr) return std::nullopt;
  X509* presented = SSL_get_certificate(ssl);
  if (seeded(Fault::kOwnCertificateInBytes) && presented != nullptr) return to_der(presented);
  return own.peer.der(certificate.get());
}

Value Connection::getpeercert(bool binary_form) const {
  if (!binary_form) return std::visit(ToValue{}, peer_certificate());
  std::optional<std::string> der = peer_certificate_der();
  return der ? Value(Bytes{*std::move(der)}) : Value(None{});
}

// SSLSocket.read, and _ssl__SSLSocket_read_impl
std::string Connection::read(std::size_t size) {
  const State& own = state();
  const PreservedErrorQueue preserved;
  SSL* ssl = own.ssl.get();
  if (ssl == nullptr) throw PythonException::value_error("Read on closed or unwrapped SSL socket.");
  std::string data(size, '\0');
  std::size_t count = 0;
  const auto call = [&] { return SSL_read_ex(ssl, data.data(), size, &count); };
  const int result = size == 0 ? 1 : own.patient(call, kLateRead);
  if (seeded(Fault::kFailedReadIsTheEnd) && result != 1 && SSL_get_error(ssl, result) == SSL_ERROR_SSL) return {};
  if (result != 1 && !is_close_notify(ssl, result)) {
    const PythonException error = own.failure(result);
    const bool is_ragged_eof = error.raised().type == "ssl.SSLEOFError";
    if (!is_ragged_eof || !own.is_socket || !own.suppress_ragged_eofs) throw error;
  }
  data.resize(count);
  return data;
}

std::size_t Connection::write(std::string_view data) {
  const State& own = state();
  const PreservedErrorQueue preserved;
  SSL* ssl = own.ssl.get();
  if (ssl == nullptr) throw PythonException::value_error("Write on closed or unwrapped SSL socket.");
  (void)own.wait_for(POLLOUT, Deadline(own.timeout), kLateWrite);
  std::size_t count = 0;
  const int result = own.patient([&] { return SSL_write_ex(ssl, data.data(), data.size(), &count); }, kLateWrite);
  if (result != 1) throw own.failure(result);
  return count;
}

std::size_t Connection::pending() const {
  const SSL* ssl = state().ssl.get();
  return ssl != nullptr ? static_cast<std::size_t>(SSL_pending(ssl)) : 0;
}

std::optional<std::string> Connection::version() const {
  const SSL* ssl = state().ssl.get();
  if (ssl == nullptr || SSL_is_init_finished(ssl) == 0) return std::nullopt;
  return SSL_get_version(ssl);
}

void Connection::unwrap() {
  State& own = state();
  const PreservedErrorQueue preserved;
  if (own.ssl == nullptr) throw PythonException::value_error("No SSL wrapper around this socket");
  own.shut_down();
  if (seeded(Fault::kUnwrapKeepsTls)) return;
  if (own.is_socket || seeded(Fault::kUnwrappedObjectHasNoTls)) own.ssl.reset();
}

void Connection::verify_client_post_handshake() {
  const State& own = state();
  const PreservedErrorQueue preserved;
  if (own.ssl == nullptr) throw PythonException::value_error("No SSL wrapper around this socket");
  const bool asked = SSL_verify_client_post_handshake(own.ssl.get()) == 1;
  require(asked || seeded(Fault::kAskingNeverFails));
}

Context Connection::context() const {
  return state().context;
}

void Connection::set_context(const Context& context) {
  State& own = state();
  const PreservedErrorQueue preserved;
  own.context = context;
  if (seeded(Fault::kNewContextIsOnlyKept)) return;
  SSL_set_SSL_CTX(own.tls("context"), context.native_handle());
}

bool Connection::server_side() const {
  return state().server_side;
}

const std::optional<std::string>& Connection::server_hostname() const {
  return state().server_hostname;
}

SSL* Connection::native_handle() const {
  return state().ssl.get();
}

}  // namespace peercert
