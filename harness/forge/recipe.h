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
#include "forge/expected.h"
#include "forge/text.h"

namespace peercert::forge {

// Raw is bytes in place of a typed value: { der = "0c0178" } a whole element, { hex = "78" } the content of one with
// the tag that belongs there, { tag = 12, hex = "78" } the content of one with that universal tag.
struct Raw {
  bool whole = false;
  std::optional<std::uint64_t> tag;
  std::string bytes;
};

struct Attribute {
  std::string oid;  // dotted
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

struct AccessDescription {
  enum class Method { kOcsp, kCaIssuers, kRaw };
  Method method = Method::kOcsp;
  GeneralName location;  // kRaw: the whole AccessDescription
};

struct AuthorityInformationAccess {
  std::vector<AccessDescription> descriptions;
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

struct Recipe {
  std::string name;
  std::string file;
  std::size_t line = 0;
  std::vector<std::string> rules;
  std::string issuer;  // a recipe's name; the own one when self-signed
  std::string key;
  std::variant<std::string, Raw> serial;  // the magnitude, big-endian
  std::variant<Name, Raw> subject;
  std::variant<der::Time, Raw> not_before;
  std::variant<der::Time, Raw> not_after;
  std::int64_t version = 3;
  std::vector<std::string> chain;
  std::vector<Extension> extensions;
  std::vector<Expected> expect;  // as written; empty when the value is computed
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
