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

TEST(Conflicts, ARuleWithoutOneIsLeftOut) {
  EXPECT_THAT(conflicts_page({rule_named("sound")}), Not(HasSubstr("sound")));
}

TEST(Conflicts, EachSaysWhatHappensSinceWhenAndWhatToWrite) {
  suite::Rule one = rule_named("broken");
  one.conflict = "The text says A.";
  one.proposal = "Write B.";
  one.since = "3.10";
  EXPECT_THAT(conflicts_page({rule_named("sound"), one}),
              HasSubstr("## `broken`\n\nThe text says A.\n\n- what happens: It says \\<b\\>.\n- since: Python 3.10\n"
                        "- from: a_function\n- proposed: *Write B.*\n"));
}

TEST(Conflicts, OfADocumentedRuleItSaysWhatTheTextMeans) {
  suite::Rule one = rule_named("broken");
  one.level = suite::Level::kDocumented;
  one.conflict = one.proposal = "C";
  EXPECT_THAT(conflicts_page({one}),
              HasSubstr("- by the text: It says \\<b\\>.\n- since: always, as far as is known\n"));
}

TEST(Conflicts, TextOfOursKeepsItsCodeAndItsUnderscores) {
  EXPECT_EQ(prose("_a_b: x_y, `*p_`, <b>"), "\\_a_b: x_y, `*p_`, \\<b\\>");
  EXPECT_EQ(prose("one ` alone"), "one \\` alone");
}

}  // namespace
}  // namespace peercert::report
