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

}  // namespace
}  // namespace peercert::report
