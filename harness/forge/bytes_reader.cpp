#include "forge/bytes_reader.h"

#include <fmt/format.h>

#include <stdexcept>

#include "der/hex.h"

namespace peercert::forge {
namespace {

constexpr std::int64_t kMostRepeats = 100'000;
constexpr std::int64_t kMostLengthOctets = 8;

// What `make` returns; what it finds wrong is said at the item.
template <typename Make>
std::string checked(const TomlItem& item, Make make) {
  try {
    return make();
  } catch (const std::invalid_argument& failure) {
    throw item.error(failure.what());
  }
}

std::string hex_of(const TomlItem& item) {
  return checked(item, [&item] { return der::from_hex(item.string()); });
}

// X.690 8.1.3.5: a length of 0x82 0x00 0x05 is a length of 5.
std::string long_length(std::size_t length, std::size_t octets) {
  const std::string whole = der::header(der::kSequence, length, octets);
  return whole.substr(1);
}

std::string read_element(TomlTable& table) {
  const std::string identifier = hex_of(TomlItem::require(table, "element"));
  const std::string content = read_bytes(TomlItem::require(table, "of"));
  std::size_t octets = 0;
  if (const auto given = TomlItem::find(table, "length_octets")) {
    if (given->integer() < 1 || given->integer() > kMostLengthOctets) throw given->error("expected 1 to 8");
    octets = static_cast<std::size_t>(given->integer());
  }
  return identifier + long_length(content.size(), octets) + content;
}

std::string read_table_of_bytes(const TomlItem& item) {
  TomlTable table = item.table();
  std::string bytes;
  if (table.has("text")) {
    bytes = TomlItem::require(table, "text").string();
  } else if (const auto oid = TomlItem::find(table, "oid")) {
    bytes = checked(*oid, [&oid] { return der::oid(oid->string()); });
  } else if (table.has("element")) {
    bytes = checked(item, [&table] { return read_element(table); });
  } else if (const auto repeat = TomlItem::find(table, "repeat")) {
    bytes = repeated(read_bytes(TomlItem::require(table, "of")), *repeat);
  } else {
    throw item.error("expected a table with 'text', 'oid', 'element' or 'repeat'");
  }
  table.done();
  return bytes;
}

}  // namespace

std::string repeated(const std::string& text, const TomlItem& count) {
  std::string all;
  for (std::size_t left = read_count(count, text.size()); left > 0; --left) all += text;
  return all;
}

std::size_t read_count(const TomlItem& item, std::size_t size) {
  if (item.integer() < 1 || item.integer() > kMostRepeats) {
    throw item.error(fmt::format("expected a number from 1 to {}, found {}", kMostRepeats, item.integer()));
  }
  const auto count = static_cast<std::size_t>(item.integer());
  if (size > kMostRepeatedBytes / count) {
    throw item.error(fmt::format("{} times {} bytes are more than {}", count, size, kMostRepeatedBytes));
  }
  return count;
}

std::string read_bytes(const TomlItem& item) {
  if (item.is_string()) return hex_of(item);
  if (item.is_table()) return read_table_of_bytes(item);
  std::string all;
  for (const TomlItem& part : item.items()) all += read_bytes(part);
  return all;
}

bool is_raw(const TomlItem& item) {
  if (!item.is_table()) return false;
  const TomlTable table = item.table();
  return table.has("der") || table.has("hex") || (table.has("text") && table.has("tag"));
}

Raw read_raw(const TomlItem& item) {
  TomlTable table = item.table();
  Raw raw;
  if (const auto whole = TomlItem::find(table, "der")) {
    raw = {true, std::nullopt, read_bytes(*whole)};
  } else {
    if (const auto tag = TomlItem::find(table, "tag")) {
      if (tag->integer() < 0) throw tag->error("expected a universal tag number");
      raw.tag = static_cast<std::uint64_t>(tag->integer());
    }
    const auto text = TomlItem::find(table, "text");
    raw.bytes = text ? text->string() : read_bytes(TomlItem::require(table, "hex"));
  }
  table.done();
  return raw;
}

}  // namespace peercert::forge
