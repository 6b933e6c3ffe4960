#include "report/step_json.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>
#include <vector>

#include "report/text.h"
#include "suite/digest.h"
#include "value/literal.h"

namespace peercert::report {
namespace {

std::string call_argument(const Value& value) {
  return is_long(value) ? short_literal(value) : to_literal(value);
}

// "client.getpeercert(binary_form=True)"
std::string call_text(const suite::Step& step) {
  std::vector<std::string> arguments;
  for (const Value& value : step.args) arguments.push_back(call_argument(value));
  for (const auto& [name, value] : step.kwargs) arguments.push_back(name + "=" + call_argument(value));
  return fmt::format("{}{}{}({})", step.on, step.on.empty() ? "" : ".", step.verb, fmt::join(arguments, ", "));
}

Json expected_json(ValueTable& values, const suite::Expectation& expected) {
  Json json = Json::object();
  if (expected.value) json["value"] = values.add(*expected.value);
  if (expected.any_order) json["any_order"] = true;
  set_if(json, "raises", expected.raises);
  if (expected.args) json["args"] = values.add(*expected.args);
  set_if(json, "outcome", expected.outcome);
  set_if(json, "on", expected.on);
  set_if_any(json, "origin", expected.origin);
  if (expected.when) json["when"] = expected.when->text();
  return json;
}

Json difference_json(ValueTable& values, const Difference& difference) {
  Json json = {{"path", difference.path}, {"kind", to_string(difference.kind)}};
  if (difference.expected) json["expected"] = values.add(*difference.expected);
  if (difference.got) json["got"] = values.add(*difference.got);
  return json;
}

void set_observation(ValueTable& values, Json& json, const suite::Observation& got) {
  if (got.value) json["got"] = {{"value", values.add(*got.value)}};
  if (got.raised) json["got"] = {{"raised", suite::to_json(*got.raised)}};
  set_if(json, "on", got.on);
  for (const suite::Warning& warning : got.warnings) {
    json["warnings"].push_back({{"type", warning.type}, {"text", warning.text}});
  }
}

}  // namespace

std::string digest_of(std::string_view text) {
  return suite::sha256_hex(text).substr(0, 16);
}

Json cleaned(Json json) {
  if (json.is_string()) return valid_utf8(json.get_ref<const std::string&>());
  if (json.is_structured()) {
    for (Json& member : json) member = cleaned(std::move(member));
  }
  return json;
}

void set_if_any(Json& json, const char* key, const std::string& text) {
  if (!text.empty()) json[key] = text;
}

std::string ValueTable::add(const Value& value) {
  Json json = cleaned(to_tagged_json(value));
  std::string digest = digest_of(json.dump());
  values_.emplace(digest, std::move(json));
  return digest;
}

Json step_json(ValueTable& values, const suite::Case& test_case, const suite::Scenario& scenario,
               const suite::StepResult& step) {
  Json json = {{"step", step.step}};
  for (const suite::Step& played : scenario.steps) {
    if (played.id == step.step) json["call"] = call_text(played);
  }
  json["verdict"] = to_string(step.verdict);
  if (step.level) json["level"] = to_string(*step.level);
  if (!step.rules.empty() && step.rules != test_case.rules) json["rules"] = step.rules;
  if (step.expected) json["expected"] = expected_json(values, *step.expected);
  set_observation(values, json, step.got);
  set_if(json, "drift", step.drift);
  for (const Difference& difference : step.differences)
    json["differences"].push_back(difference_json(values, difference));
  set_if_any(json, "message", step.message);
  return json;
}

}  // namespace peercert::report
