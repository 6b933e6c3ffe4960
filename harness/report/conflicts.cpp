#include "report/conflicts.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/markdown_text.h"

namespace peercert::report {
namespace {

constexpr const char* kConflictsHead = R"(# Where CPython contradicts its documentation

`peercert report --conflicts FILE` writes this page from `cases/rules.toml`; a test compares the two. The text that is meant is
that of `ssl.SSLSocket.getpeercert()` unless it is named.
)";

// Returns the id of the case that rests on the rule and on the fewest others, "" for none.
std::string case_that_shows(const suite::Rule& rule, const suite::Suite& suite) {
  const suite::Case* found = nullptr;
  for (const suite::Case& one : suite.cases) {
    const bool rests = std::find(one.rules.begin(), one.rules.end(), rule.id) != one.rules.end();
    if (rests && (found == nullptr || one.rules.size() < found->rules.size())) found = &one;
  }
  return found == nullptr ? "" : found->id;
}

// Where a rule follows from the text, CPython is what is wrong; elsewhere the rule says what CPython does.
std::string conflict_entry(const suite::Rule& rule, const suite::Suite& suite) {
  const bool is_of_the_text = rule.level == suite::Level::kDocumented;
  std::string out = fmt::format("\n## {}\n\n{}\n", code_span(rule.id), prose(*rule.conflict));
  out += fmt::format("\n- {}: {}\n", is_of_the_text ? "by the text" : "what happens", prose(rule.says));
  out += fmt::format("- since: {}\n", rule.since ? "Python " + prose(*rule.since) : "always, as far as is known");
  out += fmt::format("- from: {}\n", prose(rule.source));
  const std::string shown_by = case_that_shows(rule, suite);
  if (!shown_by.empty()) out += fmt::format("- shown by: `peercert run --case '{}'`\n", shown_by);
  return out + fmt::format("- proposed: *{}*\n", prose(*rule.proposal));
}

}  // namespace

std::string conflicts_page(const suite::Suite& suite) {
  std::string out = kConflictsHead;
  for (const suite::Rule& rule : suite.rules) {
    if (rule.conflict && rule.proposal) out += conflict_entry(rule, suite);
  }
  return out;
}

}  // namespace peercert::report
