#include "report/terminal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

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
            "  run it again  build/release/peercert run --case "
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
            "peercert: 2 scenarios x 2 subjects: nothing that counts differs, 2 notes (validation/client_cert_none; "
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

TEST(ClosingLine, EverythingSkippedIsNothing) {
  auto run = passing_run();
  for (suite::Row& row : run.rows) row.verdict = suite::Verdict::kSkip;
  EXPECT_THAT(closing_line(results_json(run)), HasSubstr("peercert: nothing ran ("));
  EXPECT_FALSE(is_good(results_json(run)));
}

// The fault of sample_run() in `more` more places, "tls=0", "tls=1" and so on.
Run fault_in_more_places(int more) {
  auto run = sample_run();
  for (int i = 0; i < more; ++i) {
    run.cases[0].scenarios.push_back(run.cases[0].scenarios[1]);
    run.rows.push_back(run.rows[2]);
    run.cases[0].scenarios.back().where = run.rows.back().where = {{"tls", std::to_string(i)}};
  }
  return run;
}

TEST(Terminal, FaultInManyPlacesOfACaseIsDescribedOnce) {
  const std::string text = terminal(results_json(fault_in_more_places(5)));
  EXPECT_THAT(text, HasSubstr("validation/client_cert_none[tls=1.3,transport=memory]: fail\n"));
  EXPECT_THAT(text, Not(HasSubstr("validation/client_cert_none[tls=0]: fail\n")));
  EXPECT_THAT(text, HasSubstr("--subject native\n  and 5 more places of validation/client_cert_none: "
                              "tls=0, tls=1, tls=2, tls=3, ...\n\npeercert: 6 of 9 runs differ"));
}

TEST(Terminal, OtherVerdictInAnotherPlaceIsNamed) {
  auto run = fault_in_more_places(1);
  run.rows.back().verdict = suite::Verdict::kCrash;
  EXPECT_THAT(terminal(results_json(run)),
              HasSubstr("  and 1 more place of validation/client_cert_none: tls=0 (crash)\n"));
}

TEST(Terminal, EachSubjectHasADescriptionOfItsOwn) {
  auto run = sample_run();
  run.rows[3].verdict = suite::Verdict::kFail;
  const std::string text = terminal(results_json(run));
  EXPECT_THAT(text, HasSubstr("  subject       peercert 0.1.0\n"));
  EXPECT_THAT(text, HasSubstr("  subject       CPython 3.11.2\n"));
  EXPECT_THAT(text, Not(HasSubstr("more place")));
}

TEST(Terminal, NoControlCharacterOfASubjectComesThrough) {
  const std::string text = terminal(results_json(hostile_run(kHostile)));
  EXPECT_TRUE(std::none_of(text.begin(), text.end(), [](char c) { return c != '\n' && (c < ' ' || c == '\x7f'); }));
  EXPECT_THAT(text, HasSubstr("\\x1b[31m\\x7f\\x9b\\u202e"));
}

TEST(Terminal, ColourIsThereOnlyWhenAskedFor) {
  const Json results = results_json(sample_run());
  EXPECT_THAT(terminal(results), Not(HasSubstr("\x1b")));
  EXPECT_THAT(terminal(results, false, Colour::kYes), HasSubstr("\x1b[1;31mfail\x1b[0m"));
}

}  // namespace
}  // namespace peercert::report
