/// @file
/// Fields: which bytes of a certificate stand behind which place in what getpeercert() says of it.
///
///     for (const Field& field : certificate_fields(der)) ...
///     // {"['subject'][0][0][1]", 72, 9, "AttributeValue"}, {"['serialNumber']", 13, 3, "CertificateSerialNumber"}
///
/// It reads the framing alone and decodes no value, so that it can say where something stands also in a certificate
/// that cannot be decoded.
#ifndef PEERCERT_X509_FIELDS_H
#define PEERCERT_X509_FIELDS_H

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "value/export.h"

namespace peercert {

/// Field is one place. `path` is Python subscripts from the top, as Difference::path; "" is the whole certificate.
struct PEERCERT_EXPORT Field {
  std::string path;        ///< Python subscripts from the top
  std::size_t offset = 0;  ///< where it begins: the first byte, headers included where they belong to it
  std::size_t length = 0;  ///< how many bytes it has
  std::string what;        ///< what RFC 5280 calls it: "AttributeValue", "dNSName [2]"
  friend bool operator==(const Field&, const Field&) = default;
};

/// certificate_fields returns the fields of the certificate that `der` begins with, each before what is inside it. It
/// never throws: what cannot be read is left out. Sets without attributes count for no index, as in getpeercert(). The
/// keys of an extension stand there whenever the extension does, also where getpeercert() leaves them out.
[[nodiscard]] PEERCERT_EXPORT std::vector<Field> certificate_fields(std::string_view der);

/// field_of returns the field of `path` or, where it has none, of the nearest place around it; nullptr without fields.
[[nodiscard]] PEERCERT_EXPORT const Field* field_of(const std::vector<Field>& fields, std::string_view path);

}  // namespace peercert

#endif
