// The judge, beyond one step held against one rule: drift, divergence, who stands alone, and what is no observation.
#include "suite/judge.h"
#include "suite/test_suite.h"

namespace peercert::suite {
namespace {

Drift drift(const std::string& yields, const std::optional<std::string>& step = "s0") {
  Drift entry;
  entry.id = "known_one";
  entry.subject = Requirement::parse("peercert");
  entry.cases = {"t/*"};
  entry.step = step;
  entry.yields = parse_literal(yields);
  entry.reason = "because";
  return entry;
}

TestRow answer(const std::string& said, const std::string& subject, const std::string& reference) {
  TestRow row;
  row.add("getpeercert", {value(said)}, gave(subject), gave(reference));
  return row;
}

TestRow silent(const Observation& subject, const Observation& reference) {
  TestRow row;
  row.add("getpeercert", {}, subject, reference);
  return row;
}

TEST(JudgeDrift, WhatTheEntrySaysIsKnown) {
  TestRow row = answer("1", "2", "1");
  row.suite.drift = {drift("2")};
  const Row judged = row.judged();
  EXPECT_EQ(judged.verdict, Verdict::kKnown);
  EXPECT_EQ(judged.steps.at(0).drift, "known_one");
  EXPECT_EQ(judged.steps.at(0).message, "known drift 'known_one': because");
}

TEST(JudgeDrift, MeetingTheRuleIsFixed) {
  TestRow row = answer("1", "1", "1");
  row.suite.drift = {drift("2")};
  EXPECT_EQ(row.judged().verdict, Verdict::kFixed);
  EXPECT_EQ(row.judged().steps.at(0).message, "meets the rule now: drift entry 'known_one' can go");
}

TEST(JudgeDrift, AThirdValueFails) {
  TestRow row = answer("1", "3", "1");
  row.suite.drift = {drift("2")};
  EXPECT_EQ(row.judged().verdict, Verdict::kFail);
  EXPECT_EQ(row.judged().steps.at(0).message, "neither the rule nor what the drift entry 'known_one' says");
}

TEST(JudgeDrift, ItIsForTheSubjectItNamesOnly) {
  TestRow row = answer("1", "2", "2");
  row.suite.drift = {drift("2")};
  EXPECT_EQ(row.judged_reference().verdict, Verdict::kFail);
}

TEST(JudgeDrift, OneThatSpeaksOfAnotherSubjectIsPassedOver) {
  TestRow row = answer("1", "2", "1");
  row.suite.drift = {drift("2"), drift("2")};
  row.suite.drift[0].subject = Requirement::parse("CPython");
  EXPECT_EQ(row.judged().verdict, Verdict::kKnown);
}

TEST(JudgeDrift, OfSeveralEntriesTheOneThatExplainsCounts) {
  TestRow row = answer("1", "3", "1");
  row.suite.drift = {drift("2"), drift("3")};
  row.suite.drift[1].id = "second";
  EXPECT_EQ(row.judged().steps.at(0).drift, "second");
  EXPECT_EQ(row.judged().verdict, Verdict::kKnown);
}

TEST(JudgeDrift, AnEntryForAnyStepIsNotFixedByTheStepsThatNeverDrifted) {
  TestRow row = answer("1", "2", "1");
  row.add("getpeercert", {value("5")}, gave("5"), gave("5"));
  row.suite.drift = {drift("2", std::nullopt)};
  EXPECT_EQ(row.judged().verdict, Verdict::kKnown);
  EXPECT_EQ(row.judged().steps.at(1).verdict, Verdict::kPass);
  EXPECT_EQ(row.judged().steps.at(1).drift, std::nullopt);
}

TEST(JudgeDrift, AStepThatNeverDriftedKeepsWhatElseIsSaidOfIt) {
  Observation warned = gave("5");
  warned.warnings = {{"W", "w"}};
  TestRow row = answer("1", "2", "1");
  row.add("getpeercert", {value("5")}, warned, gave("5"));
  row.suite.drift = {drift("2", std::nullopt)};
  const StepResult step = row.judged().steps.at(1);
  EXPECT_EQ(step.verdict, Verdict::kNote);
  EXPECT_EQ(step.drift, std::nullopt);
  EXPECT_EQ(step.differences.at(0).path, ".warnings[0]");
}

TEST(JudgeDrift, WhereNoneOfSeveralExplainsTheFirstThatSpeaksOfAllItsCasesIsNamed) {
  TestRow row = answer("1", "4", "1");
  row.suite.drift = {drift("2"), drift("3"), drift("5")};
  row.suite.drift[0].partly = true;
  row.suite.drift[1].id = "second";
  row.suite.drift[2].id = "third";
  EXPECT_EQ(row.judged().steps.at(0).message, "neither the rule nor what the drift entry 'second' says");
}

TEST(JudgeDrift, AnUnforeseenDetailOfWhatMeetsTheRuleIsNoThirdValue) {
  TestRow row;
  row.add("getpeercert", {raises("ValueError")}, raised("UnicodeError", "()", {"ValueError"}), raised("ValueError"));
  row.suite.drift = {drift("2")};
  EXPECT_EQ(row.judged().verdict, Verdict::kFixed);
}

TEST(JudgeDrift, AnyAnswerOfAnUnstableEntryIsKnownAndNoneIsFixed) {
  for (const char* answered : {"1", "2", "3"}) {
    TestRow row = answer("1", answered, "1");
    row.suite.drift = {drift("2")};
    row.suite.drift[0].yields.reset();
    row.suite.drift[0].unstable = true;
    EXPECT_EQ(row.judged().verdict, Verdict::kKnown) << answered;
    EXPECT_EQ(row.judged().steps.at(0).message, "known drift 'known_one': because");
  }
}

TEST(JudgeDrift, AnEntryOfSomeOfItsCasesIsNeverFixedAndForbidsNothing) {
  TestRow row = answer("1", "1", "1");
  row.suite.drift = {drift("2")};
  row.suite.drift[0].partly = true;
  EXPECT_EQ(row.judged().verdict, Verdict::kPass);
  row = answer("1", "2", "1");
  row.suite.drift = {drift("2")};
  row.suite.drift[0].partly = true;
  EXPECT_EQ(row.judged().verdict, Verdict::kKnown);
  row = answer("1", "3", "1");
  row.suite.drift = {drift("2")};
  row.suite.drift[0].partly = true;
  EXPECT_EQ(row.judged().steps.at(0).message, "what the rule says is not what happened");
}

TEST(JudgeDrift, APreparationThatIsKnownToFailIsKnown) {
  TestRow row;
  row.add("handshake", {}, raised("E"), gave("None"));
  row.seen.observations[0].on = "client";
  EXPECT_EQ(row.judged().verdict, Verdict::kFail);
  row.suite.drift = {drift("2", std::nullopt)};
  row.suite.drift[0].yields.reset();
  row.suite.drift[0].raises = "E";
  EXPECT_EQ(row.judged().verdict, Verdict::kKnown);
  row.suite.drift[0].raises = "F";
  EXPECT_EQ(row.judged().verdict, Verdict::kFail);
}

TEST(JudgeSilence, TheSameAsTheReferencePassesAndAnythingElseDiverges) {
  EXPECT_EQ(silent(gave("1"), gave("1")).judged().verdict, Verdict::kPass);
  const Row row = silent(gave("1"), gave("2")).judged();
  EXPECT_EQ(row.verdict, Verdict::kDiverge);
  EXPECT_EQ(row.steps.at(0).differences.size(), 1U);
  EXPECT_EQ(row.steps.at(0).message, "no rule says what happens here, and the two do not agree");
}

TEST(JudgeSilence, AWarningOrATextAloneIsADifferenceThatIsListed) {
  Observation warned = gave("1");
  warned.warnings = {{"W", "w"}};
  EXPECT_EQ(silent(gave("1"), warned).judged().steps.at(0).differences.at(0).path, ".warnings[0]");
  Observation worded = raised("E");
  worded.raised->text = "other";
  EXPECT_EQ(silent(worded, raised("E")).judged().steps.at(0).differences.at(0).path, ".text");
}

TEST(JudgeSilence, TheReferenceDoesNotDivergeFromItself) {
  const Row row = silent(gave("1"), gave("2")).judged_reference();
  EXPECT_EQ(row.verdict, Verdict::kPass);
  EXPECT_EQ(row.steps.at(0).reference, std::nullopt);
}

TEST(JudgeSilence, ARowInWhichNothingWasHeldAgainstAnythingIsASkip) {
  const Row row = silent(gave("1"), gave("1")).judged_alone();
  EXPECT_EQ(row.verdict, Verdict::kSkip);
  EXPECT_EQ(row.detail, "no rule says anything of this subject, and there is nobody to compare it with");
  TestRow crashed = silent(gave("1"), gave("1"));
  crashed.seen_by_reference.kind = Outcome::Kind::kCrash;
  EXPECT_EQ(crashed.judged().verdict, Verdict::kSkip);
}

TEST(JudgeSilence, APreparationThatFailsIsNoSkipThoughNothingElseWasAsked) {
  TestRow row;
  row.add("handshake", {}, raised("E"), gave("None"));
  row.seen.observations[0].on = "client";
  EXPECT_EQ(row.judged_alone().verdict, Verdict::kFail);
}

TEST(JudgeSilence, AConditionThatDoesNotHoldSaysNothing) {
  TestRow row = answer("1", "3", "2");
  row.one.expectations[0][0].expect[0].when = Requirement::parse("CPython < 3");
  EXPECT_EQ(row.judged().verdict, Verdict::kDiverge);
  EXPECT_EQ(row.judged_alone().verdict, Verdict::kSkip);
}

TEST(JudgeAlone, SaysWhichOfTheThreeWitnessesDiffers) {
  EXPECT_EQ(answer("1", "2", "1").judged().alone, "subject");
  EXPECT_EQ(answer("1", "2", "2").judged().alone, "rule");
  EXPECT_EQ(answer("1", "2", "3").judged().alone, "all differ");
  EXPECT_EQ(answer("1", "1", "2").judged_reference().alone, "reference");
  EXPECT_EQ(answer("1", "1", "2").judged().alone, "");
  EXPECT_EQ(answer("1", "2", "1").judged_alone().alone, "");
}

TEST(JudgeAlone, IsSaidOfTheFirstStepThatBreaksARule) {
  TestRow row = answer("1", "1", "1");
  row.add("getpeercert", {value("1")}, gave("2"), gave("1"));
  EXPECT_EQ(row.judged().alone, "subject");
}

TEST(JudgeAlone, ADetailOfTheReferenceDoesNotPutItOnTheSubjectsSide) {
  Observation warned = gave("1");
  warned.warnings = {{"W", "w"}};
  TestRow row;
  row.add("getpeercert", {value("1")}, gave("2"), warned);
  EXPECT_EQ(row.judged().alone, "subject");
}

TEST(JudgeAlone, WhereTheRuleSaysNothingOfTheOtherItIsHeldAgainstWhatItSaysOfTheOne) {
  TestRow row = answer("1", "2", "1");
  row.one.expectations[0][0].expect[0].when = Requirement::parse("peercert");
  EXPECT_EQ(row.judged().alone, "subject");
  row.seen_by_reference.observations[0].value = parse_literal("3");
  EXPECT_EQ(row.judged().alone, "all differ");
}

TEST(JudgeAlone, TheOtherMustHaveBeenObserved) {
  TestRow row = answer("1", "2", "1");
  row.seen_by_reference.kind = Outcome::Kind::kHang;
  EXPECT_EQ(row.judged().alone, "");
}

TEST(JudgeRow, TheWorstStepCounts) {
  TestRow row = answer("1", "1", "1");
  row.add("getpeercert", {value("1")}, gave("2"), gave("1"));
  row.add("getpeercert", {value("1")}, gave("2"), gave("1"), "accident");
  EXPECT_EQ(row.judged().verdict, Verdict::kFail);
  EXPECT_EQ(row.judged().steps.at(2).verdict, Verdict::kNote);
}

TEST(JudgeRow, WhatWasNotObservedIsItsOwnVerdict) {
  using Kind = Outcome::Kind;
  const std::vector<std::pair<Kind, Verdict>> kinds{{Kind::kSkip, Verdict::kSkip},
                                                    {Kind::kError, Verdict::kError},
                                                    {Kind::kCrash, Verdict::kCrash},
                                                    {Kind::kHang, Verdict::kHang},
                                                    {Kind::kProtocolError, Verdict::kProtocolError}};
  for (const auto& [kind, verdict] : kinds) {
    TestRow row = answer("1", "1", "1");
    row.seen = {kind, {}, "why", 1.5};
    EXPECT_EQ(row.judged().verdict, verdict);
    EXPECT_EQ(row.judged().detail, "why");
    EXPECT_EQ(row.judged().seconds, 1.5);
    EXPECT_TRUE(row.judged().steps.empty());
  }
}

TEST(JudgeRow, SaysWhichScenarioItIs) {
  const Row row = answer("1", "1", "1").judged();
  EXPECT_EQ(row.case_id, "t/case");
  EXPECT_EQ(row.where.at("tls"), "1.3");
}

// The detail of a row whose only observation is `seen`.
std::string detail(const Observation& seen, const std::string& verb = "getpeercert") {
  TestRow row;
  row.add(verb, {value("1")}, seen, gave("1"));
  EXPECT_EQ(row.judged().verdict, Verdict::kProtocolError);
  return row.judged().detail;
}

TEST(JudgeRow, AnObservationWithBothOrNeitherIsAProtocolError) {
  Observation both = raised("ValueError");
  both.value = parse_literal("1");
  EXPECT_EQ(detail(both), "step 's0': expected either a value or an exception, found both");
  EXPECT_EQ(detail({}), "step 's0': expected either a value or an exception, found neither");
}

TEST(JudgeRow, OnStandsExactlyWhereAHandshakeRaised) {
  const std::string message = "step 's0': 'on' names the connection exactly when a handshake raised";
  Observation named = gave("1");
  named.on = "client";
  EXPECT_EQ(detail(named), message);
  EXPECT_EQ(detail(named, "handshake"), message);
  EXPECT_EQ(detail(raised("E"), "handshake"), message);
}

TEST(JudgeRow, ObservationsThatDoNotFitTheStepsAreAProtocolError) {
  TestRow row = answer("1", "1", "1");
  row.seen.observations[0].step = "another";
  EXPECT_EQ(row.judged().detail, "expected step 's0', found 'another'");
  row.seen.observations.clear();
  EXPECT_EQ(row.judged().verdict, Verdict::kProtocolError);
  EXPECT_EQ(row.judged().detail, "expected 1 observations, found 0");
}

}  // namespace
}  // namespace peercert::suite
