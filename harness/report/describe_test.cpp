#include "report/describe.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "report/results.h"
#include "report/sample_run.h"

namespace peercert::report {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(DescribeFailure, SaysRulePathAnswersWitnessesAndCommand) {
  const Json results = results_json(sample_run());
  EXPECT_EQ(describe_failure(results, results.at("rows")[2]),
            "validation/client_cert_none[tls=1.3,transport=memory]: fail\n"
            "  subject       peercert 0.1.0\n"
            "  step          decoded client.getpeercert() (fail)\n"
            "  rule          Without validation the dictionary is empty. [not_validated_is_empty, documented; "
            "getpeercert, second paragraph]\n"
            "  message       expected dict, got NoneType\n"
            "  expected      {}\n"
            "  got           None\n"
            "  reference     CPython 3.11.2 gave what the rule says\n"
            "  alone         the subject stands alone\n"
            "  run it again  peercert run --case "
            "'validation/client_cert_none[tls=1.3,transport=memory]' --subject native\n");
}

TEST(DescribeFailure, LongValuesAreShownByTheirDifference) {
  auto run = sample_run();
  suite::StepResult& step = run.rows[2].steps[1];
  const auto dict = [](const char* name) {
    return Value(Dict{{{Str{"subject"}, Str{name}}, {Str{"issuer"}, Str{std::string(120, 'i')}}}});
  };
  step.expected->value = dict("a");
  step.got.value = dict("b");
  step.differences = {{"['subject']", DifferenceKind::kValue, Value(Str{"a"}), Value(Str{"b"})}};
  const Json results = results_json(run);
  const std::string text = describe_failure(results, results.at("rows")[2]);
  EXPECT_THAT(text, HasSubstr("  path          ['subject'] (value)\n    expected    'a'\n    got         'b'\n"));
  EXPECT_THAT(text, Not(HasSubstr("  expected      {")));
}

TEST(DescribeFailure, OrderOfKeysIsShownByTheKeysAlone) {
  const Json results = results_json(order_run());
  const std::string text = describe_failure(results, results.at("rows")[2]);
  EXPECT_THAT(text, HasSubstr("  path          the whole value (only the order of the keys differs)\n"
                              "    expected    ['subject', 'issuer']\n"
                              "    got         ['issuer', 'subject']\n"));
  EXPECT_THAT(text, Not(HasSubstr("sss")));
}

TEST(DescribeFailure, OrderBesideAnotherDifferenceIsNotTheOnlyOne) {
  auto run = order_run();
  run.rows[2].steps[1].differences.push_back({"['version']", DifferenceKind::kMissing, Value(Integer(3)), {}});
  const Json results = results_json(run);
  const std::string text = describe_failure(results, results.at("rows")[2]);
  EXPECT_THAT(text, HasSubstr("  path          the whole value (order)\n"));
  EXPECT_THAT(text, HasSubstr("  path          ['version'] (missing)\n"));
}

TEST(DescribeFailure, ReferenceThatAgreesWithTheSubjectIsSaidSo) {
  auto run = sample_run();
  run.rows[3].steps[1] = run.rows[2].steps[1];
  const Json results = results_json(run);
  EXPECT_THAT(describe_failure(results, results.at("rows")[2]), HasSubstr("CPython 3.11.2 gave the same\n"));
}

TEST(DescribeFailure, CrashSaysWhy) {
  auto run = sample_run();
  run.rows[2].verdict = suite::Verdict::kCrash;
  run.rows[2].detail = "killed by signal 11";
  run.rows[2].steps.clear();
  const Json results = results_json(run);
  EXPECT_THAT(describe_failure(results, results.at("rows")[2]), HasSubstr("  because       killed by signal 11\n"));
}

TEST(DescribeFailure, CommandIsQuotedForTheShell) {
  auto run = sample_run();
  run.subjects[0].command = "pypy3 it's.py";
  const Json results = results_json(run);
  EXPECT_THAT(describe_failure(results, results.at("rows")[2]), HasSubstr("--subject 'pypy3 it'\\''s.py'\n"));
}

TEST(DescribeAbsence, SaysWhoAndWhy) {
  const Json results = results_json(absent_run("it exited; its stderr ends with:\noh\x1b[31m"));
  EXPECT_EQ(describe_absence(View(results), results.at("subjects")[1]),
            "python9: not played\n"
            "  reference     python9\n"
            "  because       it exited; its stderr ends with:\n"
            "                oh\\x1b[31m\n");
}

TEST(RunItAgain, HasTheReferenceTheSuiteAndTheStrictness) {
  report::Run run = sample_run();
  run.subjects[1].command = "pypy3 it.py";
  run.suite_home = "a b";
  run.rows[2].verdict = suite::Verdict::kNote;
  const Json results = results_json(run);
  EXPECT_THAT(View(results).command(results.at("rows")[2]),
              testing::EndsWith(" --subject native --reference 'pypy3 it.py' --home 'a b' --strict"));
  run.suite_export = "it s";
  const Json exported = results_json(run);
  EXPECT_THAT(View(exported).command(exported.at("rows")[2]),
              testing::EndsWith(" --suite 'it s' --home 'a b' --strict"));
  run.suite_export = "";
  run.subjects[1].role = "subject";
  const Json alone = results_json(run);
  EXPECT_THAT(View(alone).command(alone.at("rows")[0]),
              testing::EndsWith(" --subject native --reference none --home 'a b'"));
}

}  // namespace
}  // namespace peercert::report
