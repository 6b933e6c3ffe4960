// The slow way to decode, for tests.
#ifndef PEERCERT_X509_DECODE_BY_OPENSSL_H
#define PEERCERT_X509_DECODE_BY_OPENSSL_H

#include <string_view>

#include "x509/peer_certificate.h"

namespace peercert {

// decode_by_openssl is decode_certificate, with every field read by OpenSSL, as the odd ones always are. It is an
// oracle for tests, and slow.
[[nodiscard]] PeerCertificate decode_by_openssl(std::string_view der);

}  // namespace peercert

#endif
