// How ProcessSubject talks with a subject that behaves; hostile_test.cpp has those that do not.
#include "subject/process.h"
#include "subject/test_scenario.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace peercert::subject {
namespace {

using std::chrono::milliseconds;
using suite::Outcome;
using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

// A subject in sh: it answers start, and then does `rest` with each further line, in $line.
std::string shell(const std::string& rest) {
  return fmt::format(
      "sh -c 'read -r line; echo \"{{\\\"peercert\\\":1,\\\"start\\\":${{line##*:}}\"|sed \"s/}}$/,"
      "\\\"subject\\\":{{\\\"implementation\\\":\\\"Sh\\\",\\\"version\\\":\\\"1\\\",\\\"tls_library\\\":\\\"none\\\","
      "\\\"features\\\":[\\\"decode\\\",\\\"decode_digests\\\"]}}}}/\"; while read -r line; do {}; done'",
      rest);
}

// The shell text that takes the number of the message in $line into $n.
const std::string kTakeNumber = "n=${line#*,*:}; n=${n%%,*}; ";

// The shell text that answers the run or decode with what `answer` makes of its number, $n.
std::string answering(const std::string& answer) {
  return shell(kTakeNumber + "echo \"" + answer + "\"");
}

suite::Scenario scenario_of(std::vector<std::string> steps) {
  suite::Scenario scenario;
  scenario.case_id = "a/b";
  for (const std::string& id : steps) scenario.steps.push_back({id, "deliver", "client", {}, {}});
  return scenario;
}

Outcome run(const std::string& command, const suite::Scenario& scenario = scenario_of({"one"}),
            milliseconds timeout = test::kAmple) {
  ProcessSubject subject(command, {timeout, test::kAmple});
  return subject.run(scenario);
}

auto starting(const std::string& command, milliseconds timeout = test::kAmple) {
  return [=] { ProcessSubject subject(command, {timeout, timeout}); };
}

template <typename... Parts>
auto start_error(const Parts&... parts) {
  return ThrowsMessage<StartError>(AllOf(HasSubstr(parts)...));
}

constexpr const char* kObservation = R"(\"observations\":[{\"step\":\"one\",\"value\":null,\"warnings\":[]}]})";

std::string well_behaved() {
  return answering(std::string(R"({\"peercert\":1,\"run\":$n,)") + kObservation);
}

TEST(ProcessStart, AProgramThatDoesNotExist) {
  EXPECT_THAT(starting("/nowhere/python3 x"),
              start_error("cannot start `/nowhere/python3 x`: /nowhere/python3: No such file or directory"));
}

TEST(ProcessStart, AFileThatIsNoProgram) {
  const std::string file = PEERCERT_SOURCE_DIR "/LICENSE";
  EXPECT_THAT(starting("'" + file + "'"), start_error(file + ": Permission denied"));
}

TEST(ProcessRun, ObservationsComeBack) {
  const Outcome outcome = run(well_behaved());
  EXPECT_EQ(outcome.kind, Outcome::Kind::kObserved) << outcome.detail;
  ASSERT_EQ(outcome.observations.size(), 1U);
  EXPECT_EQ(outcome.observations[0].value, Value(None{}));
}

TEST(ProcessRun, SkipAndErrorComeBackWithTheirText) {
  const Outcome skip = run(answering(R"({\"peercert\":1,\"run\":$n,\"skip\":\"too old\"})"));
  EXPECT_EQ(skip.kind, Outcome::Kind::kSkip);
  EXPECT_EQ(skip.detail, "too old");
  const Outcome error = run(answering(R"({\"peercert\":1,\"run\":$n,\"error\":\"Traceback\"})"));
  EXPECT_EQ(error.kind, Outcome::Kind::kError);
  EXPECT_EQ(error.detail, "Traceback");
}

TEST(ProcessRun, AMissingFeatureIsASkipAndNothingIsSent) {
  suite::Scenario scenario = scenario_of({"one"});
  scenario.needs = {"tls_1_3"};
  const Outcome outcome = run(shell("exit 1"), scenario);
  EXPECT_EQ(outcome.kind, Outcome::Kind::kSkip);
  EXPECT_EQ(outcome.detail, "needs tls_1_3, which Sh 1, none does not have");
}

TEST(ProcessRun, GarbageIsQuotedShortAndEscaped) {
  const Outcome outcome = run(shell("head -c 300 /dev/zero; echo"));
  EXPECT_EQ(outcome.kind, Outcome::Kind::kProtocolError);
  EXPECT_THAT(outcome.detail, AllOf(HasSubstr("expected the answer to run 2, found no JSON at byte 1: b'\\x00\\x00"),
                                    HasSubstr("... (300 bytes)")));
  EXPECT_THAT(run(shell("printf \"\\\"\\377\\\"\\n\"")).detail, HasSubstr("no JSON at byte 2: b'\"\\xff\"'"));
}

TEST(ProcessRun, AFloodedStderrBlocksNobodyAndItsEndIsKept) {
  const Outcome outcome = run(shell("head -c 3000000 /dev/zero | tr \"\\0\" x >&2; echo the end >&2; exit 1"));
  EXPECT_EQ(outcome.kind, Outcome::Kind::kCrash);
  EXPECT_THAT(outcome.detail, testing::EndsWith("xxxthe end"));
  EXPECT_LT(outcome.detail.size(), 5000U);
}

TEST(ProcessRun, AMessageLargerThanEveryBufferArrives) {
  suite::Scenario scenario = scenario_of({"one"});
  scenario.certificates["big"] = {{std::string(600'000, 'x')}, "key"};  // sh reads byte by byte
  EXPECT_EQ(run(well_behaved(), scenario).kind, Outcome::Kind::kObserved);
}

TEST(ProcessRun, ASubjectThatDoesNotReadHangsAndSigpipeDoesNotKillUs) {
  suite::Scenario scenario = scenario_of({"one"});
  scenario.certificates["big"] = {{std::string(3'000'000, 'x')}, "key"};
  const Outcome outcome =
      run("sh -c 'read -r l; echo \"{\\\"peercert\\\":1,\\\"start\\\":1,\\\"subject\\\":"
          "{\\\"implementation\\\":\\\"a\\\",\\\"version\\\":\\\"1\\\",\\\"tls_library\\\":\\\"\\\","
          "\\\"features\\\":[]}}\"; exec <&-; sleep 100'",
          scenario, test::kShort);
  EXPECT_EQ(outcome.kind, Outcome::Kind::kHang) << outcome.detail;
}

TEST(ProcessRestart, TheNextScenarioFindsAFreshProcess) {
  const std::string command = shell(
      "case $line in *crash*) kill -KILL $$;; esac; n=${line#*,*:}; n=${n%%,*}; "
      "echo \"{\\\"peercert\\\":1,\\\"run\\\":$n,\\\"skip\\\":\\\"$$\\\"}\"");
  ProcessSubject subject(command);
  const Outcome before = subject.run(scenario_of({"one"}));
  const Outcome gone = subject.run(scenario_of({"crash"}));
  const Outcome after = subject.run(scenario_of({"one"}));
  EXPECT_EQ(before.kind, Outcome::Kind::kSkip);
  EXPECT_EQ(gone.detail.find("killed by SIGKILL before it answered"), 0U) << gone.detail;
  EXPECT_EQ(after.kind, Outcome::Kind::kSkip);
  EXPECT_NE(before.detail, after.detail);
}

TEST(ProcessDecode, GivesOneObservation) {
  ProcessSubject subject(answering(
      R"({\"peercert\":1,\"decode\":$n,\"observation\":{\"step\":\"decode\",\"value\":true,\"warnings\":[]}})"));
  const Outcome outcome = subject.decode(std::string("\x30\x00", 2));
  EXPECT_EQ(outcome.kind, Outcome::Kind::kObserved) << outcome.detail;
  ASSERT_EQ(outcome.observations.size(), 1U);
  EXPECT_EQ(outcome.observations[0].value, Value(true));
}

TEST(ProcessDecode, OneWithoutTheFeatureIsAskedOneByOne) {
  ProcessSubject subject(answering(
      R"({\"peercert\":1,\"decode\":$n,\"observation\":{\"step\":\"decode\",\"value\":true,\"warnings\":[]}})"));
  const auto outcomes = subject.decode_all({"\x30", ""});
  ASSERT_EQ(outcomes.size(), 2U);
  EXPECT_EQ(outcomes[1].observations.at(0).value, Value(true));
}

// The shell text that answers message $n, of one certificate, with a digest.
std::string answer_batch() {
  return R"(echo "{\"peercert\":1,\"decode_digests\":$n,\"observations\":[\")" + std::string(64, 'a') + R"(\"]}")";
}

TEST(ProcessBatches, TheNextIsSaidBeforeTheFirstIsAnswered) {
  const std::string of_both = kTakeNumber + "read -r line; " + answer_batch() + "; " + kTakeNumber + answer_batch();
  ProcessSubject subject(shell(of_both), {test::kAmple, test::kAmple});
  const Batch first({"a"}), second({"b"});
  EXPECT_TRUE(subject.decode_batch(first, &second)().at(0).digest);
  EXPECT_TRUE(subject.decode_batch(second, nullptr)().at(0).digest);
}

TEST(ProcessBatches, TheNextIsAskedAnewOfWhoComesAfterOneThatEnded) {
  ProcessSubject subject(shell("case $line in *Y3Jhc2g=*) kill -KILL $$;; esac; " + kTakeNumber + answer_batch()));
  const Batch first({"crash"}), second({"b"});
  EXPECT_EQ(subject.decode_batch(first, &second)().at(0).outcome.kind, Outcome::Kind::kCrash);
  EXPECT_TRUE(subject.decode_batch(second, nullptr)().at(0).digest);
}

TEST(TimeFor, IsLongerWhereMoreConnectionsAreMade) {
  suite::Scenario scenario;
  scenario.steps = {{"s0", "handshake", "client", {}, {}}};
  EXPECT_EQ(time_for(scenario, std::chrono::seconds(20)), std::chrono::seconds(20));
  scenario.steps.push_back({"s1", "getpeercert_of_many", "client", {Value(Integer(1000))}, {}});
  EXPECT_EQ(time_for(scenario, std::chrono::seconds(20)), std::chrono::seconds(220));
  scenario.steps.back().args = {Value(*Integer::parse("99999999999999999999"))};  // no reason to wait for ever
  EXPECT_EQ(time_for(scenario, std::chrono::seconds(20)), std::chrono::seconds(20));
}

}  // namespace
}  // namespace peercert::subject
