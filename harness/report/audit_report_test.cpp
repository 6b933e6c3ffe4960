#include "report/audit_report.h"

#include <gmock/gmock.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "report/schema.h"

namespace peercert::report {
namespace {

using subject::Trial;
using testing::HasSubstr;
using testing::Not;

Trial trial(const std::string& name, Trial::Outcome outcome, const std::vector<std::string>& cases) {
  Trial trial;
  trial.fault = {"python", name, "the_rule", "Something is wrong.", "", {}};
  trial.outcome = outcome;
  trial.cases = cases;
  return trial;
}

suite::Suite small_suite() {
  suite::Suite suite;
  suite.rules.resize(2);
  suite.rules[0].id = "the_rule";
  suite.rules[1].id = "another_rule";
  suite.cases.resize(3);
  suite.cases[0].id = "t/first";
  suite.cases[1].id = "t/second";
  suite.cases[2].id = "t/idle";
  return suite;
}

Json json_of(const std::vector<Trial>& trials, bool complete = true) {
  static const suite::Suite kSuite = small_suite();
  AuditRun run;
  run.suite_version = "1";
  run.suite = &kSuite;
  run.cases = &kSuite.cases;
  run.complete = complete;
  run.audit.scenarios = 7;
  run.audit.trials = trials;
  return audit_json(run);
}

const Trial kCaught = trial("one", Trial::Outcome::kCaught, {"t/first", "t/second"});

TEST(AuditReportTest, CaughtFaultShowsItsFirstCaseAndItsRule) {
  const std::string text = audit_terminal(json_of({kCaught}));
  EXPECT_THAT(text, HasSubstr("python one"));
  EXPECT_THAT(text, HasSubstr(" t/first "));
  EXPECT_THAT(text, HasSubstr(" the_rule "));
  EXPECT_THAT(text, HasSubstr("peercert audit: 7 scenarios x 1 faults: 1 caught\n"));
}

TEST(AuditReportTest, WhatIsNotCaughtIsNotGood) {
  Trial elsewhere = trial("two", Trial::Outcome::kNotCaught, {});
  EXPECT_THAT(audit_terminal(json_of({elsewhere})), HasSubstr(" NOT CAUGHT "));
  elsewhere.elsewhere = {"t/second"};
  EXPECT_THAT(audit_terminal(json_of({elsewhere})), HasSubstr("NOT CAUGHT by a case about its rule; fails t/second"));
  EXPECT_FALSE(audit_is_good(json_of({kCaught, elsewhere})));
}

TEST(AuditReportTest, BrokenSaysWhyAndIsNotGood) {
  Trial broken = trial("three", Trial::Outcome::kBroken, {});
  broken.detail = "died\x1b[31m";
  EXPECT_THAT(audit_terminal(json_of({broken})), HasSubstr("BROKEN: died\\x1b[31m"));
  EXPECT_FALSE(audit_is_good(json_of({broken})));
}

TEST(AuditReportTest, NoteIsGoodAndIsCalledSo) {
  const Json json = json_of({trial("four", Trial::Outcome::kNote, {"t/first"})});
  EXPECT_THAT(audit_terminal(json), HasSubstr("t/first (note)"));
  EXPECT_TRUE(audit_is_good(json));
}

TEST(AuditReportTest, TwinsAreNotGood) {
  Trial twin = kCaught;
  twin.same_as = {"five"};
  EXPECT_THAT(audit_terminal(json_of({twin})), HasSubstr("same as five"));
  EXPECT_FALSE(audit_is_good(json_of({twin})));
}

TEST(AuditReportTest, SoleCatchersIdleCasesAndUnbrokenRules) {
  const Json json = json_of({kCaught, trial("six", Trial::Outcome::kCaught, {"t/second"})});
  const std::string text = audit_terminal(json);
  EXPECT_THAT(text, HasSubstr("only t/second catches python/six\n"));
  EXPECT_THAT(text, Not(HasSubstr("only t/first")));
  EXPECT_THAT(text, HasSubstr("t/idle catches no fault\n"));
  EXPECT_THAT(text, HasSubstr("no fault breaks the rule another_rule\n"));
  EXPECT_THAT(audit_terminal(json_of({kCaught}, false)), Not(HasSubstr("t/idle")));
}

TEST(AuditReportTest, UntilCaughtMakesNoTablesOfWhatWasNotLookedAt) {
  static const suite::Suite kSuite = small_suite();
  AuditRun run;
  run.suite = &kSuite;
  run.cases = &kSuite.cases;
  run.options.until_caught = true;
  run.audit.scenarios = 7;
  run.audit.trials = {trial("six", Trial::Outcome::kCaught, {"t/second"})};
  const Json json = audit_json(run);
  EXPECT_TRUE(json.at("until_caught").get<bool>());
  EXPECT_TRUE(json.at("sole_catchers").empty());
  EXPECT_TRUE(json.at("idle_cases").empty());
  const std::string text = audit_terminal(json);
  EXPECT_THAT(text, HasSubstr("peercert audit: up to 7 scenarios x 1 faults: 1 caught\n"));
  EXPECT_THAT(text, Not(HasSubstr("case(s)")));
  EXPECT_THAT(text, HasSubstr("no fault breaks the rule another_rule\n"));
  EXPECT_THAT(audit_markdown(json), HasSubstr("| t/second |  |\n"));
}

TEST(AuditReportTest, JsonIsWhatTheSchemaSays) {
  std::ifstream file(PEERCERT_SOURCE_DIR "/reports/audit.schema.json");
  const Json schema = Json::parse(file);
  const auto mismatch = first_mismatch(schema, json_of({kCaught, trial("six", Trial::Outcome::kCaught, {"t/second"})}));
  EXPECT_FALSE(mismatch) << mismatch->pointer << " should be " << mismatch->expected;
}

TEST(AuditReportTest, MarkdownHasARowForEachFault) {
  EXPECT_THAT(audit_markdown(json_of({kCaught})),
              HasSubstr("| python | `one` | Something is wrong. | `the_rule` | t/first | 2 |\n"));
}

}  // namespace
}  // namespace peercert::report
