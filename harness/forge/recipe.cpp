#include "forge/recipe.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "forge/bytes_reader.h"
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

std::variant<std::int64_t, Raw> read_version(TomlTable& table) {
  const auto item = TomlItem::find(table, "version");
  if (!item) return 3;
  if (item->is_table()) return read_raw(*item);
  return item->integer();
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
  Expected expected;
  expected.when = read_optional_string(table, "when");
  expected.raises = read_optional_string(table, "raises");
  expected.value = read_optional_literal(table, "value");
  expected.args = read_optional_literal(table, "args");
  expected.refused = table.optional_bool("refused", false);
  expected.with = read_optional_literal(table, "with");
  expected.without = table.optional_strings("without");
  table.done();
  const bool completes = expected.with || !expected.without.empty();
  if (expected.value.has_value() + expected.raises.has_value() + expected.refused + completes != 1) {
    throw item.error("expected exactly one of 'value', 'raises', 'refused', and 'with' or 'without' or both");
  }
  if (expected.args && !expected.raises) throw item.error("'args' without 'raises'");
  if (expected.with && expected.with->get_if<Dict>() == nullptr) throw item.error("'with' is no dict");
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

Carried read_carried(TomlTable& table) {
  const auto item = TomlItem::find(table, "carried");
  if (!item) return Carried::kHandshake;
  const auto carried = carried_from(item->string());
  if (carried) return *carried;
  throw item->error(fmt::format("'{}' is none of {}", item->string(), carried_words()));
}

// A recipe with rules is a case, and a case says why.
void read_case(TomlTable& table, Recipe& recipe) {
  recipe.rules = read_ids(table, "rules");
  recipe.carried = read_carried(table);
  const auto why = TomlItem::find(table, "why");
  if (why) recipe.why = why->string();
  if (recipe.rules.empty() && (why || table.has("carried"))) {
    throw table.error("", "'why' and 'carried' are for recipes with 'rules', which are cases");
  }
  if (!recipe.rules.empty() && recipe.why.empty()) throw table.error("", "the key 'why' is missing beside 'rules'");
}

std::optional<Raw> read_optional_raw(TomlTable& table, std::string_view key) {
  const auto item = TomlItem::find(table, key);
  if (!item) return std::nullopt;
  return read_raw(*item);
}

Frame read_frame(TomlTable& table) {
  Frame frame;
  frame.signature_algorithm = read_optional_raw(table, "signature_algorithm");
  frame.outer_signature_algorithm = read_optional_raw(table, "outer_signature_algorithm");
  frame.public_key = read_optional_raw(table, "public_key");
  frame.issuer_unique_id = read_optional_raw(table, "issuer_unique_id");
  frame.subject_unique_id = read_optional_raw(table, "subject_unique_id");
  frame.signature = read_optional_raw(table, "signature");
  if (const auto octets = TomlItem::find(table, "length_octets")) {
    if (octets->integer() < 1 || octets->integer() > 8) throw octets->error("expected 1 to 8");
    frame.length_octets = static_cast<std::size_t>(octets->integer());
  }
  frame.indefinite_length = table.optional_bool("indefinite_length", false);
  if (frame.indefinite_length && frame.length_octets != 0) {
    throw table.error("indefinite_length", "a certificate has 'length_octets' or 'indefinite_length', not both");
  }
  if (const auto after = TomlItem::find(table, "after")) frame.after = read_bytes(*after);
  return frame;
}

void read_extensions(TomlTable& table, Recipe& recipe) {
  const auto given = TomlItem::find(table, "extensions");
  if (!given) return;
  if (given->is_table()) {
    recipe.frame.extensions = read_raw(*given);
    return;
  }
  for (const TomlItem& item : given->items()) recipe.extensions.push_back(read_extension(item));
}

Recipe read_recipe(const std::string& name, TomlTable& table) {
  if (!is_id(name)) throw table.error("", fmt::format("'{}' is no id: [a-z0-9_]+(/[a-z0-9_]+)*", name));
  Recipe recipe;
  recipe.name = name;
  recipe.file = table.file();
  recipe.line = table.line();
  read_case(table, recipe);
  recipe.issuer = read_id(TomlItem::require(table, "issuer"));
  if (recipe.issuer == "self") recipe.issuer = name;
  if (const auto given = TomlItem::find(table, "issuer_name")) recipe.issuer_name = read_name_or_raw(*given);
  recipe.key = read_id(TomlItem::require(table, "key"));
  recipe.serial = read_serial(TomlItem::require(table, "serial"));
  recipe.subject = read_name_or_raw(TomlItem::require(table, "subject"));
  recipe.not_before = read_time(table, "not_before", kUsualNotBefore);
  recipe.not_after = read_time(table, "not_after", kUsualNotAfter);
  recipe.version = read_version(table);
  recipe.chain = read_ids(table, "chain");
  recipe.frame = read_frame(table);
  read_extensions(table, recipe);
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

// What a person says of the dictionary is exactly what could not be computed.
void check_completion(const Recipe& recipe, const Expected& expected, const std::set<std::string>& odd) {
  std::set<std::string> said(expected.without.begin(), expected.without.end());
  if (expected.with) {
    for (const DictEntry& entry : std::get<Dict>(expected.with->storage()).entries) {
      const Str* key = entry.key.get_if<Str>();
      said.insert(key == nullptr ? to_literal(entry.key) : key->text);
    }
  }
  for (const std::string& key : said) {
    if (odd.count(key) != 0) continue;
    throw error_in(recipe, fmt::format("expect: '{}' is computed from the recipe and must not be given again", key));
  }
  for (const std::string& key : odd) {
    if (said.count(key) != 0) continue;
    throw error_in(recipe, fmt::format("expect: '{}' cannot be computed; say it with 'with' or 'without'", key));
  }
}

void check_expectation(const Recipe& recipe, const Recipes& recipes) {
  std::vector<std::string> phrases;
  std::set<std::string> keys;
  for (const Oddity& oddity : oddities(recipe, recipes)) {
    phrases.push_back(oddity.phrase);
    keys.insert(oddity.keys.begin(), oddity.keys.end());
  }
  if (phrases.empty() && !recipe.expect.empty()) {
    throw error_in(recipe, "expect: the value is computed from the recipe and must not be given again");
  }
  if (!phrases.empty() && recipe.expect.empty()) {
    throw error_in(recipe, fmt::format("the key 'expect' is missing; no value can be computed because of: {}",
                                       fmt::join(phrases, ", ")));
  }
  for (const Expected& expected : recipe.expect) {
    if (!expected.raises && !expected.refused && !expected.value) check_completion(recipe, expected, keys);
  }
}

// complete puts the computed part into what is said with `with` and `without`.
void complete(Recipe& recipe, const Recipes& recipes) {
  for (Expected& expected : recipe.expect) {
    if (expected.raises || expected.refused || expected.value) continue;
    expected.value = completed(computed_value(recipe, recipes), expected);
  }
}

}  // namespace

std::vector<std::string> Frame::parts() const {
  std::vector<std::string> names;
  const auto add_if = [&names](bool given, const char* name) {
    if (given) names.emplace_back(name);
  };
  add_if(signature_algorithm.has_value(), "signature_algorithm");
  add_if(outer_signature_algorithm.has_value(), "outer_signature_algorithm");
  add_if(public_key.has_value(), "public_key");
  add_if(issuer_unique_id.has_value(), "issuer_unique_id");
  add_if(subject_unique_id.has_value(), "subject_unique_id");
  add_if(signature.has_value(), "signature");
  add_if(length_octets != 0, "length_octets");
  add_if(indefinite_length, "indefinite_length");
  add_if(!after.empty(), "after");
  return names;
}

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
  for (auto& [name, recipe] : recipes) complete(recipe, recipes);
  return recipes;
}

}  // namespace peercert::forge
