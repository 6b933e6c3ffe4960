#include "report/merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>

#include "report/closing.h"
#include "report/results.h"
#include "report/sample_run.h"
#include "report/test_refusal.h"
#include "report/view.h"

namespace peercert::report {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> subjects_of(const Json& results) {
  std::vector<std::string> out;
  for (const Json& subject : results.at("subjects")) {
    out.push_back(member(subject, "implementation") + " " + member(subject, "version") + " " + member(subject, "role"));
  }
  return out;
}

Json merged_runs(const std::vector<Run>& runs) {
  std::vector<Source> sources;
  for (const Run& run : runs) sources.push_back({"run" + std::to_string(sources.size() + 1), results_json(run)});
  return merged(sources);
}

std::string merge_error(const std::vector<Run>& runs) {
  return test::refusal_of([&] { return merged_runs(runs); });
}

// sample_run() whose subject is of another version.
Run run_of_version(const std::string& version) {
  Run run = sample_run();
  run.subjects[0].info.version = version;
  return run;
}

// The rows of `run` that `keep` says yes to.
template <typename Predicate>
Run part(Run run, Predicate keep) {
  run.rows.erase(std::remove_if(run.rows.begin(), run.rows.end(), [&](const suite::Row& row) { return !keep(row); }),
                 run.rows.end());
  return run;
}

TEST(Merged, ResultsWithThemselvesAreThemselves) {
  const Json once = merged_runs({sample_run()});
  EXPECT_EQ(results_text(merged_runs({sample_run(), sample_run()})), results_text(once));
  EXPECT_EQ(results_text(merged({{"once", once}})), results_text(once));
  EXPECT_EQ(once.at("rows").size(), 4U);
  EXPECT_EQ(closing_line(merged_runs({passing_run()})).substr(0, 37), "peercert: 2 scenarios x 2 subjects: a");
}

TEST(Merged, SubjectsStandInOrderOfVersionsAndOnce) {
  const Json results = merged_runs({run_of_version("0.10.0"), run_of_version("0.9.0")});
  EXPECT_THAT(subjects_of(results),
              ElementsAre("CPython 3.11.2 reference", "peercert 0.9.0 subject", "peercert 0.10.0 subject"));
  EXPECT_EQ(results.at("rows").size(), 6U);
  for (const Json& subject : results.at("subjects")) {
    const Json& totals = results.at("totals").at(member(subject, "id"));
    EXPECT_EQ(totals.value("pass", 0) + totals.value("fail", 0), 2);
  }
}

TEST(Merged, AnotherTlsLibraryIsAnotherSubject) {
  auto other = sample_run();
  other.subjects[0].info.tls_library = "OpenSSL 1.1.1w  11 Sep 2023";
  EXPECT_EQ(merged_runs({sample_run(), other}).at("subjects").size(), 3U);
}

TEST(Merged, SubjectThatWasNamedTwiceStaysTwo) {
  auto twice = passing_run();
  twice.subjects[1] = twice.subjects[0];
  const Json results = merged_runs({twice, passing_run()});
  EXPECT_THAT(subjects_of(results),
              ElementsAre("CPython 3.11.2 reference", "peercert 0.1.0 subject", "peercert 0.1.0 subject"));
  EXPECT_EQ(results.at("rows").size(), 6U);
}

TEST(Merged, ReferenceOfAnyIsTheReference) {
  auto other = passing_run();
  other.subjects[1].role = "subject";
  EXPECT_THAT(subjects_of(merged_runs({other, passing_run()})),
              ElementsAre("CPython 3.11.2 reference", "peercert 0.1.0 subject"));
}

TEST(Merged, WhoStandsAloneIsNamedByTheRoleItHas) {
  auto as_subject = sample_run();
  as_subject.rows[3] = as_subject.rows[2];
  as_subject.rows[3].subject = 1;
  auto as_reference = as_subject;
  as_subject.subjects[1].role = "subject";
  as_reference.rows[3].alone = "reference";
  const Json results = merged_runs({as_subject, as_reference});
  for (const Json& row : results.at("rows")) {
    if (verdict_of(row) == suite::Verdict::kPass) continue;
    EXPECT_EQ(member(row, "alone"), member(View(results).subject(member(row, "subject")), "role"));
  }
}

TEST(Merged, PartsOfARunAreTheRun) {
  const auto first = [](const suite::Row& row) { return row.where.at("tls") == "1.2"; };
  const Json results =
      merged_runs({part(sample_run(), first), part(sample_run(), [&](const suite::Row& row) { return !first(row); })});
  EXPECT_EQ(results_text(results), results_text(merged_runs({sample_run()})));
}

TEST(Merged, OtherSuiteIsRefusedNamingBoth) {
  auto other = sample_run();
  other.suite_digest = "fedcba9876543210";
  EXPECT_THAT(
      merge_error({sample_run(), other}),
      HasSubstr("run1 is of suite 0123456789abcdef and run2 of suite fedcba9876543210: only results of the same"));
}

TEST(Merged, OfSeveralVersionsOfTheSuiteTheGreatestIsNamedWhereverItStands) {
  auto old = sample_run(), recent = sample_run();
  old.suite_version = "0.9.0";
  recent.suite_version = "0.10.0";
  EXPECT_EQ(member(merged_runs({old, recent}).at("suite"), "version"), "0.10.0");
  EXPECT_EQ(member(merged_runs({recent, old}).at("suite"), "version"), "0.10.0");
}

TEST(Merged, AnotherCaseOfTheSameNameIsRefused) {
  auto other = sample_run();
  other.cases[0].why = "Another.";
  EXPECT_THAT(merge_error({sample_run(), other}),
              HasSubstr("run2: has another case 'validation/client_cert_none' than run1"));
}

TEST(Merged, ContradictionIsRefusedNamingTheScenario) {
  EXPECT_EQ(merge_error({sample_run(), passing_run()}),
            "run1 and run2 contradict each other: validation/client_cert_none[tls=1.3,transport=memory] on peercert "
            "0.1.0: fail, and validation/client_cert_none[tls=1.3,transport=memory] on peercert 0.1.0: pass; the same "
            "subject answered differently");
}

TEST(Merged, SameAnswerComparedWithAnotherReferenceIsTheWorseOfBoth) {
  auto other = passing_run();
  other.rows[0].verdict = other.rows[0].steps[0].verdict = suite::Verdict::kDiverge;
  const Json one = merged_runs({passing_run(), other}), two = merged_runs({other, passing_run()});
  EXPECT_EQ(results_text(one), results_text(two));
  EXPECT_EQ(std::count_if(one.at("rows").begin(), one.at("rows").end(),
                          [](const Json& row) { return verdict_of(row) == suite::Verdict::kDiverge; }),
            1);
}

// passing_run() whose reference was not played, for this reason.
Run run_without_reference(const std::string& why) {
  Run run = part(passing_run(), [](const suite::Row& row) { return row.subject == 0; });
  run.subjects[1].not_played = why;
  return run;
}

std::string reason(const std::vector<Run>& runs) {
  return member(merged_runs(runs).at("subjects")[0], "not_played");
}

TEST(Merged, WhoWasNotPlayedSaysWhyUnlessItWasPlayedElsewhere) {
  EXPECT_EQ(reason({run_without_reference("b")}), "b");
  EXPECT_EQ(reason({run_without_reference("b"), run_without_reference("a")}), "b");
  EXPECT_EQ(reason({run_without_reference("a"), run_without_reference("b")}), "b");
  EXPECT_EQ(reason({passing_run(), run_without_reference("a")}), "");
  EXPECT_EQ(reason({run_without_reference("a"), passing_run()}), "");
}

TEST(Merged, OfTwoRecipesTheSameIsKeptWhateverComesFirst) {
  auto one = passing_run(), other = passing_run();
  one.recipes["server"] = "recipe a";
  other.recipes["server"] = "recipe b";
  EXPECT_EQ(results_text(merged_runs({one, other})), results_text(merged_runs({other, one})));
}

TEST(Merged, SamePlaceOfAnotherCaseIsAnotherRow) {
  auto run = passing_run();
  run.cases.push_back(run.cases[0]);
  run.cases[1].id = "validation/other";
  run.rows.push_back(run.rows[0]);
  run.rows.back().case_id = "validation/other";
  EXPECT_EQ(merged_runs({run}).at("rows").size(), 5U);
}

TEST(Merged, IdsAreThoseOfTheRun) {
  auto twice = passing_run();
  twice.subjects[1] = twice.subjects[0];
  const Json before = results_json(twice).at("subjects");
  const Json after = merged_runs({twice}).at("subjects");
  EXPECT_EQ(member(after[0], "id"), member(before[0], "id"));
  EXPECT_EQ(member(after[1], "id"), member(after[0], "id") + "-2");
}

// Results split at random into parts, some overlapping, merged in random order and groups: always the same bytes.
TEST(Merged, OrderAndGroupsDoNotShow) {
  std::mt19937 random(20240917);
  const auto below = [&](std::size_t n) { return std::size_t{random() % n}; };
  std::vector<report::Run> runs = {run_of_version("0.9.0"), run_of_version("0.10.0"), hostile_run(kHostile)};
  runs[2].suite_digest = runs[0].suite_digest;
  runs[2].suite_version = runs[0].suite_version;
  runs[2].rules = runs[0].rules;
  runs[2].cases[0].id = "validation/hostile";
  for (suite::Row& row : runs[2].rows) row.case_id = "validation/hostile";
  const std::string expected = results_text(merged_runs(runs));
  for (int round = 0; round < 40; ++round) {
    std::vector<Source> sources;
    for (const auto& run : runs) {
      sources.push_back({"whole", results_json(part(run, [&](const suite::Row&) { return below(2) == 0; }))});
      sources.push_back({"rest", results_json(run)});
    }
    while (sources.size() > 1) {
      std::shuffle(sources.begin(), sources.end(), random);
      const auto some = static_cast<std::ptrdiff_t>(1 + below(sources.size()));
      const std::vector<Source> group(sources.begin(), sources.begin() + some);
      sources.erase(sources.begin(), sources.begin() + some);
      sources.push_back({"group", merged(group)});
    }
    ASSERT_EQ(results_text(sources.front().results), expected) << "round " << round;
  }
}

}  // namespace
}  // namespace peercert::report
