#include "report/divergences.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "report/results.h"
#include "report/sample_run.h"

namespace peercert::report {
namespace {

using testing::HasSubstr;
using testing::Not;

suite::Drift known_entry(const std::string& id) {
  suite::Drift out;
  out.id = id;
  out.reason = "It forgets.";
  out.reference = "issue 7 of it";
  return out;
}

auto run_of_another(const std::string& implementation) {
  auto run = sample_run();
  run.subjects[0].info.implementation = implementation;
  return run;
}

// The subject of sample_run(), as another implementation whose one wrong answer is known.
std::string page_of(const std::vector<suite::Drift>& drift, const std::string& implementation = "Other") {
  auto run = run_of_another(implementation);
  suite::Row& row = run.rows[2];
  row.verdict = row.steps[1].verdict = suite::Verdict::kKnown;
  row.steps[1].drift = "other/cause/detail";
  const Json results = results_json(run);
  return divergences_page(View(results), drift);
}

TEST(Divergences, ACauseIsToldOnceWithWhatItsEntriesSay) {
  suite::Drift more = known_entry("other/cause/detail");
  more.matters = "A program takes it for nobody.";
  more.reproducer = "other_cause";
  const std::string text = page_of({known_entry("other/cause/first"), more});
  EXPECT_THAT(text, HasSubstr("## Other\n\n### `other/cause`\n\nIt forgets.\n\n- seen on: Other 0.1.0\n"));
  EXPECT_THAT(text,
              HasSubstr("- level: documented; shows in 1 scenario, the smallest is "
                        "`validation/client_cert_none[tls=1.3,transport=memory]`, step `decoded`\n"
                        "- expected `{}`, got `None`\n- matters: A program takes it for nobody.\n"
                        "- reproducer: [other_cause.py](reproducers/other_cause.py)\n- reference: issue 7 of it\n"));
  EXPECT_THAT(text, HasSubstr("| Other 0.1.0 | OpenSSL 3.0.19 27 Jan 2026 | 1 | 1 | 1 | 0 | nothing |\n"));
}

TEST(Divergences, OfAFaultOfMemorySafetyThereIsNoScenario) {
  suite::Drift unsafe = known_entry("other/cause/detail");
  unsafe.memory_safety = true;
  unsafe.reproducer = "never";
  const std::string text = page_of({unsafe});
  EXPECT_THAT(text, HasSubstr("- looks like a fault of memory safety: "));
  EXPECT_THAT(text, Not(HasSubstr("validation/client_cert_none")));
  EXPECT_THAT(text, Not(HasSubstr("never")));
}

TEST(Divergences, CPythonAndTheLibraryAreNotOfThem) {
  EXPECT_THAT(page_of({known_entry("other/cause/detail")}, "peercert"), Not(HasSubstr("other/cause")));
  EXPECT_THAT(page_of({known_entry("other/cause/detail")}, "CPython"), Not(HasSubstr("0.1.0")));
}

TEST(Divergences, WhatNoEntryExplainsIsCounted) {
  const Json results = results_json(run_of_another("Other"));
  EXPECT_THAT(divergences_page(View(results), {}), HasSubstr("| 0 | 0 | 1 | 0 | 1 fail |\n\n## Other\n"));
}

TEST(Divergences, WhatCouldNotBePlayedIsToldByItsLastLine) {
  auto run = run_of_another("Other");
  run.rows[0].verdict = suite::Verdict::kError;
  run.rows[0].detail = "Traceback\n  line 3\nKeyError: 'x'\n";
  const Json results = results_json(run);
  EXPECT_THAT(divergences_page(View(results), {}),
              HasSubstr("## Other\n\nScenarios that could not be played to the end:\n\n- 1 `error: KeyError: 'x'`\n"));
}

}  // namespace
}  // namespace peercert::report
