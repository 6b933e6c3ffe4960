#include "forge/name_reader.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <array>
#include <stdexcept>

#include "der/hex.h"
#include "forge/object_names.h"

namespace peercert::forge {
namespace {

Text read_text(const TomlItem& item, StringType type) {
  Text text{type, item.string()};
  try {
    (void)encode_text(text);
  } catch (const std::invalid_argument& failure) {
    throw item.error(failure.what());
  }
  return text;
}

// "x", { bmp = "x" }, or raw bytes.
std::variant<Text, Raw> read_attribute_value(const TomlItem& item, StringType usual) {
  if (!item.is_table()) return read_text(item, usual);
  if (item.table().keys().size() == 1) {
    const auto entry = item.only_entry();
    if (const auto type = string_type(entry.first)) return read_text(entry.second, *type);
  }
  Raw raw = read_raw(item);
  if (!raw.whole && !raw.tag) raw.tag = tag_of(usual).number;
  return raw;
}

Attribute read_attribute(const TomlItem& item) {
  const std::vector<TomlItem> parts = item.items();
  if (parts.size() != 2) throw item.error(fmt::format("expected [type, value], found {} items", parts.size()));
  const AttributeType* type = find_attribute_type(parts[0].string());
  if (type != nullptr) return {std::string(type->oid), read_attribute_value(parts[1], type->string_type)};
  try {
    (void)der::oid(parts[0].string());
  } catch (const std::invalid_argument&) {
    throw parts[0].error(fmt::format("'{}' is neither an attribute type that we know nor a dotted object identifier",
                                     parts[0].string()));
  }
  return {parts[0].string(), read_attribute_value(parts[1], StringType::kUtf8)};
}

std::string read_ip(const TomlItem& item) {
  const std::string text = item.string();
  const bool is_v6 = text.find(':') != std::string::npos;
  std::string octets(is_v6 ? 16 : 4, '\0');
  if (inet_pton(is_v6 ? AF_INET6 : AF_INET, text.c_str(), octets.data()) != 1) {
    throw item.error(fmt::format("'{}' is no IP address", text));
  }
  return octets;
}

std::string read_string(const TomlItem& item) {
  return item.string();
}

struct SimpleName {
  std::string_view key;
  GeneralName::Kind kind;
  std::string (*read)(const TomlItem&);
};

constexpr std::array<SimpleName, 5> kSimpleNames{{
    {"dns", GeneralName::Kind::kDns, read_string},
    {"email", GeneralName::Kind::kEmail, read_string},
    {"uri", GeneralName::Kind::kUri, read_string},
    {"ip", GeneralName::Kind::kIp, read_ip},
    {"registered_id", GeneralName::Kind::kRegisteredId, read_oid},
}};

GeneralName read_simple_name(const SimpleName& simple, const TomlItem& item) {
  if (item.is_table()) return {simple.kind, read_raw(item)};
  return {simple.kind, simple.read(item)};
}

}  // namespace

std::string read_hex(const TomlItem& item) {
  try {
    return der::from_hex(item.string());
  } catch (const std::invalid_argument& failure) {
    throw item.error(failure.what());
  }
}

std::string read_oid(const TomlItem& item) {
  try {
    (void)der::oid(item.string());
  } catch (const std::invalid_argument& failure) {
    throw item.error(failure.what());
  }
  return item.string();
}

Raw read_raw(const TomlItem& item) {
  TomlTable table = item.table();
  Raw raw;
  if (const auto whole = TomlItem::find(table, "der")) {
    raw = {true, std::nullopt, read_hex(*whole)};
  } else {
    raw.bytes = read_hex(TomlItem::require(table, "hex"));
    if (const auto tag = TomlItem::find(table, "tag")) {
      if (tag->integer() < 0) throw tag->error("expected a universal tag number");
      raw.tag = static_cast<std::uint64_t>(tag->integer());
    }
  }
  table.done();
  return raw;
}

Name read_name(const TomlItem& item) {
  Name name;
  for (const TomlItem& rdn : item.items()) {
    RelativeName& attributes = name.emplace_back();
    for (const TomlItem& attribute : rdn.items()) attributes.push_back(read_attribute(attribute));
  }
  return name;
}

std::variant<Name, Raw> read_name_or_raw(const TomlItem& item) {
  if (item.is_table()) return read_raw(item);
  return read_name(item);
}

GeneralName read_uri(const TomlItem& item) {
  return read_simple_name({"uri", GeneralName::Kind::kUri, read_string}, item);
}

GeneralName read_general_name(const TomlItem& item) {
  const auto entry = item.only_entry();
  for (const SimpleName& simple : kSimpleNames) {
    if (simple.key == entry.first) return read_simple_name(simple, entry.second);
  }
  if (entry.first == "der") return {GeneralName::Kind::kRaw, read_raw(item)};
  if (entry.first != "directory") throw item.error(fmt::format("unknown kind of name '{}'", entry.first));
  if (entry.second.is_table()) return {GeneralName::Kind::kDirectory, read_raw(entry.second)};
  return {GeneralName::Kind::kDirectory, read_name(entry.second)};
}

}  // namespace peercert::forge
