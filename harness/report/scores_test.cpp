#include "report/scores.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "report/sample_run.h"

namespace peercert::report {
namespace {

using suite::Level;

// The scores of the first subject of `run`.
Scores first_scores(const Run& run) {
  const Json results = results_json(run);
  const View view(results);
  return scores(view)[member(view.subjects().at(0), "id")];
}

TEST(Scores, CountScenariosThatMeetTheLevel) {
  const Score score = first_scores(sample_run()).at(Level::kDocumented);
  EXPECT_EQ(score.met, 1U);
  EXPECT_EQ(score.played, 2U);
}

TEST(Scores, WhatBreaksAnAccidentMeetsTheRest) {
  auto run = sample_run();
  run.rows[2].steps[1].level = Level::kAccident;
  EXPECT_EQ(first_scores(run).at(Level::kDocumented).met, 2U);
}

TEST(Scores, SkipIsInNeitherNumberAndACrashMeetsNothing) {
  auto run = passing_run();
  run.rows[0].verdict = suite::Verdict::kSkip;
  run.rows[2].verdict = suite::Verdict::kCrash;
  run.rows[2].steps.clear();
  const Score score = first_scores(run).at(Level::kDocumented);
  EXPECT_EQ(score.met, 0U);
  EXPECT_EQ(score.played, 1U);
}

TEST(Scores, LevelsWithoutRulesAreNotThere) {
  EXPECT_EQ(first_scores(passing_run()).size(), 1U);
}

}  // namespace
}  // namespace peercert::report
