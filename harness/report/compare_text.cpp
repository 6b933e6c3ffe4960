// A comparison, as text and as JSON.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "report/compare.h"
#include "report/text.h"

namespace peercert::report {
namespace {

constexpr std::size_t kMostNames = 10;
constexpr std::size_t kMostChanges = 20;

std::string suite_text(const View& view) {
  const Json& suite = view.results().at("suite");
  return one_line(member(suite, "version") + " (" + member(suite, "digest") + ")");
}

// "new cases (2)" and their names, a line each.
std::string names_text(const std::string& title, const std::vector<std::string>& names) {
  if (names.empty()) return "";
  std::string out = fmt::format("{} ({}):\n", title, names.size());
  for (std::size_t i = 0; i < names.size() && i < kMostNames; ++i) out += "  " + one_line(names[i]) + "\n";
  if (names.size() > kMostNames) out += fmt::format("  and {} more\n", names.size() - kMostNames);
  return out;
}

std::string subjects_text(const View& before, const View& after, const Comparison& comparison) {
  std::string out;
  for (const SubjectPair& pair : comparison.subjects) {
    if (pair.is_exact) continue;
    out += fmt::format("  {} is compared with {}, the only one of its kind before\n",
                       one_line(member(after.subject(pair.after), "name")),
                       one_line(member(before.subject(pair.before), "name")));
  }
  return out.empty() ? "" : "other versions:\n" + out;
}

// "CPython 3.6.15 (4), PyPy 7.3.11 (2)"
std::string who_text(const View& after, const Change& change) {
  std::vector<std::string> parts;
  for (const Json& subject : after.subjects()) {
    std::size_t rows = 0;
    for (const RowPair& pair : change.rows) rows += pair.after->at("subject") == subject.at("id") ? 1U : 0U;
    if (rows > 0) parts.push_back(fmt::format("{} ({})", after.witness(member(subject, "id")), rows));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string change_text(const View& after, const Change& change, std::size_t width) {
  const std::string verdicts = change.was == change.is ? "still " + change.is : change.was + " -> " + change.is;
  std::string out = fmt::format("{:>6} {}  ", change.rows.size(), verdicts);
  out += shortened(change.text, width - std::min(width, out.size())) + "\n";
  return out + fmt::format("       {}\n       first in {}\n", shortened(who_text(after, change), width - 7),
                           one_line(row_name(*change.rows.front().after)));
}

std::string changes_text(const std::string& title, const View& after, const std::vector<Change>& changes,
                         std::size_t width) {
  if (changes.empty()) return "";
  std::string out = title + ":\n";
  for (std::size_t i = 0; i < changes.size() && i < kMostChanges; ++i) out += change_text(after, changes[i], width);
  if (changes.size() > kMostChanges) out += fmt::format("       and {} more\n", changes.size() - kMostChanges);
  return out;
}

Json change_json(const Change& change) {
  Json rows = Json::array();
  for (const RowPair& pair : change.rows) {
    rows.push_back({{"scenario", row_name(*pair.after)},
                    {"subject_before", pair.before->at("subject")},
                    {"subject_after", pair.after->at("subject")}});
  }
  return {{"was", change.was}, {"is", change.is}, {"text", change.text}, {"rows", std::move(rows)}};
}

Json changes_json(const std::vector<Change>& changes) {
  Json out = Json::array();
  for (const Change& change : changes) out.push_back(change_json(change));
  return out;
}

Json subjects_json(const View& before, const View& after, const Comparison& comparison) {
  Json matched = Json::array();
  for (const SubjectPair& pair : comparison.subjects) {
    matched.push_back({{"before", {{"id", pair.before}, {"name", member(before.subject(pair.before), "name")}}},
                       {"after", {{"id", pair.after}, {"name", member(after.subject(pair.after), "name")}}},
                       {"same_version", pair.is_exact}});
  }
  return {{"matched", std::move(matched)}, {"gone", comparison.gone_subjects}, {"new", comparison.new_subjects}};
}

}  // namespace

std::string comparison_text(const View& before, const View& after, const Comparison& comparison, std::size_t width) {
  if (comparison.empty()) return fmt::format("nothing changed in {}\n", plural(comparison.pairs.size(), "run"));
  std::string out;
  if (!same_suite(before.results(), after.results())) {
    out += fmt::format("the suite was {} and is {}: scenarios are matched by name\n", suite_text(before),
                       suite_text(after));
  }
  out += changes_text("other verdicts", after, comparison.verdicts, width);
  out += changes_text("same verdict, another answer", after, comparison.answers, width);
  out += subjects_text(before, after, comparison);
  out += names_text("new subjects", comparison.new_subjects) + names_text("gone subjects", comparison.gone_subjects);
  out += names_text("new cases", comparison.new_cases) + names_text("gone cases", comparison.gone_cases);
  out += names_text("new scenarios", comparison.new_scenarios);
  out += names_text("gone scenarios", comparison.gone_scenarios);
  out += names_text("new rules", comparison.new_rules) + names_text("gone rules", comparison.gone_rules);
  out += names_text("rules that say something else", comparison.other_rules);
  std::size_t changed = 0;
  for (const auto* changes : {&comparison.verdicts, &comparison.answers}) {
    for (const Change& change : *changes) changed += change.rows.size();
  }
  return out + fmt::format("{} of {} that both have changed\n", changed, plural(comparison.pairs.size(), "run"));
}

Json comparison_json(const View& before, const View& after, const Comparison& comparison) {
  return {
      {"peercert_diff", 1},
      {"suite", {{"before", before.results().at("suite")}, {"after", after.results().at("suite")}}},
      {"subjects", subjects_json(before, after, comparison)},
      {"rules", {{"gone", comparison.gone_rules}, {"new", comparison.new_rules}, {"changed", comparison.other_rules}}},
      {"cases", {{"gone", comparison.gone_cases}, {"new", comparison.new_cases}}},
      {"scenarios", {{"gone", comparison.gone_scenarios}, {"new", comparison.new_scenarios}}},
      {"compared", comparison.pairs.size()},
      {"verdicts", changes_json(comparison.verdicts)},
      {"answers", changes_json(comparison.answers)}};
}

}  // namespace peercert::report
