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

// Where a rule follows from the text, CPython is what is wrong; elsewhere the rule says what CPython does.
std::string conflict_entry(const suite::Rule& rule) {
  const bool is_of_the_text = rule.level == suite::Level::kDocumented;
  std::string out = fmt::format("\n## {}\n\n{}\n", code_span(rule.id), prose(*rule.conflict));
  out += fmt::format("\n- {}: {}\n", is_of_the_text ? "by the text" : "what happens", prose(rule.says));
  out += fmt::format("- since: {}\n", rule.since ? "Python " + prose(*rule.since) : "always, as far as is known");
  out += fmt::format("- from: {}\n", prose(rule.source));
  return out + fmt::format("- proposed: *{}*\n", prose(*rule.proposal));
}

}  // namespace

std::string conflicts_page(const std::vector<suite::Rule>& rules) {
  std::string out = kConflictsHead;
  for (const suite::Rule& rule : rules) {
    if (rule.conflict && rule.proposal) out += conflict_entry(rule);
  }
  return out;
}

}  // namespace peercert::report
