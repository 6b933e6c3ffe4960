#include "report/explain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "report/results.h"
#include "report/sample_run.h"
#include "report/text.h"

namespace peercert::report {
namespace {

using testing::HasSubstr;
using testing::Not;

suite::CaseStep expecting(const std::string& verb, const suite::Expectation& expected) {
  return {"step", verb, {}, {expected}};
}

// The run's case at its second place, where the subject of sample_run() is wrong.
class Explain : public testing::Test {
 protected:
  Explain() : run_(sample_run()) {
    run_.cases[0].place = {"cases/validation.toml", 12};
    run_.cases[0].expectations.resize(2);
    run_.cases[0].expectations[1] = {
        {"shake", "handshake", {}, {}}, {"decoded", "getpeercert", {}, {}}, {"form", "getpeercert", {}, {}}};
    run_.rows.erase(run_.rows.begin(), run_.rows.begin() + 2);
    suite_.rules = run_.rules;
  }

  std::string text() {
    const Json results = results_json(run_);
    return explanation({suite_, fixtures_, run_.cases[0], 1, results}, {Colour::kNo, 100});
  }

  report::Run run_;
  suite::Suite suite_;
  forge::Fixtures fixtures_;
};

TEST_F(Explain, SaysCaseRuleAndPlace) {
  EXPECT_THAT(text(),
              testing::StartsWith("validation/client_cert_none\n"
                                  "  Without verification the client still has the certificate, but only its bytes.\n"
                                  "  here: fail on peercert 0.1.0; pass on CPython 3.11.2\n"
                                  "  cases/validation.toml:12\n"
                                  "  One of 2 scenarios; the others: [tls=1.2,transport=memory]\n"
                                  "\nThe rule\n"
                                  "  not_validated_is_empty (documented)\n"
                                  "    Without validation the dictionary is empty.\n"
                                  "    source: getpeercert, second paragraph\n"
                                  "\nWhat is played: validation/client_cert_none[tls=1.3,transport=memory]\n"));
}

TEST_F(Explain, StepIsACallInWordsWithWhatIsExpected) {
  EXPECT_THAT(text(),
              HasSubstr("  Steps\n"
                        "     1  handshake(): does the handshake, until both ends are done, one fails or nothing "
                        "moves\n"
                        "        expected: has to work\n"
                        "     2  client.getpeercert(): asks for the peer's certificate\n"));
}

TEST_F(Explain, StepThatSaysNothingNewIsOneLine) {
  EXPECT_THAT(text(), HasSubstr("\n  handshake(): None\n"));
}

TEST_F(Explain, ConflictAndSinceAreSaid) {
  suite_.rules[0].since = "3.10";
  suite_.rules[0].conflict = "It looks at the mode.";
  EXPECT_THAT(text(), HasSubstr("    source: getpeercert, second paragraph; since Python 3.10\n"
                                "    CPython contradicts it: It looks at the mode.\n"));
}

TEST_F(Explain, WitnessesStandBesideTheRule) {
  EXPECT_THAT(text(), HasSubstr("  client.getpeercert()\n"
                                "    the rule says\n"
                                "      {}\n"
                                "    peercert 0.1.0  fail   None\n"
                                "      expected dict, got NoneType\n"
                                "    CPython 3.11.2  pass   the same\n"));
  EXPECT_THAT(text(), HasSubstr("\n  the subject stands alone.\n"));
  EXPECT_THAT(text(), HasSubstr("\nRun it again\n  peercert run --case "
                                "'validation/client_cert_none[tls=1.3,transport=memory]' --subject native\n"));
}

TEST_F(Explain, KnownDriftHasItsReason) {
  suite::Drift drift;
  drift.id = "mine/none";
  drift.reason = "It asks the socket.";
  drift.reference = "issue 1";
  drift.cases = {"validation/*"};
  suite_.drift = {drift};
  run_.rows[0].steps[1].drift = "mine/none";
  run_.rows[0].steps[1].verdict = run_.rows[0].verdict = suite::Verdict::kKnown;
  EXPECT_THAT(text(), HasSubstr("      known as mine/none: It asks the socket. (issue 1)\n"));
  EXPECT_THAT(text(), Not(HasSubstr("of others")));
}

TEST(Verdicts, WorstIsFirstAndWitnessesOfOneStandTogether) {
  report::Run run = passing_run();
  run.rows.erase(run.rows.begin(), run.rows.begin() + 2);
  EXPECT_EQ(verdicts_text(results_json(run)), "pass on peercert 0.1.0 and CPython 3.11.2");
  run.subjects.push_back({{"Other", "1.0", "OpenSSL 3.0.19", {}}, "subject", "other"});
  run.rows.push_back(run.rows[0]);
  run.rows.back().subject = 2;
  run.rows[0].verdict = suite::Verdict::kCrash;
  EXPECT_THAT(verdicts_text(results_json(run)), testing::StartsWith("crash on peercert 0.1.0; pass on "));
  run.rows[0].verdict = suite::Verdict::kPass;
  EXPECT_THAT(verdicts_text(results_json(run)), testing::MatchesRegex("pass on [^,;]*, [^,;]* and [^,;]*"));
}

TEST_F(Explain, WithoutWitnessesThereIsNoVerdict) {
  run_.rows.clear();
  EXPECT_THAT(text(), Not(HasSubstr("here: ")));
}

suite::Drift drift_of(const std::string& id, const std::string& subject, const std::string& cases) {
  suite::Drift drift;
  drift.id = id;
  drift.subject = suite::Requirement::parse(subject);
  drift.reason = "So does " + id + ".";
  drift.reference = "no issue";
  drift.cases = {cases};
  return drift;
}

TEST_F(Explain, DriftInFullIsOfWhoPlaysAndOfThisCase) {
  suite_.drift = {drift_of("other/none", "Other >= 1", "validation/*"),
                  drift_of("old/none", "CPython < 3.7", "validation/*"),
                  drift_of("mine/none", "CPython >= 3.8", "validation/*"),
                  drift_of("other/this", "Other", "validation/client_cert_none")};
  EXPECT_THAT(text(), HasSubstr("cases like this\n"
                                "  mine/none (CPython >= 3.8)\n    So does mine/none. (no issue)\n"
                                "  other/this (Other)\n    So does other/this. (no issue)\n"
                                "  other/none (Other >= 1)\n"
                                "  old/none (CPython < 3.7)\n\nRun"));
}

TEST_F(Explain, DriftOfOthersIsSaidOncePerCause) {
  const suite::Drift drift = drift_of("other/none", "Other >= 1", "validation/*");
  suite::Drift same = drift, elsewhere = drift;
  same.id = "other/none/bytes";
  elsewhere.id = "other/elsewhere";
  elsewhere.reason = "Never here.";
  elsewhere.cases = {"names/*"};
  suite_.drift = {drift, same, elsewhere};
  EXPECT_THAT(text(), HasSubstr("cases like this\n  other/none (Other >= 1)\n\nRun"));
  EXPECT_THAT(text(), Not(HasSubstr("Never here")));
}

TEST_F(Explain, CrashSaysWhy) {
  run_.rows[0].verdict = suite::Verdict::kCrash;
  run_.rows[0].detail = "killed by signal 11";
  run_.rows[0].steps.clear();
  EXPECT_THAT(text(), HasSubstr("  peercert 0.1.0  crash  killed by signal 11\n"));
}

TEST(HostileWitness, NoControlCharacterComesThrough) {
  report::Run run = hostile_run(kHostile);
  run.cases[0].expectations.resize(run.cases[0].scenarios.size());
  for (const suite::StepResult& step : run.rows[0].steps) {
    run.cases[0].expectations[0].push_back({step.step, "getpeercert", {}, {}});
  }
  suite::Suite suite;
  suite.rules = run.rules;
  const Json results = results_json(run);
  const std::string text = witnesses_text({suite, {}, run.cases[0], 0, results});
  EXPECT_TRUE(std::none_of(text.begin(), text.end(), [](char c) { return c != '\n' && (c < ' ' || c == '\x7f'); }));
}

TEST(ExpectationWords, SayWhatIsExpectedAndOfWhom) {
  suite::Expectation expected;
  expected.value = Dict{};
  EXPECT_EQ(expectation_words(expecting("getpeercert", expected)), "{}");
  expected.origin = "certificate server";
  EXPECT_EQ(expectation_words(expecting("getpeercert", expected)), "the dictionary of certificate server");
  EXPECT_EQ(expectation_words(expecting("handshake", expected)), "works");
  expected.origin = "DER of server";
  expected.when = suite::Requirement::parse("CPython >= 3.8");
  EXPECT_EQ(expectation_words(expecting("getpeercert", expected)),
            "the bytes of certificate server (for CPython >= 3.8)");
  suite::Expectation raised;
  raised.raises = "ssl.SSLError";
  raised.on = "client";
  EXPECT_EQ(expectation_words(expecting("handshake", raised)), "client raises ssl.SSLError");
}

TEST(ExpectationWords, AlternativesOfTheSameWordsAreSaidOnce) {
  suite::Expectation first, second;
  first.value = second.value = Dict{};
  first.when = suite::Requirement::parse("CPython < 3.7");
  EXPECT_EQ(expectation_words({"s", "getpeercert", {}, {first, second}}), "{}");
  second.value = None{};
  EXPECT_EQ(expectation_words({"s", "getpeercert", {}, {first, second}}), "{} (for CPython < 3.7); else None");
}

TEST(ExpectationWords, WithoutARuleTheVerbSaysWhatCounts) {
  EXPECT_EQ(expectation_words({"s", "handshake", {}, {}}), "has to work");
  EXPECT_EQ(expectation_words({"s", "do_handshake", {}, {}}), "has to work, or to want more");
  EXPECT_EQ(expectation_words({"s", "read", {}, {}}), "no rule says; witnesses are compared with the reference");
}

TEST(Wrapped, BreaksAtBlanks) {
  EXPECT_EQ(wrapped("one two three", 7, 0), "one two\nthree");
  EXPECT_EQ(wrapped("one two three", 9, 2), "one two\n  three");
  EXPECT_EQ(wrapped("", 9, 2), "");
  EXPECT_EQ(wrapped("a\xc3\xa9 b", 4, 0), "a\xc3\xa9 b");
  EXPECT_EQ(wrapped("longer_than_that x", 5, 0), "longer_than_that\nx");
}

}  // namespace
}  // namespace peercert::report
