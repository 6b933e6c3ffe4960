// General names: the entries of subjectAltName.
#ifndef PEERCERT_X509_GENERAL_NAME_H
#define PEERCERT_X509_GENERAL_NAME_H

#include <openssl/x509v3.h>

#include <string>
#include <string_view>

#include "x509/arena.h"
#include "x509/peer_certificate.h"

namespace peercert {

// decode_general_names returns the names in their order (CPython's _get_peer_alt_names). Throws UnicodeDecodeError for
// text that is no UTF-8, and what decode_name and object_text throw. What it returns is in `arena`.
[[nodiscard]] Items<GeneralName> decode_general_names(const GENERAL_NAMES* names, Arena& arena);

// ip_address returns the text of an iPAddress: four bytes in decimal, sixteen as eight upper-case groups without "::",
// "<invalid>" for any other number.
[[nodiscard]] std::string ip_address(std::string_view bytes);

}  // namespace peercert

#endif
