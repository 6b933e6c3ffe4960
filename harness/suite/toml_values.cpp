#include "suite/toml_values.h"

#include <fmt/format.h>

#include <stdexcept>

#include "value/literal.h"

namespace peercert::suite {

void check_id(const forge::TomlTable& table, std::string_view key, std::string_view id) {
  static constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789_/";
  const bool good = !id.empty() && id.find_first_not_of(kAllowed) == std::string_view::npos && id.front() != '/' &&
                    id.back() != '/' && id.find("//") == std::string_view::npos;
  if (!good) {
    throw table.error(key, fmt::format("'{}' is no id; expected lower-case letters, digits and '_', in segments "
                                       "separated by '/'",
                                       id));
  }
}

Value literal(const forge::TomlTable& table, std::string_view key, std::string_view text) {
  try {
    return parse_literal(text);
  } catch (const LiteralError& failure) {
    throw table.error(key, fmt::format("no Python literal: {}", failure.what()));
  }
}

std::optional<Value> optional_literal(forge::TomlTable& table, std::string_view key) {
  const auto text = table.optional_string(key);
  return text ? std::optional(literal(table, key, *text)) : std::nullopt;
}

std::optional<Requirement> optional_requirement(forge::TomlTable& table, std::string_view key) {
  const auto text = table.optional_string(key);
  if (!text) return std::nullopt;
  try {
    return Requirement::parse(*text);
  } catch (const std::invalid_argument& failure) {
    throw table.error(key, failure.what());
  }
}

}  // namespace peercert::suite
