#include "forge/recipe.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

#include "forge/extension_reader.h"
#include "forge/forge.h"
#include "forge/name_reader.h"
#include "forge/toml_item.h"
#include "value/literal.h"

namespace peercert::forge {
namespace {

constexpr der::Time kUsualNotBefore{2020, 1, 1, 0, 0, 0};
constexpr der::Time kUsualNotAfter{2049, 12, 31, 23, 59, 59};

// [a-z0-9_]+(/[a-z0-9_]+)*
bool is_id(std::string_view text) {
  const auto allowed = [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_' || letter == '/';
  };
  return !text.empty() && text.front() != '/' && text.back() != '/' && text.find("//") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), allowed);
}

std::string read_id(const TomlItem& item) {
  const std::string id = item.string();
  if (!is_id(id)) throw item.error(fmt::format("'{}' is no id: [a-z0-9_]+(/[a-z0-9_]+)*", id));
  return id;
}

std::vector<std::string> read_ids(TomlTable& table, std::string_view key) {
  std::vector<std::string> ids;
  const auto list = TomlItem::find(table, key);
  if (!list) return ids;
  for (const TomlItem& item : list->items()) ids.push_back(read_id(item));
  return ids;
}

std::variant<std::string, Raw> read_serial(const TomlItem& item) {
  if (item.is_table()) return read_raw(item);
  const std::string magnitude = read_hex(item);
  if (magnitude.empty() || (magnitude.size() > 1 && magnitude[0] == '\0')) {
    throw item.error("expected a hexadecimal number without leading zero bytes");
  }
  return magnitude;
}

std::variant<der::Time, Raw> read_time(TomlTable& table, std::string_view key, const der::Time& usual) {
  const auto item = TomlItem::find(table, key);
  if (!item) return usual;
  if (item->is_table()) return read_raw(*item);
  return item->utc_time();
}

std::optional<std::string> read_optional_string(TomlTable& table, std::string_view key) {
  const auto item = TomlItem::find(table, key);
  if (!item) return std::nullopt;
  return item->string();
}

std::optional<Value> read_optional_literal(TomlTable& table, std::string_view key) {
  const auto item = TomlItem::find(table, key);
  if (!item) return std::nullopt;
  try {
    return parse_literal(item->string());
  } catch (const LiteralError& failure) {
    throw item->error(failure.what());
  }
}

Expected read_expected(const TomlItem& item) {
  TomlTable table = item.table();
  Expected expected{read_optional_string(table, "when"), read_optional_string(table, "raises"),
                    read_optional_literal(table, "value"), read_optional_literal(table, "args")};
  table.done();
  if (expected.value.has_value() == expected.raises.has_value()) {
    throw item.error("expected exactly one of 'value' and 'raises'");
  }
  if (expected.args && !expected.raises) throw item.error("'args' without 'raises'");
  return expected;
}

std::vector<Expected> read_expect(TomlTable& table) {
  std::vector<Expected> all;
  const auto list = TomlItem::find(table, "expect");
  if (!list) return all;
  for (const TomlItem& item : list->items()) {
    if (!all.empty() && !all.back().when) throw item.error("never counts: the entry before has no 'when'");
    all.push_back(read_expected(item));
  }
  if (all.empty()) throw list->error("expected at least one entry");
  return all;
}

Recipe read_recipe(const std::string& name, TomlTable& table) {
  if (!is_id(name)) throw table.error("", fmt::format("'{}' is no id: [a-z0-9_]+(/[a-z0-9_]+)*", name));
  Recipe recipe;
  recipe.name = name;
  recipe.file = table.file();
  recipe.line = table.line();
  recipe.rules = read_ids(table, "rules");
  recipe.issuer = read_id(TomlItem::require(table, "issuer"));
  if (recipe.issuer == "self") recipe.issuer = name;
  recipe.key = read_id(TomlItem::require(table, "key"));
  recipe.serial = read_serial(TomlItem::require(table, "serial"));
  recipe.subject = read_name_or_raw(TomlItem::require(table, "subject"));
  recipe.not_before = read_time(table, "not_before", kUsualNotBefore);
  recipe.not_after = read_time(table, "not_after", kUsualNotAfter);
  if (const auto version = TomlItem::find(table, "version")) recipe.version = version->integer();
  recipe.chain = read_ids(table, "chain");
  if (const auto list = TomlItem::find(table, "extensions")) {
    for (const TomlItem& item : list->items()) recipe.extensions.push_back(read_extension(item));
  }
  recipe.expect = read_expect(table);
  table.done();
  return recipe;
}

TomlError error_in(const Recipe& recipe, std::string_view message) {
  return {recipe.file, recipe.line, fmt::format("certificate {}: {}", recipe.name, message)};
}

Recipes read_file_of_recipes(const TomlFile& file) {
  TomlTable top = file.top();
  Recipes recipes;
  for (auto& [name, table] : top.named_tables("certificate")) recipes.emplace(name, read_recipe(name, table));
  top.done();
  return recipes;
}

void merge(Recipes& all, const Recipes& more) {
  for (const auto& [name, recipe] : more) {
    const auto [position, is_new] = all.emplace(name, recipe);
    if (is_new) continue;
    throw error_in(recipe,
                   fmt::format("the name is used already at {}:{}", position->second.file, position->second.line));
  }
}

void check_names(const Recipe& recipe, const Recipes& recipes, const Keys& keys) {
  if (recipes.find(recipe.issuer) == recipes.end()) {
    throw error_in(recipe, fmt::format("issuer: there is no certificate '{}'", recipe.issuer));
  }
  for (const std::string& name : recipe.chain) {
    if (recipes.find(name) == recipes.end()) {
      throw error_in(recipe, fmt::format("chain: there is no certificate '{}'", name));
    }
  }
  if (!std::filesystem::is_regular_file(keys.file(recipe.key))) {
    throw error_in(recipe, fmt::format("key: there is no key '{}'", recipe.key));
  }
}

void check_expectation(const Recipe& recipe, const Recipes& recipes) {
  const std::vector<std::string> odd = oddities(recipe, recipes);
  if (odd.empty() && !recipe.expect.empty()) {
    throw error_in(recipe, "expect: the value is computed from the recipe and must not be given again");
  }
  if (!odd.empty() && recipe.expect.empty()) {
    throw error_in(recipe, fmt::format("the key 'expect' is missing; no value can be computed because of: {}",
                                       fmt::join(odd, ", ")));
  }
}

}  // namespace

Recipes parse_recipes(std::string_view text, const std::string& file) {
  return read_file_of_recipes(TomlFile::parse(text, file));
}

Recipes load_recipes(const std::filesystem::path& certs_directory) {
  Recipes recipes;
  for (const auto& file : toml_files(certs_directory / "recipes"))
    merge(recipes, read_file_of_recipes(TomlFile::read(file)));
  const Keys keys(certs_directory / "keys");
  for (const auto& [name, recipe] : recipes) {
    check_names(recipe, recipes, keys);
    check_expectation(recipe, recipes);
  }
  return recipes;
}

}  // namespace peercert::forge
