#include "suite/judge.h"

#include "suite/test_suite.h"

namespace peercert::suite {
namespace {

// What one getpeercert() gets when the rule, of that level, says `expected`.
TestRow answer(const Expectation& expected, const Observation& subject, const Observation& reference,
               const std::string& level = "documented") {
  TestRow row;
  row.add("getpeercert", {expected}, subject, reference, level);
  return row;
}

TEST(Judge, AnAnswerAsTheRuleSaysPasses) {
  const Row row = answer(value("{}"), gave("{}"), gave("{}")).judged();
  EXPECT_EQ(row.verdict, Verdict::kPass);
  EXPECT_EQ(row.alone, "");
  EXPECT_EQ(row.steps.at(0).rules, std::vector<std::string>{"documented"});
  EXPECT_TRUE(row.steps.at(0).differences.empty());
  EXPECT_EQ(row.steps.at(0).message, "");
}

TEST(Judge, NoneForAnEmptyDictionaryFails) {
  const Row row = answer(value("{}"), gave("None"), gave("{}")).judged();
  EXPECT_EQ(row.verdict, Verdict::kFail);
  EXPECT_EQ(row.steps.at(0).level, Level::kDocumented);
  EXPECT_EQ(row.steps.at(0).differences.at(0).kind, DifferenceKind::kType);
  EXPECT_EQ(row.steps.at(0).message, "what the rule says is not what happened");
}

TEST(Judge, EveryDifferenceIsListedWithItsPath) {
  const Row row = answer(value("{'a': (1, 2), 'b': 3}"), gave("{'a': (1, 7), 'b': '3'}"), gave("{}")).judged();
  ASSERT_EQ(row.steps.at(0).differences.size(), 2U);
  EXPECT_EQ(row.steps.at(0).differences.at(0).path, "['a'][1]");
  EXPECT_EQ(row.steps.at(0).differences.at(1).path, "['b']");
}

TEST(Judge, TheLevelOfTheRuleDecidesBetweenFailAndNote) {
  EXPECT_EQ(answer(value("1"), gave("2"), gave("1"), "compatible").judged().verdict, Verdict::kFail);
  EXPECT_EQ(answer(value("1"), gave("2"), gave("1"), "accident").judged().verdict, Verdict::kNote);
}

TEST(Judge, TheStrongestRuleOfAStepCounts) {
  TestRow row = answer(value("1"), gave("2"), gave("1"), "accident");
  row.one.expectations[0][0].rules = {"accident", "compatible"};
  EXPECT_EQ(row.judged().verdict, Verdict::kFail);
  EXPECT_EQ(row.judged().steps.at(0).level, Level::kCompatible);
}

TEST(Judge, ASubclassIsANote) {
  const Observation subclass = raised("UnicodeError", "()", {"ValueError", "Exception"});
  const Row row = answer(raises("ValueError"), subclass, raised("ValueError")).judged();
  EXPECT_EQ(row.verdict, Verdict::kNote);
  EXPECT_EQ(row.steps.at(0).level, Level::kAccident);
  EXPECT_EQ(row.steps.at(0).differences.at(0).path, ".type");
  EXPECT_EQ(row.alone, "subject");
}

TEST(Judge, ATypeThatExceptDoesNotCatchFails) {
  const Row row = answer(raises("ValueError"), raised("TypeError"), raised("ValueError")).judged();
  EXPECT_EQ(row.verdict, Verdict::kFail);
  EXPECT_EQ(row.steps.at(0).differences.at(0).path, "");
}

TEST(Judge, AValueForAnExceptionAndTheOtherWayRoundFail) {
  EXPECT_EQ(answer(raises("ValueError"), gave("None"), raised("ValueError")).judged().verdict, Verdict::kFail);
  EXPECT_EQ(answer(value("None"), raised("ValueError"), gave("None")).judged().verdict, Verdict::kFail);
}

TEST(Judge, OtherArgumentsAreANote) {
  Expectation expected = raises("ValueError");
  expected.args = parse_literal("('handshake not done yet',)");
  const Row row = answer(expected, raised("ValueError", "('no',)"), raised("ValueError")).judged();
  EXPECT_EQ(row.verdict, Verdict::kNote);
  EXPECT_EQ(row.steps.at(0).differences.at(0).path, ".args[0]");
}

TEST(Judge, AWarningIsANote) {
  Observation warned = gave("{}");
  warned.warnings = {{"DeprecationWarning", "old"}};
  const Row row = answer(value("{}"), warned, gave("{}")).judged();
  EXPECT_EQ(row.verdict, Verdict::kNote);
  EXPECT_EQ(row.steps.at(0).differences.at(0).path, ".warnings[0]");
  EXPECT_EQ(row.steps.at(0).message, "as the rule says, but not in every detail of the exception, or with a warning");
}

TEST(Judge, SourcePositionsDoNotCount) {
  Expectation expected = raises("ssl.SSLError");
  expected.args = parse_literal("(1, 'bad')");
  EXPECT_EQ(answer(expected, raised("ssl.SSLError", "(1, 'bad (_ssl.c:1006)')"), gave("1")).judged().verdict,
            Verdict::kPass);
}

TEST(Judge, TheOrderOfKeysCountsUnlessTheExpectationSaysNot) {
  Expectation expected = value("{'a': 1, 'b': 2}");
  EXPECT_EQ(answer(expected, gave("{'b': 2, 'a': 1}"), gave("1")).judged().verdict, Verdict::kFail);
  expected.any_order = true;
  EXPECT_EQ(answer(expected, gave("{'b': 2, 'a': 1}"), gave("1")).judged().verdict, Verdict::kPass);
}

TEST(Judge, OrderAloneIsNeverMoreThanCompatible) {
  const Row order = answer(value("{'a': 1, 'b': 2}"), gave("{'b': 2, 'a': 1}"), gave("{}")).judged();
  EXPECT_EQ(order.verdict, Verdict::kFail);
  EXPECT_EQ(order.steps.at(0).level, Level::kCompatible);
  const Row more = answer(value("{'a': 1, 'b': 2}"), gave("{'b': 2, 'a': 7}"), gave("{}")).judged();
  EXPECT_EQ(more.steps.at(0).level, Level::kDocumented);
}

TEST(Judge, AHandshakeMustRaiseOnTheSideThatTheRuleNames) {
  TestRow row;
  Expectation expected = raises("ssl.SSLError");
  expected.on = "client";
  Observation seen = raised("ssl.SSLError");
  seen.on = "server";
  row.add("handshake", {expected}, seen, seen);
  EXPECT_EQ(row.judged().verdict, Verdict::kFail);
  row.seen.observations[0].on = "client";
  EXPECT_EQ(row.judged().verdict, Verdict::kPass);
}

TEST(Judge, TheFirstExpectationWhoseConditionHoldsCounts) {
  Expectation for_cpython = value("1");
  for_cpython.when = Requirement::parse("CPython");
  TestRow row;
  row.add("getpeercert", {for_cpython, value("2")}, gave("2"), gave("1"));
  EXPECT_EQ(row.judged().verdict, Verdict::kPass);
  EXPECT_EQ(row.judged_reference().verdict, Verdict::kPass);
  row.seen.observations[0].value = parse_literal("1");
  EXPECT_EQ(row.judged().verdict, Verdict::kFail);
  EXPECT_EQ(row.judged().alone, "subject");  // the reference gave the same, and was right to
}

TEST(JudgePreparation, AHandshakeThatRaisesFails) {
  TestRow row;
  Observation failed = raised("ssl.SSLError", "(1, 'x')");
  failed.on = "server";
  row.add("handshake", {}, failed, gave("None"));
  const Row judged = row.judged();
  EXPECT_EQ(judged.verdict, Verdict::kFail);
  EXPECT_EQ(judged.steps.at(0).message, "the preparation failed, so what follows means nothing");
  EXPECT_EQ(judged.alone, "subject");
  row.seen_by_reference.observations = row.seen.observations;
  EXPECT_EQ(row.judged().alone, "rule");
}

TEST(JudgePreparation, OneCallOfDoHandshakeMayWait) {
  TestRow row;
  row.add("do_handshake", {}, raised("ssl.SSLWantReadError"), raised("ssl.SSLWantReadError"));
  EXPECT_EQ(row.judged().steps.at(0).verdict, Verdict::kPass);
  row.seen.observations[0] = raised("ssl.SSLError");
  row.seen.observations[0].step = "s0";
  EXPECT_EQ(row.judged().verdict, Verdict::kFail);
}

TEST(JudgePreparation, BeingDoneWhereTheReferenceWaitsDiverges) {
  TestRow row;
  row.add("do_handshake", {}, gave("None"), raised("ssl.SSLWantReadError"));
  EXPECT_EQ(row.judged().verdict, Verdict::kDiverge);
}

TEST(JudgePreparation, GivesNone) {
  TestRow row;
  row.add("deliver", {}, gave("7"), gave("None"));
  EXPECT_EQ(row.judged().verdict, Verdict::kFail);
}

TEST(WithoutPositions, GoFromTheExceptionAndTheWarningsButNotFromAValue) {
  Observation seen = raised("E", "(1, ['a (_ssl.c:1)'], ('b (_ssl.c:22) c (_ssl.c:3)',))");
  seen.raised->text = "x (_ssl.c:1006)";
  seen.warnings = {{"W", "w (_ssl.c:9)"}};
  seen = without_positions(seen);
  EXPECT_EQ(to_literal(seen.raised->args), "(1, ['a'], ('b c',))");
  EXPECT_EQ(seen.raised->text, "x");
  EXPECT_EQ(seen.warnings.at(0).text, "w");
  EXPECT_EQ(without_positions(gave("'a (_ssl.c:1)'")).value, parse_literal("'a (_ssl.c:1)'"));
}

TEST(WithoutPositions, WhatOnlyLooksLikeOneStays) {
  for (const char* text : {" (_ssl.c:)", " (_ssl.c:1", " (_ssl.c:1x)", "(_ssl.c:1)", " (ssl.c:1)"}) {
    Observation seen = raised("E");
    seen.raised->text = text;
    EXPECT_EQ(without_positions(seen).raised->text, text);
  }
}

TEST(WithoutPositions, AHostileTextOfAMillionDigitsIsJustText) {
  Observation seen = raised("E");
  seen.raised->text = " (_ssl.c:" + std::string(1'000'000, '1');
  EXPECT_EQ(without_positions(seen).raised->text.size(), 1'000'009U);
}

TEST(Judge, AnOutcomeSaysHowAStepEndsAndNotWhatItGives) {
  Expectation waits;
  waits.outcome = "wants_more";
  EXPECT_EQ(answer(waits, raised("ssl.SSLWantReadError", "()", {"ssl.SSLError"}), gave("1")).judged().verdict,
            Verdict::kPass);
  EXPECT_EQ(answer(waits, raised("ssl.SSLError", "()", {}), gave("1")).judged().verdict, Verdict::kFail);
  const Row done = answer(waits, gave("1"), gave("1")).judged();
  EXPECT_EQ(done.verdict, Verdict::kFail);
  EXPECT_EQ(to_literal(*done.steps.at(0).differences.at(0).expected), "wants_more");
}

}  // namespace
}  // namespace peercert::suite
