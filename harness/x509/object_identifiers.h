// Object identifiers of what getpeercert() tells of, as the content octets of an OBJECT IDENTIFIER.
#ifndef PEERCERT_X509_OBJECT_IDENTIFIERS_H
#define PEERCERT_X509_OBJECT_IDENTIFIERS_H

#include <string_view>

namespace peercert {

inline constexpr std::string_view kSubjectAltName = "\x55\x1D\x11";                           // 2.5.29.17
inline constexpr std::string_view kCrlDistributionPoints = "\x55\x1D\x1F";                    // 2.5.29.31
inline constexpr std::string_view kAuthorityInfoAccess = "\x2B\x06\x01\x05\x05\x07\x01\x01";  // 1.3.6.1.5.5.7.1.1
inline constexpr std::string_view kOcsp = "\x2B\x06\x01\x05\x05\x07\x30\x01";                 // 1.3.6.1.5.5.7.48.1
inline constexpr std::string_view kCaIssuers = "\x2B\x06\x01\x05\x05\x07\x30\x02";            // 1.3.6.1.5.5.7.48.2

}  // namespace peercert

#endif
