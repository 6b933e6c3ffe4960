#include "report/terminal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>

#include "report/results.h"
#include "report/sample_run.h"

namespace peercert::report {
namespace {

using testing::HasSubstr;
using testing::Not;

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
  const std::string text = terminal(results_json(fault_in_more_places(5)), false, {Colour::kNo, 200});
  EXPECT_THAT(text, HasSubstr("validation/client_cert_none[tls=1.3,transport=memory]: fail\n"));
  EXPECT_THAT(text, Not(HasSubstr("validation/client_cert_none[tls=0]: fail\n")));
  EXPECT_THAT(text, HasSubstr("--subject native\n  and 5 more places of validation/client_cert_none: "
                              "tls=0, tls=1, tls=2, tls=3, ...\n\n"));
  EXPECT_THAT(text,
              HasSubstr("By cause, in how many runs:\n"
                        "     6 fail  getpeercert() gives None instead of an empty dict [not_validated_is_empty]\n"
                        "       peercert 0.1.0 (6), first in validation/client_cert_none[tls=1.3,transport=memory]\n"
                        "       expected {}, got None\n\npeercert: 6 of 9 runs differ"));
}

TEST(Terminal, FaultOfSeveralSubjectsIsDescribedOnce) {
  auto run = sample_run();
  run.rows[3] = run.rows[2];
  run.rows[3].subject = 1;
  const std::string text = terminal(results_json(run));
  EXPECT_THAT(text, HasSubstr("  subject       peercert 0.1.0\n"));
  EXPECT_THAT(text, Not(HasSubstr("  subject       CPython 3.11.2\n")));
  EXPECT_THAT(text, HasSubstr("  and on CPython 3.11.2 (1)\n"));
}

TEST(Terminal, OtherCasesOfACauseAreNamed) {
  auto run = sample_run();
  run.cases.push_back(run.cases[0]);
  run.cases[1].id = "validation/other";
  run.rows.push_back(run.rows[2]);
  run.rows.back().case_id = "validation/other";
  EXPECT_THAT(terminal(results_json(run)), HasSubstr("  and 1 more case: validation/other\n"));
}

TEST(Terminal, SingleFailureNeedsNoTableOfCauses) {
  EXPECT_THAT(terminal(results_json(sample_run())), Not(HasSubstr("By cause")));
}

TEST(Terminal, MoreThanTwentyCausesAreCounted) {
  auto run = sample_run();
  for (int i = 0; i < 20; ++i) {
    run.rows[2].steps[1].differences.push_back(
        {"['" + std::to_string(i) + "']", DifferenceKind::kMissing, Value(None{}), std::nullopt});
  }
  EXPECT_THAT(terminal(results_json(run)), HasSubstr("\n       and 1 more cause\n\npeercert: "));
}

TEST(Terminal, CausesFitTheWidthAsked) {
  auto run = sample_run();
  run.rows[2].steps[1].expected->value = Value(Str{std::string(200, 'e')});
  run.rows[2].steps[1].got.value = Value(Str{std::string(200, 'g')});
  const Json results = results_json(run);
  std::istringstream lines(causes_text(View(results), true, {Colour::kNo, 70}));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 70U) << line;
}

TEST(Terminal, VerdictsOfManySubjectsAreATable) {
  auto run = sample_run();
  run.subjects.push_back(run.subjects[1]);
  run.subjects[2].info.version = "3.13.0";
  run.rows.push_back(run.rows[3]);
  run.rows.back().subject = 2;
  EXPECT_THAT(terminal(results_json(run)), HasSubstr("\n                  pass    fail\n"
                                                     "peercert 0.1.0       1       1\n"
                                                     "CPython 3.11.2       2        \n"
                                                     "CPython 3.13.0       1        \n"));
}

TEST(Terminal, NoControlCharacterOfASubjectComesThrough) {
  const std::string text = terminal(results_json(hostile_run(kHostile)));
  EXPECT_TRUE(std::none_of(text.begin(), text.end(), [](char c) { return c != '\n' && (c < ' ' || c == '\x7f'); }));
  EXPECT_THAT(text, HasSubstr("\\x1b[31m\\x7f\\x9b\\u202e"));
}

TEST(Terminal, ColourIsThereOnlyWhenAskedFor) {
  const Json results = results_json(sample_run());
  EXPECT_THAT(terminal(results), Not(HasSubstr("\x1b")));
  EXPECT_THAT(terminal(results, false, {Colour::kYes, 100}), HasSubstr("\x1b[1;31mfail\x1b[0m"));
}

}  // namespace
}  // namespace peercert::report
