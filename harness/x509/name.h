// Distinguished names: subject, issuer and directoryName.
#ifndef PEERCERT_X509_NAME_H
#define PEERCERT_X509_NAME_H

#include <openssl/ossl_typ.h>

#include <string>

#include "x509/arena.h"
#include "x509/peer_certificate.h"

namespace peercert {

// decode_name returns the relative distinguished names of `name` (CPython's _create_tuple_for_X509_NAME); those without
// attributes are dropped. What it returns is in `arena`. Throws ssl.SSLError for a value that is no string.
[[nodiscard]] Name decode_name(const X509_NAME* name, Arena& arena);

// object_text returns OpenSSL's long name of `object`, or its dotted numbers (CPython's _asn1obj2py). Throws
// ssl.SSLError for one that is too long for OpenSSL (586 bytes).
[[nodiscard]] std::string object_text(const ASN1_OBJECT* object);

}  // namespace peercert

#endif
