#include "report/markdown.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "report/results.h"
#include "report/sample_run.h"

namespace peercert::report {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(Markdown, BeginsWithOneLineAndTheCounts) {
  EXPECT_THAT(markdown(results_json(passing_run())),
              testing::AllOf(StartsWith("**peercert: 2 scenarios x 2 subjects: all as the rules say ("),
                             HasSubstr("| subject | pass |\n|---|---:|\n"),
                             HasSubstr("| CPython 3.11.2, OpenSSL 3.0.19 (reference) | 2 |\n")));
}

TEST(Markdown, FailureIsTold) {
  EXPECT_THAT(markdown(results_json(sample_run())),
              HasSubstr("### validation/client&#95;cert&#95;none&#91;tls=1.3,transport=memory&#93;: fail\n\n"
                        "peercert 0.1.0; the subject stands alone\n\n"
                        "- step `decoded`: **fail** expected dict, got NoneType\n"
                        "  - rule `not_validated_is_empty`: Without validation the dictionary is empty.\n"
                        "  - expected `{}`\n"
                        "  - got `None`\n"
                        "- again: `peercert run --case "
                        "'validation/client_cert_none[tls=1.3,transport=memory]' --subject "
                        "native`\n"));
}

TEST(Markdown, OrderOfKeysIsShownByTheKeysAlone) {
  EXPECT_THAT(markdown(results_json(order_run())),
              HasSubstr("  - `the whole value` (only the order of the keys differs): expected `['subject', 'issuer']`, "
                        "got `['issuer', 'subject']`\n"));
}

TEST(Markdown, HostileTextStaysText) {
  const std::string text = markdown(results_json(hostile_run(kHostile)));
  EXPECT_THAT(text, HasSubstr("&#60;img src=x onerror=alert(1)&#62;"));
  EXPECT_THAT(text, Not(HasSubstr("<img")));
  EXPECT_THAT(text, Not(HasSubstr("</script>")));
  EXPECT_THAT(text, Not(HasSubstr("\n# pwned")));
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
}

TEST(Markdown, CausesAreATable) {
  EXPECT_THAT(markdown(results_json(sample_run())),
              HasSubstr("| runs | verdict | cause | on | first |\n|---:|---|---|---|---|\n"
                        "| 1 | fail | getpeercert() gives None instead of an empty dict `not_validated_is_empty` | "
                        "peercert 0.1.0 (1) | `validation/client_cert_none[tls=1.3,transport=memory]` |\n"));
}

TEST(Markdown, FailureInManyPlacesIsToldOnce) {
  auto run = sample_run();
  run.rows[0] = run.rows[2];
  run.rows[0].where["tls"] = "1.2";
  const std::string text = markdown(results_json(run));
  EXPECT_EQ(text.find("### "), text.rfind("### "));
}

// Each run of a long text that differs in its own way: as many causes as there are scenarios, each told at length.
TEST(Markdown, StaysShortWhateverIsSaid) {
  auto run = sample_run();
  const std::string text(20000, '<');
  for (int i = 0; i < 60; ++i) {
    suite::Scenario scenario = run.cases[0].scenarios[0];
    suite::Row row = run.rows[2];
    scenario.where["tls"] = row.where["tls"] = std::to_string(i);
    row.steps[1].got.value = Value(Str{text});
    const std::string key(static_cast<std::size_t>(i), 'k');
    row.steps[1].differences.assign(50,
                                    {"['" + key + "']", DifferenceKind::kValue, Value(Str{text}), Value(Str{text})});
    run.cases[0].scenarios.push_back(scenario);
    run.rows.push_back(row);
  }
  const std::string summary = markdown(results_json(run));
  EXPECT_LT(summary.size(), 60000U);
  EXPECT_THAT(summary, HasSubstr("and 44 more differences"));
  EXPECT_THAT(summary, HasSubstr("more causes.\n"));
  EXPECT_THAT(summary, HasSubstr("The report has the others."));
}

TEST(Markdown, WhoWasNotPlayedSaysWhy) {
  EXPECT_THAT(markdown(results_json(absent_run("no such program"))),
              HasSubstr("\n\n**Not played: python9**: no such program\n"));
  EXPECT_THAT(markdown(results_json(absent_run("no answer\nlook there"))),
              HasSubstr("python9**: no answer look there\n"));
}

TEST(Markdown, ARunOfNothingHasATableToo) {
  auto run = absent_run("no such program");
  run.rows.clear();
  EXPECT_THAT(markdown(results_json(run)), HasSubstr("| subject |\n|---|\n"));
}

TEST(Markdown, NotesAreToldAfterTheCounts) {
  EXPECT_THAT(markdown(results_json(passing_run()), false, {"2 scenarios are *skipped*"}),
              HasSubstr("(reference) | 2 |\n\nNote: 2 scenarios are &#42;skipped&#42;\n"));
}

}  // namespace
}  // namespace peercert::report
