#include <algorithm>
#include <set>

#include "suite/test_suite.h"

namespace peercert::suite {
namespace {

const std::string kRule = "level = \"documented\"\nsays = \"S\"\nsource = \"T\"\n";
const std::string kAccident = "level = \"accident\"\nsays = \"S\"\nsource = \"T\"\n";
const std::string kCase =
    "[[case]]\nid = \"t/a\"\nrules = [\"a\"]\nwhy = \"W\"\nmatrix = { tls = [\"1.2\"] }\n"
    "steps = [{ do = \"getpeercert\", on = \"client\", expect = { value = \"None\" } }, { do = \"handshake\" }]\n";

Suite load(const std::string& rules, const std::string& drift) {
  const TemporaryCases cases;
  (void)cases.write("rules.toml", rules);
  (void)cases.write("drift.toml", drift);
  (void)cases.write("t.toml", kCase);
  return Suite::load(cases.path(), forge::Fixtures::load(PEERCERT_SOURCE_DIR "/certs"));
}

// Every rule that a recipe names, so that the small suites may use the real certificates. Those that no validation lets
// through may name accidents only.
std::string rules(const std::string& first) {
  std::set<std::string> named;
  for (const auto& [name, fixture] : fixtures().all()) named.insert(fixture.rules.begin(), fixture.rules.end());
  std::string text = first;
  for (const std::string& id : named) text += "[rule." + id + "]\n" + kAccident + "covered_by = \"recipes\"\n";
  return text;
}

auto loading_suite(const std::string& first, const std::string& drift = "") {
  return [first, drift] { (void)load(rules(first), drift); };
}

auto drifting(const std::string& keys) {
  return loading_suite(
      "[rule.a]\n" + kRule,
      "[[drift]]\nid = \"d\"\nsubject = \"CPython\"\nyields = \"1\"\nreason = \"R\"\nreference = \"I\"\n" + keys);
}

TEST(SuiteLoad, ARuleWithoutACaseIsAnError) {
  EXPECT_THAT(loading_suite("[rule.a]\n" + kRule + "[rule.b]\n" + kRule),
              throws("cases/rules.toml:5: rule b: no case rests on it"));
}

TEST(SuiteLoad, CoveredByMustGoOnceThereIsACase) {
  EXPECT_THAT(loading_suite("[rule.a]\n" + kRule + "covered_by = \"x\"\n"),
              throws("cases/rules.toml:1: rule a: has cases now, so 'covered_by' must go"));
}

TEST(SuiteLoad, DriftMustSpeakOfAStepThatExpectsSomething) {
  const std::string message =
      "cases/drift.toml:1: drift d: no case has a step and a place in its matrix that this speaks of, and 'expect' "
      "there";
  for (const char* keys :
       {"case = \"u/*\"\n", "case = \"t/a\"\nstep = \"x\"\n", "case = \"t/a\"\nwhere = { tls = \"1.3\" }\n",
        "case = \"t/a\"\nstep = \"handshake_client\"\n"}) {
    EXPECT_THAT(drifting(keys), throws(message)) << keys;
  }
  EXPECT_NO_THROW(drifting("case = \"t/a\"\nstep = \"getpeercert_client\"\nwhere = { tls = \"1.2\" }\n")());
}

TEST(SuiteLoad, MissingFilesAreNamed) {
  const TemporaryCases cases;
  EXPECT_THAT([&] { (void)Suite::load(cases.path(), fixtures()); },
              throws((cases.path() / "rules.toml").string() + ": cannot be read: No such file or directory"));
  (void)cases.write("rules.toml", "");
  EXPECT_THAT([&] { (void)Suite::load(cases.path(), fixtures()); },
              throws((cases.path() / "drift.toml").string() + ": cannot be read: No such file or directory"));
}

TEST(SuiteLoad, TheDigestIsThatOfTheContents) {
  const std::string one = rules("[rule.a]\n" + kRule);
  EXPECT_EQ(load(one, "").digest, load(one, "").digest);
  EXPECT_NE(load(one, "").digest, load(one + "# more\n", "").digest);
  EXPECT_EQ(load(one, "").digest.size(), 64U);
}

TEST(SuiteLoad, TheRealCasesLoad) {
  const Suite suite = Suite::load(PEERCERT_SOURCE_DIR "/cases", fixtures());
  EXPECT_GT(std::count_if(suite.rules.begin(), suite.rules.end(),
                          [](const Rule& rule) { return rule.level == Level::kDocumented; }),
            20);
  EXPECT_EQ(suite.rule("not_validated_is_empty").level, Level::kDocumented);
  EXPECT_THAT([&] { (void)suite.rule("none"); }, testing::ThrowsMessage<std::out_of_range>("no rule 'none'"));
}

}  // namespace
}  // namespace peercert::suite
