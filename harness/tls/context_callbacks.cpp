// What OpenSSL asks a context during a handshake: the context to go on with, and keys shared beforehand.
#include <algorithm>
#include <utility>

#include "tls/connection_faults.h"
#include "tls/connection_state.h"
#include "tls/context_state.h"
#include "tls/errors.h"
#include "x509/error_queue.h"
#include "x509/utf8.h"

namespace peercert {
namespace {

// A text that OpenSSL has from the peer; nullopt for none.
std::optional<std::string> text_or_none(const char* text) {
  if (text == nullptr || *text == '\0') return std::nullopt;
  return decode_utf8(text);
}

// Nothing may be thrown through OpenSSL. A callback that raises has no key to give, and CPython says no more of it than
// a line on stderr.
template <typename Callback>
unsigned int key_or_none(const Callback& callback) noexcept {
  try {
    return callback();
  } catch (...) {
    return 0;
  }
}

unsigned int put_key(const std::string& key, unsigned char* buffer, unsigned int capacity) {
  if (key.size() > capacity) return 0;
  std::copy(key.begin(), key.end(), buffer);
  return static_cast<unsigned int>(key.size());
}

PythonException ssl_error_zero(const char* text) {
  return PythonException::ssl_error(0, text, None{}, None{});
}

}  // namespace

Context::State::~State() {
  if (context == nullptr) return;
  SSL_CTX_callback_ctrl(context.get(), SSL_CTRL_SET_TLSEXT_SERVERNAME_CB, nullptr);
  SSL_CTX_set_psk_client_callback(context.get(), nullptr);
  SSL_CTX_set_psk_server_callback(context.get(), nullptr);
}

Context::State& Context::State::of(const SSL* ssl) {
  return *static_cast<State*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), 0));
}

// CPython's _servername_callback. The function is copied: it may replace itself.
int Connection::State::serve_name(SSL* ssl, int* alert, void* context_state) {
  *alert = SSL_AD_HANDSHAKE_FAILURE;
  try {
    const SniCallback callback = static_cast<Context::State*>(context_state)->sni_callback;
    if (!callback) return SSL_TLSEXT_ERR_OK;
    const char* name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
    const std::optional<Context> next =
        callback(name != nullptr ? std::optional<std::string>(name) : std::optional<std::string>());
    if (!next) return SSL_TLSEXT_ERR_OK;
    static_cast<State*>(SSL_get_ex_data(ssl, 0))->context = *next;
    if (seeded(Fault::kContextOfTheCallbackIsOnlyKept)) return SSL_TLSEXT_ERR_OK;
    SSL_set_SSL_CTX(ssl, next->native_handle());
    if (seeded(Fault::kContextOfTheCallbackAsks)) faults::ask_as(next->native_handle(), ssl);
    return SSL_TLSEXT_ERR_OK;
  } catch (...) {
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  }
}

void Context::set_sni_callback(SniCallback callback) {
  if (protocol() == Protocol::PROTOCOL_TLS_CLIENT) {
    throw PythonException::value_error("sni_callback cannot be set on TLS_CLIENT context");
  }
  state_->sni_callback = std::move(callback);
  const auto serve = reinterpret_cast<void (*)()>(&Connection::State::serve_name);
  SSL_CTX_ctrl(native_handle(), SSL_CTRL_SET_TLSEXT_SERVERNAME_ARG, 0, state_.get());
  SSL_CTX_callback_ctrl(native_handle(), SSL_CTRL_SET_TLSEXT_SERVERNAME_CB, state_->sni_callback ? serve : nullptr);
}

// CPython's psk_client_callback: the identity is a C string.
unsigned int Context::give_psk(SSL* ssl, const char* hint, char* identity, unsigned int identity_capacity,
                               unsigned char* key, unsigned int key_capacity) noexcept {
  return key_or_none([&]() -> unsigned int {
    const PskClientCallback callback = State::of(ssl).psk_client_callback;
    if (!callback) return 0;
    const PskAnswer answer = callback(text_or_none(hint));
    const std::string own = answer.identity.value_or("");
    if (own.size() + 1 > identity_capacity) return 0;
    std::copy_n(own.c_str(), own.size() + 1, identity);
    return put_key(answer.key, key, key_capacity);
  });
}

// CPython's psk_server_callback
unsigned int Context::find_psk(SSL* ssl, const char* identity, unsigned char* key, unsigned int capacity) noexcept {
  return key_or_none([&]() -> unsigned int {
    const PskServerCallback callback = State::of(ssl).psk_server_callback;
    return callback ? put_key(callback(text_or_none(identity)), key, capacity) : 0;
  });
}

void Context::set_psk_client_callback(PskClientCallback callback) {
  if (protocol() == Protocol::PROTOCOL_TLS_SERVER) {
    throw ssl_error_zero("Cannot add PSK client callback to a PROTOCOL_TLS_SERVER context");
  }
  state_->psk_client_callback = std::move(callback);
  SSL_CTX_set_psk_client_callback(native_handle(), state_->psk_client_callback ? &Context::give_psk : nullptr);
}

void Context::set_psk_server_callback(PskServerCallback callback, const std::optional<std::string>& identity_hint) {
  if (protocol() == Protocol::PROTOCOL_TLS_CLIENT) {
    throw ssl_error_zero("Cannot add PSK server callback to a PROTOCOL_TLS_CLIENT context");
  }
  const PreservedErrorQueue preserved;
  if (SSL_CTX_use_psk_identity_hint(native_handle(), identity_hint ? identity_hint->c_str() : nullptr) != 1) {
    throw ssl_error_zero("failed to set identity hint");
  }
  state_->psk_server_callback = std::move(callback);
  SSL_CTX_set_psk_server_callback(native_handle(), state_->psk_server_callback ? &Context::find_psk : nullptr);
}

}  // namespace peercert
