#include "report/results.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <tuple>
#include <utility>

#include "report/step_json.h"
#include "report/text.h"

namespace peercert::report {
namespace {

Json rule_json(const suite::Rule& rule) {
  Json json = {{"id", rule.id}, {"level", to_string(rule.level)}, {"says", rule.says}, {"source", rule.source}};
  set_if(json, "since", rule.since);
  set_if(json, "conflict", rule.conflict);
  set_if(json, "proposal", rule.proposal);
  set_if(json, "covered_by", rule.covered_by);
  return cleaned(json);
}

void set_if_found(Json& json, const char* key, const std::map<std::string, std::string>& texts, const std::string& id) {
  if (const auto found = texts.find(id); found != texts.end()) set_if_any(json, key, found->second);
}

class Builder {
 public:
  explicit Builder(const Run& run) : run_(run) {
    for (std::size_t i = 0; i < run.cases.size(); ++i) case_index_[run.cases[i].id] = i;
    for (const suite::Row& row : run.rows) ordered_.push_back(locate(row));
    std::stable_sort(ordered_.begin(), ordered_.end(), [](const Located& a, const Located& b) {
      return std::tie(a.case_index, a.scenario_index, a.row->subject) <
             std::tie(b.case_index, b.scenario_index, b.row->subject);
    });
    for (const PlayedSubject& subject : run.subjects) add_subject(subject);
  }

  Json results();
  Json timings() const;

 private:
  struct Located {
    const suite::Row* row;
    std::size_t case_index, scenario_index;
  };

  Located locate(const suite::Row& row) const;
  void add_subject(const PlayedSubject& subject);
  std::string certificate(const std::string& name);
  Json case_json(const suite::Case& test_case);
  Json cases();
  Json totals() const;
  Json suite_json() const;
  Json row_json(const Located& place);
  Json identity_json(const suite::Row& row) const;

  const Run& run_;
  std::map<std::string, std::size_t> case_index_;
  std::vector<Located> ordered_;
  std::vector<std::string> subject_ids_;
  Json subjects_ = Json::array();
  ValueTable values_;
  std::map<std::string, Json> certificates_;
};

Builder::Located Builder::locate(const suite::Row& row) const {
  const auto found = case_index_.find(row.case_id);
  if (found == case_index_.end()) throw std::out_of_range("a row is of no case of the run: " + row.case_id);
  if (row.subject >= run_.subjects.size()) {
    throw std::out_of_range(
        fmt::format("a row of {} is of subject {} of {}", row.case_id, row.subject, run_.subjects.size()));
  }
  const auto& scenarios = run_.cases[found->second].scenarios;
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    if (scenarios[i].where == row.where) return {&row, found->second, i};
  }
  throw std::out_of_range("a row is of no place of its case: " + row.case_id);
}

void Builder::add_subject(const PlayedSubject& subject) {
  const suite::SubjectInfo& info = subject.info;
  Json json = cleaned({{"name", info.implementation.empty() ? subject.command : info.name()},
                       {"role", subject.role},
                       {"command", subject.command},
                       {"implementation", info.implementation},
                       {"version", info.version},
                       {"tls_library", info.tls_library},
                       {"features", info.features}});
  const std::string digest = digest_of(json.dump());
  std::string id = digest;
  // The same witness named twice is two witnesses: what they answer may differ.
  for (int again = 2; std::find(subject_ids_.begin(), subject_ids_.end(), id) != subject_ids_.end(); ++again) {
    id = fmt::format("{}-{}", digest, again);
  }
  Json with_id = {{"id", id}};
  with_id.update(json);
  if (!subject.not_played.empty()) with_id["not_played"] = valid_utf8(subject.not_played);
  subject_ids_.push_back(id);
  subjects_.push_back(std::move(with_id));
}

std::string Builder::certificate(const std::string& name) {
  const auto found = run_.certificates.find(name);
  if (found == run_.certificates.end()) throw std::out_of_range("a case uses a certificate that is not there: " + name);
  std::string digest = digest_of(found->second);
  Json json = {{"name", name}, {"pem", found->second}};
  set_if_found(json, "recipe", run_.recipes, name);
  certificates_.emplace(digest, cleaned(std::move(json)));
  return digest;
}

Json Builder::case_json(const suite::Case& test_case) {
  Json digests = Json::array();
  for (const std::string& name : test_case.certificates) digests.push_back(certificate(name));
  Json json = {{"id", test_case.id},
               {"theme", test_case.theme},
               {"rules", test_case.rules},
               {"why", test_case.why},
               {"certificates", std::move(digests)}};
  if (!test_case.text.empty()) json["text"] = test_case.text;
  return cleaned(std::move(json));
}

Json Builder::cases() {
  std::vector<bool> played(run_.cases.size());
  for (const Located& place : ordered_) played[place.case_index] = true;
  Json out = Json::array();
  for (std::size_t i = 0; i < run_.cases.size(); ++i) {
    if (!played[i]) continue;
    out.push_back(case_json(run_.cases[i]));
  }
  return out;
}

Json Builder::totals() const {
  std::vector<std::map<suite::Verdict, int>> counts(run_.subjects.size());
  for (const suite::Row& row : run_.rows) ++counts[row.subject][row.verdict];
  Json out = Json::object();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    Json& of_subject = out[subject_ids_[i]] = Json::object();
    for (const auto& [verdict, count] : counts[i]) of_subject[std::string(to_string(verdict))] = count;
  }
  return out;
}

Json Builder::identity_json(const suite::Row& row) const {
  return {{"case", row.case_id}, {"where", Json(row.where)}, {"subject", subject_ids_[row.subject]}};
}

Json Builder::row_json(const Located& place) {
  const suite::Row& row = *place.row;
  Json json = identity_json(row);
  json["verdict"] = to_string(row.verdict);
  set_if_any(json, "detail", row.detail);
  set_if_any(json, "alone", row.alone);
  json["steps"] = Json::array();
  const suite::Case& test_case = run_.cases[place.case_index];
  const suite::Scenario& scenario = test_case.scenarios[place.scenario_index];
  for (const suite::StepResult& step : row.steps) {
    json["steps"].push_back(step_json(values_, test_case, scenario, step));
  }
  return cleaned(json);
}

Json Builder::suite_json() const {
  Json json = {{"version", run_.suite_version}, {"digest", run_.suite_digest}};
  set_if_any(json, "home", run_.suite_home);
  set_if_any(json, "export", run_.suite_export);
  return cleaned(json);
}

Json Builder::results() {
  Json rows = Json::array();
  for (const Located& place : ordered_) rows.push_back(row_json(place));
  Json rules = Json::array();
  for (const suite::Rule& rule : run_.rules) rules.push_back(rule_json(rule));
  Json out = {
      {"peercert_results", kResultsVersion}, {"suite", suite_json()}, {"totals", totals()}, {"subjects", subjects_},
      {"rules", std::move(rules)},           {"cases", cases()}};
  out["certificates"] = certificates_;
  out["values"] = values_.values();
  out["rows"] = std::move(rows);
  return out;
}

Json Builder::timings() const {
  Json rows = Json::array();
  for (const Located& place : ordered_) {
    Json json = identity_json(*place.row);
    json["seconds"] = place.row->seconds;
    rows.push_back(std::move(json));
  }
  return {{"peercert_timings", 1}, {"rows", std::move(rows)}};
}

}  // namespace

Json results_json(const Run& run) {
  return Builder(run).results();
}

Json timings_json(const Run& run) {
  return Builder(run).timings();
}

}  // namespace peercert::report
