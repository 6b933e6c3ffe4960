#include "report/conflicts.h"

#include <gmock/gmock.h>

#include "report/markdown_text.h"

namespace peercert::report {
namespace {

using testing::HasSubstr;
using testing::Not;

suite::Rule rule_named(const std::string& id) {
  suite::Rule out;
  out.id = id;
  out.level = suite::Level::kAccident;
  out.says = "It says <b>.";
  out.source = "a_function";
  return out;
}

suite::Suite suite_with(const std::vector<suite::Rule>& rules) {
  suite::Suite suite;
  suite.rules = rules;
  return suite;
}

TEST(Conflicts, ARuleWithoutOneIsLeftOut) {
  EXPECT_THAT(conflicts_page(suite_with({rule_named("sound")})), Not(HasSubstr("sound")));
}

TEST(Conflicts, EachSaysWhatHappensSinceWhenAndWhatToWrite) {
  suite::Rule one = rule_named("broken");
  one.conflict = "The text says A.";
  one.proposal = "Write B.";
  one.since = "3.10";
  EXPECT_THAT(conflicts_page(suite_with({rule_named("sound"), one})),
              HasSubstr("## `broken`\n\nThe text says A.\n\n- what happens: It says \\<b\\>.\n- since: Python 3.10\n"
                        "- from: a_function\n- proposed: *Write B.*\n"));
}

TEST(Conflicts, OfADocumentedRuleItSaysWhatTheTextMeans) {
  suite::Rule one = rule_named("broken");
  one.level = suite::Level::kDocumented;
  one.conflict = one.proposal = "C";
  EXPECT_THAT(conflicts_page(suite_with({one})),
              HasSubstr("- by the text: It says \\<b\\>.\n- since: always, as far as is known\n"));
}

TEST(Conflicts, TheCaseThatRestsOnFewestOthersShowsIt) {
  suite::Rule rule = rule_named("broken");
  rule.conflict = rule.proposal = "C";
  suite::Suite suite = suite_with({rule});
  for (const char* id : {"theme/other", "theme/first", "theme/second"}) suite.cases.emplace_back().id = id;
  suite.cases[0].rules = {"sound", "broken"};
  suite.cases[1].rules = suite.cases[2].rules = {"broken"};
  EXPECT_THAT(conflicts_page(suite), HasSubstr("- shown by: `peercert run --case 'theme/first'`\n- proposed: *C*\n"));
}

TEST(Conflicts, TextOfOursKeepsItsCodeAndItsUnderscores) {
  EXPECT_EQ(prose("_a_b: x_y, `*p_`, <b>"), "\\_a_b: x_y, `*p_`, \\<b\\>");
  EXPECT_EQ(prose("one ` alone"), "one \\` alone");
}

}  // namespace
}  // namespace peercert::report
