// Parts of results.json: steps, and the tables in which what they are made of stands once.
#ifndef PEERCERT_REPORT_STEP_JSON_H
#define PEERCERT_REPORT_STEP_JSON_H

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "suite/case.h"
#include "suite/verdict.h"
#include "value/json.h"
#include "value/value.h"

namespace peercert::report {

// digest_of returns the name under which `text` stands in a table: the first 16 hex digits of its SHA-256.
[[nodiscard]] std::string digest_of(std::string_view text);

// cleaned returns `json` with what JSON cannot hold as escapes (see valid_utf8): free text may have the bytes of a
// crashed process in it, and lone surrogates.
[[nodiscard]] Json cleaned(Json json);

// set_if sets json[key] where there is something to set.
template <typename T>
void set_if(Json& json, const char* key, const std::optional<T>& member) {
  if (member) json[key] = *member;
}
void set_if_any(Json& json, const char* key, const std::string& text);

// ValueTable holds each value once, under its digest.
class ValueTable {
 public:
  // add returns the digest of `value`, which is in the table from then on.
  std::string add(const Value& value);

  [[nodiscard]] const std::map<std::string, Json>& values() const { return values_; }

 private:
  std::map<std::string, Json> values_;
};

// step_json returns `step`, a judged step of `scenario`, which is one of `test_case`; its values go into `values`.
[[nodiscard]] Json step_json(ValueTable& values, const suite::Case& test_case, const suite::Scenario& scenario,
                             const suite::StepResult& step);

}  // namespace peercert::report

#endif
