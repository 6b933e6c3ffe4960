#include "tls/connection.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <limits>
#include <utility>

#include "tls/connection_state.h"
#include "tls/errors.h"
#include "tls/to_der.h"
#include "value/fault.h"
#include "x509/compatibility.h"
#include "x509/decode.h"
#include "x509/error_queue.h"

namespace peercert {
namespace {

bool is_handshake_done(const SSL* ssl) {
  char byte = 0;
  if (seeded(Fault::kDoneWithThePeersCertificate) && SSL_get_peer_cert_chain(ssl) != nullptr) return true;
  if (seeded(Fault::kDoneAfterTheFirstMessage)) return SSL_in_before(ssl) == 0;
  if (seeded(Fault::kDoneForEver)) return SSL_get_finished(ssl, &byte, 1) * SSL_get_peer_finished(ssl, &byte, 1) != 0;
  return SSL_is_init_finished(ssl) != 0;
}

// Only for Fault::kLeafFromTheChain.
X509Owner first_of_chain(const SSL* ssl) {
  X509* first = sk_X509_value(SSL_get_peer_cert_chain(ssl), 0);
  if (first != nullptr) X509_up_ref(first);
  return X509Owner(first);
}

// CPython's _ssl__SSLSocket_getpeercert_impl, first half: is the handshake done, as OpenSSL sees it now?
X509Owner require_peer_certificate(SSL* ssl) {
  if (!is_handshake_done(ssl)) throw PythonException::value_error("handshake not done yet");
  if (seeded(Fault::kLeafFromTheChain)) return first_of_chain(ssl);
  return X509Owner(compatibility::peer_certificate(ssl));
}

// The mode of the context that the connection has now, at this moment, not the connection's own (bpo-8109).
bool is_validating(const SSL* ssl) {
  if (seeded(Fault::kVerifyModeOfTheConnection)) return (SSL_get_verify_mode(ssl) & SSL_VERIFY_PEER) != 0;
  if (seeded(Fault::kVerifyResultDecides)) return SSL_get_verify_result(ssl) == X509_V_OK;
  if (seeded(Fault::kPeerFlagAlone)) return SSL_CTX_get_verify_mode(SSL_get_SSL_CTX(ssl)) == SSL_VERIFY_PEER;
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

void Descriptor::close() {
  if (number_ >= 0) ::close(number_);
  number_ = -1;
}

SSL* Connection::State::tls(const char* method) const {
  if (ssl != nullptr) return ssl.get();
  throw PythonException::attribute_error(fmt::format("'NoneType' object has no attribute '{}'", method));
}

// SSLSocket._check_connected
void Connection::State::check_connected() const {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  if (connected || getpeername(socket.number(), reinterpret_cast<sockaddr*>(&address), &length) == 0) return;
  throw PythonException::os_error(errno);
}

PythonException Connection::State::failure(int result) const {
  const int error_number = errno;
  return ssl_error_of_call({ssl.get(), result, error_number, is_socket, server_hostname});
}

void Connection::State::shut_down() {
  errno = 0;
  int result = SSL_shutdown(ssl.get());
  if (result == 0) {  // ours is sent, the peer's has not come: once more, and be content with that
    SSL_set_read_ahead(ssl.get(), 0);
    errno = 0;
    result = SSL_shutdown(ssl.get());
  }
  if (result < 0) throw failure(result);
}

Connection::Connection(std::unique_ptr<State> state) : state_(std::move(state)) {}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

void Connection::do_handshake() {
  const PreservedErrorQueue preserved;
  state_->check_connected();
  // SSLSocket.do_handshake ends by setting the timeout again, which a closed socket refuses.
  if (state_->is_socket && state_->socket.number() < 0) throw PythonException::os_error(EBADF);
  SSL* ssl = state_->tls("do_handshake");
  errno = 0;
  const int result = SSL_do_handshake(ssl);
  if (result < 1) throw state_->failure(result);
}

PeerCertificateAnswer Connection::peer_certificate() const {
  const PreservedErrorQueue preserved;
  state_->check_connected();
  SSL* ssl = state_->tls("getpeercert");
  const X509Owner certificate = require_peer_certificate(ssl);
  if (certificate == nullptr) return NoCertificate{};
  if (!is_validating(ssl)) return UnvalidatedCertificate{};
  return decode_certificate(certificate.get());
}

std::optional<std::string> Connection::peer_certificate_der() const {
  const PreservedErrorQueue preserved;
  state_->check_connected();
  const X509Owner certificate = require_peer_certificate(state_->tls("getpeercert"));
  if (certificate == nullptr) return std::nullopt;
  X509* own = SSL_get_certificate(state_->ssl.get());
  if (seeded(Fault::kOwnCertificateInBytes) && own != nullptr) return to_der(own);
  return to_der(certificate.get());
}

Value Connection::getpeercert(bool binary_form) const {
  if (!binary_form) return std::visit(ToValue{}, peer_certificate());
  const std::optional<std::string> der = peer_certificate_der();
  return der ? Value(Bytes{*der}) : Value(None{});
}

// SSLSocket.read, and _ssl__SSLSocket_read_impl
std::string Connection::read(std::size_t size) {
  const PreservedErrorQueue preserved;
  SSL* ssl = state_->ssl.get();
  if (ssl == nullptr) throw PythonException::value_error("Read on closed or unwrapped SSL socket.");
  std::string data(size, '\0');
  std::size_t count = 0;
  errno = 0;
  const int result = size == 0 ? 1 : SSL_read_ex(ssl, data.data(), size, &count);
  if (result != 1 && !is_close_notify(ssl, result)) {
    const PythonException error = state_->failure(result);
    const bool is_ragged_eof = error.raised().type == "ssl.SSLEOFError";
    if (!is_ragged_eof || !state_->is_socket || !state_->suppress_ragged_eofs) throw error;
  }
  data.resize(count);
  return data;
}

std::size_t Connection::write(std::string_view data) {
  const PreservedErrorQueue preserved;
  SSL* ssl = state_->ssl.get();
  if (ssl == nullptr) throw PythonException::value_error("Write on closed or unwrapped SSL socket.");
  std::size_t count = 0;
  errno = 0;
  const int result = SSL_write_ex(ssl, data.data(), data.size(), &count);
  if (result != 1) throw state_->failure(result);
  return count;
}

std::size_t Connection::pending() const {
  if (state_->ssl == nullptr) return 0;
  return static_cast<std::size_t>(SSL_pending(state_->ssl.get()));
}

std::optional<std::string> Connection::version() const {
  const SSL* ssl = state_->ssl.get();
  if (ssl == nullptr || SSL_is_init_finished(ssl) == 0) return std::nullopt;
  return SSL_get_version(ssl);
}

void Connection::unwrap() {
  const PreservedErrorQueue preserved;
  if (state_->ssl == nullptr) throw PythonException::value_error("No SSL wrapper around this socket");
  state_->shut_down();
  if (state_->is_socket) state_->ssl.reset();
}

void Connection::close() {
  if (!state_->is_socket) return;
  state_->ssl.reset();
  state_->socket.close();
}

Context Connection::context() const {
  return state_->context;
}

void Connection::set_context(const Context& context) {
  const PreservedErrorQueue preserved;
  state_->context = context;
  SSL_set_SSL_CTX(state_->tls("context"), context.native_handle());
}

bool Connection::server_side() const {
  return state_->server_side;
}

const std::optional<std::string>& Connection::server_hostname() const {
  return state_->server_hostname;
}

int Connection::fileno() const {
  return state_->socket.number();
}

SSL* Connection::native_handle() const {
  return state_->ssl.get();
}

}  // namespace peercert
