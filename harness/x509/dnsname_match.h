// The two comparisons of match_hostname(): of a name and of an address of a certificate with a host name.
#ifndef PEERCERT_X509_DNSNAME_MATCH_H
#define PEERCERT_X509_DNSNAME_MATCH_H

#include <string>

#include "value/value.h"

namespace peercert {

// dnsname_match returns whether `dn`, the value of a DNS entry or of a common name, stands for `hostname`. Throws
// CertificateError for a wildcard that is not the whole of the leftmost label of several, and what Python raises for a
// `dn` that is no str. Source: _dnsname_match.
[[nodiscard]] bool dnsname_match(const Value& dn, const Str& hostname);

// inet_paton returns the bytes, 4 or 16, of the address that `ipname` spells: four numbers just as inet_ntoa() writes
// them, or what inet_pton() takes for IPv6. Throws ValueError for any other text, of which UnicodeEncodeError is one,
// and TypeError for what is no str. Source: _inet_paton.
[[nodiscard]] std::string inet_paton(const Value& ipname);

// ipaddress_match returns whether `cert_ipaddress`, the value of an IP Address entry, is the address `host_ip`, which
// inet_paton() returned. Throws as inet_paton() does. Source: _ipaddress_match.
[[nodiscard]] bool ipaddress_match(const Value& cert_ipaddress, const std::string& host_ip);

}  // namespace peercert

#endif
