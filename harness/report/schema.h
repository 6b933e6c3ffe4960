// The part of JSON Schema that our own schemas use.
#ifndef PEERCERT_REPORT_SCHEMA_H
#define PEERCERT_REPORT_SCHEMA_H

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "value/json.h"

namespace peercert::report {

struct Mismatch {
  std::string pointer;   // where, as a JSON pointer; "" is the top
  std::string expected;  // "a string", "one of "pass", "note"", "a member 'id'"
  Json found;
};

// first_mismatch returns the first place where `json` is not what `schema` (2020-12) says, or nullopt. Throws
// std::logic_error for a keyword it does not know, so that no schema can demand what nobody checks.
[[nodiscard]] std::optional<Mismatch> first_mismatch(const Json& schema, const Json& json);

}  // namespace peercert::report

#endif
