#include "report/baseline.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "report/answers.h"
#include "report/compare.h"
#include "report/text.h"

namespace peercert::report {
namespace {

constexpr std::size_t kMostGoneNamed = 3;

bool counts(const Json& row, bool strict) {
  return !suite::acceptable(verdict_of(row), strict);
}

bool can_be_tolerated(const Json& row) {
  return verdict_of(row) < suite::Verdict::kError;
}

// The results without the rows that are tolerated, to be described.
Json without(const Json& results, const std::set<const Json*>& tolerated) {
  Json out = results;
  out["rows"] = Json::array();
  for (const Json& row : results.at("rows")) {
    if (tolerated.count(&row) == 0) out["rows"].push_back(row);
  }
  return out;
}

// How many rows of each verdict each subject has.
Json totals_of(const Json& subjects, const Json& rows) {
  Json totals = Json::object();
  for (const Json& subject : subjects) totals[member(subject, "id")] = Json::object();
  for (const Json& row : rows) {
    Json& of_verdict = totals[member(row, "subject")][member(row, "verdict")];
    of_verdict = of_verdict.is_null() ? 1 : of_verdict.get<int>() + 1;
  }
  return totals;
}

std::string gone_names(const Against& held) {
  std::vector<std::string> names;
  for (const Json* row : held.gone) names.push_back(one_line(row_name(*row)));
  return first_of(names, kMostGoneNamed);
}

std::string summary(const std::string& file, const Against& held, Colour colour) {
  const std::string about = "baseline " + one_line(file);
  std::string out;
  if (!held.same_suite) out += about + " is of another suite: scenarios are matched by name\n";
  if (!held.unknown_subjects.empty()) {
    out += fmt::format("{} does not have {}\n", about, one_line(first_of(held.unknown_subjects, kMostGoneNamed)));
  }
  if (!held.gone.empty()) {
    out += fmt::format("{}: {} fixed since ({}): update it\n", about, plural(held.gone.size(), "difference"),
                       gone_names(held));
  }
  if (held.played == 0) return out + about + ": nothing was played that could be held against it\n";
  const std::string fresh = held.fresh.empty() ? "nothing new" : plural(held.fresh.size(), "new difference");
  return out + fmt::format("{}: {}, {} tolerated\n", about, painted(fresh, held.fresh.empty() ? kGreen : kRed, colour),
                           plural(held.tolerated.size(), "old difference"));
}

}  // namespace

Against against(const View& baseline, const View& now, bool strict) {
  const Comparison comparison = compare(baseline, now);
  Against out;
  out.same_suite = report::same_suite(baseline.results(), now.results());
  out.unknown_subjects = comparison.new_subjects;
  out.played = now.rows().size();
  for (const Json& row : now.rows()) {
    if (counts(row, strict)) out.fresh.insert(&row);
  }
  for (const RowPair& pair : comparison.pairs) {
    const bool is_old = pair.before->at("verdict") == pair.after->at("verdict") &&
                        same_answers({baseline, *pair.before}, {now, *pair.after});
    if (is_old && can_be_tolerated(*pair.after) && out.fresh.erase(pair.after) > 0) out.tolerated.insert(pair.after);
    if (counts(*pair.before, strict) && !counts(*pair.after, strict) &&
        verdict_of(*pair.after) != suite::Verdict::kSkip) {
      out.gone.push_back(pair.before);
    }
  }
  return out;
}

Json baseline_of(const Json& results, bool strict) {
  Json out = results;
  Json rows = Json::array(), cases = Json::array(), rules = Json::array(), values = Json::object();
  std::set<std::string> case_ids, rule_ids;
  for (const Json& row : results.at("rows")) {
    if (!counts(row, strict) || !can_be_tolerated(row)) continue;
    rows.push_back(row);
    case_ids.insert(member(row, "case"));
  }
  for (Json one : results.at("cases")) {
    if (case_ids.count(member(one, "id")) == 0) continue;
    for (const Json& rule : one.at("rules")) rule_ids.insert(rule.get<std::string>());
    one["certificates"] = Json::array();
    one.erase("text");
    cases.push_back(std::move(one));
  }
  for (const Json& rule : results.at("rules")) {
    if (rule_ids.count(member(rule, "id")) > 0) rules.push_back(rule);
  }
  const std::string text = rows.dump();
  for (const auto& item : results.at("values").items()) {
    if (text.find('"' + item.key() + '"') != std::string::npos) values[item.key()] = item.value();
  }
  out["totals"] = totals_of(results.at("subjects"), rows);
  out["rows"] = std::move(rows);
  out["cases"] = std::move(cases);
  out["rules"] = std::move(rules);
  out["values"] = std::move(values);
  out["certificates"] = Json::object();
  return out;
}

std::string baseline_terminal(const std::string& file, const View& baseline, const View& now, bool strict,
                              const Style& style) {
  const Against held = against(baseline, now, strict);
  return terminal_body(without(now.results(), held.tolerated), strict, style) +
         closing_line(now.results(), strict, style.colour) + "\n" + summary(file, held, style.colour);
}

}  // namespace peercert::report
