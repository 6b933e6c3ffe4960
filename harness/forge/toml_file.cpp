// The parser itself is compiled here, and only here. It asserts that a table's name begins like one, and with NDEBUG
// has the compiler rely on it, although it goes on to say what is wrong with "[=]" (its pull request 301). So that it
// gets there, nothing is asserted.
#undef NDEBUG
#define TOML_ASSERT(condition) static_cast<void>(0)
#define TOML_IMPLEMENTATION
#include "forge/toml_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <memory>
#include <system_error>

namespace peercert::forge {
namespace {

std::string short_name(const std::filesystem::path& path) {
  return (path.parent_path().filename() / path.filename()).generic_string();
}

std::size_t line_of(const toml::node& node) {
  return node.source().begin.line;
}

}  // namespace

std::string type_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "an array";
    case toml::node_type::string:
      return "a string";
    case toml::node_type::integer:
      return "an integer";
    case toml::node_type::floating_point:
      return "a float";
    case toml::node_type::boolean:
      return "a boolean";
    default:
      return "a date or time";
  }
}

TomlError::TomlError(std::string_view file, std::size_t line, std::string_view message)
    : std::runtime_error(fmt::format("{}:{}: {}", file, line, message)) {}

TomlTable::TomlTable(const toml::table& table, std::string file, std::string name)
    : table_(&table), file_(std::move(file)), name_(std::move(name)) {}

std::size_t TomlTable::line() const {
  return line_of(*table_);
}

std::size_t TomlTable::line(std::string_view key) const {
  const toml::node* found = table_->get(key);
  return found == nullptr ? line() : line_of(*found);
}

bool TomlTable::has(std::string_view key) const {
  return table_->contains(key);
}

TomlError TomlTable::error(std::string_view key, std::string_view message) const {
  return {file_, line(key),
          key.empty() ? fmt::format("{}: {}", name_, message) : fmt::format("{}: key '{}': {}", name_, key, message)};
}

const toml::node* TomlTable::node(std::string_view key) {
  read_.emplace(key);
  return table_->get(key);
}

std::optional<std::string> TomlTable::optional_string(std::string_view key) {
  const toml::node* found = node(key);
  if (found == nullptr) return std::nullopt;
  const auto* text = found->as_string();
  if (text == nullptr) throw error(key, fmt::format("expected a string, found {}", type_of(*found)));
  return text->get();
}

std::string TomlTable::string(std::string_view key) {
  auto text = optional_string(key);
  if (!text) throw error("", fmt::format("the key '{}' is missing", key));
  return *std::move(text);
}

bool TomlTable::optional_bool(std::string_view key, bool otherwise) {
  const toml::node* found = node(key);
  if (found == nullptr) return otherwise;
  const auto* truth = found->as_boolean();
  if (truth == nullptr) throw error(key, fmt::format("expected true or false, found {}", type_of(*found)));
  return truth->get();
}

std::vector<std::string> TomlTable::optional_strings(std::string_view key) {
  const toml::node* found = node(key);
  std::vector<std::string> texts;
  if (found == nullptr) return texts;
  const toml::array* array = found->as_array();
  if (array == nullptr) throw error(key, fmt::format("expected an array of strings, found {}", type_of(*found)));
  for (const toml::node& item : *array) {
    if (!item.is_string()) throw error(key, fmt::format("expected strings only, found {}", type_of(item)));
    texts.push_back(item.as_string()->get());
  }
  return texts;
}

std::vector<std::string> TomlTable::strings(std::string_view key) {
  if (!has(key)) throw error("", fmt::format("the key '{}' is missing", key));
  return optional_strings(key);
}

std::optional<TomlTable> TomlTable::optional_table(std::string_view key) {
  const toml::node* found = node(key);
  if (found == nullptr) return std::nullopt;
  if (!found->is_table()) throw error(key, fmt::format("expected a table, found {}", type_of(*found)));
  return TomlTable(*found->as_table(), file_, fmt::format("{}: {}", name_, key));
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) {
  const toml::node* found = node(key);
  std::vector<TomlTable> result;
  if (found == nullptr) return result;
  const toml::array* array = found->as_array();
  if (array == nullptr) throw error(key, fmt::format("expected an array of tables, found {}", type_of(*found)));
  for (const toml::node& item : *array) {
    if (!item.is_table()) throw error(key, fmt::format("expected tables only, found {}", type_of(item)));
    result.emplace_back(*item.as_table(), file_, fmt::format("{}: {}[{}]", name_, key, result.size()));
  }
  return result;
}

std::vector<std::pair<std::string, TomlTable>> TomlTable::named_tables(std::string_view key) {
  auto parent = optional_table(key);
  std::vector<std::pair<std::string, TomlTable>> result;
  if (!parent) return result;
  for (const std::string& name : parent->keys()) {
    auto child = parent->optional_table(name);
    child->rename(fmt::format("{} {}", key, name));
    result.emplace_back(name, *std::move(child));
  }
  return result;
}

std::vector<std::string> TomlTable::keys() const {
  std::vector<std::pair<toml::source_position, std::string>> found;
  for (const auto& [key, value] : *table_) found.emplace_back(key.source().begin, std::string(key.str()));
  std::sort(found.begin(), found.end());
  std::vector<std::string> names;
  names.reserve(found.size());
  for (auto& [position, name] : found) names.push_back(std::move(name));
  return names;
}

void TomlTable::done() const {
  for (const std::string& key : keys()) {
    if (read_.find(key) == read_.end()) throw error(key, "nobody reads this key; is it misspelt?");
  }
}

TomlFile::TomlFile(toml::table table, std::string name)
    : table_(std::make_shared<const toml::table>(std::move(table))), name_(std::move(name)) {}

TomlFile TomlFile::parse(std::string_view text, const std::string& name) {
  try {
    return {toml::parse(text, name), name};
  } catch (const toml::parse_error& failure) {
    throw TomlError(name, failure.source().begin.line, failure.description());
  }
}

TomlFile TomlFile::read(const std::filesystem::path& path) {
  return parse(read_file(path), short_name(path));
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (!stream.is_open() || stream.bad()) {
    throw std::runtime_error(fmt::format("{}: cannot be read: {}", path.string(),
                                         std::error_code(errno, std::generic_category()).message()));
  }
  return bytes;
}

std::vector<std::filesystem::path> toml_files(const std::filesystem::path& directory) {
  if (!std::filesystem::is_directory(directory)) {
    throw std::runtime_error(fmt::format("{}: no such folder", directory.string()));
  }
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace peercert::forge
