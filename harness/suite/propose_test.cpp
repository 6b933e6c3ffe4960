#include "suite/propose.h"

#include "suite/test_suite.h"

namespace peercert::suite {
namespace {

using testing::ElementsAre;

// A row of a case at a place, with one step, which gave `got` where None is right.
Row row(const std::string& id, const std::map<std::string, std::string>& where, const std::string& got,
        std::size_t subject = 0) {
  Row result;
  result.case_id = id;
  result.where = where;
  result.subject = subject;
  StepResult step;
  step.step = "s";
  step.expected = value("None");
  step.got = gave(got);
  step.verdict = got == "None" ? Verdict::kPass : Verdict::kFail;
  result.verdict = step.verdict;
  result.steps = {step};
  return result;
}

std::vector<std::string> proposed(const std::vector<Row>& rows) {
  const std::vector<SubjectInfo> subjects{{"PyPy", "7.3.11", "OpenSSL 3", {}},
                                          {"CPython", "3.15.0rc1", "OpenSSL 3", {}}};
  std::vector<std::string> result;
  for (const Drift& entry : propose_drift(Suite{}, subjects, rows).entries) {
    std::string text = entry.subject->text() + " " + entry.cases.front();
    for (const auto& [axis, point] : entry.where) text += " " + axis + "=" + point;
    result.push_back(text + " " + to_literal(*entry.yields));
  }
  return result;
}

TEST(Propose, OneEntryForAllPlacesOfACase) {
  EXPECT_THAT(proposed({row("a/x", {{"tls", "1.2"}}, "1"), row("a/x", {{"tls", "1.3"}}, "1")}),
              ElementsAre("PyPy == 7.3.11 a/x 1"));
}

TEST(Propose, APlaceIsNamedOnlyWhereAnotherIsSound) {
  EXPECT_THAT(proposed({row("a/x", {{"t", "m"}, {"tls", "1.2"}}, "1"), row("a/x", {{"t", "s"}, {"tls", "1.2"}}, "1"),
                        row("a/x", {{"t", "m"}, {"tls", "1.3"}}, "None")}),
              ElementsAre("PyPy == 7.3.11 a/x tls=1.2 1"));
}

TEST(Propose, APatternCoversCasesUnlessAnotherIsSound) {
  EXPECT_THAT(proposed({row("a/b_x", {}, "1"), row("a/b_y", {}, "1"), row("a/c", {}, "None")}),
              ElementsAre("PyPy == 7.3.11 a/b_* 1"));
  EXPECT_THAT(proposed({row("a/b_x", {}, "1"), row("a/b_y", {}, "1"), row("a/b_z", {}, "None")}),
              ElementsAre("PyPy == 7.3.11 a/b_x 1", "PyPy == 7.3.11 a/b_y 1"));
}

TEST(Propose, AnswersAndSubjectsStandApart) {
  EXPECT_THAT(proposed({row("a/x", {}, "1", 1), row("a/x", {}, "1"), row("a/y", {}, "2")}),
              ElementsAre("PyPy == 7.3.11 a/x 1", "PyPy == 7.3.11 a/y 2", "CPython == 3.15.0 a/x 1"));
}

TEST(Propose, WhatNoRuleSpeaksOfIsNoDrift) {
  Row diverging = row("a/x", {}, "1");
  diverging.steps[0].expected.reset();
  EXPECT_TRUE(proposed({diverging}).empty());
}

TEST(Propose, FixedEntriesAreListed) {
  Row fixed = row("a/x", {}, "None");
  fixed.steps[0].verdict = Verdict::kFixed;
  fixed.steps[0].drift = "old/entry";
  const Proposals proposals = propose_drift(Suite{}, {{"PyPy", "7", "", {}}}, {fixed, fixed});
  EXPECT_THAT(proposals.fixed, ElementsAre("old/entry"));
  EXPECT_THAT(to_toml(proposals, fixtures()),
              testing::HasSubstr("# fixed: a subject meets the rule now that entry 'old/entry'"));
}

TestRow failing(const Observation& got) {
  TestRow test;
  test.add("getpeercert", {value("{}")}, got, gave("{}"));
  return test;
}

std::string toml_of(const TestRow& test) {
  return to_toml(propose_drift(test.suite, {test.subject}, {test.judged()}), fixtures());
}

// What a person does with the proposals.
std::vector<Drift> accepted(std::string text) {
  const std::string head = "[[drift]]\n";
  text.replace(text.find(head), head.size(), head + "reason = \"R\"\nreference = \"I\"\n");
  const TemporaryCases cases;
  return load_drift(cases.write("drift.toml", text), fixtures());
}

TEST(Propose, WithAReasonTheRunIsKnown) {
  for (const Observation& got : {gave("None"), raised("KeyError", "('x',)"), gave(R"(('it\'s', "'", '\n', ''))")}) {
    TestRow test = failing(got);
    ASSERT_EQ(test.judged().verdict, Verdict::kFail);
    test.suite.drift = accepted(toml_of(test));
    EXPECT_EQ(test.judged().verdict, Verdict::kKnown);
  }
}

TEST(Propose, WithoutAReasonItIsRefused) {
  const TemporaryCases cases;
  const std::string text = toml_of(failing(gave("None")));
  EXPECT_THAT([&] { (void)load_drift(cases.write("drift.toml", text), fixtures()); },
              testing::ThrowsMessage<std::runtime_error>(testing::HasSubstr("the key 'reason' is missing")));
}

TEST(Propose, TheTextIsWhatStandsInTheFile) {
  EXPECT_THAT(toml_of(failing(gave("None"))), testing::EndsWith(R"(
[[drift]]
id        = "peercert_0_1_0/t/case/s0"
subject   = "peercert == 0.1.0"
case      = "t/case"
step      = "s0"
yields    = "None"
)"));
  TestRow der = failing(gave("None"));
  der.seen.observations[0].value = Bytes{fixtures().find("server")->der};
  EXPECT_THAT(toml_of(der), testing::EndsWith("der       = \"server\"\n"));
}

}  // namespace
}  // namespace peercert::suite
