#include "forge/toml_item.h"

#include <fmt/format.h>

namespace peercert::forge {

std::optional<TomlItem> TomlItem::find(TomlTable& table, std::string_view key) {
  const toml::node* node = table.node(key);
  if (node == nullptr) return std::nullopt;
  return TomlItem(*node, table.file(), fmt::format("{}: {}", table.name(), key));
}

TomlItem TomlItem::require(TomlTable& table, std::string_view key) {
  auto item = find(table, key);
  if (!item) throw table.error("", fmt::format("the key '{}' is missing", key));
  return *std::move(item);
}

std::string TomlItem::string() const {
  const auto* text = node_->as_string();
  if (text == nullptr) throw wrong_type("a string");
  return text->get();
}

std::int64_t TomlItem::integer() const {
  const auto* number = node_->as_integer();
  if (number == nullptr) throw wrong_type("an integer");
  return number->get();
}

bool TomlItem::boolean() const {
  const auto* truth = node_->as_boolean();
  if (truth == nullptr) throw wrong_type("true or false");
  return truth->get();
}

der::Time TomlItem::utc_time() const {
  const auto* moment = node_->as_date_time();
  if (moment == nullptr) throw wrong_type("a date and time such as 2020-01-01T00:00:00Z");
  const toml::date_time& value = moment->get();
  if (!value.offset || value.offset->minutes != 0 || value.time.nanosecond != 0) {
    throw error("expected whole seconds in UTC, as in 2020-01-01T00:00:00Z");
  }
  return {value.date.year, value.date.month, value.date.day, value.time.hour, value.time.minute, value.time.second};
}

TomlTable TomlItem::table() const {
  const toml::table* table = node_->as_table();
  if (table == nullptr) throw wrong_type("a table");
  return {*table, file_, name_};
}

std::vector<TomlItem> TomlItem::items() const {
  const toml::array* array = node_->as_array();
  if (array == nullptr) throw wrong_type("an array");
  std::vector<TomlItem> items;
  for (const toml::node& node : *array) items.emplace_back(node, file_, fmt::format("{}[{}]", name_, items.size()));
  return items;
}

std::vector<std::string> TomlItem::strings() const {
  std::vector<std::string> texts;
  for (const TomlItem& item : items()) texts.push_back(item.string());
  return texts;
}

std::vector<std::pair<std::string, TomlItem>> TomlItem::entries() const {
  const toml::table* table = node_->as_table();
  if (table == nullptr) throw wrong_type("a table");
  std::vector<std::pair<std::string, TomlItem>> entries;
  for (const auto& [key, node] : *table) {
    entries.emplace_back(key.str(), TomlItem(node, file_, fmt::format("{}.{}", name_, key.str())));
  }
  return entries;
}

std::pair<std::string, TomlItem> TomlItem::only_entry() const {
  auto all = entries();
  if (all.size() != 1) throw error(fmt::format("expected a table with one key, found {}", all.size()));
  return all.front();
}

TomlError TomlItem::error(std::string_view message) const {
  return {file_, node_->source().begin.line, fmt::format("{}: {}", name_, message)};
}

TomlError TomlItem::wrong_type(std::string_view expected) const {
  return error(fmt::format("expected {}, found {}", expected, type_of(*node_)));
}

}  // namespace peercert::forge
