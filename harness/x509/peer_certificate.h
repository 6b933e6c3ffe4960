/// @file
/// What ssl.SSLSocket.getpeercert() says of a certificate, as a typed structure.
///
///     PeerCertificate certificate = decode_certificate(der);  // decode.h
///     certificate.subject[0][0].type                          // "commonName"
///     to_value(certificate)                                   // {'subject': ((('commonName', 'x'),),), ...
///
/// A PeerCertificate has everything in one piece of memory, which its copies share and nobody changes. The strings and
/// Items in it are views of that memory, so they last as long as one of the copies does, and no longer.
///
/// Threads: what copies share never changes, so they may be read, copied and destroyed in several threads at once. One
/// and the same object is as any other of the standard library: several threads may read it, or one may assign to it.
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

#include "value/export.h"
#include "value/value.h"

namespace peercert {

class Arena;

/// Items is a run of what belongs to a PeerCertificate.
template <typename T>
class PEERCERT_EXPORT Items : public std::span<const T> {
 public:
  using std::span<const T>::span;
  /// Items are those of the span.
  constexpr Items(std::span<const T> items) : std::span<const T>(items) {}

  /// at is operator[] that throws std::out_of_range where there is no item.
  [[nodiscard]] const T& at(std::size_t index) const {
    if (index >= this->size()) throw std::out_of_range("peercert::Items::at");
    return (*this)[index];
  }

  friend bool operator==(const Items& one, const Items& other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end());
  }
};

/// AttributeValue is a str; for a BIT STRING (CPython 3.10 and later) bytes, and None when it has no bits.
struct PEERCERT_EXPORT AttributeValue {
  /// Type is which of the three it is.
  enum class Type : unsigned char {
    kStr,    ///< a str
    kBytes,  ///< bytes
    kNone,   ///< None
  };
  std::string_view data;   ///< of a str its UTF-8, of bytes those, of None nothing
  Type type = Type::kStr;  ///< which it is
  friend bool operator==(const AttributeValue&, const AttributeValue&) = default;
};

/// Attribute is a pair in a name: ("commonName", "localhost").
struct PEERCERT_EXPORT Attribute {
  std::string_view type;  ///< OpenSSL's long name ("commonName"), or dotted numbers where it knows none
  AttributeValue value;   ///< what stands beside the type
  friend bool operator==(const Attribute&, const Attribute&) = default;
};

/// RelativeDistinguishedName is one set of attributes (RFC 5280, 4.1.2.4), most often of one.
using RelativeDistinguishedName = Items<Attribute>;
/// Name is a subject or an issuer.
using Name = Items<RelativeDistinguishedName>;
/// Uris are the URLs under one key, in the order in which they stand in the certificate.
using Uris = Items<std::string_view>;

/// GeneralName is an entry under subjectAltName (RFC 5280, 4.2.1.6).
struct PEERCERT_EXPORT GeneralName {
  std::string_view type;  ///< "DNS", "email", "URI", "IP Address", "DirName", "Registered ID", "othername", ...
  std::variant<std::string_view, Name> value;  ///< its text, or a Name for "DirName" alone
  friend bool operator==(const GeneralName&, const GeneralName&) = default;
};

/// PeerCertificate has a member for each key of the dictionary, in its order. nullopt: the key is absent.
struct PEERCERT_EXPORT PeerCertificate {
  Name subject;                    ///< whose it is
  Name issuer;                     ///< who signed it
  std::int64_t version = 0;        ///< 3 for X.509 v3
  std::string_view serial_number;  ///< upper-case hexadecimal, two digits a byte: "95F0"
  std::string_view not_before;  ///< when it begins to be valid, such as "Nov 21 03:09:52 2011 GMT", or "Bad time value"
  std::string_view not_after;   ///< when it ends to be, written likewise
  std::optional<Items<GeneralName>>
      subject_alt_name;            ///< for which names it is; may be empty: the extension is there, without names
  std::optional<Uris> ocsp;        ///< where to ask whether it is revoked; never empty
  std::optional<Uris> ca_issuers;  ///< where its issuer's certificate is; never empty
  std::optional<Uris> crl_distribution_points;  ///< where lists of what is revoked are; never empty
  std::shared_ptr<const Arena> memory;          ///< where all of this is

  /// Equal when they say the same.
  friend PEERCERT_EXPORT bool operator==(const PeerCertificate& one, const PeerCertificate& other);
};

/// to_value returns the dictionary of getpeercert(): keys in CPython's order, everything below in tuples. It shares
/// nothing with the certificate.
[[nodiscard]] PEERCERT_EXPORT Value to_value(const PeerCertificate& certificate);

/// to_value returns the tuple of RDNs, each a tuple of (type, value) pairs, that stands under 'subject'.
[[nodiscard]] PEERCERT_EXPORT Value to_value(const Name& name);

}  // namespace peercert

#endif
