// Whole certificates that are plain, without OpenSSL's reading of them.
#ifndef PEERCERT_X509_PLAIN_CERTIFICATE_H
#define PEERCERT_X509_PLAIN_CERTIFICATE_H

#include <string_view>

#include "x509/peer_certificate.h"

namespace peercert::plain {

// read_certificate returns the certificate that `der` begins with, bytes after it being ignored. Throws NotPlain for
// one of which any part is odd, those that getpeercert() says nothing of included: OpenSSL might not accept it.
[[nodiscard]] PeerCertificate read_certificate(std::string_view der);

}  // namespace peercert::plain

#endif
