// Connection::session and what belongs to it.
#include "tls/session.h"

#include "tls/connection_state.h"
#include "tls/errors.h"
#include "value/fault.h"
#include "x509/error_queue.h"

namespace peercert {
namespace {

// CPython's _ssl_session_dup: by way of the bytes, which makes a session resumable again that OpenSSL has given up.
std::shared_ptr<SSL_SESSION> duplicate(SSL_SESSION* session) {
  unsigned char* data = nullptr;
  const int size = i2d_SSL_SESSION(session, &data);
  const OpenSslOwner<unsigned char, free_bytes> owner(data);
  if (size <= 0) throw PythonException::value_error("i2d() failed");
  const unsigned char* position = data;
  SSL_SESSION* copy = d2i_SSL_SESSION(nullptr, &position, size);
  if (copy == nullptr) throw PythonException::value_error("d2i() failed");
  return {copy, SSL_SESSION_free};
}

}  // namespace

// CPython's PySSL_get_session
std::optional<Session> Connection::session() const {
  const State& own = state();
  const PreservedErrorQueue preserved;
  SSL_SESSION* session = own.ssl != nullptr ? SSL_get0_session(own.ssl.get()) : nullptr;
  if (session == nullptr) return std::nullopt;
  return Session(own.context, duplicate(session));
}

void Connection::State::offer(const std::optional<Session>& to_offer) {
  if (!to_offer) throw PythonException::type_error("Value is not a SSLSession.");
  if (to_offer->context_ != context && !seeded(Fault::kSessionOfAnotherContextIsTaken)) {
    throw PythonException::value_error("Session refers to a different SSLContext.");
  }
  if (server_side && !seeded(Fault::kServerTakesASession)) {
    throw PythonException::value_error("Cannot set session for server-side SSLSocket.");
  }
  if (SSL_is_init_finished(ssl.get()) != 0 && !seeded(Fault::kSessionIsTakenAfterTheHandshake)) {
    throw PythonException::value_error("Cannot set session after handshake.");
  }
  if (seeded(Fault::kSessionIsNotOffered)) return;
  require(SSL_set_session(ssl.get(), duplicate(to_offer->native_handle()).get()) == 1);
}

void Connection::set_session(const std::optional<Session>& session) {
  State& own = state();
  const PreservedErrorQueue preserved;
  own.session = session;
  if (own.ssl != nullptr) own.offer(session);
}

std::optional<bool> Connection::session_reused() const {
  const State& own = state();
  if (own.ssl == nullptr) return std::nullopt;
  return SSL_session_reused(own.ssl.get()) != 0;
}

}  // namespace peercert
