// The bytes of a certificate.
#ifndef PEERCERT_TLS_TO_DER_H
#define PEERCERT_TLS_TO_DER_H

#include <openssl/x509.h>

#include <string>

#include "tls/errors.h"
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

}  // namespace peercert

#endif
