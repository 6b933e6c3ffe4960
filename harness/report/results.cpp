#include "report/results.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <tuple>
#include <utility>

#include "report/text.h"
#include "suite/digest.h"
#include "value/literal.h"

namespace peercert::report {
namespace {

std::string digest_of(std::string_view text) {
  return suite::sha256_hex(text).substr(0, 16);
}

// Free text may hold what JSON cannot: the bytes of a crashed process, lone surrogates in an exception's text.
Json cleaned(Json json) {
  if (json.is_string()) return valid_utf8(json.get_ref<const std::string&>());
  if (json.is_structured()) {
    for (Json& member : json) member = cleaned(std::move(member));
  }
  return json;
}

template <typename T>
void set_if(Json& json, const char* key, const std::optional<T>& member) {
  if (member) json[key] = *member;
}

void set_if_any(Json& json, const char* key, const std::string& text) {
  if (!text.empty()) json[key] = text;
}

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

Json rule_json(const suite::Rule& rule) {
  Json json = {{"id", rule.id}, {"level", to_string(rule.level)}, {"says", rule.says}, {"source", rule.source}};
  set_if(json, "since", rule.since);
  set_if(json, "conflict", rule.conflict);
  set_if(json, "covered_by", rule.covered_by);
  return cleaned(json);
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
  std::string value(const Value& value);
  std::string certificate(const std::string& name);
  Json case_json(const suite::Case& test_case);
  Json cases();
  Json totals() const;
  Json expected_json(const suite::Expectation& expected);
  Json difference_json(const Difference& difference);
  void set_observation(Json& json, const suite::Observation& got);
  Json step_json(const Located& place, const suite::StepResult& step);
  Json row_json(const Located& place);
  Json identity_json(const suite::Row& row) const;

  const Run& run_;
  std::map<std::string, std::size_t> case_index_;
  std::vector<Located> ordered_;
  std::vector<std::string> subject_ids_;
  Json subjects_ = Json::array();
  std::map<std::string, Json> values_, certificates_;
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
  Json json = cleaned({{"name", info.name()},
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
  subject_ids_.push_back(id);
  subjects_.push_back(std::move(with_id));
}

std::string Builder::value(const Value& value) {
  Json json = cleaned(to_tagged_json(value));
  std::string digest = digest_of(json.dump());
  values_.emplace(digest, std::move(json));
  return digest;
}

std::string Builder::certificate(const std::string& name) {
  const auto found = run_.certificates.find(name);
  if (found == run_.certificates.end()) throw std::out_of_range("a case uses a certificate that is not there: " + name);
  std::string digest = digest_of(found->second);
  certificates_.emplace(digest, cleaned({{"name", name}, {"pem", found->second}}));
  return digest;
}

Json Builder::case_json(const suite::Case& test_case) {
  Json digests = Json::array();
  for (const std::string& name : test_case.certificates) digests.push_back(certificate(name));
  return cleaned({{"id", test_case.id},
                  {"theme", test_case.theme},
                  {"rules", test_case.rules},
                  {"why", test_case.why},
                  {"certificates", std::move(digests)}});
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

Json Builder::expected_json(const suite::Expectation& expected) {
  Json json = Json::object();
  if (expected.value) json["value"] = value(*expected.value);
  if (expected.any_order) json["any_order"] = true;
  set_if(json, "raises", expected.raises);
  if (expected.args) json["args"] = value(*expected.args);
  set_if(json, "on", expected.on);
  set_if_any(json, "origin", expected.origin);
  if (expected.when) json["when"] = expected.when->text();
  return json;
}

Json Builder::difference_json(const Difference& difference) {
  Json json = {{"path", difference.path}, {"kind", to_string(difference.kind)}};
  if (difference.expected) json["expected"] = value(*difference.expected);
  if (difference.got) json["got"] = value(*difference.got);
  return json;
}

void Builder::set_observation(Json& json, const suite::Observation& got) {
  if (got.value) json["got"] = {{"value", value(*got.value)}};
  if (got.raised) json["got"] = {{"raised", suite::to_json(*got.raised)}};
  set_if(json, "on", got.on);
  for (const suite::Warning& warning : got.warnings) {
    json["warnings"].push_back({{"type", warning.type}, {"text", warning.text}});
  }
}

Json Builder::step_json(const Located& place, const suite::StepResult& step) {
  const suite::Case& test_case = run_.cases[place.case_index];
  Json json = {{"step", step.step}};
  for (const suite::Step& played : test_case.scenarios[place.scenario_index].steps) {
    if (played.id == step.step) json["call"] = call_text(played);
  }
  json["verdict"] = to_string(step.verdict);
  if (step.level) json["level"] = to_string(*step.level);
  if (!step.rules.empty() && step.rules != test_case.rules) json["rules"] = step.rules;
  if (step.expected) json["expected"] = expected_json(*step.expected);
  set_observation(json, step.got);
  set_if(json, "drift", step.drift);
  for (const Difference& difference : step.differences) json["differences"].push_back(difference_json(difference));
  set_if_any(json, "message", step.message);
  return json;
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
  for (const suite::StepResult& step : row.steps) json["steps"].push_back(step_json(place, step));
  return cleaned(json);
}

Json Builder::results() {
  Json rows = Json::array();
  for (const Located& place : ordered_) rows.push_back(row_json(place));
  Json rules = Json::array();
  for (const suite::Rule& rule : run_.rules) rules.push_back(rule_json(rule));
  Json out = {{"peercert_results", kResultsVersion},
              {"suite", {{"version", run_.suite_version}, {"digest", run_.suite_digest}}},
              {"totals", totals()},
              {"subjects", subjects_},
              {"rules", std::move(rules)},
              {"cases", cases()}};
  out["certificates"] = certificates_;
  out["values"] = values_;
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
