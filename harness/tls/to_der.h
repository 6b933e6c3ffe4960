// The bytes of certificates.
#ifndef PEERCERT_TLS_TO_DER_H
#define PEERCERT_TLS_TO_DER_H

#include <openssl/x509.h>

#include <mutex>
#include <string>

#include "tls/errors.h"
#include "x509/error_queue.h"
#include "x509/openssl.h"

namespace peercert {

// to_der returns the DER encoding of `certificate`. Throws ssl.SSLError when OpenSSL cannot encode it.
[[nodiscard]] inline std::string to_der(X509* certificate) {
  unsigned char* data = nullptr;
  const int length = i2d_X509(certificate, &data);
  if (length < 0) throw ssl_error_from_queue();
  const OpenSslOwner<unsigned char, free_bytes> owner(data);
  return {reinterpret_cast<const char*>(data), static_cast<std::size_t>(length)};
}

// EncodedCertificate keeps what was encoded last: OpenSSL takes many times as long for it as a copy takes. For several
// threads at once.
class EncodedCertificate {
 public:
  // der returns the same as to_der. It leaves the error queue as found.
  [[nodiscard]] std::string der(X509* certificate) const {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (certificate_.get() != certificate) {
      const PreservedErrorQueue preserved;
      der_ = to_der(certificate);
      X509_up_ref(certificate);  // so that no other certificate can get its address
      certificate_.reset(certificate);
    }
    return der_;
  }

 private:
  mutable std::mutex mutex_;
  mutable X509Owner certificate_;
  mutable std::string der_;
};

}  // namespace peercert

#endif
