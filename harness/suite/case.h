// Rules and cases, as loaded from cases/*.toml.
#ifndef PEERCERT_SUITE_CASE_H
#define PEERCERT_SUITE_CASE_H

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "suite/requirement.h"
#include "suite/scenario.h"
#include "value/value.h"

namespace peercert::suite {

// Level says how much it matters when a rule is broken. Ordered by weight.
enum class Level { kAccident, kCompatible, kDocumented };
[[nodiscard]] std::string_view to_string(Level level);

// level_called returns the level of that name, or nullopt.
[[nodiscard]] std::optional<Level> level_called(std::string_view name);

// Place is where something stands in a data file, for messages: "cases/validation.toml:12".
struct Place {
  std::string file;
  std::size_t line = 0;
  [[nodiscard]] std::string text() const;
};

struct Rule {
  std::string id;
  Level level = Level::kDocumented;
  std::string says;
  std::string source;
  std::optional<std::string> since;       // the Python version that brought it
  std::optional<std::string> conflict;    // CPython contradicts its documentation here: how
  std::optional<std::string> proposal;    // with a conflict, and only there: a sentence for CPython's documentation
  std::optional<std::string> covered_by;  // no cases yet, on purpose: what will cover it
  Place place;
};

// Expectation is what the rule says that a step does. Exactly one of value, raises and outcome is set.
struct Expectation {
  std::optional<Requirement> when;  // it holds for subjects that meet this only
  std::optional<Value> value;
  bool any_order = false;              // the order of dictionary keys does not count
  std::optional<std::string> raises;   // `except` this would catch it
  std::optional<Value> args;           // exception.args, at the accident level
  std::optional<std::string> on;       // verb handshake: which connection raises
  std::optional<std::string> outcome;  // in place of value and raises: "done", "wants_more", "failed"
  std::string origin;  // where the value is from: "certificate server", "DER of server", "" for a literal
};

// CaseStep is what the judge knows of a step and the subject must not.
struct CaseStep {
  std::string id;
  std::string verb;
  std::vector<std::string> rules;   // those the expectation rests on: the case's, unless the step names its own
  std::vector<Expectation> expect;  // the first whose `when` the subject meets; empty: nothing is said of this step
};

// Case is one [[case]] of a theme, expanded. What scenarios[i] does is judged against expectations[i], step by step.
struct Case {
  std::string id;
  std::string theme;  // the file's name, and the first segment of the id
  std::string state;  // one of kStates (states.h) or "": of no state of a connection in particular
  std::vector<std::string> rules;
  std::string why;
  std::vector<std::string> certificates;  // the recipes it uses
  std::vector<Scenario> scenarios;
  std::vector<std::vector<CaseStep>> expectations;
  Place place;
  std::string text;  // as a person wrote it

  // with_scenarios returns the case with those of its scenarios that are wanted; each is asked about once, in order.
  [[nodiscard]] Case with_scenarios(const std::function<bool(const Scenario&)>& wanted) const;
};

}  // namespace peercert::suite

#endif
