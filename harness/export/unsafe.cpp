#include "export/unsafe.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace peercert::exports {
namespace {

forge::Fixtures without(const forge::Fixtures& fixtures, const std::set<std::string>& names) {
  std::map<std::string, forge::Fixture> kept = fixtures.all();
  for (const std::string& name : names) kept.erase(name);
  return forge::Fixtures(std::move(kept));
}

}  // namespace

bool is_unsafe(const suite::Suite& suite, const suite::Scenario& scenario) {
  return std::any_of(suite.drift.begin(), suite.drift.end(), [&scenario](const suite::Drift& entry) {
    return entry.memory_safety &&
           std::any_of(scenario.steps.begin(), scenario.steps.end(), [&](const suite::Step& step) {
             return entry.speaks_of(scenario.case_id, scenario.where, step.id);
           });
  });
}

Safe without_unsafe(const suite::Suite& suite, const forge::Fixtures& fixtures) {
  Safe safe{suite, {}, 0};
  safe.suite.cases.clear();
  std::set<std::string> used, surplus;
  for (const suite::Case& one : suite.cases) {
    suite::Case kept =
        one.with_scenarios([&suite](const suite::Scenario& scenario) { return !is_unsafe(suite, scenario); });
    safe.left_out += one.scenarios.size() - kept.scenarios.size();
    (kept.scenarios.empty() ? surplus : used).insert(one.certificates.begin(), one.certificates.end());
    if (!kept.scenarios.empty()) safe.suite.cases.push_back(std::move(kept));
  }
  for (const std::string& name : used) surplus.erase(name);
  safe.fixtures = without(fixtures, surplus);
  auto& drift = safe.suite.drift;
  drift.erase(std::remove_if(drift.begin(), drift.end(), [](const suite::Drift& entry) { return entry.memory_safety; }),
              drift.end());
  return safe;
}

}  // namespace peercert::exports
