// What rules, cases and drift entries have in common when they are read from TOML.
#ifndef PEERCERT_SUITE_TOML_VALUES_H
#define PEERCERT_SUITE_TOML_VALUES_H

#include <optional>
#include <string>
#include <string_view>

#include "forge/toml_file.h"
#include "suite/requirement.h"
#include "value/value.h"

namespace peercert::suite {

// check_id throws unless `id` is [a-z0-9_]+(/[a-z0-9_]+)*.
void check_id(const forge::TomlTable& table, std::string_view key, std::string_view id);

// literal returns the value that `text`, found under `key`, spells as a Python literal. Throws forge::TomlError.
[[nodiscard]] Value literal(const forge::TomlTable& table, std::string_view key, std::string_view text);

// These return what stands under `key`, or nullopt. They throw forge::TomlError for text that is none.
[[nodiscard]] std::optional<Value> optional_literal(forge::TomlTable& table, std::string_view key);
[[nodiscard]] std::optional<Requirement> optional_requirement(forge::TomlTable& table, std::string_view key);

}  // namespace peercert::suite

#endif
