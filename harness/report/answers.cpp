#include "report/answers.h"

#include <nlohmann/json.hpp>

#include "suite/held.h"
#include "suite/judge.h"

namespace peercert::report {

suite::Observation observation_of(const Seen& step) {
  Json json = {{"step", member(step.json, "step")}};
  const Json got = step.json.value("got", Json::object());
  if (got.contains("value")) json["value"] = step.view.results().at("values").at(member(got, "value"));
  if (got.contains("raised")) json["raised"] = got.at("raised");
  if (step.json.contains("on")) json["on"] = step.json.at("on");
  json["warnings"] = step.json.value("warnings", Json::array());
  return suite::without_positions(suite::observation_from_json(json));
}

std::vector<Difference> answer_differences(const Seen& before, const Seen& after) {
  return suite::between(observation_of(before), observation_of(after));
}

std::vector<ChangedStep> changed_steps(const Seen& before, const Seen& after) {
  std::vector<ChangedStep> out;
  for (const Json& step : after.json.at("steps")) {
    const Json* old = step_named(before.json, member(step, "step"));
    if (old == nullptr) continue;
    auto differences = answer_differences({before.view, *old}, {after.view, step});
    if (!differences.empty()) out.push_back({old, &step, std::move(differences)});
  }
  return out;
}

bool same_answers(const Seen& before, const Seen& after) {
  const Json &old_steps = before.json.at("steps"), &new_steps = after.json.at("steps");
  if (old_steps.empty() && new_steps.empty()) return verdict_of(before.json) == verdict_of(after.json);
  return old_steps.size() == new_steps.size() && changed_steps(before, after).empty();
}

}  // namespace peercert::report
