#include "report/view.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <set>
#include <stdexcept>

#include "report/text.h"
#include "subject/words.h"
#include "value/literal.h"

namespace peercert::report {
namespace {

using Table = std::map<std::string, const Json*, std::less<>>;

Table by_id(const Json& list) {
  Table out;
  for (const Json& item : list) out.emplace(item.at("id").get<std::string>(), &item);
  return out;
}

const Json& find(const Table& table, std::string_view id, const char* what) {
  const auto found = table.find(id);
  if (found == table.end()) throw std::out_of_range(fmt::format("the results have no {} '{}'", what, id));
  return *found->second;
}

std::string short_name(const Json& subject) {
  const std::string implementation = member(subject, "implementation");
  if (implementation.empty()) return member(subject, "command");  // it could not be started
  return implementation + " " + member(subject, "version");
}

// "client raises ValueError: handshake not done yet"; `on` is there for a handshake, where either side may raise.
std::string raises(const std::string& on, const std::string& type, const std::string& text) {
  return one_line(fmt::format("{}{}raises {}{}{}", on, on.empty() ? "" : " ", type, text.empty() ? "" : ": ", text));
}

bool is_order(const Json& difference) {
  return member(difference, "kind") == to_string(DifferenceKind::kOrder);
}

}  // namespace

std::string member(const Json& json, std::string_view key) {
  const auto found = json.find(std::string(key));
  return found == json.end() ? "" : found->get<std::string>();
}

suite::Verdict verdict_of(const Json& row_or_step) {
  const std::string word = member(row_or_step, "verdict");
  for (int i = 0; i <= static_cast<int>(suite::Verdict::kProtocolError); ++i) {
    const auto verdict = static_cast<suite::Verdict>(i);
    if (suite::to_string(verdict) == word) return verdict;
  }
  throw std::out_of_range(fmt::format("'{}' is no verdict", word));
}

std::string place_text(const Json& where) {
  std::vector<std::string> points;
  for (const auto& axis : where.items()) points.push_back(axis.key() + "=" + axis.value().get<std::string>());
  return fmt::format("{}", fmt::join(points, ","));
}

std::string row_name(const Json& row) {
  const std::string place = place_text(row.at("where"));
  return place.empty() ? member(row, "case") : fmt::format("{}[{}]", member(row, "case"), place);
}

std::string plural(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string alone_text(const Json& row) {
  const std::string alone = member(row, "alone");
  if (alone.empty()) return "";
  return alone == "all differ" ? "rule, subject and reference all differ" : one_line("the " + alone + " stands alone");
}

std::string row_message(const Json& row) {
  if (row.contains("detail")) return member(row, "detail");
  for (const Json& step : row.at("steps")) {
    if (verdict_of(step) == suite::Verdict::kPass) continue;
    const std::string message = member(step, "message");
    return member(step, "step") + (message.empty() ? "" : ": " + message);
  }
  return "";
}

std::vector<const Json*> not_played(const Json& results) {
  std::vector<const Json*> out;
  for (const Json& subject : results.at("subjects")) {
    if (subject.contains("not_played")) out.push_back(&subject);
  }
  return out;
}

std::size_t scenario_count(const Json& results) {
  std::set<std::string> names;
  for (const Json& row : results.at("rows")) names.insert(row_name(row));
  return names.size();
}

bool same_suite(const Json& results, const Json& others) {
  return member(results.at("suite"), "digest") == member(others.at("suite"), "digest");
}

std::vector<std::string> verdicts_seen(const Json& results) {
  std::vector<suite::Verdict> seen;
  for (const Json& row : results.at("rows")) seen.push_back(verdict_of(row));
  std::sort(seen.begin(), seen.end());
  seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
  std::vector<std::string> words;
  for (const suite::Verdict verdict : seen) words.emplace_back(to_string(verdict));
  return words;
}

const Json* step_named(const Json& row, std::string_view id) {
  for (const Json& step : row.at("steps")) {
    if (member(step, "step") == id) return &step;
  }
  return nullptr;
}

std::vector<const Json*> unacceptable_rows(const Json& results, bool strict) {
  std::vector<const Json*> out;
  for (const Json& row : results.at("rows")) {
    if (!suite::acceptable(verdict_of(row), strict)) out.push_back(&row);
  }
  return out;
}

View::View(const Json& results)
    : results_(results),
      rules_(by_id(results.at("rules"))),
      cases_(by_id(results.at("cases"))),
      subjects_(by_id(results.at("subjects"))) {
  for (const Json& row : rows()) {
    if (member(subject(member(row, "subject")), "role") == "reference") reference_rows_.emplace(row_name(row), &row);
  }
}

const Json& View::rule(std::string_view id) const {
  return find(rules_, id, "rule");
}
const Json& View::test_case(std::string_view id) const {
  return find(cases_, id, "case");
}
const Json& View::subject(std::string_view id) const {
  return find(subjects_, id, "subject");
}

Value View::value(std::string_view digest) const {
  return from_tagged_json(results_.at("values").at(std::string(digest)));
}

std::string View::witness(std::string_view subject_id) const {
  const Json& wanted = subject(subject_id);
  std::size_t same_short = 0, same_name = 0;
  for (const Json& other : subjects()) {
    same_short += short_name(other) == short_name(wanted) ? 1U : 0U;
    same_name += member(other, "name") == member(wanted, "name") ? 1U : 0U;
  }
  if (same_short == 1) return one_line(short_name(wanted));
  if (same_name == 1) return one_line(member(wanted, "name"));
  return one_line(fmt::format("{} ({} {})", short_name(wanted), member(wanted, "role"), member(wanted, "command")));
}

std::vector<std::string> View::rules_of(const Json& row, const Json& step) const {
  const Json& owner = step.contains("rules") ? step : test_case(member(row, "case"));
  return owner.at("rules").get<std::vector<std::string>>();
}

std::string View::got_text(const Json& step, std::size_t width) const {
  const Json got = step.value("got", Json::object());
  std::string text = "nothing";
  if (got.contains("value")) text = short_literal(value(member(got, "value")), width);
  if (got.contains("raised")) {
    text = raises(member(step, "on"), member(got.at("raised"), "type"), member(got.at("raised"), "text"));
  }
  for (const Json& warning : step.value("warnings", Json::array())) {
    text += fmt::format("\nwarns {}: {}", one_line(member(warning, "type")), one_line(member(warning, "text")));
  }
  return text;
}

std::string View::expected_text(const Json& step, std::size_t width) const {
  if (!step.contains("expected")) return "";
  const Json& expected = step.at("expected");
  if (expected.contains("outcome")) return member(expected, "outcome");
  if (!expected.contains("raises")) {
    const std::string digest = member(expected, "value");
    return digest.empty() ? "" : short_literal(value(digest), width);
  }
  std::string text = raises(member(expected, "on"), member(expected, "raises"), "");
  if (expected.contains("args")) text += " with args " + short_literal(value(member(expected, "args")), width);
  return text;
}

std::vector<std::string> View::long_values(const Json& step) const {
  std::vector<std::string> out;
  for (const char* side : {"expected", "got"}) {
    const std::string digest = member(step.value(side, Json::object()), "value");
    if (digest.empty() || !is_long(value(digest))) continue;
    if (std::find(out.begin(), out.end(), digest) == out.end()) out.push_back(digest);
  }
  return out;
}

DifferenceText View::difference_text(const Json& difference, std::size_t width) const {
  const auto side = [&](const char* key) {
    return difference.contains(key) ? short_literal(value(member(difference, key)), width) : "nothing";
  };
  const std::string path = member(difference, "path");
  return {path.empty() ? "the whole value" : one_line(path), one_line(member(difference, "kind")), side("expected"),
          side("got")};
}

std::vector<DifferenceText> View::differences_text(const Json& step, std::size_t width) const {
  const Json differences = step.value("differences", Json::array());
  const bool only_order = std::all_of(differences.begin(), differences.end(), is_order);
  std::vector<DifferenceText> out;
  for (const Json& difference : differences) {
    if (member(difference, "path").empty() && !is_order(difference)) continue;
    out.push_back(difference_text(difference, width));
    if (only_order) out.back().kind = "only the order of the keys differs";
  }
  return out;
}

const Json* View::reference_row(const Json& row) const {
  const auto found = reference_rows_.find(row_name(row));
  return found == reference_rows_.end() || found->second == &row ? nullptr : found->second;
}

std::string View::case_command(const std::string& name) {
  return "peercert run --case " + subject::quote_word(name);
}

std::string View::command(const Json& row) const {
  std::string line = case_command(row_name(row));
  line += subject_option(subject(member(row, "subject"))) + common_options();
  const suite::Verdict verdict = verdict_of(row);  // that it is told of at all shows that the run was strict
  if (suite::acceptable(verdict, false) && !suite::acceptable(verdict, true)) line += " --strict";
  return one_line(line);
}

std::string View::subject_option(const Json& witness) {
  return member(witness, "role") == "subject" ? " --subject " + subject::quote_word(member(witness, "command")) : "";
}

std::string View::common_options() const {
  const Json& suite = results_.at("suite");
  const auto option = [&suite](const char* name, const char* key) {
    const std::string place = member(suite, key);
    return place.empty() ? "" : fmt::format(" {} {}", name, subject::quote_word(place));
  };
  return reference_option() + option("--suite", "export") + option("--home", "home");
}

// What makes the reference the same again: nothing where it is the one that every run has.
std::string View::reference_option() const {
  constexpr const char* kUsual = "python3 scripts/python_subject.py";
  for (const Json& witness : subjects()) {
    if (member(witness, "role") != "reference") continue;
    const std::string command = member(witness, "command");
    return command == kUsual || command == "python3" ? "" : " --reference " + subject::quote_word(command);
  }
  return " --reference none";
}

}  // namespace peercert::report
