#include "subject/audit_judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "suite/digest.h"

namespace peercert::subject {
namespace {

using suite::Row;
using suite::Verdict;

bool contains(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

void add_once(std::vector<std::string>& list, const std::string& item) {
  if (!contains(list, item)) list.push_back(item);
}

// What a fault must not do: a subject that does these things is broken, and no case has shown what is wrong with it.
bool is_failure_of_subject(Verdict verdict) {
  return verdict == Verdict::kError || verdict == Verdict::kCrash || verdict == Verdict::kHang ||
         verdict == Verdict::kProtocolError;
}

bool breaks_rule(const Row& row, const std::string& rule, Verdict verdict) {
  return std::any_of(row.steps.begin(), row.steps.end(), [&](const suite::StepResult& step) {
    return step.verdict == verdict && contains(step.rules, rule);
  });
}

std::string answers_of(const Row& row) {
  std::string all = name_of(row) + "\n";
  for (const suite::StepResult& step : row.steps) all += to_json(step.got).dump() + "\n";
  return all;
}

}  // namespace

std::string answers_digest(const std::vector<Row>& rows) {
  std::string all;
  for (const Row& row : rows) all += answers_of(row);
  return suite::sha256_hex(all);
}

std::string name_of(const Row& row) {
  suite::Scenario scenario;
  scenario.case_id = row.case_id;
  scenario.where = row.where;
  return scenario.name();
}

std::string_view to_string(Trial::Outcome outcome) {
  switch (outcome) {
    case Trial::Outcome::kCaught:
      return "caught";
    case Trial::Outcome::kNote:
      return "note";
    case Trial::Outcome::kNotCaught:
      return "not_caught";
    case Trial::Outcome::kBroken:
      return "broken";
  }
  return "?";
}

FaultJudge::FaultJudge(const SeededFault& fault, suite::Level level, const std::vector<Row>& unmodified, bool strict)
    : level_(level), strict_(strict) {
  trial_.fault = fault;
  for (const Row& row : unmodified) before_[name_of(row)] = row.verdict;
}

void FaultJudge::hear(const Row& row) {
  answers_ += answers_of(row);
  if (broken_.empty()) broken_ = why_broken(row);
  any_pass_ = any_pass_ || row.verdict == Verdict::kPass;
  if (breaks_rule(row, trial_.fault.rule, Verdict::kFail)) add_once(trial_.cases, row.case_id);
  if (breaks_rule(row, trial_.fault.rule, Verdict::kNote)) add_once(noted_, row.case_id);
  if (row.verdict == Verdict::kFail) add_once(failed_, row.case_id);
}

std::string FaultJudge::why_broken(const Row& row) const {
  const std::string name = name_of(row);
  if (is_failure_of_subject(row.verdict)) return fmt::format("{}: {}: {}", name, to_string(row.verdict), row.detail);
  const auto before = before_.find(name);
  const bool skipped_before = before != before_.end() && before->second == Verdict::kSkip;
  if (row.verdict != Verdict::kSkip || skipped_before) return "";
  return fmt::format("{}: skips what the unmodified subject plays: {}", name, row.detail);
}

// A rule above the accident level may be noted first and failed later, so there a note settles nothing.
bool FaultJudge::has_caught() const {
  const bool noted = strict_ && level_ == suite::Level::kAccident && !noted_.empty();
  return noted || !trial_.cases.empty();
}

bool FaultJudge::has_settled() const {
  return !broken_.empty() || (any_pass_ && has_caught());
}

Trial FaultJudge::trial() const {
  Trial trial = trial_;
  trial.answers = suite::sha256_hex(answers_);
  trial.detail = broken_.empty() && !any_pass_ ? "nothing passes" : broken_;
  if (!trial.detail.empty()) {
    trial.outcome = Trial::Outcome::kBroken;
    trial.cases.clear();
    return trial;
  }
  std::copy_if(failed_.begin(), failed_.end(), std::back_inserter(trial.elsewhere),
               [&](const std::string& id) { return !contains(trial.cases, id); });
  if (!trial.cases.empty()) {
    trial.outcome = Trial::Outcome::kCaught;
  } else if (strict_ && !noted_.empty()) {
    trial.outcome = Trial::Outcome::kNote;
    trial.cases = noted_;
  }
  return trial;
}

}  // namespace peercert::subject
