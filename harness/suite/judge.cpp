#include "suite/judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "suite/held.h"

namespace peercert::suite {
namespace {

const Expectation* applicable(const CaseStep& step, const SubjectInfo& info) {
  const auto found = std::find_if(step.expect.begin(), step.expect.end(),
                                  [&info](const Expectation& e) { return !e.when || e.when->met_by(info); });
  return found == step.expect.end() ? nullptr : &*found;
}

const Observation* observation_at(const Witness* witness, std::size_t step) {
  if (witness == nullptr || witness->outcome->kind != Outcome::Kind::kObserved) return nullptr;
  return &witness->outcome->observations.at(step);
}

bool same_answer(const Observation& left, const Observation& right) {
  return without_positions(left) == without_positions(right);
}

bool meets(const CaseStep& step, const SubjectInfo& info, const Observation& got) {
  const Expectation* expected = applicable(step, info);
  if (expected == nullptr) return true;
  const Held held = held_against(*expected, without_positions(got));
  return held.at_level.empty() && held.accidents.empty();
}

// StepJudge carries what the judgement of every step of one row needs.
struct StepJudge {
  const Suite& suite;
  const Case& one;
  std::size_t index;
  const Witness& witness;
  const Witness* other;

  [[nodiscard]] const Drift* drift_for(const std::string& step) const {
    const auto& where = one.scenarios[index].where;
    const auto found = std::find_if(suite.drift.begin(), suite.drift.end(), [&](const Drift& entry) {
      return entry.covers(*witness.info, one.id, where, step);
    });
    return found == suite.drift.end() ? nullptr : &*found;
  }

  [[nodiscard]] StepResult judge(const CaseStep& step, std::size_t number) const {
    StepResult result;
    result.step = step.id;
    result.got = witness.outcome->observations.at(number);
    if (const Observation* seen = observation_at(other, number); seen != nullptr && !same_answer(*seen, result.got)) {
      result.reference = *seen;
    }
    const Expectation* expected = applicable(step, *witness.info);
    if (expected != nullptr) {
      result.rules = step.rules;
      result.expected = *expected;
      against_rule(step, result);
      against_drift(step, result);
    } else if (must_succeed(step.verb)) {
      prepare(step, result);
    } else {
      against_other(result);
    }
    return result;
  }

  void against_rule(const CaseStep& step, StepResult& result) const {
    Held held = held_against(*result.expected, without_positions(result.got));
    if (!held.at_level.empty()) {
      result.level = suite.strongest(step.rules);
      result.differences = std::move(held.at_level);
      result.message = "what the rule says is not what happened";
    } else if (!held.accidents.empty()) {
      result.level = Level::kAccident;
      result.differences = std::move(held.accidents);
      result.message = "as the rule says, but not in every detail of the exception or its warnings";
    }
    if (result.level) result.verdict = *result.level == Level::kAccident ? Verdict::kNote : Verdict::kFail;
  }

  void against_drift(const CaseStep& step, StepResult& result) const {
    const Drift* entry = drift_for(step.id);
    if (entry == nullptr) return;
    result.drift = entry->id;
    if (!result.level) {
      result.verdict = Verdict::kFixed;
      result.message = fmt::format("meets the rule now: drift entry '{}' can go", entry->id);
    } else if (entry->explains(without_positions(result.got))) {
      result.verdict = Verdict::kKnown;
      result.message = fmt::format("known drift '{}': {}", entry->id, entry->reason);
    } else {
      result.verdict = Verdict::kFail;
      result.message = fmt::format("neither the rule nor what the drift entry '{}' says", entry->id);
    }
  }

  // A step that only prepares for others has to work, or what follows means nothing.
  void prepare(const CaseStep& step, StepResult& result) const {
    if (prepared(step.verb, result.got)) return;
    result.verdict = Verdict::kFail;
    result.rules = one.rules;
    result.level = suite.strongest(one.rules);
    result.differences = {{"", DifferenceKind::kType, Value(None{}), as_value(result.got)}};
    result.message = "the preparation failed, so what follows means nothing";
  }

  void against_other(StepResult& result) const {
    if (!result.reference) return;
    result.differences =
        differences(as_value(without_positions(*result.reference)), as_value(without_positions(result.got)));
    result.verdict = Verdict::kDiverge;
    result.message = "no rule says what happens here, and the two do not agree";
  }
};

// Who stands alone is said of the first step that differs.
std::string who_stands_alone(const StepJudge& judge, const Row& row) {
  for (std::size_t number = 0; number < row.steps.size(); ++number) {
    const StepResult& step = row.steps[number];
    if (step.differences.empty() || !step.expected) continue;
    const Observation* seen = observation_at(judge.other, number);
    if (seen == nullptr) return "";
    if (!step.reference) return "rule";
    const CaseStep& said = judge.one.expectations[judge.index][number];
    if (!meets(said, *judge.other->info, *seen)) return "all differ";
    return judge.witness.is_reference ? "reference" : "subject";
  }
  return "";
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
  const StepJudge steps{suite, one, index, witness, other};
  for (const CaseStep& step : one.expectations[index]) {
    row.steps.push_back(steps.judge(step, row.steps.size()));
    row.verdict = std::max(row.verdict, row.steps.back().verdict);
  }
  row.alone = who_stands_alone(steps, row);
  return row;
}

}  // namespace peercert::suite
