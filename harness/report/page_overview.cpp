// The parts of the page that sum up: header, matrix, rules.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

#include "report/closing.h"
#include "report/page.h"

namespace peercert::report {
namespace {

Json optional_text(const Json& json, const char* key) {
  if (!json.contains(key)) return false;
  return {{"text", member(json, key)}};
}

Json witnesses(const View& view) {
  Json out = Json::array();
  for (const Json& subject : view.subjects()) {
    const std::string id = member(subject, "id");
    Json counts = Json::array();
    for (const auto& total : view.results().at("totals").at(id).items()) {
      counts.push_back({{"total_verdict", total.key()}, {"total_count", std::to_string(total.value().get<int>())}});
    }
    out.push_back({{"witness_name", view.witness(id)},
                   {"witness_role", member(subject, "role")},
                   {"witness_library", member(subject, "tls_library")},
                   {"witness_command", member(subject, "command")},
                   {"witness_absence", optional_text(subject, "not_played")},
                   {"witness_counts", counts}});
  }
  return out;
}

// The worst verdict of a case on a subject, and how many places have it when not all do.
Json cell(const View& view, const std::string& case_id, const std::string& subject_id) {
  std::vector<suite::Verdict> verdicts;
  for (const Json& row : view.rows()) {
    if (row.at("case") == case_id && row.at("subject") == subject_id) verdicts.push_back(verdict_of(row));
  }
  if (verdicts.empty()) return {{"cell_verdict", "none"}, {"cell_places", ""}};
  const suite::Verdict worst = *std::max_element(verdicts.begin(), verdicts.end());
  const auto count = std::count(verdicts.begin(), verdicts.end(), worst);
  const auto all = static_cast<std::ptrdiff_t>(verdicts.size());
  return {{"cell_verdict", to_string(worst)},
          {"cell_places", count == all ? std::to_string(all) : fmt::format("{} of {}", count, all)}};
}

Json matrix_row(const View& view, const Json& test_case) {
  Json cells = Json::array();
  for (const Json& subject : view.subjects()) {
    Json content = cell(view, member(test_case, "id"), member(subject, "id"));
    content["cell_case"] = member(test_case, "id");
    cells.push_back(std::move(content));
  }
  return {{"matrix_case", member(test_case, "id")}, {"cells", std::move(cells)}};
}

}  // namespace

Json page_header(const View& view, bool strict) {
  const Json& results = view.results();
  return {{"suite_version", member(results.at("suite"), "version")},
          {"suite_digest", member(results.at("suite"), "digest")},
          {"verdict_line", closing_line(results, strict)},
          {"outcome", is_good(results, strict) ? "good" : "bad"},
          {"rule_count", plural(results.at("rules").size(), "rule")},
          {"case_count", plural(results.at("cases").size(), "case")},
          {"scenario_count", plural(scenario_count(results), "scenario")},
          {"witness_count",
           fmt::format("{} {}", view.subjects().size(), view.subjects().size() == 1 ? "witness" : "witnesses")},
          {"columns", std::to_string(view.subjects().size() + 1)},
          {"witnesses", witnesses(view)}};
}

Json page_themes(const View& view) {
  Json themes = Json::array();
  for (const Json& test_case : view.results().at("cases")) {
    const std::string theme = member(test_case, "theme");
    if (themes.empty() || themes.back().at("theme") != theme) {
      themes.push_back({{"theme", theme}, {"theme_cases", Json::array()}});
    }
    themes.back()["theme_cases"].push_back(matrix_row(view, test_case));
  }
  return themes;
}

Json page_rules(const View& view) {
  Json out = Json::array();
  for (const Json& rule : view.results().at("rules")) {
    Json cases = Json::array();
    for (const Json& test_case : view.results().at("cases")) {
      const Json& ids = test_case.at("rules");
      if (std::find(ids.begin(), ids.end(), rule.at("id")) == ids.end()) continue;
      cases.push_back({{"rule_case", member(test_case, "id")}});
    }
    out.push_back({{"rule_id", member(rule, "id")},
                   {"rule_level", member(rule, "level")},
                   {"rule_says", member(rule, "says")},
                   {"rule_source", member(rule, "source")},
                   {"rule_since", optional_text(rule, "since")},
                   {"rule_conflict", optional_text(rule, "conflict")},
                   {"rule_covered_by", optional_text(rule, "covered_by")},
                   {"rule_has_cases", !cases.empty()},
                   {"rule_cases", std::move(cases)}});
  }
  return out;
}

}  // namespace peercert::report
