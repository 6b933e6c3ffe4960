// Keys of a case that several of its tables have; for the expand_*.cpp.
#ifndef PEERCERT_SUITE_EXPAND_KEYS_H
#define PEERCERT_SUITE_EXPAND_KEYS_H

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "suite/substitution.h"

namespace peercert::suite {

// choice reads a string that must be one of `allowed`; throws forge::TomlError for another.
template <std::size_t N>
std::string choice(const SubstitutedTable& table, std::string_view key, const std::array<std::string_view, N>& allowed,
                   const std::string& otherwise) {
  const std::string text = table.optional_string(key).value_or(otherwise);
  for (const std::string_view candidate : allowed) {
    if (text == candidate) return text;
  }
  throw table.table().error(key, fmt::format("'{}' is none of {}", text, fmt::join(allowed, ", ")));
}

// choices reads a list of strings, each of which must be one of `allowed`; empty when it is missing.
template <std::size_t N>
std::vector<std::string> choices(const SubstitutedTable& table, std::string_view key,
                                 const std::array<std::string_view, N>& allowed) {
  auto texts = table.optional_strings(key);
  for (const std::string& text : texts) {
    if (std::find(allowed.begin(), allowed.end(), text) != allowed.end()) continue;
    throw table.table().error(key, fmt::format("'{}' is none of {}", text, fmt::join(allowed, ", ")));
  }
  return texts;
}

// names_of returns the keys of a map, for a message.
template <typename T>
std::string names_of(const std::map<std::string, T>& map) {
  std::vector<std::string_view> names;
  for (const auto& [name, item] : map) names.push_back(name);
  return fmt::format("{}", fmt::join(names, ", "));
}

// read_tls reads tls_min and tls_max: the versions of the table, else of the matrix, else 1.2 to 1.3.
void read_tls(const SubstitutedTable& table, std::string& lowest, std::string& highest);

}  // namespace peercert::suite

#endif
