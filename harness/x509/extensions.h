// The extensions that getpeercert() tells of, as OpenSSL reads them: whatever it accepts, in whatever form. An
// extension that is absent, malformed or there twice is nullopt.
#ifndef PEERCERT_X509_EXTENSIONS_H
#define PEERCERT_X509_EXTENSIONS_H

#include <openssl/ossl_typ.h>

#include <optional>
#include <string>
#include <vector>

#include "x509/peer_certificate.h"

namespace peercert {

using Uris = std::vector<std::string>;

// unless_empty returns nullopt for none: such a key is absent.
[[nodiscard]] inline std::optional<Uris> unless_empty(Uris uris) {
  if (uris.empty()) return std::nullopt;
  return uris;
}

// openssl_subject_alt_name returns the names of the subjectAltName. Throws as decode_general_names does.
[[nodiscard]] std::optional<std::vector<GeneralName>> openssl_subject_alt_name(const X509* certificate);

// openssl_access returns the URIs of the authorityInfoAccess for `method` (NID_ad_OCSP, NID_ad_ca_issuers), and
// openssl_crl_distribution_points those of the cRLDistributionPoints; nullopt when there are none, too. Both throw
// UnicodeDecodeError for one that is no UTF-8.
[[nodiscard]] std::optional<Uris> openssl_access(const X509* certificate, int method);
[[nodiscard]] std::optional<Uris> openssl_crl_distribution_points(const X509* certificate);

}  // namespace peercert

#endif
