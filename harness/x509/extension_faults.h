// What the seeded faults make of extensions (value/fault.h). Only a build with PEERCERT_FAULTS calls any of this.
#ifndef PEERCERT_X509_EXTENSION_FAULTS_H
#define PEERCERT_X509_EXTENSION_FAULTS_H

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "value/fault.h"
#include "x509/extensions.h"
#include "x509/openssl.h"
#include "x509/ssl_error.h"

namespace peercert::faults {

inline X509_EXTENSION* found(const ExtensionStack* extensions, int nid) {
  return X509v3_get_ext(extensions, X509v3_get_ext_by_NID(extensions, nid, -1));
}

// without_alt_names returns what a fault makes of a subjectAltName that cannot be decoded: without one it is not there.
inline std::optional<Items<GeneralName>> without_alt_names(const ExtensionStack* extensions) {
  const bool is_there = X509v3_get_ext_by_NID(extensions, NID_subject_alt_name, -1) >= 0;
  if (seeded(Fault::kMalformedAltNameIsEmpty) && is_there) return Items<GeneralName>();
  if (seeded(Fault::kMalformedAltNameRaises) && is_there) throw ssl_error("subjectAltName cannot be decoded");
  return std::nullopt;
}

// is_passed_over returns whether a fault does not read these names, though OpenSSL does: those of an extension that is
// critical, or longer than its names.
inline bool is_passed_over(const ExtensionStack* extensions, GENERAL_NAMES* names) {
  auto* extension = found(extensions, NID_subject_alt_name);
  if (seeded(Fault::kCriticalAltNameIsPassedOver) && X509_EXTENSION_get_critical(extension) != 0) return true;
  return seeded(Fault::kBytesAfterAltNamesAreRefused) &&
         i2d_GENERAL_NAMES(names, nullptr) < ASN1_STRING_length(X509_EXTENSION_get_data(extension));
}

// are_passed_over returns whether a fault does not read these URLs, though OpenSSL does: those of an extension that is
// critical, or no DER, or longer than its value, which `encode` writes.
template <typename Encode>
bool are_passed_over(const ExtensionStack* extensions, int nid, const Encode& encode) {
  auto* extension = found(extensions, nid);
  if (seeded(Fault::kCriticalUrlsArePassedOver) && X509_EXTENSION_get_critical(extension) != 0) return true;
  const std::string_view octets = bytes_of(X509_EXTENSION_get_data(extension));
  std::string der(static_cast<std::size_t>(encode(nullptr)), '\0');
  auto* end = reinterpret_cast<unsigned char*>(der.data());
  encode(&end);
  const bool is_der = octets.compare(0, der.size(), der) == 0;
  return (seeded(Fault::kUrlsMustBeDer) && !is_der) ||
         (seeded(Fault::kBytesAfterUrlsAreRefused) && is_der && octets.size() > der.size());
}

// begins_with returns whether the identifier begins with `method`, which is all that a fault looks at.
inline bool begins_with(const ASN1_OBJECT* object, int method) {
  const ASN1_OBJECT* wanted = OBJ_nid2obj(method);
  const std::size_t length = OBJ_length(wanted);
  return OBJ_length(object) >= length &&
         std::equal(OBJ_get0_data(wanted), OBJ_get0_data(wanted) + length, OBJ_get0_data(object));
}

// decode_others decodes what nobody asks for: the location of a method that is none of the two.
template <typename Append>
void decode_others(const ACCESS_DESCRIPTION* description, const Append& append, Arena& arena) {
  std::vector<std::string_view> dropped;
  append(description->location, dropped, arena);
}

// append_issuer appends what a fault takes for names of the point: those of who issues the CRL.
template <typename Append>
void append_issuer(const DIST_POINT* point, const Append& append, std::vector<std::string_view>& uris, Arena& arena) {
  for (int i = 0; i < sk_GENERAL_NAME_num(point->CRLissuer); ++i) {
    append(sk_GENERAL_NAME_value(point->CRLissuer, i), uris, arena);
  }
}

}  // namespace peercert::faults

#endif
