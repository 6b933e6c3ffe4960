// What becomes of each behaviour of hostile_subject.py.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/wait.h>

#include <chrono>
#include <filesystem>
#include <set>
#include <sstream>
#include <thread>

#include "subject/process.h"
#include "subject/test_scenario.h"

namespace peercert::subject {
namespace {

using std::chrono::milliseconds;
using suite::Outcome;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using Kind = suite::Outcome::Kind;

struct Behaviour {
  const char* name;
  Kind kind;
  const char* detail;  // part of it
  milliseconds deadline = test::kAmple;
};

// gtest would otherwise print the bytes.
void PrintTo(const Behaviour& behaviour, std::ostream* out) {
  *out << behaviour.name;
}

const std::vector<Behaviour> kBehaviours = {
    {"behaves", Kind::kObserved, ""},
    {"stderr_flood", Kind::kObserved, ""},
    {"in_parts", Kind::kObserved, ""},
    {"byte_by_byte", Kind::kObserved, ""},
    {"crlf", Kind::kObserved, ""},
    {"ignores_stop", Kind::kObserved, ""},
    {"answers_twice", Kind::kObserved, ""},
    {"skips", Kind::kSkip, "\\x1b[2J\\x1b]0;owned\\x07 \\x9b31m \\u202egnp.exe"},
    {"exits_0", Kind::kCrash, "exited with status 0 before it answered run 2"},
    {"exits_3", Kind::kCrash,
     "exited with status 3 before it answered run 2; its stderr ends with:\nTraceback:\n\\x1b[2J\\x1b]0;owned\\x07 "
     "\\u202e"},
    {"sigsegv", Kind::kCrash, "killed by SIGSEGV before it answered run 2"},
    {"sigabrt", Kind::kCrash, "killed by SIGABRT before it answered run 2"},
    {"sigkill", Kind::kCrash, "killed by SIGKILL before it answered run 2"},
    {"no_newline", Kind::kCrash, "exited with status 0 before it answered run 2; all that came is b'{\"peercert\": 1"},
    {"half_an_answer", Kind::kCrash, "exited with status 4 before it answered run 2; all that came is b'{"},
    {"closes_stdout", Kind::kCrash, "closed its stdout but went on before it answered run 2"},
    {"leaves_a_grandchild", Kind::kCrash, "exited with status 0 before it answered run 2"},
    {"leaves_a_daemon", Kind::kCrash, "exited with status 0 before it answered run 2"},
    {"hangs", Kind::kHang, "no answer within 0.4 s", test::kShort},
    {"hangs_half_way", Kind::kHang, "no answer within 3 s; all that came is b'{\"peercert\"", milliseconds(3000)},
    {"ignores_sigterm", Kind::kHang, "no answer within 0.4 s", test::kShort},
    {"stops_itself", Kind::kHang, "no answer within 0.4 s", test::kShort},
    {"closes_stdin", Kind::kHang, "no answer within 0.4 s", test::kShort},
    {"drips", Kind::kHang, "no answer within 0.4 s", test::kShort},
    {"floods_stderr", Kind::kHang, "no answer within 0.4 s", test::kShort},
    {"invalid_utf8", Kind::kProtocolError, "no JSON at byte 35: b'{\"peercert\":1,\"run\":2,\"skip\":\"caf\\xe9\"}'"},
    {"no_json", Kind::kProtocolError, "expected the answer to run 2, found no JSON at byte 1: b'\\x1b[2J\\x00\\x9b'"},
    {"empty_line", Kind::kProtocolError, "found no JSON at byte 1: b''"},
    {"two_on_a_line", Kind::kProtocolError, "found no JSON at byte"},
    {"noise", Kind::kProtocolError, "found no JSON at byte 1: b'DEBUG handshake step'"},
    {"endless_line", Kind::kProtocolError, "the answer does not end: b'xxx"},
    {"nul_bytes", Kind::kProtocolError, "found no JSON at byte"},
    {"utf16", Kind::kProtocolError, "found no JSON at byte 1: b'\\xff\\xfe{\\x00"},
    {"deep_nesting", Kind::kProtocolError, "found more than 1000 levels of JSON: b'[[["},
    {"deep_value", Kind::kProtocolError, "found more than 1000 levels of JSON"},
    {"deep_tuple", Kind::kProtocolError, "expected at most 200 levels"},
    {"huge_number", Kind::kProtocolError, "found a number that is too large"},
    {"duplicate_names", Kind::kProtocolError, "found the name 'peercert' twice in one object"},
    {"wrong_number", Kind::kProtocolError, "expected the answer to run 2, found b'{\"peercert\": 1, \"run\": 17"},
    {"number_as_text", Kind::kProtocolError, "expected the answer to run 2, found b'{\"peercert\": 1, \"run\": \"2\""},
    {"other_message", Kind::kProtocolError, "expected the answer to run 2, found b'{\"peercert\": 1, \"decode\": 2"},
    {"complains", Kind::kProtocolError, "it did not understand run 2: what is \\x1b[5mthis\\x07?"},
    {"no_object", Kind::kProtocolError, "answer: expected an object, found [1,2,3]"},
    {"unknown_member", Kind::kProtocolError, "answer: unknown member \"seconds\""},
    {"skip_and_error", Kind::kProtocolError, "answer: has both \"skip\" and \"error\""},
    {"missing_observation", Kind::kProtocolError, "answer: expected 2 observations, found 1"},
    {"surplus_observation", Kind::kProtocolError, "answer: expected 2 observations, found 3"},
    {"wrong_order", Kind::kProtocolError, "answer: expected the observation of step \"one\", found that of \"two\""},
    {"value_and_raised", Kind::kProtocolError, "expected either \"value\" or \"raised\""},
    {"no_tagged_value", Kind::kProtocolError, "expected null, true, false or an object with a tag, found 7"},
};

// These do not start, which is no verdict on any scenario.
const std::vector<std::pair<const char*, const char*>> kStarts = {
    {"start_exits_0", "exited with status 0 before it answered start 1"},
    {"start_exits_3",
     "exited with status 3 before it answered start 1; its stderr ends with:\nModuleNotFoundError: no module named "
     "'_ssl'"},
    {"start_prints_usage",
     "exited with status 2 before it answered start 1; its stderr ends with:\nusage: subject [-h] \\x1b[31m--port"},
    {"start_prints_banner", "expected the answer to start 1, found no JSON at byte 1: b'Welcome to subject 1.0'"},
    {"start_says_nothing", "no answer within"},
    {"start_echoes", "answer: member \"subject\" is missing"},
    {"start_wrong_version", "expected protocol 1, found b'{\"peercert\": 2"},
    {"start_fails", "no ssl module \\x1b[7mhere"},
    {"start_without_features", "subject: member \"features\" is missing"},
};

std::string hostile(const std::string& name) {
  return fmt::format("'{}' '{}/harness/subject/hostile_subject.py' {}", test::python(), PEERCERT_SOURCE_DIR, name);
}

suite::Scenario two_steps() {
  suite::Scenario scenario;
  scenario.case_id = "a/b";
  scenario.steps = {{"one", "deliver", "client", {}, {}}, {"two", "deliver", "client", {}, {}}};
  return scenario;
}

std::ptrdiff_t open_descriptors() {
  const std::filesystem::directory_iterator all("/proc/self/fd");
  return std::distance(begin(all), end(all));
}

// HostileTest sees to it that nothing is left behind: no descriptor, no zombie.
template <typename Base>
class LeavesNothing : public Base {
 protected:
  void TearDown() override {
    EXPECT_EQ(open_descriptors(), before_);
    EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD);
  }

