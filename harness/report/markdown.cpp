#include "report/markdown.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

#include "report/causes.h"
#include "report/closing.h"
#include "report/markdown_text.h"
#include "report/text.h"
#include "report/view.h"

namespace peercert::report {
namespace {

constexpr std::size_t kMostCauses = 20;
constexpr std::size_t kMostOfAStep = 6;    // of a step
constexpr std::size_t kMostShown = 400;    // characters of a value or a text
constexpr std::size_t kMostBytes = 50000;  // of all of it: where several jobs share a page, each has to be short
constexpr std::size_t kMostInCell = 120;
constexpr std::size_t kOneLine = 100000;  // a width that no literal is broken at

std::string short_markdown(const std::string& text) {
  return escaped_markdown(shortened(one_line(text), kMostShown));
}

// Text as it is, in one line: a code span, or HTML where the text holds what would end one.
std::string short_code(const std::string& text) {
  return code_span(text, kMostShown);
}

std::string on_one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::string counts_table(const View& view) {
  const std::vector<std::string> verdicts = verdicts_seen(view.results());
  std::string out = "| subject |", rule = "|---|";
  for (const std::string& verdict : verdicts) {
    out += fmt::format(" {} |", verdict);
    rule += "---:|";
  }
  out += "\n" + rule;
  for (const Json& subject : view.subjects()) {
    const Json& totals = view.results().at("totals").at(member(subject, "id"));
    out +=
        fmt::format("\n| {} ({}) |", short_markdown(member(subject, "name")), short_markdown(member(subject, "role")));
    for (const std::string& verdict : verdicts) out += fmt::format(" {} |", totals.value(verdict, 0));
  }
  for (const Json* subject : not_played(view.results())) {
    out += fmt::format("\n\n**Not played: {}**: {}", short_markdown(member(*subject, "name")),
                       short_markdown(on_one_line(member(*subject, "not_played"))));
  }
  return out + "\n";
}

std::string step_text(const View& view, const Json& row, const Json& step) {
  std::string out = fmt::format("- step {}: **{}** {}\n", short_code(member(step, "step")),
                                short_markdown(member(step, "verdict")), short_markdown(member(step, "message")));
  for (const std::string& id : view.rules_of(row, step)) {
    out += fmt::format("  - rule {}: {}\n", short_code(id), short_markdown(member(view.rule(id), "says")));
  }
  const std::string expected = view.expected_text(step, kOneLine);
  if (!expected.empty()) out += fmt::format("  - expected {}\n", short_code(expected));
  out += fmt::format("  - got {}\n", short_code(view.got_text(step, kOneLine)));
  const std::vector<DifferenceText> differences = view.differences_text(step, kOneLine);
  for (std::size_t i = 0; i < differences.size() && i < kMostOfAStep; ++i) {
    const DifferenceText& text = differences[i];
    out += fmt::format("  - {} ({}): expected {}, got {}\n", short_code(text.path), short_markdown(text.kind),
                       short_code(text.expected), short_code(text.got));
  }
  if (differences.size() > kMostOfAStep) {
    out += fmt::format("  - and {}\n", plural(differences.size() - kMostOfAStep, "more difference"));
  }
  return out;
}

std::string row_text(const View& view, const Json& row) {
  std::string out =
      fmt::format("### {}: {}\n\n{}", short_markdown(row_name(row)), short_markdown(member(row, "verdict")),
                  short_markdown(view.witness(member(row, "subject"))));
  if (row.contains("detail")) out += ": " + short_markdown(member(row, "detail"));
  if (row.contains("alone")) out += "; " + short_markdown(alone_text(row));
  out += "\n\n";
  for (const Json& step : row.at("steps")) {
    if (verdict_of(step) != suite::Verdict::kPass) out += step_text(view, row, step);
  }
  return out + fmt::format("- again: {}\n", short_code(view.command(row)));
}

std::string causes_table(const View& view, const std::vector<Cause>& all) {
  std::string out = "| runs | verdict | cause | on | first |\n|---:|---|---|---|---|\n";
  std::size_t told = 0;
  for (; told < all.size() && told < kMostCauses && out.size() < kMostBytes / 2; ++told) {
    const Cause& cause = all[told];
    std::string rules;
    for (const std::string& id : cause.rules) rules += " " + short_code(id);
    out += fmt::format("| {} | {} | {}{} | {} | {} |\n", cause.rows.size(),
                       short_markdown(std::string(to_string(cause.verdict))), short_markdown(cause.text), rules,
                       short_markdown(shares_text(view, cause)),
                       short_code(shortened(one_line(row_name(*cause.rows.front())), kMostInCell)));
  }
  if (all.size() > told) out += fmt::format("\nAnd {}.\n", plural(all.size() - told, "more cause"));
  return out;
}

// One failure of each cause that counts, in full, as long as there is room.
std::string first_failures(const View& view, const std::vector<Cause>& all, std::size_t room) {
  std::set<const Json*> told;
  std::string out;
  for (const Cause& cause : all) {
    if (!cause.counts || told.size() == kMostCauses) break;
    if (!told.insert(cause.rows.front()).second) continue;
    const std::string text = row_text(view, *cause.rows.front());
    if (out.size() + text.size() > room) return out + "\nThe report has the others.\n";
    out += "\n" + text;
  }
  return out;
}

}  // namespace

std::string markdown(const Json& results, bool strict, const std::vector<std::string>& notes) {
  const View view(results);
  const std::vector<Cause> all = causes(view, strict);
  std::string out = fmt::format("**{}**\n\n{}", short_markdown(closing_line(results, strict)), counts_table(view));
  for (const std::string& note : notes) out += fmt::format("\nNote: {}\n", short_markdown(note));
  if (!all.empty()) out += "\n" + causes_table(view, all);
  return out + first_failures(view, all, kMostBytes - std::min(kMostBytes, out.size()));
}

}  // namespace peercert::report
