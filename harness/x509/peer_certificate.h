// What ssl.SSLSocket.getpeercert() says of a certificate, as a typed structure.
//
//     PeerCertificate certificate = decode_certificate(der);       // decode.h
//     certificate.subject[0][0].type                               // "commonName"
//     to_value(certificate)                                        // {'subject': ((('commonName', 'x'),),), 'issuer':
//     ...
#ifndef PEERCERT_X509_PEER_CERTIFICATE_H
#define PEERCERT_X509_PEER_CERTIFICATE_H

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "value/value.h"

namespace peercert {

// AttributeValue is a str; for a BIT STRING (CPython 3.10 and later) bytes, and None when it has no bits.
using AttributeValue = std::variant<Str, Bytes, None>;

struct Attribute {
  std::string type;  // OpenSSL's long name ("commonName"), or dotted numbers where it knows none
  AttributeValue value;
  friend bool operator==(const Attribute&, const Attribute&) = default;
};

using RelativeDistinguishedName = std::vector<Attribute>;
using Name = std::vector<RelativeDistinguishedName>;

struct GeneralName {
  std::string type;               // "DNS", "email", "URI", "IP Address", "DirName", "Registered ID", "othername", ...
  std::variant<Str, Name> value;  // a Name for "DirName" alone
  friend bool operator==(const GeneralName&, const GeneralName&) = default;
};

// PeerCertificate has a member for each key of the dictionary, in its order. nullopt: the key is absent.
struct PeerCertificate {
  Name subject;
  Name issuer;
  std::int64_t version = 0;   // 3 for X.509 v3
  std::string serial_number;  // upper-case hexadecimal, two digits a byte: "95F0"
  std::string not_before;     // "Nov 21 03:09:52 2011 GMT", or "Bad time value"
  std::string not_after;
  std::optional<std::vector<GeneralName>> subject_alt_name;  // may be empty: the extension is there, without names
  std::optional<std::vector<std::string>> ocsp;              // these three: URIs, never empty
  std::optional<std::vector<std::string>> ca_issuers;
  std::optional<std::vector<std::string>> crl_distribution_points;
  friend bool operator==(const PeerCertificate&, const PeerCertificate&) = default;
};

// to_value returns the dictionary of getpeercert(): keys in CPython's order, everything below in tuples. The strings of
// a certificate that is given away are moved.
[[nodiscard]] Value to_value(PeerCertificate certificate);

// to_value returns the tuple of RDNs, each a tuple of (type, value) pairs, that stands under 'subject'.
[[nodiscard]] Value to_value(const Name& name);

}  // namespace peercert

#endif
