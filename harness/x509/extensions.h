// The extensions that getpeercert() tells of, as OpenSSL reads them: whatever it accepts, in whatever form. An
// extension that is absent, malformed or there twice is nullopt.
#ifndef PEERCERT_X509_EXTENSIONS_H
#define PEERCERT_X509_EXTENSIONS_H

#include <openssl/x509.h>

#include <optional>
#include <vector>

#include "x509/arena.h"
#include "x509/peer_certificate.h"

namespace peercert {

using ExtensionStack = STACK_OF(X509_EXTENSION);  // nullptr: a certificate without extensions

// uris_unless_empty returns nullopt for none: such a key is absent.
[[nodiscard]] inline std::optional<Uris> uris_unless_empty(const std::vector<std::string_view>& uris, Arena& arena) {
  if (uris.empty()) return std::nullopt;
  return arena.keep(uris);
}

// openssl_subject_alt_name returns the names of the subjectAltName. What it and the following return is in `arena`.
// Throws as decode_general_names does.
[[nodiscard]] std::optional<Items<GeneralName>> openssl_subject_alt_name(const ExtensionStack* extensions,
                                                                         Arena& arena);

// openssl_access returns the URIs of the authorityInfoAccess for `method` (NID_ad_OCSP, NID_ad_ca_issuers), and
// openssl_crl_distribution_points those of the cRLDistributionPoints; nullopt when there are none, too. Both throw
// UnicodeDecodeError for one that is no UTF-8.
[[nodiscard]] std::optional<Uris> openssl_access(const ExtensionStack* extensions, int method, Arena& arena);
[[nodiscard]] std::optional<Uris> openssl_crl_distribution_points(const ExtensionStack* extensions, Arena& arena);

}  // namespace peercert

#endif
