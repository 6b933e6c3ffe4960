// What ssl.SSLSocket.getpeercert() says of a certificate, as a typed structure.
//
//     PeerCertificate certificate = decode_certificate(der);       // decode.h
//     certificate.subject[0][0].type                               // "commonName"
//     to_value(certificate)                                        // {'subject': ((('commonName', 'x'),),), 'issuer':
//     ...
//
// A PeerCertificate has everything in one piece of memory, which its copies share and nobody changes. The strings and
// Items in it are views of that memory, so they last as long as one of the copies does, and no longer.
//
// Threads: what copies share never changes, so they may be read, copied and destroyed in several threads at once. One
// and the same object is as any other of the standard library: several threads may read it, or one may assign to it.
#ifndef PEERCERT_X509_PEER_CERTIFICATE_H
#define PEERCERT_X509_PEER_CERTIFICATE_H

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>
#include <variant>

#include "value/value.h"

namespace peercert {

class Arena;

// Items is a run of what belongs to a PeerCertificate.
template <typename T>
class Items : public std::span<const T> {
 public:
  using std::span<const T>::span;
  constexpr Items(std::span<const T> items) : std::span<const T>(items) {}

  // at is operator[] that throws std::out_of_range where there is no item.
  [[nodiscard]] const T& at(std::size_t index) const {
    if (index >= this->size()) throw std::out_of_range("peercert::Items::at");
    return (*this)[index];
  }

  friend bool operator==(const Items& one, const Items& other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end());
  }
};

// AttributeValue is a str; for a BIT STRING (CPython 3.10 and later) bytes, and None when it has no bits.
struct AttributeValue {
  enum class Type : unsigned char { kStr, kBytes, kNone };
  std::string_view data;  // of a str its UTF-8
  Type type = Type::kStr;
  friend bool operator==(const AttributeValue&, const AttributeValue&) = default;
};

struct Attribute {
  std::string_view type;  // OpenSSL's long name ("commonName"), or dotted numbers where it knows none
  AttributeValue value;
  friend bool operator==(const Attribute&, const Attribute&) = default;
};

using RelativeDistinguishedName = Items<Attribute>;
using Name = Items<RelativeDistinguishedName>;
using Uris = Items<std::string_view>;

struct GeneralName {
  std::string_view type;  // "DNS", "email", "URI", "IP Address", "DirName", "Registered ID", "othername", ...
  std::variant<std::string_view, Name> value;  // a Name for "DirName" alone
  friend bool operator==(const GeneralName&, const GeneralName&) = default;
};

// PeerCertificate has a member for each key of the dictionary, in its order. nullopt: the key is absent.
struct PeerCertificate {
  Name subject;
  Name issuer;
  std::int64_t version = 0;        // 3 for X.509 v3
  std::string_view serial_number;  // upper-case hexadecimal, two digits a byte: "95F0"
  std::string_view not_before;     // "Nov 21 03:09:52 2011 GMT", or "Bad time value"
  std::string_view not_after;
  std::optional<Items<GeneralName>> subject_alt_name;  // may be empty: the extension is there, without names
  std::optional<Uris> ocsp;                            // these three are never empty
  std::optional<Uris> ca_issuers;
  std::optional<Uris> crl_distribution_points;
  std::shared_ptr<const Arena> memory;  // where all of this is

  friend bool operator==(const PeerCertificate& one, const PeerCertificate& other);  // of what they say
};

// to_value returns the dictionary of getpeercert(): keys in CPython's order, everything below in tuples. It shares
// nothing with the certificate.
[[nodiscard]] Value to_value(const PeerCertificate& certificate);

// to_value returns the tuple of RDNs, each a tuple of (type, value) pairs, that stands under 'subject'.
[[nodiscard]] Value to_value(const Name& name);

}  // namespace peercert

#endif
