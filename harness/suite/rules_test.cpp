#include "suite/test_suite.h"

namespace peercert::suite {
namespace {

auto loading_rules(const std::string& text) {
  return [text] {
    const TemporaryCases cases;
    (void)load_rules(cases.write("rules.toml", text));
  };
}

const std::string kRule = "[rule.a]\nlevel = \"compatible\"\nsays = \"S\"\nsource = \"T\"\n";

TEST(Rules, EveryKeyIsReadInTheOrderOfTheFile) {
  const TemporaryCases cases;
  const auto rules = load_rules(
      cases.write("rules.toml",
                  "[rule.z]\nlevel = \"accident\"\nsays = \"S\"\nsource = \"T\"\nsince = \"3.2\"\nconflict = \"C\"\n"
                  "proposal = \"P\"\n"
                  "covered_by = \"later\"\n" +
                      kRule));
  ASSERT_EQ(rules.size(), 2U);
  EXPECT_EQ(rules[0].id, "z");
  EXPECT_EQ(rules[0].level, Level::kAccident);
  EXPECT_EQ(rules[0].says, "S");
  EXPECT_EQ(rules[0].source, "T");
  EXPECT_EQ(rules[0].since, "3.2");
  EXPECT_EQ(rules[0].conflict, "C");
  EXPECT_EQ(rules[0].proposal, "P");
  EXPECT_EQ(rules[0].covered_by, "later");
  EXPECT_EQ(rules[1].level, Level::kCompatible);
  EXPECT_EQ(rules[1].place.text(), "cases/rules.toml:9");
}

TEST(Rules, AMisspeltKeyIsAnError) {
  EXPECT_THAT(loading_rules(kRule + "sinse = \"3.2\"\n"),
              throws("cases/rules.toml:5: rule a: key 'sinse': nobody reads this key; is it misspelt?"));
  EXPECT_THAT(loading_rules(kRule + "[rules.b]\n"),
              throws("cases/rules.toml:5: cases/rules.toml: key 'rules': nobody reads this key; is it misspelt?"));
}

TEST(Rules, ABadLevelIsAnError) {
  EXPECT_THAT(loading_rules("[rule.a]\nlevel = \"must\"\n"),
              throws("cases/rules.toml:2: rule a: key 'level': 'must' is no level; expected documented, compatible or "
                     "accident"));
}

TEST(Rules, AConflictAndAProposalStandTogether) {
  EXPECT_THAT(loading_rules(kRule + "conflict = \"C\"\n"),
              throws("cases/rules.toml:5: rule a: key 'conflict': a rule with 'conflict' needs 'proposal', a sentence "
                     "for CPython's documentation"));
  EXPECT_THAT(loading_rules(kRule + "proposal = \"P\"\n"),
              throws("cases/rules.toml:5: rule a: key 'proposal': 'proposal' stands in a rule with 'conflict' only"));
}

TEST(Rules, AMissingKeyAndABadIdAreErrors) {
  EXPECT_THAT(loading_rules("[rule.a]\nlevel = \"accident\"\n"),
              throws("cases/rules.toml:1: rule a: the key 'says' is missing"));
  EXPECT_THAT(loading_rules("[rule.a-b]\n"),
              throws("cases/rules.toml:1: rule a-b: 'a-b' is no id; expected lower-case letters, digits and '_', in "
                     "segments separated by '/'"));
}

TEST(Rules, TheSameIdTwiceIsAnError) {
  EXPECT_THAT(loading_rules(kRule + kRule),
              testing::ThrowsMessage<std::runtime_error>(testing::StartsWith("cases/rules.toml:5: ")));
}

TEST(Rules, AMissingFileIsNamed) {
  EXPECT_THAT([] { (void)load_rules("no/such/rules.toml"); },
              throws("no/such/rules.toml: cannot be read: No such file or directory"));
}

TEST(Rules, LevelsHaveNamesAndAnOrder) {
  EXPECT_EQ(to_string(Level::kDocumented), "documented");
  EXPECT_EQ(to_string(Level::kCompatible), "compatible");
  EXPECT_EQ(to_string(Level::kAccident), "accident");
  EXPECT_LT(Level::kAccident, Level::kCompatible);
  EXPECT_LT(Level::kCompatible, Level::kDocumented);
}

}  // namespace
}  // namespace peercert::suite
