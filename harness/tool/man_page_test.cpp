#include "tool/man_page.h"

#include <gmock/gmock.h>

#include <cstdlib>

namespace peercert::tool {
namespace {

using testing::HasSubstr;

TEST(Roff, WhatIsSpecialStandsForItself) {
  EXPECT_EQ(roff("a\\b -c 'd' `e`"), "a\\eb \\-c \\(aqd\\(aq \\(gae\\(ga");
  EXPECT_EQ(roff(".TH\n'br\nx."), "\\&.TH\n\\&\\(aqbr\nx.");
}

TEST(ManPage, HasEveryCommandWithItsOptionsAndItsFooter) {
  CLI::App app("what it is", "peercert");
  int number = 0;
  std::string file;
  CLI::App* command = app.add_subcommand("count", "Count things");
  command->add_option("FILE", file, "Of what")->required();
  command->add_option("--up-to", number, "Where to end")->option_text("N");
  command->footer("Said below.\n\nExamples:\n  peercert count --up-to 3\n");
  const std::string page = man_page(app, "1.2.3", "2024-02-29");
  EXPECT_THAT(page, HasSubstr(".TH PEERCERT 1 \"2024-02-29\" \"peercert 1.2.3\""));
  EXPECT_THAT(page, HasSubstr(".SS peercert count\nCount things.\n.TP\n.B FILE TEXT REQUIRED\nOf what\n"));
  EXPECT_THAT(page, HasSubstr(".TP\n.B \\-\\-up\\-to N\nWhere to end\n"));
  EXPECT_THAT(page, HasSubstr("Said below.\n.PP\nExamples:\n.RS 4\n.nf\npeercert count \\-\\-up\\-to 3\n.fi\n.RE\n"));
}

TEST(ManPage, DateIsThatOfTheSources) {
  setenv("SOURCE_DATE_EPOCH", "1709164800", 1);  // 2024-02-29T00:00:00Z
  EXPECT_EQ(date_of_sources(), "2024-02-29");
  unsetenv("SOURCE_DATE_EPOCH");
  EXPECT_EQ(date_of_sources(), "");
}

}  // namespace
}  // namespace peercert::tool
