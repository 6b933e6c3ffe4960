#include "subject/process.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>

#include <filesystem>

namespace peercert::subject {
namespace {

using std::chrono::milliseconds;
using suite::Outcome;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::ThrowsMessage;

// A subject in sh: it answers start, and then does `rest` with each further line, in $line.
std::string shell(const std::string& rest) {
  return fmt::format(
      "sh -c 'read -r line; echo \"{{\\\"peercert\\\":1,\\\"start\\\":${{line##*:}}\"|sed \"s/}}$/,"
      "\\\"subject\\\":{{\\\"implementation\\\":\\\"Sh\\\",\\\"version\\\":\\\"1\\\",\\\"tls_library\\\":\\\"none\\\","
      "\\\"features\\\":[\\\"decode\\\"]}}}}/\"; while read -r line; do {}; done'",
      rest);
}

// The shell text that answers the run or decode with what `answer` makes of its number, $n.
std::string answering(const std::string& answer) {
  return shell("n=${line#*,*:}; n=${n%%,*}; echo \"" + answer + "\"");
}

constexpr milliseconds kAmple(30'000);  // for what must come, on a machine that is busy
constexpr milliseconds kShort(400);     // for what never comes

suite::Scenario scenario_of(std::vector<std::string> steps) {
  suite::Scenario scenario;
  scenario.case_id = "a/b";
  for (const std::string& id : steps) scenario.steps.push_back({id, "deliver", "client", {}, {}});
  return scenario;
}

Outcome run(const std::string& command, const suite::Scenario& scenario = scenario_of({"one"}),
            milliseconds timeout = kAmple) {
  ProcessSubject subject(command, {timeout, kAmple});
  return subject.run(scenario);
}

auto starting(const std::string& command, milliseconds timeout = kAmple) {
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

std::ptrdiff_t open_descriptors() {
  const std::filesystem::directory_iterator all("/proc/self/fd");
  return std::distance(begin(all), end(all));
}

TEST(ProcessStart, AProgramThatDoesNotExist) {
  EXPECT_THAT(starting("/nowhere/python3 x"),
              start_error("cannot start `/nowhere/python3 x`: /nowhere/python3: No such file or directory"));
}

TEST(ProcessStart, AProgramThatExitsAtOnceSaysItsStatusAndItsStderr) {
  EXPECT_THAT(starting("sh -c 'echo \"no module ssl\" >&2; exit 3'"),
              start_error("exited with status 3 before it answered start 1", "its stderr ends with:\nno module ssl"));
}

TEST(ProcessStart, AProgramThatSaysNothing) {
  EXPECT_THAT(starting("sleep 100", kShort), start_error("no answer within 0.4 s"));
}

TEST(ProcessStart, AProgramThatIsNoSubject) {
  EXPECT_THAT(starting("sh -c 'echo Hello; cat'"),
              start_error("expected the answer to start 1, found at byte 1 no JSON: b'Hello'"));
  EXPECT_THAT(starting("cat"), start_error("answer: member \"subject\" is missing"));
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

TEST(ProcessRun, DeathBySignalIsNamed) {
  const Outcome outcome = run(shell("echo last words >&2; kill -SEGV $$"));
  EXPECT_EQ(outcome.kind, Outcome::Kind::kCrash);
  EXPECT_EQ(outcome.detail, "killed by SIGSEGV before it answered run 2; its stderr ends with:\nlast words");
}

TEST(ProcessRun, APartOfALineBeforeDeathIsShown) {
  const Outcome outcome = run(shell("printf \"{\\\"peer\"; exit 4"));
  EXPECT_EQ(outcome.kind, Outcome::Kind::kCrash);
  EXPECT_EQ(outcome.detail, "exited with status 4 before it answered run 2; all that came is b'{\"peer'");
}

TEST(ProcessRun, ClosingStdoutIsNoAnswer) {
  const Outcome outcome = run(shell("exec >&-; sleep 100"));
  EXPECT_EQ(outcome.kind, Outcome::Kind::kCrash);
  EXPECT_EQ(outcome.detail, "closed its stdout but went on before it answered run 2");
}

TEST(ProcessRun, AHangEndsAtTheDeadlineWithWhatCame) {
  const Outcome outcome = run(shell("trap \"\" TERM; printf half; sleep 100"), scenario_of({"one"}), kShort);
  EXPECT_EQ(outcome.kind, Outcome::Kind::kHang);
  EXPECT_EQ(outcome.detail, "no answer within 0.4 s; all that came is b'half'");
  EXPECT_LT(outcome.seconds, 5);
}

TEST(ProcessRun, GarbageIsQuotedShortAndEscaped) {
  const Outcome outcome = run(shell("head -c 300 /dev/zero; echo"));
  EXPECT_EQ(outcome.kind, Outcome::Kind::kProtocolError);
  EXPECT_THAT(outcome.detail, AllOf(HasSubstr("expected the answer to run 2, found at byte 1 no JSON: b'\\x00\\x00"),
                                    HasSubstr("... (300 bytes)")));
  EXPECT_THAT(run(shell("printf \"\\\"\\377\\\"\\n\"")).detail, HasSubstr("no JSON: b'\"\\xff\"'"));
}

TEST(ProcessRun, ALineMayComeInParts) {
  const Outcome outcome =
      run(shell("n=${line#*,*:}; n=${n%%,*}; printf \"{\\\"peercert\\\":1,\"; sleep 0.1; "
                "echo \"\\\"run\\\":$n,\\\"skip\\\":\\\"x\\\"}\""));
  EXPECT_EQ(outcome.kind, Outcome::Kind::kSkip) << outcome.detail;
}

TEST(ProcessRun, TheNumberOfTheAnswerMustBeThatOfTheQuestion) {
  const Outcome outcome = run(answering(R"({\"peercert\":1,\"run\":7,\"skip\":\"x\"})"));
  EXPECT_EQ(outcome.kind, Outcome::Kind::kProtocolError);
  EXPECT_THAT(outcome.detail, HasSubstr("expected the answer to run 2, found b'{\"peercert\":1,\"run\":7,"));
}

TEST(ProcessRun, EveryStepHasItsObservation) {
  const Outcome few = run(well_behaved(), scenario_of({"one", "two"}));
  EXPECT_EQ(few.kind, Outcome::Kind::kProtocolError);
  EXPECT_EQ(few.detail, "answer: expected 2 observations, found 1");
  const Outcome other = run(well_behaved(), scenario_of({"two"}));
  EXPECT_EQ(other.detail, "answer: expected the observation of step \"two\", found that of \"one\"");
}

TEST(ProcessRun, AnUnknownMemberIsAProtocolError) {
  EXPECT_EQ(run(answering(R"({\"peercert\":1,\"run\":$n,\"skp\":\"x\",\"skip\":\"x\"})")).detail,
            "answer: unknown member \"skp\"");
}

TEST(ProcessRun, AComplaintIsAProtocolErrorWithItsText) {
  const Outcome outcome = run(answering(R"({\"peercert\":1,\"error\":\"what?\"})"));
  EXPECT_EQ(outcome.kind, Outcome::Kind::kProtocolError);
  EXPECT_EQ(outcome.detail, "it did not understand run 2: what?");
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
          scenario, kShort);
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

TEST(ProcessRestart, FiveInARowAndNoMore) {
  ProcessSubject subject(shell("exit 9"));
  std::vector<std::string> details;
  for (int i = 0; i < 8; ++i) details.push_back(subject.run(scenario_of({"one"})).detail);
  EXPECT_THAT(details[5], HasSubstr("exited with status 9"));
  EXPECT_THAT(details[5], Not(HasSubstr("not started again")));
  EXPECT_THAT(details[6], AllOf(HasSubstr("not started again after 5 restarts in a row failed"),
                                HasSubstr("exited with status 9")));
  EXPECT_EQ(details[7], details[6]);
}

TEST(ProcessDecode, GivesOneObservation) {
  ProcessSubject subject(answering(
      R"({\"peercert\":1,\"decode\":$n,\"observation\":{\"step\":\"decode\",\"value\":true,\"warnings\":[]}})"));
  const Outcome outcome = subject.decode(std::string("\x30\x00", 2));
  EXPECT_EQ(outcome.kind, Outcome::Kind::kObserved) << outcome.detail;
  ASSERT_EQ(outcome.observations.size(), 1U);
  EXPECT_EQ(outcome.observations[0].value, Value(true));
}

TEST(ProcessEnd, LeavesNoDescriptorAndNoZombie) {
  (void)run(well_behaved());
  const std::ptrdiff_t before = open_descriptors();
  (void)run(well_behaved());
  (void)run(shell("sleep 100"), scenario_of({"one"}), kShort);
  EXPECT_EQ(open_descriptors(), before);
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(errno, ECHILD);
}

}  // namespace
}  // namespace peercert::subject
