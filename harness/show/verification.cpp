#include "show/verification.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <exception>

#include "tls/to_der.h"

namespace peercert::show {
namespace {

int index_of_self() {
  static const int kIndex = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return kIndex;
}

}  // namespace

Verification::Verification(SSL* ssl) : ssl_(ssl) {
  SSL_set_ex_data(ssl, index_of_self(), this);
  SSL_set_verify(ssl, SSL_get_verify_mode(ssl), note_refusal);
  SSL_set_cert_cb(ssl, note_question, this);
}

// OpenSSL has no way to take note_refusal() off: it looks for itself whether there is anybody to tell.
Verification::~Verification() {
  SSL_set_ex_data(ssl_, index_of_self(), nullptr);
  SSL_set_cert_cb(ssl_, nullptr, nullptr);
}

// OpenSSL calls it with a 0 for each error, until somebody leaves it at that. Nothing may be thrown through OpenSSL: a
// certificate that cannot be encoded is not kept.
int Verification::note_refusal(int verified, X509_STORE_CTX* store) {
  const auto* ssl = static_cast<const SSL*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
  auto* self = static_cast<Verification*>(SSL_get_ex_data(ssl, index_of_self()));
  if (verified == 1 || self == nullptr || self->refusal_) return verified;
  const int code = X509_STORE_CTX_get_error(store);
  X509* certificate = X509_STORE_CTX_get_current_cert(store);
  try {
    self->refusal_ = Refusal{code, X509_verify_cert_error_string(code), X509_STORE_CTX_get_error_depth(store), ""};
    if (certificate != nullptr) self->refusal_->der = to_der(certificate);
  } catch (const std::exception&) {
    ERR_clear_error();
  }
  return verified;
}

int Verification::note_question(SSL* /*ssl*/, void* self) {
  static_cast<Verification*>(self)->asked_ = true;
  return 1;
}

}  // namespace peercert::show