 private:
  std::ptrdiff_t before_ = open_descriptors();
};

class Hostile : public LeavesNothing<testing::TestWithParam<Behaviour>> {};

INSTANTIATE_TEST_SUITE_P(All, Hostile, testing::ValuesIn(kBehaviours),
                         [](const auto& behaviour) { return std::string(behaviour.param.name); });

TEST_P(Hostile, HasItsOutcome) {
  ProcessSubject subject(hostile(GetParam().name), {GetParam().deadline, test::kAmple});
  const Outcome outcome = subject.run(two_steps());
  EXPECT_EQ(outcome.kind, GetParam().kind) << outcome.detail;
  EXPECT_THAT(outcome.detail, HasSubstr(GetParam().detail));
  EXPECT_LT(outcome.detail.size(), 5000U);
}

using HostileStart = LeavesNothing<testing::Test>;

TEST_F(HostileStart, SaysWhyItCannotBeStarted) {
  for (const auto& [name, message] : kStarts) {
    const milliseconds timeout = std::string_view(name) == "start_says_nothing" ? test::kShort : test::kAmple;
    try {
      const ProcessSubject subject(hostile(name), {test::kAmple, timeout});
      ADD_FAILURE() << name << " was started";
    } catch (const StartError& error) {
      EXPECT_THAT(error.what(),
                  AllOf(HasSubstr("cannot start `"), HasSubstr(message), HasSubstr("\n'peercert check_subject ")))
          << name;
    }
  }
}

using HostileSession = LeavesNothing<testing::Test>;

TEST_F(HostileSession, ASecondAnswerIsNotTakenForThatOfTheNextScenario) {
  ProcessSubject subject(hostile("answers_twice"), {test::kAmple, test::kAmple});
  EXPECT_EQ(subject.run(two_steps()).kind, Kind::kObserved);
  const Outcome second = subject.run(two_steps());
  EXPECT_EQ(second.kind, Kind::kProtocolError);
  EXPECT_THAT(second.detail, HasSubstr("expected the answer to run 3, found b'{\"peercert\": 1, \"run\": 2,"));
}

TEST_F(HostileSession, AfterFiveRestartsInARowThereIsNoOther) {
  ProcessSubject subject(hostile("exits_3"), {test::kAmple, test::kAmple});
  std::vector<std::string> details;
  for (int i = 0; i < 8; ++i) details.push_back(subject.run(two_steps()).detail);
  EXPECT_THAT(details[5], AllOf(HasSubstr("exited with status 3"), Not(HasSubstr("not started again"))));
  EXPECT_THAT(details[6], AllOf(HasSubstr("not started again after 5 restarts in a row failed"),
                                HasSubstr("exited with status 3")));
  EXPECT_EQ(details[7], details[6]);
}

TEST(ChildLines, AreAllReadAlsoWhenItHasEnded) {
  Child child({"sh", "-c", R"(printf 'a\nb\nc\nrest')"});
  std::this_thread::sleep_for(milliseconds(300));
  for (const char* line : {"a", "b", "c"}) {
    const Reply reply = child.exchange("", Clock::now() + test::kAmple);
    EXPECT_EQ(reply.kind, Reply::Kind::kLine);
    EXPECT_EQ(reply.line, line);
  }
  EXPECT_EQ(child.exchange("", Clock::now() + test::kAmple).kind, Reply::Kind::kClosed);
}

TEST(HostileTable, HasEveryBehaviourOfTheScript) {
  std::set<std::string> known;
  for (const Behaviour& behaviour : kBehaviours) known.insert(behaviour.name);
  for (const auto& [name, message] : kStarts) known.insert(name);
  Child script({test::python(), std::string(PEERCERT_SOURCE_DIR) + "/harness/subject/hostile_subject.py"});
  std::set<std::string> listed;
  while (true) {
    const Reply reply = script.exchange("", Clock::now() + test::kAmple);
    if (reply.kind != Reply::Kind::kLine) break;
    listed.insert(reply.line.substr(0, reply.line.find(' ')));
  }
  EXPECT_EQ(listed, known);
}

}  // namespace
}  // namespace peercert::subject
