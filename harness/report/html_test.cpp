#include "report/html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

#include "report/embedded.h"
#include "report/results.h"
#include "report/sample_run.h"

namespace peercert::report {
namespace {

using testing::HasSubstr;
using testing::Not;

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(Html, SumsUpFirst) {
  const std::string page = html(results_json(sample_run()));
  EXPECT_THAT(page, HasSubstr("<li>1 rule</li><li>1 case</li><li>2 scenarios</li><li>2 witnesses</li>"));
  EXPECT_THAT(page, HasSubstr("<span class=\"badge fail\">1 fail</span>"));
  EXPECT_THAT(page, HasSubstr("<strong>getpeercert() gives None instead of an empty dict</strong>"));
}

TEST(Html, WhatDiffersStandsBeforeWhatIsKnown) {
  auto run = sample_run();
  run.rows[3].verdict = run.rows[3].steps[1].verdict = suite::Verdict::kKnown;
  run.rows[3].steps[1].drift = "early";
  run.rows[3].steps[1].message = "known drift 'early': because";
  const std::string page = html(results_json(run));
  EXPECT_LT(page.find("<h2>What differs</h2>"), page.find("<h2>What is known or does not count</h2>"));
  EXPECT_THAT(page, HasSubstr("<strong>early: because</strong>"));
  EXPECT_THAT(page, HasSubstr("<span>expected</span><code>{}</code><span>got</span><code>None</code>"));
}

TEST(Html, MatrixShowsTheWorstVerdictAndLinksToTheCase) {
  const std::string page = html(results_json(sample_run()));
  EXPECT_THAT(page,
              HasSubstr("<a href=\"#case/validation/client_cert_none\"><span class=\"badge fail\">fail</span></a> "
                        "<span class=\"soft\">1 of 2</span>"));
  EXPECT_THAT(page, HasSubstr("<article id=\"case/validation/client_cert_none\">"));
}

TEST(Html, PlacesWithTheSameAnswersAreOneBlock) {
  EXPECT_EQ(count(html(results_json(passing_run())), "<div class=\"block\">"), 1U);
  EXPECT_THAT(html(results_json(passing_run())), HasSubstr("In all 2 places"));
  EXPECT_EQ(count(html(results_json(sample_run())), "<div class=\"block\">"), 2U);
}

TEST(Html, WitnessesThatSayTheSameStandTogether) {
  const std::string page = html(results_json(sample_run()));
  EXPECT_THAT(page, HasSubstr("<div>the rule</div><div>CPython 3.11.2</div></div><pre>{}</pre>"));
  EXPECT_THAT(page, HasSubstr("<div>peercert 0.1.0 <span class=\"badge fail\">fail</span></div></div><pre>None</pre>"));
}

TEST(Html, AnswerThatEverybodyGaveIsEverybodys) {
  const std::string page = html(results_json(passing_run()));
  EXPECT_THAT(page, HasSubstr("<div>the rule and all witnesses</div></div><pre>{}</pre>"));
  EXPECT_THAT(page, HasSubstr("<div>all witnesses</div></div><pre>None</pre>"));
}

TEST(Html, DifferenceInsideAValueHasItsPath) {
  auto run = sample_run();
  run.rows[2].steps[1].differences = {{"['version']", DifferenceKind::kMissing, Value(Integer(3)), std::nullopt}};
  EXPECT_THAT(
      html(results_json(run)),
      HasSubstr("<code>[&apos;version&apos;]</code></td><td>missing</td><td><pre>3</pre></td><td><pre>nothing</pre>"));
}

TEST(Html, OrderOfKeysIsShownByTheKeysAlone) {
  EXPECT_THAT(html(results_json(order_run())),
              HasSubstr("<code>the whole value</code></td><td>only the order of the keys differs</td>"
                        "<td><pre>[&apos;subject&apos;, &apos;issuer&apos;]</pre></td>"));
}

TEST(Html, CommandOfACaseNamesTheCase) {
  EXPECT_THAT(html(results_json(sample_run())),
              HasSubstr("<code>peercert run --case validation/client_cert_none --subject native</code>"));
}

TEST(Html, NothingDiffersAndNothingIsSaidOfIt) {
  EXPECT_THAT(html(results_json(passing_run())), Not(HasSubstr("What differs")));
}

TEST(Html, ConflictsHaveASectionOfTheirOwn) {
  auto run = sample_run();
  EXPECT_THAT(html(results_json(run)), Not(HasSubstr("contradicts its documentation")));
  run.rules[0].conflict = "It says A and does B.";
  const std::string page = html(results_json(run));
  EXPECT_THAT(page, HasSubstr("<h2>Where CPython contradicts its documentation</h2>"));
  EXPECT_THAT(page, HasSubstr("It says A and does B."));
}

TEST(Html, RuleWithoutCasesSaysWhatWillCoverIt) {
  auto run = sample_run();
  run.rules.push_back(run.rules[0]);
  run.rules[1].id = "match_hostname";
  run.rules[1].covered_by = "issue 4";
  EXPECT_THAT(html(results_json(run)), HasSubstr("No case in this run. To be covered by: issue 4"));
}

TEST(Html, TextOfSubjectsNeverBecomesMarkup) {
  const std::string page = html(results_json(hostile_run(kHostile)));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, Not(HasSubstr("</script>")));
  EXPECT_THAT(page, Not(HasSubstr("' onmouseover='")));
  EXPECT_THAT(page, HasSubstr("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;]]&gt;`|{{{x}}}&quot;"));
}

TEST(Html, ControlAndBidirectionalCharactersShowAsEscapes) {
  const std::string page = html(results_json(hostile_run(kHostile)));
  EXPECT_TRUE(
      std::none_of(page.begin(), page.end(), [](char c) { return c != '\n' && c >= 0 && (c < ' ' || c == '\x7f'); }));
  EXPECT_EQ(page.find("\xe2\x80\xae"), std::string::npos);
  EXPECT_EQ(page.find("\xc2\x9b"), std::string::npos);
  EXPECT_THAT(page, HasSubstr("\\x01\\x1b[31m\\x7f\\x9b\\u202e"));
}

TEST(Html, TagsAndAttributesAreTheTemplatesAlone) {
  const std::string hostile = html(results_json(hostile_run(kHostile)));
  const std::string harmless = html(results_json(hostile_run("x")));
  EXPECT_EQ(count(hostile, "<"), count(harmless, "<"));
  EXPECT_EQ(count(hostile, "\""), count(harmless, "\""));
}

TEST(Html, TemplateHasNoUnescapedTagNoScriptAndNoNetwork) {
  const std::string layout = kHtmlTemplate;
  for (const char* part : {"{{{", "{{&", "<script", "http:", "https:", "src=", "url(", "@import"}) {
    EXPECT_THAT(layout, Not(HasSubstr(part)));
  }
  EXPECT_THAT(layout, HasSubstr("default-src 'none'"));
}

TEST(Html, WhoWasNotPlayedSaysWhy) {
  EXPECT_THAT(html(results_json(absent_run("no <such> program"))),
              HasSubstr("<span class=\"badge fail\">not played</span> no &lt;such&gt; program</td>"));
}

}  // namespace
}  // namespace peercert::report
