#include "export/proof.h"

#include <gmock/gmock.h>

#include "export/test_finding.h"
#include "value/json.h"

namespace peercert::exports {
namespace {

using suite::gave;
using suite::raised;
using suite::raises;
using suite::value;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

// What every Python says, as if a rule said otherwise.
Finding before_the_handshake() {
  return finding(on_client("getpeercert"), value("{}"), raised("ValueError", "('handshake not done yet',)"));
}

class Proof : public testing::Test {
 protected:
  void SetUp() override {
    if (python[0].empty()) GTEST_SKIP() << "no reference Python";
  }
  std::vector<std::string> python{PEERCERT_PYTHON};
};

TEST_F(Proof, AFileThatShowsItIsGiven) {
  const Proven proven = prove(before_the_handshake(), python, {});
  EXPECT_THAT(proven.text, HasSubstr("got = attempt(client.getpeercert)"));
  EXPECT_THAT(proven.how, HasSubstr(" 1"));
}

TEST_F(Proof, AFileThatExitsWith0OnTheSubjectIsNone) {
  Finding one = before_the_handshake();
  one.row.steps[0].expected = raises("ValueError");
  EXPECT_THAT([&] { static_cast<void>(prove(one, python, {})); },
              ThrowsMessage<Unproven>(HasSubstr("exited with status 0, expected was exit status 1")));
}

TEST_F(Proof, AFileThatShowsAnotherDifferenceIsNone) {
  const Finding one = finding(on_client("getpeercert"), value("{}"), gave("None"));
  EXPECT_THAT(
      [&] { static_cast<void>(prove(one, python, {})); },
      ThrowsMessage<Unproven>(HasSubstr("exited with status 1, expected was exit status 1, and that it got None")));
}

TEST_F(Proof, AFileThatShowsItOnTheReferenceTooIsNone) {
  EXPECT_THAT([&] { static_cast<void>(prove(before_the_handshake(), python, python)); },
              ThrowsMessage<Unproven>(HasSubstr("exited with status 1, expected was exit status 0")));
}

TEST(InterpreterOf, IsWhatStandsBeforeTheFile) {
  EXPECT_THAT(interpreter_of("env A=1 'my python' -I scripts/python_subject.py --flag"),
              ElementsAre("env", "A=1", "my python", "-I"));
  EXPECT_THAT(interpreter_of("peercert subject"), ElementsAre());
}

TEST(Meets, TheDetailsCountWhereTheyAreTheDifference) {
  suite::StepResult result;
  result.expected = raises("ValueError");
  result.level = suite::Level::kDocumented;
  const suite::Observation derived = raised("UnicodeError", "()", {"ValueError", "Exception"});
  EXPECT_TRUE(meets(result, "getpeercert", derived));
  result.level = suite::Level::kAccident;
  EXPECT_FALSE(meets(result, "getpeercert", derived));
}

TEST(Meets, APreparationHasToWork) {
  EXPECT_TRUE(meets({}, "handshake", gave("None")));
  EXPECT_FALSE(meets({}, "handshake", raised("OSError")));
}

}  // namespace
}  // namespace peercert::exports
