#include "report/baseline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "report/results.h"
#include "report/sample_run.h"

namespace peercert::report {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

// A run held against a baseline.
struct Held {
  Json old, now;
  View before, after;

  Held(const report::Run& baseline, const report::Run& run)
      : old(results_json(baseline)), now(results_json(run)), before(old), after(now) {}

  [[nodiscard]] std::string text() const { return baseline_terminal("old.json", before, after); }
  [[nodiscard]] std::size_t fresh() const { return against(before, after).fresh.size(); }
};

TEST(Baseline, OldDifferenceIsToleratedAndNotDescribed) {
  const Held same(sample_run(), sample_run());
  EXPECT_EQ(same.fresh(), 0U);
  EXPECT_THAT(same.text(), Not(HasSubstr("run it again")));
  EXPECT_THAT(same.text(), EndsWith("\nbaseline old.json: nothing new, 1 old difference tolerated\n"));
}

TEST(Baseline, NewDifferenceIsDescribedAndCounted) {
  auto run = sample_run();
  run.rows[0] = run.rows[2];
  run.rows[0].where["tls"] = "1.2";
  const Held worse(sample_run(), run);
  EXPECT_EQ(worse.fresh(), 1U);
  EXPECT_THAT(worse.text(), HasSubstr("validation/client_cert_none[tls=1.2,transport=memory]: fail\n"));
  EXPECT_THAT(worse.text(), Not(HasSubstr("validation/client_cert_none[tls=1.3,transport=memory]: fail\n")));
  EXPECT_THAT(worse.text(), EndsWith("\nbaseline old.json: 1 new difference, 1 old difference tolerated\n"));
}

TEST(Baseline, WhatIsNewIsRedAndNothingNewIsGreen) {
  auto run = sample_run();
  run.rows[0] = run.rows[2];
  run.rows[0].where["tls"] = "1.2";
  const Held same(sample_run(), sample_run()), worse(sample_run(), run);
  Style style;
  style.colour = Colour::kYes;
  EXPECT_THAT(baseline_terminal("old.json", same.before, same.after, false, style),
              HasSubstr("old.json: \x1b[1;32mnothing new\x1b[0m, "));
  EXPECT_THAT(baseline_terminal("old.json", worse.before, worse.after, false, style),
              HasSubstr("old.json: \x1b[1;31m1 new difference\x1b[0m, "));
}

TEST(Baseline, SameVerdictWithAnotherAnswerIsNew) {
  auto run = sample_run();
  run.rows[2].steps[1].got.value = Value(Str{"x"});
  EXPECT_EQ(Held(sample_run(), run).fresh(), 1U);
}

TEST(Baseline, CrashIsNeverTolerated) {
  auto run = sample_run();
  run.rows[2].verdict = suite::Verdict::kCrash;
  run.rows[2].steps.clear();
  EXPECT_EQ(Held(run, run).fresh(), 1U);
}

TEST(Baseline, WhatIsGoneIsNamed) {
  EXPECT_THAT(Held(sample_run(), passing_run()).text(),
              HasSubstr("\nbaseline old.json: 1 difference fixed since "
                        "(validation/client_cert_none[tls=1.3,transport=memory]): update it\n"));
}

TEST(Baseline, WithoutAnythingPlayedNothingIsSaidToBeTolerated) {
  auto run = sample_run();
  run.rows.clear();
  run.subjects[0].not_played = run.subjects[1].not_played = "it cannot be started";
  EXPECT_THAT(Held(sample_run(), run).text(),
              EndsWith("\nbaseline old.json: nothing was played that could be held against it\n"));
}

TEST(Baseline, SkippedIsNotGone) {
  auto run = sample_run();
  run.rows[2].verdict = suite::Verdict::kSkip;
  run.rows[2].steps.clear();
  const Held skipped(sample_run(), run);
  EXPECT_TRUE(against(skipped.before, skipped.after).gone.empty());
}

TEST(Baseline, AnotherSuiteIsMatchedByNameAndSaidSo) {
  auto run = sample_run();
  run.suite_digest = "00";
  const Held other(sample_run(), run);
  EXPECT_EQ(other.fresh(), 0U);
  EXPECT_THAT(other.text(), HasSubstr("\nbaseline old.json is of another suite: scenarios are matched by name\n"));
}

TEST(Baseline, SubjectThatItDoesNotHaveIsNamedAndNew) {
  auto run = sample_run();
  run.subjects[0].info.implementation = "PyPy";
  const Held other(sample_run(), run);
  EXPECT_EQ(other.fresh(), 1U);
  EXPECT_THAT(other.text(), HasSubstr("baseline old.json does not have PyPy 0.1.0, OpenSSL 3.0.19\n"));
}

// The baseline that a run writes, as it is read again.
Json written(const Run& run) {
  return results_of("old.json", Json::parse(results_text(baseline_of(results_json(run)))));
}

TEST(WrittenBaseline, PutsUpWithTheRunThatItIsOf) {
  const Json old = written(sample_run()), now = results_json(sample_run());
  EXPECT_TRUE(against(View(old), View(now)).fresh.empty());
  EXPECT_EQ(against(View(old), View(now)).tolerated.size(), 1U);
}

TEST(WrittenBaseline, HasNothingButTheDifferences) {
  const Json old = written(sample_run());
  ASSERT_EQ(old.at("rows").size(), 1U);
  EXPECT_EQ(old.at("rows")[0].at("where").at("tls"), "1.3");
  EXPECT_TRUE(old.at("certificates").empty());
  EXPECT_TRUE(written(passing_run()).at("cases").empty());
}

TEST(WrittenBaseline, IsTheSameWhateverElsePasses) {
  auto run = sample_run();
  run.cases.push_back(run.cases[0]);
  run.cases[1].id = "validation/another";
  run.rows.push_back(run.rows[0]);
  run.rows.back().case_id = "validation/another";
  EXPECT_EQ(results_text(baseline_of(results_json(run))), results_text(baseline_of(results_json(sample_run()))));
}

TEST(WrittenBaseline, CrashIsNotInIt) {
  auto run = sample_run();
  run.rows[2].verdict = suite::Verdict::kCrash;
  run.rows[2].steps.clear();
  EXPECT_TRUE(written(run).at("rows").empty());
}

TEST(WrittenBaseline, WhatIsNewSinceIsNamed) {
  auto run = sample_run();
  run.rows[0] = run.rows[2];
  run.rows[0].where["tls"] = "1.2";
  const Json old = written(sample_run()), now = results_json(run);
  EXPECT_THAT(baseline_terminal("old.json", View(old), View(now)),
              HasSubstr("validation/client_cert_none[tls=1.2,transport=memory]: fail\n"));
}

}  // namespace
}  // namespace peercert::report
