#include "suite/judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "suite/held.h"

namespace peercert::suite {
namespace {

const Expectation* applicable(const CaseStep& step, const SubjectInfo& info) {
  const auto found = std::find_if(step.expect.begin(), step.expect.end(),
                                  [&info](const Expectation& e) { return !e.when || e.when->met_by(info); });
  return found == step.expect.end() ? nullptr : &*found;
}

bool observed(const Outcome& outcome, const Scenario& scenario) {
  return outcome.kind == Outcome::Kind::kObserved && malformed(scenario.steps, outcome.observations).empty();
}

bool same_answer(const Observation& left, const Observation& right) {
  return without_positions(left) == without_positions(right);
}

// meets returns whether `got` is as the rule says; its details count only where `in_detail`.
bool meets(const Expectation& expected, const Observation& got, bool in_detail) {
  const Held held = held_against(expected, without_positions(got));
  return held.at_level.empty() && (!in_detail || held.accidents.empty());
}

// The documentation promises keys and never their order, so a difference in nothing but order is at most a
// compatible one.
Level weight(const std::vector<Difference>& found) {
  const bool only_order =
      std::all_of(found.begin(), found.end(), [](const Difference& one) { return one.kind == DifferenceKind::kOrder; });
  return only_order ? Level::kCompatible : Level::kDocumented;
}

// StepJudge carries what the judgement of every step of one row needs.
struct StepJudge {
  const Suite& suite;
  const Case& one;
  std::size_t index;
  const Witness& witness;
  const Witness* other;  // nullptr, or one whose outcome was observed

  // The entry that explains the observation or, when none does, the first that speaks of it. One that speaks of some of
  // its cases only has nothing to say where it does not explain what breaks the rule.
  [[nodiscard]] const Drift* drift_for(const std::string& step, const Observation& got,
                                       const std::vector<Difference>& broken) const {
    const Drift* first = nullptr;
    for (const Drift& entry : suite.drift) {
      if (!entry.covers(*witness.info, one.id, one.scenarios[index].where, step)) continue;
      if (entry.partly && broken.empty()) continue;
      if (entry.explains(got, broken)) return &entry;
      if (first == nullptr && !entry.partly) first = &entry;
    }
    return first;
  }

  [[nodiscard]] StepResult judge(const CaseStep& step, std::size_t number) const {
    StepResult result;
    result.step = step.id;
    result.got = witness.outcome->observations.at(number);
    if (other != nullptr && !witness.is_reference) {
      const Observation& seen = other->outcome->observations[number];
      if (!same_answer(seen, result.got)) result.reference = seen;
    }
    const Expectation* expected = applicable(step, *witness.info);
    if (expected != nullptr) {
      result.rules = step.rules;
      result.expected = *expected;
      against_rule(step, result);
      against_drift(step, result);
    } else if (must_succeed(step.verb)) {
      prepare(step, result);
    } else if (result.reference) {
      diverge(result);
    }
    return result;
  }

  void against_rule(const CaseStep& step, StepResult& result) const {
    Held held = held_against(*result.expected, without_positions(result.got));
    if (!held.at_level.empty()) {
      result.level = std::min(suite.strongest(step.rules), weight(held.at_level));
      result.differences = std::move(held.at_level);
      result.message = "what the rule says is not what happened";
    } else if (!held.accidents.empty()) {
      result.level = Level::kAccident;
      result.differences = std::move(held.accidents);
      result.message = "as the rule says, but not in every detail of the exception, or with a warning";
    }
    if (result.level) result.verdict = *result.level == Level::kAccident ? Verdict::kNote : Verdict::kFail;
  }

  void against_drift(const CaseStep& step, StepResult& result) const {
    const Observation got = without_positions(result.got);
    const std::vector<Difference> broken = held_against(*result.expected, got).at_level;
    const Drift* entry = drift_for(step.id, got, broken);
    if (entry == nullptr) return;
    const bool explained = entry->explains(got, broken);
    result.drift = entry->id;
    if (!entry->unstable && broken.empty() && (!result.level || !explained)) {
      result.verdict = Verdict::kFixed;
      result.message = fmt::format("meets the rule now: drift entry '{}' can go", entry->id);
    } else if (explained) {
      known(*entry, result);
    } else {
      result.verdict = Verdict::kFail;
      result.message = fmt::format("neither the rule nor what the drift entry '{}' says", entry->id);
    }
  }

  // A step that only prepares for others has to work, or what follows means nothing.
  void prepare(const CaseStep& step, StepResult& result) const {
    if (prepared(step.verb, result.got)) {
      if (result.reference && result.reference->raised.has_value() != result.got.raised.has_value()) diverge(result);
      return;
    }
    result.verdict = Verdict::kFail;
    result.rules = one.rules;
    result.level = suite.strongest(one.rules);
    result.differences = {{"", DifferenceKind::kType, Value(None{}), as_value(result.got)}};
    result.message = "the preparation failed, so what follows means nothing";
    const Observation got = without_positions(result.got);
    const Drift* entry = drift_for(step.id, got, result.differences);
    if (entry != nullptr && entry->explains(got, result.differences)) known(*entry, result);
  }

