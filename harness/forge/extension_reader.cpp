#include "forge/extension_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "forge/bytes_reader.h"
#include "forge/name_reader.h"
#include "forge/object_names.h"

namespace peercert::forge {
namespace {

using Content = decltype(Extension::content);

Content read_san(const TomlItem& item) {
  return SubjectAltName{read_general_names(item)};
}

// "http://a", raw bytes of a URI, or a name of any kind.
GeneralName read_location(const TomlItem& item) {
  if (!item.is_table() || is_raw(item) || item.table().has("text")) return read_general_name("uri", item);
  const auto [kind, value] = item.only_entry();
  return read_general_name(kind, value);
}

// { ocsp = LOCATION }, { ca_issuers = LOCATION }, { method = "1.2.3", location = LOCATION }, or { der = BYTES }.
std::variant<AccessDescription, Raw> read_access_description(const TomlItem& item) {
  TomlTable table = item.table();
  if (table.has("method")) {
    AccessDescription description{read_oid(TomlItem::require(table, "method")),
                                  read_location(TomlItem::require(table, "location"))};
    table.done();
    return description;
  }
  const auto [key, value] = item.only_entry();
  if (key == "ocsp") return AccessDescription{std::string(kOcsp), read_location(value)};
  if (key == "ca_issuers") return AccessDescription{std::string(kCaIssuers), read_location(value)};
  if (key == "der") return read_raw(item);
  throw item.error(fmt::format("expected the key 'ocsp', 'ca_issuers', 'method' or 'der', found '{}'", key));
}

Content read_authority_information_access(const TomlItem& item) {
  AuthorityInformationAccess access;
  for (const TomlItem& part : item.items()) access.descriptions.push_back(read_access_description(part));
  return access;
}

std::variant<std::vector<GeneralName>, Raw> read_distribution_point(const TomlItem& item) {
  if (item.is_table()) return read_raw(item);
  std::vector<GeneralName> full_name;
  for (const TomlItem& name : item.items()) full_name.push_back(read_location(name));
  return full_name;
}

Content read_crl_distribution_points(const TomlItem& item) {
  CrlDistributionPoints points;
  for (const TomlItem& point : item.items()) points.points.push_back(read_distribution_point(point));
  return points;
}

Content read_basic_constraints(const TomlItem& item) {
  TomlTable table = item.table();
  BasicConstraints constraints{TomlItem::require(table, "ca").boolean(), std::nullopt};
  if (const auto length = TomlItem::find(table, "path_length")) constraints.path_length = length->integer();
  table.done();
  return constraints;
}

// RFC 5280 section 4.2.1.3: the names of the bits, in their order.
constexpr std::array<std::string_view, 9> kKeyUsages{"digitalSignature", "nonRepudiation", "keyEncipherment",
                                                     "dataEncipherment", "keyAgreement",   "keyCertSign",
                                                     "cRLSign",          "encipherOnly",   "decipherOnly"};

Content read_key_usage(const TomlItem& item) {
  KeyUsage usage;
  for (const TomlItem& word : item.items()) {
    const auto* found = std::find(kKeyUsages.begin(), kKeyUsages.end(), word.string());
    if (found == kKeyUsages.end()) throw word.error(fmt::format("unknown key usage '{}'", word.string()));
    usage.bits.push_back(static_cast<unsigned>(found - kKeyUsages.begin()));
  }
  return usage;
}

Content read_extended_key_usage(const TomlItem& item) {
  ExtendedKeyUsage usage;
  for (const TomlItem& word : item.items()) {
    const std::string_view oid = extended_key_usage_oid(word.string());
    usage.oids.push_back(oid.empty() ? read_oid(word) : std::string(oid));
  }
  return usage;
}

template <typename Identifier>
Content read_identifier(const TomlItem& item) {
  if (!item.boolean()) throw item.error("expected true, or no such extension at all");
  return Identifier{};
}

struct Kind {
  std::string_view key;
  Content (*read)(const TomlItem&);
  bool critical;  // unless the recipe says otherwise
};

// RFC 5280 sections 4.2.1.3 and 4.2.1.9 want keyUsage and basicConstraints critical.
constexpr std::array<Kind, 8> kKinds{{
    {"san", read_san, false},
    {"authority_information_access", read_authority_information_access, false},
    {"crl_distribution_points", read_crl_distribution_points, false},
    {"basic_constraints", read_basic_constraints, true},
    {"key_usage", read_key_usage, true},
    {"extended_key_usage", read_extended_key_usage, false},
    {"subject_key_identifier", read_identifier<SubjectKeyIdentifier>, false},
    {"authority_key_identifier", read_identifier<AuthorityKeyIdentifier>, false},
}};

Extension read_raw_extension(TomlTable& table) {
  RawExtension raw;
  raw.oid = read_oid(TomlItem::require(table, "oid"));
  raw.value = read_bytes(TomlItem::require(table, "der"));
  return {std::move(raw), false};
}

}  // namespace

Extension read_extension(const TomlItem& item) {
  TomlTable table = item.table();
  std::vector<Extension> found;
  for (const Kind& kind : kKinds) {
    if (const auto value = TomlItem::find(table, kind.key)) found.push_back({kind.read(*value), kind.critical});
  }
  if (table.has("oid")) found.push_back(read_raw_extension(table));
  if (found.size() > 1) throw item.error("two extensions in one table");
  const auto critical = TomlItem::find(table, "critical");
  table.done();
  if (found.empty()) throw item.error("no extension in this table");
  if (critical) found.front().critical = critical->boolean();
  return found.front();
}

}  // namespace peercert::forge
