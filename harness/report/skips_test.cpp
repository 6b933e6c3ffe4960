#include "report/skips.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <fstream>

#include "report/results.h"
#include "report/sample_run.h"

namespace peercert::report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Run skipping_run() {
  Run run = passing_run();
  run.subjects[0].info.version = "0.2.0";
  run.rows[0].verdict = run.rows[2].verdict = suite::Verdict::kSkip;
  run.rows[0].detail = "no TLS 1.2";
  run.rows[2].detail = "no TLS 1.3";
  run.rows[0].steps.clear();
  run.rows[2].steps.clear();
  return run;
}

Before before(const Run& run) {
  return {results_json(run), ""};
}

TEST(Skips, WhatRanBeforeIsCountedByReason) {
  EXPECT_THAT(skip_notes(before(passing_run()), results_json(skipping_run())),
              ElementsAre("peercert 0.2.0: 2 scenarios are skipped that ran before: no TLS 1.2 (1); no TLS 1.3 (1)"));
}

TEST(Skips, WhatWasSkippedBeforeIsNoNews) {
  EXPECT_THAT(skip_notes(before(skipping_run()), results_json(skipping_run())), IsEmpty());
  EXPECT_THAT(skip_notes(before(skipping_run()), results_json(passing_run())), IsEmpty());
  EXPECT_THAT(skip_notes({}, results_json(skipping_run())), IsEmpty());
}

TEST(Skips, AnotherCommandIsAnotherSubject) {
  report::Run other = passing_run();
  other.subjects[0].command = "another";
  EXPECT_THAT(skip_notes(before(other), results_json(skipping_run())), IsEmpty());
}

TEST(Skips, TheMostFrequentReasonComesFirst) {
  report::Run run = skipping_run();
  run.rows[1].verdict = suite::Verdict::kSkip;
  run.rows[1].detail = run.rows[0].detail = run.rows[2].detail = "x";
  EXPECT_THAT(skip_notes(before(passing_run()), results_json(run)),
              ElementsAre(HasSubstr("2 scenarios are skipped that ran before: x (2)"),
                          HasSubstr("CPython 3.11.2: 1 scenario is skipped that ran before: x (1)")));
}

TEST(Skips, ReasonsAreOrderedByHowOftenNotByWhatTheySay) {
  report::Run run = skipping_run();
  run.rows.push_back(run.rows[2]);
  run.cases[0].scenarios.push_back(run.cases[0].scenarios[1]);
  run.cases[0].scenarios.back().where["tls"] = run.rows.back().where["tls"] = "1.1";
  report::Run earlier = passing_run();
  earlier.cases = run.cases;
  earlier.rows.push_back(earlier.rows[2]);
  earlier.rows.back().where["tls"] = "1.1";
  run.rows[0].detail = "a";
  run.rows[2].detail = run.rows.back().detail = "b";
  EXPECT_THAT(skip_notes(before(earlier), results_json(run)),
              ElementsAre(HasSubstr("skipped that ran before: b (2); a (1)")));
}

TEST(Skips, AnUnreadableFileIsNamedAndIgnored) {
  const std::filesystem::path folder = testing::TempDir() + "peercert_skips";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "results.json") << "{";
  EXPECT_THAT(skip_notes(Before::read(folder), results_json(passing_run())),
              ElementsAre(testing::AllOf(HasSubstr("cannot be read"), HasSubstr("results.json: has no JSON at byte"))));
  EXPECT_THAT(skip_notes(Before::read(folder / "nowhere"), results_json(passing_run())), IsEmpty());
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace peercert::report
