#include "report/html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

#include "der/hex.h"
#include "report/deflate.h"
#include "report/embedded.h"
#include "report/page.h"
#include "report/results.h"
#include "report/sample_run.h"
#include "suite/digest.h"

namespace peercert::report {
namespace {

using testing::HasSubstr;
using testing::Not;

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t from = text.find(begin) + begin.size();
  return text.substr(from, text.find(end, from) - from);
}

TEST(Html, HoldsTheResultsCompressed) {
  const Json results = results_json(sample_run());
  const std::string packed = between(html(results), "<script type=\"text/plain\" id=\"results\">", "</script>");
  EXPECT_EQ(packed, base64(deflated(page(results, false).dump(-1, ' ', true))));
}

TEST(Html, WithoutScriptsThereIsTheEssence) {
  const std::string essence = between(html(results_json(sample_run())), "<noscript>", "</noscript>");
  EXPECT_THAT(essence,
              HasSubstr("<tr><th scope=\"row\">peercert 0.1.0</th><td>subject</td><td>1 pass, 1 fail</td></tr>"));
  EXPECT_THAT(essence,
              HasSubstr("<li><b>fail</b> getpeercert() gives None instead of an empty dict <small>(1 run, first "
                        "in validation/client_cert_none[tls=1.3,transport=memory])</small></li>"));
}

TEST(Html, OnlyItsOwnScriptAndStyleAreAllowed) {
  const std::string page = html(results_json(sample_run()));
  const auto digest = [](const std::string& text) {
    return "'sha256-" + base64(der::from_hex(suite::sha256_hex(text))) + "'";
  };
  EXPECT_THAT(page,
              HasSubstr("default-src 'none'; script-src " + digest(between(page, "<script>", "</script>")) + ";"));
  EXPECT_THAT(page, HasSubstr("style-src " + digest(between(page, "<style>", "</style>")) + ";"));
  EXPECT_THAT(page, HasSubstr("require-trusted-types-for 'script'; trusted-types 'none'"));
  EXPECT_THAT(page, Not(HasSubstr("unsafe")));
}

TEST(Html, TextOfSubjectsNeverBecomesMarkup) {
  const std::string page = html(results_json(hostile_run(kHostile)));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, HasSubstr("&#60;/script&#62;&#60;img src=x onerror=alert(1)&#62;]]&#62;`|{{{x}}}&#34;"));
  EXPECT_EQ(count(page, "</script>"), 2U);
}

TEST(Html, TagsAndAttributesAreTheLayoutsAlone) {
  const std::string hostile = html(results_json(hostile_run(kHostile)));
  const std::string harmless = html(results_json(hostile_run("x")));
  EXPECT_EQ(count(hostile, "<"), count(harmless, "<"));
  EXPECT_EQ(count(hostile, "\""), count(harmless, "\""));
}

TEST(Html, ControlAndBidirectionalCharactersShowAsEscapes) {
  const std::string page = html(results_json(hostile_run(kHostile)));
  EXPECT_TRUE(
      std::none_of(page.begin(), page.end(), [](char c) { return c != '\n' && c >= 0 && (c < ' ' || c == '\x7f'); }));
  EXPECT_EQ(page.find("\xe2\x80\xae"), std::string::npos);
  EXPECT_EQ(page.find("\xc2\x9b"), std::string::npos);
}

TEST(Html, NothingIsLoadedFromAnywhere) {
  std::string all = std::string(kPageLayout) + kPageStyle;
  for (const char* const* part = kPageScripts; *part != nullptr; ++part) all += *part;
  const std::string name_space = "http://www.w3.org/";  // of an element is no address
  for (std::size_t at = all.find(name_space); at != std::string::npos; at = all.find(name_space)) {
    all.erase(at, name_space.size());
  }
  for (const char* part : {"http:", "https:", "src=", "url(", "@import", "fetch(", "XMLHttpRequest", "import("}) {
    EXPECT_EQ(all.find(part), std::string::npos) << part;
  }
}

TEST(Html, OurScriptsMakeNoMarkupOfText) {
  for (std::size_t i = 3; kPageScripts[i] != nullptr; ++i) {  // after the libraries
    for (const char* part : {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("}) {
      EXPECT_EQ(std::string(kPageScripts[i]).find(part), std::string::npos) << part;
    }
  }
}

TEST(Html, WhoWasNotPlayedSaysWhy) {
  EXPECT_THAT(html(results_json(absent_run("no <such> program"))),
              HasSubstr("not played: no &#60;such&#62; program</td>"));
}

}  // namespace
}  // namespace peercert::report
