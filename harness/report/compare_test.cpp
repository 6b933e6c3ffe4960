#include "report/compare.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "report/results.h"
#include "report/sample_run.h"
#include "report/schema.h"

namespace peercert::report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Two results and what changed between them.
struct Compared {
  Json old, now;
  View before, after;
  Comparison comparison;

  Compared(const Run& first, const Run& second)
      : old(results_json(first)),
        now(results_json(second)),
        before(old),
        after(now),
        comparison(compare(before, after)) {}

  [[nodiscard]] std::string text() const { return comparison_text(before, after, comparison); }
};

TEST(Compare, SameResultsAreTheSame) {
  const Compared same(sample_run(), sample_run());
  EXPECT_TRUE(same.comparison.empty());
  EXPECT_EQ(same.text(), "nothing changed in 4 runs\n");
}

TEST(Compare, NewFailureIsToldByItsCause) {
  const Compared worse(passing_run(), sample_run());
  EXPECT_FALSE(worse.comparison.empty());
  EXPECT_EQ(worse.text(),
            "other verdicts:\n"
            "     1 pass -> fail  getpeercert() gives None instead of an empty dict\n"
            "       peercert 0.1.0 (1)\n"
            "       first in validation/client_cert_none[tls=1.3,transport=memory]\n"
            "1 of 4 runs that both have changed\n");
}

TEST(Compare, FailureThatWentIsToldByTheCauseItHad) {
  EXPECT_THAT(Compared(sample_run(), passing_run()).text(),
              HasSubstr("     1 fail -> pass  getpeercert() gives None instead of an empty dict\n"));
}

TEST(Compare, AnotherAnswerWithTheSameVerdictIsTold) {
  auto run = sample_run();
  run.rows[2].steps[1].got.value = Value(Str{"{}"});
  const Compared other(sample_run(), run);
  EXPECT_THAT(other.comparison.verdicts, IsEmpty());
  EXPECT_THAT(other.text(), HasSubstr("same verdict, another answer:\n"
                                      "     1 still fail  getpeercert() gives a str instead of None\n"));
}

TEST(Compare, SourcePositionsAreNoAnswer) {
  const auto run_at = [](const std::string& line) {
    auto run = sample_run();
    run.rows[2].steps[1].got.value.reset();
    run.rows[2].steps[1].got.raised = Raised{"OSError", {}, Tuple{{Str{"x (_ssl.c:" + line + ")"}}}, Dict{}, ""};
    return run;
  };
  EXPECT_TRUE(Compared(run_at("997"), run_at("1006")).comparison.empty());
}

TEST(Compare, OnlyOneOfAnImplementationIsMatchedWhateverItsVersion) {
  auto run = sample_run();
  run.subjects[1].info.version = "3.13.0";
  const Compared other(sample_run(), run);
  EXPECT_EQ(other.comparison.pairs.size(), 4U);
  EXPECT_FALSE(other.comparison.empty());
  EXPECT_THAT(other.text(), HasSubstr("  CPython 3.13.0, OpenSSL 3.0.19 is compared with CPython 3.11.2, OpenSSL "
                                      "3.0.19, the only one of its kind before\n"));
}

TEST(Compare, SeveralOfAnImplementationAreNotGuessedAt) {
  auto run = sample_run();
  run.subjects[0].info = run.subjects[1].info;
  run.subjects[0].info.version = "3.12.1";
  run.subjects[1].info.version = "3.13.0";
  const Compared other(sample_run(), run);
  EXPECT_THAT(other.comparison.new_subjects,
              ElementsAre("CPython 3.12.1, OpenSSL 3.0.19", "CPython 3.13.0, OpenSSL 3.0.19"));
  EXPECT_THAT(other.comparison.gone_subjects,
              ElementsAre("peercert 0.1.0, OpenSSL 3.0.19", "CPython 3.11.2, OpenSSL 3.0.19"));
  EXPECT_THAT(other.comparison.pairs, IsEmpty());
}

TEST(Compare, CasesScenariosAndRulesThatCameOrWentAreNamed) {
  auto run = sample_run();
  run.cases.push_back(run.cases[0]);
  run.cases[1].id = "validation/other";
  run.rows.push_back(run.rows[0]);
  run.rows.back().case_id = "validation/other";
  run.rows.erase(run.rows.begin() + 2, run.rows.begin() + 4);
  run.rules[0].says = "Something else.";
  run.rules.push_back(run.rules[0]);
  run.rules[1].id = "another";
  const Compared other(sample_run(), run);
  EXPECT_THAT(other.comparison.new_cases, ElementsAre("validation/other"));
  EXPECT_THAT(other.comparison.gone_scenarios, ElementsAre("validation/client_cert_none[tls=1.3,transport=memory]"));
  EXPECT_THAT(other.comparison.new_rules, ElementsAre("another"));
  EXPECT_THAT(other.comparison.other_rules, ElementsAre("not_validated_is_empty"));
  EXPECT_THAT(other.text(), HasSubstr("new cases (1):\n  validation/other\n"));
}

TEST(Compare, AnotherSuiteIsSaid) {
  auto run = passing_run();
  run.suite_version = "0.2.0";
  run.suite_digest = "00";
  EXPECT_THAT(Compared(sample_run(), run).text(), HasSubstr("the suite was 0.1.0 (0123456789abcdef) and is 0.2.0 ("));
}

TEST(Compare, JsonNamesEveryScenario) {
  const Compared worse(passing_run(), sample_run());
  const Json json = comparison_json(worse.before, worse.after, worse.comparison);
  EXPECT_EQ(json.at("compared"), 4);
  EXPECT_EQ(json.at("verdicts")[0].at("was"), "pass");
  EXPECT_EQ(json.at("verdicts")[0].at("rows")[0].at("scenario"),
            "validation/client_cert_none[tls=1.3,transport=memory]");
}

void expect_valid(const Compared& compared) {
  std::ifstream file(PEERCERT_SOURCE_DIR "/reports/diff.schema.json");
  const Json schema = Json::parse(file);
  Json json = comparison_json(compared.before, compared.after, compared.comparison);
  const auto mismatch = first_mismatch(schema, json);
  EXPECT_FALSE(mismatch) << mismatch->pointer << " should be " << mismatch->expected;
  json["suite"]["between"] = 1;
  EXPECT_TRUE(first_mismatch(schema, json));
}

TEST(Compare, JsonIsAsItsSchemaSays) {
  expect_valid(Compared(passing_run(), sample_run()));
  expect_valid(Compared(hostile_run(kHostile), sample_run()));
}

TEST(Compare, NoControlCharacterComesThrough) {
  const std::string text = Compared(hostile_run(kHostile), sample_run()).text();
  for (const char character : text) EXPECT_TRUE(character == '\n' || (character >= ' ' && character != '\x7f'));
}

}  // namespace
}  // namespace peercert::report
