#include "report/closing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "report/results.h"
#include "report/sample_run.h"

namespace peercert::report {
namespace {

using testing::HasSubstr;

TEST(ClosingLine, AllIsWell) {
  EXPECT_EQ(
      closing_line(results_json(passing_run())),
      "peercert: 2 scenarios x 2 subjects: all as the rules say (peercert 0.1.0: 2 pass; CPython 3.11.2: 2 pass)");
}

TEST(ClosingLine, DifferencesAreCounted) {
  EXPECT_EQ(
      closing_line(results_json(sample_run())),
      "peercert: 1 of 4 runs differs from what the rules say (peercert 0.1.0: 1 pass, 1 fail; CPython 3.11.2: 2 pass)");
}

TEST(ClosingLine, NotesCountOnlyWhenStrict) {
  auto run = passing_run();
  run.rows[0].verdict = suite::Verdict::kNote;
  EXPECT_TRUE(is_good(results_json(run)));
  EXPECT_FALSE(is_good(results_json(run), true));
  EXPECT_THAT(closing_line(results_json(run), true), HasSubstr("1 of 4 runs differs"));
}

TEST(ClosingLine, NotesAreNamedByTheirCase) {
  auto run = passing_run();
  run.rows[0].verdict = run.rows[2].verdict = suite::Verdict::kNote;
  EXPECT_EQ(closing_line(results_json(run)),
            "peercert: 2 scenarios x 2 subjects: nothing unexpected: 2 pass, 2 notes (validation/client_cert_none; "
            "--strict counts them) (peercert 0.1.0: 2 note; CPython 3.11.2: 2 pass)");
}

TEST(ClosingLine, AtMostThreeCasesOfNotesAreNamed) {
  auto run = passing_run();
  for (std::size_t i = 0; i < 4; ++i) {
    run.rows[i].verdict = suite::Verdict::kNote;
    run.rows[i].case_id = std::string("names/") + "abcd"[i];
    run.cases.push_back(run.cases[0]);
    run.cases.back().id = run.rows[i].case_id;
  }
  EXPECT_THAT(closing_line(results_json(run)),
              HasSubstr("4 notes (names/a, names/b, names/c, ...; --strict counts them)"));
}

TEST(ClosingLine, KnownDriftAndSkipsAreCounted) {
  auto run = passing_run();
  run.rows[0].verdict = suite::Verdict::kKnown;
  run.rows[1].verdict = suite::Verdict::kSkip;
  EXPECT_THAT(closing_line(results_json(run)),
              HasSubstr("2 scenarios x 2 subjects: nothing unexpected: 2 pass, 1 known drift, 1 skipped ("));
}

TEST(ClosingLine, FixedDriftIsNamedByItsEntry) {
  auto run = passing_run();
  run.rows[0].verdict = run.rows[0].steps[1].verdict = suite::Verdict::kFixed;
  run.rows[0].steps[1].drift = "early_names";
  EXPECT_THAT(closing_line(results_json(run)), HasSubstr("1 fixed (known drift that is gone: early_names; --strict"));
}

// Two more subjects that say what the second one does.
Run with_two_more(Run run) {
  for (const char* version : {"3.12.1", "3.13.0"}) {
    run.subjects.push_back(run.subjects[1]);
    run.subjects.back().info.version = version;
    run.rows.push_back(run.rows[3]);
    run.rows.back().subject = run.subjects.size() - 1;
  }
  return run;
}

TEST(ClosingLine, OfManySubjectsThoseThatPassAreCounted) {
  const auto run = with_two_more(sample_run());
  EXPECT_THAT(closing_line(results_json(run)), HasSubstr(" (peercert 0.1.0: 1 pass, 1 fail; 3 others: all pass)"));
}

TEST(ClosingLine, OfManySubjectsThatAllPassTheNumberIsSaid) {
  const auto run = with_two_more(passing_run());
  EXPECT_THAT(closing_line(results_json(run)), HasSubstr(" (4 subjects: all pass)"));
}

TEST(ClosingLine, OneOfManyThatPassesIsCountedToo) {
  auto run = with_two_more(passing_run());
  for (suite::Row& row : run.rows) {
    if (row.subject != 1) row.verdict = suite::Verdict::kNote;
  }
  EXPECT_THAT(closing_line(results_json(run)), HasSubstr("; 1 other: all pass)"));
}

TEST(ClosingLine, EverythingSkippedIsNothing) {
  auto run = passing_run();
  for (suite::Row& row : run.rows) row.verdict = suite::Verdict::kSkip;
  EXPECT_THAT(closing_line(results_json(run)), HasSubstr("peercert: nothing ran ("));
  EXPECT_FALSE(is_good(results_json(run)));
}

TEST(ClosingLine, WhoWasNotPlayedIsSaidAndNothingIsGood) {
  const Json results = results_json(absent_run("no such program"));
  EXPECT_FALSE(is_good(results));
  EXPECT_EQ(
      closing_line(results),
      "peercert: 1 of 2 subjects was not played; 2 scenarios x 1 subject: all as the rules say (peercert 0.1.0: 2 "
      "pass; python9: not played)");
}

}  // namespace
}  // namespace peercert::report
