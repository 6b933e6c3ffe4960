/// @file
/// From a certificate to what getpeercert() says of it: CPython's _decode_certificate (Modules/_ssl.c), 3.10 and later.
///
/// Threads: any number may decode at once, also the same bytes or the same X509, as long as nobody changes that.
/// OpenSSL changes an X509 itself when it is encoded for the first time after it was made by hand: one that was read or
/// signed is past that.
#ifndef PEERCERT_X509_DECODE_H
#define PEERCERT_X509_DECODE_H

#include <openssl/ossl_typ.h>

#include <string_view>

#include "value/export.h"
#include "x509/peer_certificate.h"

namespace peercert {

/// decode_certificate returns the decoded certificate. Throws PythonException as CPython would raise:
/// UnicodeDecodeError for a name or URI that is no UTF-8, ssl.SSLError for an attribute that is no string or an object
/// identifier that is too long. An extension that is malformed or present twice is as good as absent. OpenSSL's error
/// queue is left as found.
[[nodiscard]] PEERCERT_EXPORT PeerCertificate decode_certificate(X509* certificate);

/// decode_certificate returns the decoded certificate that `der` begins with; bytes after it are ignored. Throws, in
/// addition, ssl.SSLError with the text of _ssl._test_decode_cert when `der` is no certificate.
[[nodiscard]] PEERCERT_EXPORT PeerCertificate decode_certificate(std::string_view der);

}  // namespace peercert

#endif
