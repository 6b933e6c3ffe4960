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
  EXPECT_EQ(checked.steps.size(), 17U);
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

}  // namespace
}  // namespace peercert::subject