  static void known(const Drift& entry, StepResult& result) {
    result.drift = entry.id;
    result.verdict = Verdict::kKnown;
    result.message = fmt::format("known drift '{}': {}", entry.id, entry.reason);
  }

  static void diverge(StepResult& result) {
    result.differences = between(without_positions(*result.reference), without_positions(result.got));
    result.verdict = Verdict::kDiverge;
    result.message = "no rule says what happens here, and the two do not agree";
  }
};

// Whether the other did what this step's rule says: as it applies to the other or, where it says nothing of the other,
// as it applies to this witness.
bool other_meets(const CaseStep& said, const StepResult& step, const Witness& other, const Observation& seen) {
  if (!step.expected) return prepared(said.verb, seen);
  const Expectation* expected = applicable(said, *other.info);
  const bool in_detail = held_against(*step.expected, without_positions(step.got)).at_level.empty();
  return meets(expected == nullptr ? *step.expected : *expected, seen, in_detail);
}

// Who stands alone is said of the first step that breaks a rule. Two who diverge are both alone, so nobody is named.
std::string who_stands_alone(const StepJudge& judge, const Row& row) {
  if (judge.other == nullptr) return "";
  for (std::size_t number = 0; number < row.steps.size(); ++number) {
    const StepResult& step = row.steps[number];
    if (step.differences.empty() || step.verdict == Verdict::kDiverge) continue;
    const Observation& seen = judge.other->outcome->observations[number];
    if (other_meets(judge.one.expectations[judge.index][number], step, *judge.other, seen)) {
      return judge.witness.is_reference ? "reference" : "subject";
    }
    return same_answer(seen, step.got) ? "rule" : "all differ";
  }
  return "";
}

// An entry without `step` speaks of the steps that differ; that it does not show at the others does not make it fixed.
void forgive_unnamed_steps(const Suite& suite, Row& row) {
  for (const Drift& entry : suite.drift) {
    const auto is = [&entry](Verdict verdict) {
      return [&entry, verdict](const StepResult& step) { return step.drift == entry.id && step.verdict == verdict; };
    };
    if (entry.step || std::none_of(row.steps.begin(), row.steps.end(), is(Verdict::kKnown))) continue;
    for (StepResult& step : row.steps) {
      if (!is(Verdict::kFixed)(step)) continue;
      step.verdict = step.level ? Verdict::kNote : Verdict::kPass;
      step.drift.reset();
      if (!step.level) step.message.clear();
    }
  }
}

// A row in which nothing was held against anything says nothing, and must not look like a pass.
void skip_if_nothing_was_judged(const Witness* other, Row& row) {
  const bool judged =
      std::any_of(row.steps.begin(), row.steps.end(), [](const StepResult& step) { return step.expected.has_value(); });
  if (judged || other != nullptr || row.verdict != Verdict::kPass) return;
  row.verdict = Verdict::kSkip;
  row.detail = "no rule says anything of this subject, and there is nobody to compare it with";
}

Verdict verdict_of(Outcome::Kind kind) {
  switch (kind) {
    case Outcome::Kind::kObserved:
      return Verdict::kPass;
    case Outcome::Kind::kSkip:
      return Verdict::kSkip;
    case Outcome::Kind::kError:
      return Verdict::kError;
    case Outcome::Kind::kCrash:
      return Verdict::kCrash;
    case Outcome::Kind::kHang:
      return Verdict::kHang;
    case Outcome::Kind::kProtocolError:
      return Verdict::kProtocolError;
  }
  return Verdict::kError;
}

}  // namespace

Row judge(const Suite& suite, const Case& one, std::size_t index, const Witness& witness, const Witness* other) {
  Row row;
  row.case_id = one.id;
  row.where = one.scenarios[index].where;
  row.verdict = verdict_of(witness.outcome->kind);
  row.detail = witness.outcome->detail;
  row.seconds = witness.outcome->seconds;
  if (witness.outcome->kind != Outcome::Kind::kObserved) return row;
  const Scenario& scenario = one.scenarios[index];
  if (std::string wrong = malformed(scenario.steps, witness.outcome->observations); !wrong.empty()) {
    row.verdict = Verdict::kProtocolError;
    row.detail = std::move(wrong);
    return row;
  }
  if (other != nullptr && !observed(*other->outcome, scenario)) other = nullptr;
  const StepJudge steps{suite, one, index, witness, other};
  for (const CaseStep& step : one.expectations[index]) row.steps.push_back(steps.judge(step, row.steps.size()));
  forgive_unnamed_steps(suite, row);
  for (const StepResult& step : row.steps) row.verdict = std::max(row.verdict, step.verdict);
  skip_if_nothing_was_judged(other, row);
  row.alone = who_stands_alone(steps, row);
  return row;
}

}  // namespace peercert::suite
