#include "subject/check.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "subject/subject.h"
#include "subject/test_scenario.h"
#include "tls/test_pki.h"

namespace peercert::subject {
namespace {

using std::chrono::milliseconds;
using testing::AllOf;
using testing::HasSubstr;
using Result = CheckStep::Result;

const std::string kSource = PEERCERT_SOURCE_DIR;

CheckMaterial material() {
  const test::Pki& pki = test::pki();
  return {{{pki.server.certificate_pem()}, pki.server.key_pem()}, pki.server.der(), pki.root.certificate_pem()};
}

struct Checked {
  CheckResult result;
  std::vector<CheckStep> steps;

  [[nodiscard]] const CheckStep& step(const std::string& title) const {
    for (const CheckStep& one : steps) {
      if (one.title.find(title) != std::string::npos) return one;
    }
    throw std::runtime_error("no step " + title);
  }
};

Checked check(const std::string& script, TalkOptions options = {milliseconds(60'000), milliseconds(30'000)}) {
  Checked checked;
  checked.result = check_subject(
      fmt::format("'{}' {}/{}", test::python(), kSource, script), material(),
      [&](const CheckStep& step) { checked.steps.push_back(step); }, options);
  return checked;
}

TEST(CheckSubject, FindsNothingWrongWithThatOfPython) {
  const Checked checked = check("scripts/python_subject.py");
  EXPECT_EQ(checked.result.wrong, 0U);
  EXPECT_EQ(checked.steps.size(), 26U);
  for (const CheckStep& step : checked.steps) {
    EXPECT_EQ(step.result, Result::kOk) << step.title << ": " << step.says << "\n"
                                        << step.sent << "\n"
                                        << step.received;
  }
}

TEST(CheckSubject, AProgramThatIsNotThereIsNoStep) {
  EXPECT_THROW((void)check_subject("/nowhere/subject", material(), [](const CheckStep&) {}), StartError);
}

TEST(CheckSubject, StopsAtAStartThatWentWrongAndSaysWhatToDo) {
  const Checked checked = check("harness/subject/hostile_subject.py start_prints_banner");
  ASSERT_EQ(checked.steps.size(), 1U);
  EXPECT_FALSE(checked.result.info);
  EXPECT_THAT(checked.steps[0].says, HasSubstr("no JSON at byte 1"));
  EXPECT_THAT(checked.steps[0].advice, HasSubstr("Send logs and banners to stderr"));
  EXPECT_EQ(checked.steps[0].sent, R"({"peercert":1,"start":1})");
  EXPECT_EQ(checked.steps[0].received, "Welcome to subject 1.0");
}

TEST(CheckSubject, ShowsTheStderrOfOneThatEndsMadePrintable) {
  const Checked checked = check("harness/subject/hostile_subject.py start_prints_usage");
  EXPECT_THAT(checked.steps.at(0).says, AllOf(HasSubstr("exited with status 2 in place of an answer"),
                                              HasSubstr("usage: subject [-h] \\x1b[31m--port")));
}

TEST(CheckSubject, NamesThePlaceInTheSchema) {
  const Checked checked = check("harness/subject/hostile_subject.py unknown_member");
  EXPECT_THAT(checked.step("a scenario of one step").says,
              HasSubstr("at \"\" the schema (#/definitions/run_answer) expects no member \"seconds\""));
  EXPECT_GT(checked.result.wrong, 1U);  // and goes on with the next steps
}

TEST(CheckSubject, AWrongNumberIsFound) {
  const Checked checked = check("harness/subject/hostile_subject.py wrong_number");
  EXPECT_THAT(checked.step("a scenario of one step").advice, HasSubstr("repeats the name and the number"));
}

TEST(CheckSubject, ASubjectThatDoesNotFlushIsToldSo) {
  const Checked checked =
      check("harness/subject/hostile_subject.py start_says_nothing", {milliseconds(300), milliseconds(100)});
  EXPECT_EQ(checked.steps.at(0).says, "no answer within 0.3 s");
  EXPECT_THAT(checked.steps.at(0).advice, HasSubstr("flush"));
}

TEST(CheckSubject, ACommandThatEndsAtOnceIsAskedWhetherItIsASubject) {
  std::vector<CheckStep> steps;
  (void)check_subject("true", material(), [&](const CheckStep& step) { steps.push_back(step); });
  ASSERT_EQ(steps.size(), 1U);
  EXPECT_THAT(steps[0].advice, HasSubstr("Does it start the subject at all?"));
}

// Each mistake is found in the step that is there for it.
void expect_mistake(const std::string& mistake, const std::string& title, const std::string& says) {
  const Checked checked = check("harness/subject/mistaken_subject.py " + mistake);
  EXPECT_EQ(checked.step(title).result, Result::kWrong) << mistake;
  EXPECT_THAT(checked.step(title).says, HasSubstr(says)) << mistake;
}

TEST(CheckSubject, FindsBytesInPlaceOfTexts) {
  expect_mistake("texts_are_bytes", "the texts of a dictionary", "in its key b'subject': there are {\"bytes\"}");
  expect_mistake("texts_are_bytes", "that the client refuses", "args[1]: there are {\"bytes\"} where Python has a str");
}

TEST(CheckSubject, FindsUpperCaseHexadecimalDigits) {
  expect_mistake("upper_case_hex", "a handshake over memory", "lower-case hexadecimal digits");
}

TEST(CheckSubject, FindsAHandshakeThatRaisedWithoutItsConnectionOrWithAnother) {
  expect_mistake("without_on", "that the client refuses", "'on' names the connection");
  expect_mistake("on_is_always_client", "that the server refuses", "it is server that fails first");
}

TEST(CheckSubject, FindsAVerifyModeThatIsIgnored) {
  expect_mistake("never_verifies", "that the client refuses", "the handshake is done, although the client requires");
  expect_mistake("never_verifies", "that the server refuses", "the handshake is done, although the server requires");
  expect_mistake("clients_always_verify", "with CERT_NONE", "verify_mode is CERT_NONE, and the handshake raised");
}

TEST(CheckSubject, FindsAnExceptionWithoutItsBases) {
  expect_mistake("no_bases", "that nobody can finish",
                 "the bases of ssl.SSLWantReadError are ssl.SSLError, OSError, Exception, not Exception");
}

TEST(CheckSubject, FindsAStallThatIsTakenForDone) {
  expect_mistake("stalls_are_done", "that nobody can finish", "should raise ssl.SSLWantReadError, and it gave None");
}

TEST(CheckSubject, FindsBytesThatMoveByThemselves) {
  expect_mistake("delivers_by_itself", "deliver, one by one",
                 "step call_6, do_handshake on the server, should raise ssl.SSLWantReadError, and it gave None");
}

TEST(CheckSubject, FindsALoopbackThatIsNone) {
  expect_mistake("reads_less_over_loopback", "over loopback", "read gave b'he', and should give b'hello'");
  expect_mistake("forgets_to_connect", "over loopback", "nobody connected");
}

TEST(CheckSubject, FindsThatTwoMessagesInOneGoAreTakenForOne) {
  expect_mistake("takes_all_that_came_for_one_line", "digests", "it did not understand decode_digests");
}

TEST(CheckSubject, ASubjectThatSkipsEverythingIsNotWrongButPlaysNothing) {
  const Checked checked = check("harness/subject/mistaken_subject.py lists_nothing");
  EXPECT_EQ(checked.result.wrong, 0U);
  EXPECT_FALSE(checked.result.plays);
  EXPECT_EQ(checked.step("a handshake over memory").result, Result::kSkip);
}

TEST(Shortened, SaysHowManyBytesAreLeftOutAndCutsNoCharacter) {
  EXPECT_EQ(shortened("123456789", 9), "123456789");
  EXPECT_EQ(shortened("abcdefghijkl", 9), "abcdef [... 3 of 12 bytes left out ...] jkl");
  EXPECT_EQ(shortened("abcde\xc3\xa9ghijkl", 9), "abcde [... 5 of 13 bytes left out ...] jkl");
}

}  // namespace
}  // namespace peercert::subject
