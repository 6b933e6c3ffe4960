// What the seeded faults make of a connection (value/fault.h). Only a build with PEERCERT_FAULTS calls any of this.
#ifndef PEERCERT_TLS_CONNECTION_FAULTS_H
#define PEERCERT_TLS_CONNECTION_FAULTS_H

#include <openssl/ssl.h>

#include <optional>

#include "tls/connection.h"
#include "value/exception.h"
#include "value/fault.h"
#include "x509/openssl.h"

namespace peercert::faults {

inline bool has_both_finished(const SSL* ssl) {
  char byte = 0;
  return SSL_get_finished(ssl, &byte, 1) != 0 && SSL_get_peer_finished(ssl, &byte, 1) != 0;
}

inline bool asks_later(const SSL* ssl) {
  return SSL_is_server(ssl) != 0 && (SSL_get_verify_mode(ssl) & SSL_VERIFY_POST_HANDSHAKE) != 0;
}

// In a second handshake, not after a failure.
inline bool negotiates_anew(const SSL* ssl) {
  return has_both_finished(ssl) && SSL_get_state(ssl) != TLS_ST_OK && SSL_get_shutdown(ssl) == 0;
}

// is_done returns whether the handshake counts as done; nullopt where no fault has anything to say.
inline std::optional<bool> is_done(const SSL* ssl) {
  if (seeded(Fault::kDoneWithThePeersCertificate) && SSL_get_peer_cert_chain(ssl) != nullptr) return true;
  if (seeded(Fault::kDoneAfterTheFirstMessage)) return SSL_in_before(ssl) == 0;
  if (seeded(Fault::kDoneForEver)) return has_both_finished(ssl);
  if (seeded(Fault::kDoneWhileNegotiatingAnew) && negotiates_anew(ssl)) return true;
  if (seeded(Fault::kDoneByTheState)) return SSL_get_state(ssl) == TLS_ST_OK;
  if (seeded(Fault::kCloseNotifyUndoes) && SSL_get_shutdown(ssl) != 0) return false;
  return std::nullopt;
}

// has_no_certificate returns whether the peer's certificate goes unnoticed.
inline bool has_no_certificate(const SSL* ssl) {
  const bool is_resumed = SSL_session_reused(const_cast<SSL*>(ssl)) != 0;
  if (seeded(Fault::kResumedClientHasNoCertificate)) return is_resumed && SSL_is_server(ssl) == 0;
  if (seeded(Fault::kResumedServerHasNoCertificate)) return is_resumed && SSL_is_server(ssl) != 0;
  return seeded(Fault::kCertificateAskedForLaterIsUnseen) && asks_later(ssl);
}

inline X509Owner first_of_chain(const SSL* ssl) {
  X509* first = sk_X509_value(SSL_get_peer_cert_chain(ssl), 0);
  if (first != nullptr) X509_up_ref(first);
  return X509Owner(first);
}

// is_validating returns whether the dictionary has contents; nullopt where no fault has anything to say.
inline std::optional<bool> is_validating(const SSL* ssl) {
  const int mode = SSL_CTX_get_verify_mode(SSL_get_SSL_CTX(ssl));
  if (seeded(Fault::kVerifyModeOfTheConnection)) return (SSL_get_verify_mode(ssl) & SSL_VERIFY_PEER) != 0;
  if (seeded(Fault::kVerifyResultDecides)) return SSL_get_verify_result(ssl) == X509_V_OK;
  if (seeded(Fault::kPeerFlagAlone)) return mode == SSL_VERIFY_PEER;
  if (seeded(Fault::kResumedIsUnvalidated) && SSL_session_reused(const_cast<SSL*>(ssl)) != 0) return false;
  return std::nullopt;
}

// The verify mode of `next`, as if the server-name callback came before the connection was made.
inline void ask_as(const SSL_CTX* next, SSL* ssl) {
  SSL_set_verify(ssl, SSL_CTX_get_verify_mode(next), SSL_get_verify_callback(ssl));
}

inline Connection after_any_handshake(Connection connection) {
  try {
    connection.do_handshake();
  } catch (const PythonException&) {
  }
  return connection;
}

}  // namespace peercert::faults

#endif
