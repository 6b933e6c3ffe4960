// What the rows of a session say of a seeded fault.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "subject/audit.h"
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

// broken returns why the subject is broken, or "".
std::string broken(const std::vector<Row>& rows, const std::vector<Row>& unmodified) {
  std::map<std::string, Verdict> before;
  for (const Row& row : unmodified) before[name_of(row)] = row.verdict;
  bool any_pass = false;
  for (const Row& row : rows) {
    const std::string name = name_of(row);
    if (is_failure_of_subject(row.verdict)) {
      return fmt::format("{}: {}: {}", name, to_string(row.verdict), row.detail);
    }
    if (row.verdict == Verdict::kSkip && before[name] != Verdict::kSkip) {
      return fmt::format("{}: skips what the unmodified subject plays: {}", name, row.detail);
    }
    any_pass = any_pass || row.verdict == Verdict::kPass;
  }
  return any_pass ? "" : "nothing passes";
}

bool breaks_rule(const Row& row, const std::string& rule, Verdict verdict) {
  return std::any_of(row.steps.begin(), row.steps.end(), [&](const suite::StepResult& step) {
    return step.verdict == verdict && contains(step.rules, rule);
  });
}

}  // namespace

std::string name_of(const Row& row) {
  suite::Scenario scenario;
  scenario.case_id = row.case_id;
  scenario.where = row.where;
  return scenario.name();
}

std::string answers_digest(const std::vector<Row>& rows) {
  std::string all;
  for (const Row& row : rows) {
    all += name_of(row) + "\n";
    for (const suite::StepResult& step : row.steps) all += to_json(step.got).dump() + "\n";
  }
  return suite::sha256_hex(all);
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

Trial judge_fault(const SeededFault& fault, const std::vector<Row>& rows, const std::vector<Row>& unmodified,
                  bool strict) {
  Trial trial;
  trial.fault = fault;
  trial.answers = answers_digest(rows);
  trial.detail = broken(rows, unmodified);
  if (!trial.detail.empty()) {
    trial.outcome = Trial::Outcome::kBroken;
    return trial;
  }
  std::vector<std::string> noted;
  for (const Row& row : rows) {
    if (breaks_rule(row, fault.rule, Verdict::kFail)) add_once(trial.cases, row.case_id);
    if (breaks_rule(row, fault.rule, Verdict::kNote)) add_once(noted, row.case_id);
  }
  for (const Row& row : rows) {
    if (row.verdict == Verdict::kFail && !contains(trial.cases, row.case_id)) add_once(trial.elsewhere, row.case_id);
  }
  if (!trial.cases.empty()) {
    trial.outcome = Trial::Outcome::kCaught;
  } else if (strict && !noted.empty()) {
    trial.outcome = Trial::Outcome::kNote;
    trial.cases = noted;
  }
  return trial;
}

}  // namespace peercert::subject
