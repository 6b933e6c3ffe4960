#include "forge/name_reader.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "der/hex.h"
#include "forge/bytes_reader.h"
#include "forge/encode.h"
#include "forge/object_names.h"

namespace peercert::forge {
namespace {

std::string checked_oid(const TomlItem& item, std::string oid) {
  try {
    (void)der::oid(oid);
  } catch (const std::invalid_argument& failure) {
    throw item.error(failure.what());
  }
  return oid;
}

Text read_text(const TomlItem& item, StringType type) {
  Text text{type, item.string()};
  try {
    (void)encode_text(text);
  } catch (const std::invalid_argument& failure) {
    throw item.error(failure.what());
  }
  return text;
}

// { bmp = "x" }, with `repeat` or without; nullopt for raw bytes.
std::optional<Text> read_typed_text(const TomlItem& item) {
  TomlTable table = item.table();
  const auto repeat = TomlItem::find(table, "repeat");
  for (const std::string& key : table.keys()) {
    const auto type = string_type(key);
    if (!type) continue;
    Text text = read_text(TomlItem::require(table, key), *type);
    if (repeat) text.text = repeated(text.text, *repeat);
    table.done();
    return text;
  }
  return std::nullopt;
}

// "x", a table that names the string type, or raw bytes.
std::variant<Text, Raw> read_attribute_value(const TomlItem& item, StringType usual) {
  if (!item.is_table()) return read_text(item, usual);
  if (auto text = read_typed_text(item)) return *std::move(text);
  Raw raw = read_raw(item);
  if (!raw.whole && !raw.tag) raw.tag = tag_of(usual).number;
  return raw;
}

// { oid = "1.3", arc = "127", repeat = 585 }: a type of any length, 1.3.127.127...
std::string read_long_oid(const TomlItem& item) {
  TomlTable table = item.table();
  const std::string begin = TomlItem::require(table, "oid").string();
  const std::string arc = TomlItem::require(table, "arc").string();
  const std::string oid = begin + repeated("." + arc, TomlItem::require(table, "repeat"));
  table.done();
  return checked_oid(item, oid);
}

// The name of a type, an identifier in dots, or a table that has either an identifier or its bytes.
std::variant<std::string, Raw> read_attribute_type(const TomlItem& item) {
  if (is_raw(item)) return read_raw(item);
  if (item.is_table()) return read_long_oid(item);
  const std::string word = item.string();
  if (const AttributeType* type = find_attribute_type(word)) return std::string(type->oid);
  try {
    (void)der::oid(word);
  } catch (const std::invalid_argument&) {
    throw item.error(
        fmt::format("'{}' is neither an attribute type that we know nor a dotted object identifier", word));
  }
  return word;
}

StringType usual_string_type(const std::variant<std::string, Raw>& attribute_type) {
  const std::string* oid = std::get_if<std::string>(&attribute_type);
  const AttributeType* known = oid == nullptr ? nullptr : find_attribute_type(*oid);
  return known == nullptr ? StringType::kUtf8 : known->string_type;
}

Attribute read_attribute(const TomlItem& item) {
  const std::vector<TomlItem> parts = item.items();
  if (parts.size() != 2) throw item.error(fmt::format("expected [type, value], found {} items", parts.size()));
  std::variant<std::string, Raw> type = read_attribute_type(parts[0]);
  const StringType usual = usual_string_type(type);
  return {std::move(type), read_attribute_value(parts[1], usual)};
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

// "x", or { text = "x", repeat = 3 }.
std::string read_string(const TomlItem& item) {
  if (!item.is_table()) return item.string();
  TomlTable table = item.table();
  std::string text = TomlItem::require(table, "text").string();
  if (const auto repeat = TomlItem::find(table, "repeat")) text = repeated(text, *repeat);
  table.done();
  return text;
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
  if (is_raw(item)) return {simple.kind, read_raw(item)};
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
  return checked_oid(item, item.string());
}

Name read_name(const TomlItem& item) {
  Name name;
  for (const TomlItem& rdn : item.items()) {
    RelativeName attributes;
    std::size_t count = 1;
    if (rdn.is_table()) {
      TomlTable table = rdn.table();
      for (const TomlItem& one : TomlItem::require(table, "rdn").items()) attributes.push_back(read_attribute(one));
      count = read_count(TomlItem::require(table, "repeat"), encode_name(Name{attributes}).size());
      table.done();
    } else {
      for (const TomlItem& one : rdn.items()) attributes.push_back(read_attribute(one));
    }
    name.insert(name.end(), count, attributes);
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

GeneralName read_general_name(const std::string& kind, const TomlItem& item) {
  for (const SimpleName& simple : kSimpleNames) {
    if (simple.key == kind) return read_simple_name(simple, item);
  }
  if (kind == "der") return {GeneralName::Kind::kRaw, Raw{true, std::nullopt, read_bytes(item)}};
  if (kind != "directory") throw item.error(fmt::format("unknown kind of name '{}'", kind));
  if (item.is_table()) return {GeneralName::Kind::kDirectory, read_raw(item)};
  return {GeneralName::Kind::kDirectory, read_name(item)};
}

std::vector<GeneralName> read_general_names(const TomlItem& item) {
  std::vector<GeneralName> names;
  for (const TomlItem& part : item.items()) {
    auto entries = part.entries();
    std::optional<TomlItem> count;
    const auto repeat = std::find_if(entries.begin(), entries.end(), [](const auto& e) { return e.first == "repeat"; });
    if (repeat != entries.end()) {
      count = repeat->second;
      entries.erase(repeat);
    }
    if (entries.size() != 1) throw part.error(fmt::format("expected one name in this table, found {}", entries.size()));
    const GeneralName name = read_general_name(entries.front().first, entries.front().second);
    names.insert(names.end(), count ? read_count(*count, encode_general_name(name).size()) : 1, name);
  }
  return names;
}

}  // namespace peercert::forge
