// Recipes: certificates in words, read from certs/recipes/*.toml. certs/README.md describes the format.
//
// A recipe is made of typed fields, from which both the certificate and the value that getpeercert() must yield are
// computed, and of raw bytes, which may stand almost anywhere and for which a person says what must happen.
#ifndef PEERCERT_FORGE_RECIPE_H
#define PEERCERT_FORGE_RECIPE_H

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "der/writer.h"
#include "forge/carried.h"
#include "forge/expected.h"
#include "forge/text.h"

namespace peercert::forge {

// Raw is bytes in place of a typed value: { der = "0c0178" } a whole element, { hex = "78" } the content of one with
// the tag that belongs there, { tag = 12, hex = "78" } the content of one with that universal tag. bytes_reader.h says
// how the bytes may be written.
struct Raw {
  bool whole = false;
  std::optional<std::uint64_t> tag;
  std::string bytes;
};

struct Attribute {
  std::variant<std::string, Raw> type;  // dotted
  std::variant<Text, Raw> value;
};
using RelativeName = std::vector<Attribute>;
using Name = std::vector<RelativeName>;

struct GeneralName {
  enum class Kind { kDns, kEmail, kUri, kIp, kDirectory, kRegisteredId, kRaw };
  Kind kind = Kind::kDns;
  // A string is the text of dNSName, rfc822Name and URI, the 4 or 16 octets of an iPAddress, or a dotted registeredID.
  std::variant<std::string, Name, Raw> value;
};

struct SubjectAltName {
  std::vector<GeneralName> names;
};

// RFC 5280 section 4.2.2.1.
inline constexpr std::string_view kOcsp = "1.3.6.1.5.5.7.48.1";
inline constexpr std::string_view kCaIssuers = "1.3.6.1.5.5.7.48.2";

// RFC 5280 sections 4.2.1.6, 4.2.1.13 and 4.2.2.1: the extensions that the dictionary shows.
inline constexpr std::string_view kSubjectAltName = "2.5.29.17";
inline constexpr std::string_view kCrlDistributionPoints = "2.5.29.31";
inline constexpr std::string_view kAuthorityInfoAccess = "1.3.6.1.5.5.7.1.1";

struct AccessDescription {
  std::string method;  // dotted
  GeneralName location;
};

struct AuthorityInformationAccess {
  std::vector<std::variant<AccessDescription, Raw>> descriptions;
};

struct CrlDistributionPoints {
  std::vector<std::variant<std::vector<GeneralName>, Raw>> points;  // the full name of each
};

struct BasicConstraints {
  bool ca = false;
  std::optional<std::int64_t> path_length;
};

struct KeyUsage {
  std::vector<unsigned> bits;
};

struct ExtendedKeyUsage {
  std::vector<std::string> oids;
};

struct SubjectKeyIdentifier {};
struct AuthorityKeyIdentifier {};

struct RawExtension {
  std::string oid;
  std::string value;  // what the extension's OCTET STRING holds
};

struct Extension {
  std::variant<SubjectAltName, AuthorityInformationAccess, CrlDistributionPoints, BasicConstraints, KeyUsage,
               ExtendedKeyUsage, SubjectKeyIdentifier, AuthorityKeyIdentifier, RawExtension>
      content;
  bool critical = false;
};

// Frame is what stands around the fields that a decoder reads. Each is made as RFC 5280 wants it where it is not given.
struct Frame {
  std::optional<Raw> signature_algorithm;        // both of them
  std::optional<Raw> outer_signature_algorithm;  // the one that is not signed
  std::optional<Raw> public_key;                 // subjectPublicKeyInfo
  std::optional<Raw> issuer_unique_id;
  std::optional<Raw> subject_unique_id;
  std::optional<Raw> extensions;   // the whole [3]
  std::optional<Raw> signature;    // the bits
  std::size_t length_octets = 0;   // of the outermost length; 0 for as few as will do
  bool indefinite_length = false;  // of the outermost SEQUENCE (X.690 8.1.3.6)
  std::string after;               // bytes that follow the certificate

  // parts returns the keys of the recipe that are given.
  [[nodiscard]] std::vector<std::string> parts() const;
};

struct Recipe {
  std::string name;
  std::string file;
  std::size_t line = 0;
  std::vector<std::string> rules;  // with rules, the recipe is a case
  std::string why;                 // what would be wrong if that case failed
  Carried carried = Carried::kHandshake;
  std::string issuer;                                  // a recipe's name; the own one when self-signed
  std::optional<std::variant<Name, Raw>> issuer_name;  // in place of the issuer's subject
  std::string key;
  std::variant<std::string, Raw> serial;  // the magnitude, big-endian
  std::variant<Name, Raw> subject;
  std::variant<der::Time, Raw> not_before;
  std::variant<der::Time, Raw> not_after;
  std::variant<std::int64_t, Raw> version = 3;
  std::vector<std::string> chain;
  std::vector<Extension> extensions;
  Frame frame;
  std::vector<Expected> expect;  // as written; empty when the value is computed

  // name_of_issuer returns what stands as issuer; `by` is the recipe of that name.
  [[nodiscard]] const std::variant<Name, Raw>& name_of_issuer(const Recipe& by) const {
    return issuer_name ? *issuer_name : by.subject;
  }
};

using Recipes = std::map<std::string, Recipe, std::less<>>;

// load_recipes returns the recipes of certs_directory/recipes/*.toml. Throws TomlError ("recipes/leaves.toml:12: ...")
// for the first thing that is wrong: a syntax error, an unknown key, a wrong type, an unknown issuer, chain certificate
// or key, a name that is used twice, an `expect` that is missing or that stands where the value is computed.
[[nodiscard]] Recipes load_recipes(const std::filesystem::path& certs_directory);

// parse_recipes returns the recipes of one text, `file` being its name in messages. Names of other recipes and of keys
// are not looked up. Throws TomlError.
[[nodiscard]] Recipes parse_recipes(std::string_view text, const std::string& file);

}  // namespace peercert::forge

#endif
