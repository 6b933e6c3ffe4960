// scripts/python_subject.py under the reference Python, in the states of a connection.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <cerrno>

#include "subject/process.h"
#include "subject/test_states.h"
#include "value/literal.h"

namespace peercert::subject {
namespace {

using suite::Outcome;
using suite::Scenario;
using test::alone;
using test::scenario;
using test::step;
using test::with_another_pair;
using test::with_beginning;
using test::with_client_certificate;

const std::string kSubject = std::string(PEERCERT_PYTHON) + " " + PEERCERT_SOURCE_DIR + "/scripts/python_subject.py";

class PythonStates : public testing::Test {
 protected:
  void SetUp() override {
    if (std::string(PEERCERT_PYTHON).empty()) GTEST_SKIP() << "configured without a reference Python";
  }
};

// What each step gave, in short: "dict" for a dictionary with contents, any other value as a literal, or the exception.
std::vector<std::string> answers(const Scenario& scenario, const std::string& command = kSubject) {
  ProcessSubject subject(command);
  const Outcome outcome = subject.run(scenario);
  std::vector<std::string> short_forms{};
  if (outcome.kind != Outcome::Kind::kObserved) short_forms.push_back(outcome.detail);
  for (const suite::Observation& each : outcome.observations) {
    const std::string literal = each.value ? to_literal(*each.value) : each.raised->type;
    short_forms.push_back(literal.rfind("{'subject'", 0) == 0 ? "dict" : literal);
  }
  return short_forms;
}

TEST_F(PythonStates, MovesBytesAndEndsOverEveryWire) {
  for (const char* transport : {"memory", "socket", "tcp"}) {
    const auto read = step("read", "read", "client");
    Scenario ends = scenario(
        "1.2", transport,
        {step("shake", "handshake", "client"), step("write", "write", "server", {Bytes{"ab"}}), read,
         step("deliver", "deliver", "server"), step("end", "eof", "client"), step("again", "eof", "client"),
         step("lost", "inject", "client", {Bytes{"garbage"}}), read, read, step("get", "getpeercert", "client")});
    ends.contexts["client"].options = {"OP_IGNORE_UNEXPECTED_EOF"};
    EXPECT_THAT(answers(ends), testing::ElementsAre("None", "2", "ssl.SSLWantReadError", "None", "None", "None", "None",
                                                    "b'ab'", "b''", "dict"))
        << transport;
  }
}

TEST_F(PythonStates, DeliversTheFirstBytesAndLosesTheOthers) {
  EXPECT_THAT(answers(scenario("1.2", "tcp",
                               {step("once", "do_handshake", "client"),
                                step("some", "truncate", "client", {Integer(5)}), step("shake", "handshake", "client"),
                                step("garbage", "inject", "server", {Bytes{std::string(600, 'x')}}),
                                step("answer", "do_handshake", "server")})),
              testing::ElementsAre("ssl.SSLWantReadError", "None", "ssl.SSLWantReadError", "None", "ssl.SSLError"));
}

TEST_F(PythonStates, ResetsAConnectionSoThatTheNextWriteFails) {
  const auto write = step("write", "write", "client", {Bytes{"x"}});
  const auto given = answers(scenario("1.2", "tcp",
                                      {step("shake", "handshake", "client"), step("reset", "reset", "client"), write,
                                       step("deliver", "deliver", "client"), step("lost", "deliver", "server")}));
  ASSERT_EQ(given.size(), 5U);
  EXPECT_THAT(given[2], testing::AnyOf("ConnectionResetError", "BrokenPipeError", "ssl.SSLEOFError"));
  EXPECT_EQ(given[3] + given[4], "NoneNone");
}

TEST_F(PythonStates, RaisesAgainWhatWrapRaised) {
  Scenario later =
      with_beginning(scenario("1.2", "socket",
                              {step("garbage", "inject", "client", {Bytes{"GET / HTTP/1.1"}}),
                               step("wrap", "wrap", "client", {}, {{"do_handshake_on_connect", Value(true)}}),
                               step("get", "getpeercert", "client"), step("server", "wrap", "server"),
                               step("other", "getpeercert", "server")}),
                     "connected");
  EXPECT_THAT(answers(later), testing::ElementsAre("None", "ssl.SSLError", "ssl.SSLError", "None", "ValueError"));
  later.steps = {step("get", "getpeercert", "client")};
  EXPECT_THAT(answers(later), testing::ElementsAre(testing::HasSubstr("no TLS object before the step wrap")));
}

TEST_F(PythonStates, ConnectsToNobodyToSilenceAndToAFullQueue) {
  const auto get = step("get", "getpeercert", "client");
  EXPECT_THAT(answers(alone({get, step("nobody", "connect", "client", {Str{"nobody"}}), get})),
              testing::ElementsAre("OSError", "ConnectionRefusedError", "OSError"));
  EXPECT_THAT(answers(alone({step("silence", "connect", "client", {Str{"silence"}}), get})),
              testing::ElementsAre("None", "ValueError"));
  EXPECT_THAT(answers(alone({step("at_once", "settimeout", "client", {0.0}),
                             step("full", "connect_ex", "client", {Str{"full_queue"}}), get})),
              testing::ElementsAre("None", fmt::format("{}", EINPROGRESS), "OSError"));
}

TEST_F(PythonStates, KeepsASocketOpenThatHasAFile) {
  const auto get = step("get", "getpeercert", "client");
  EXPECT_THAT(
      answers(scenario("1.2", "socket",
                       {step("shake", "handshake", "client"), step("file", "makefile", "client"),
                        step("close", "close", "client"), get, step("close_file", "close_file", "client"), get})),
      testing::ElementsAre("None", "None", "None", "dict", "None", "AttributeError"));
}

TEST_F(PythonStates, KeepsADetachedDescriptorUntilTheEnd) {
  EXPECT_THAT(answers(scenario("1.2", "socket",
                               {step("shake", "handshake", "client"), step("detach", "detach", "client"),
                                step("write", "write", "client", {Bytes{"abc"}}), step("deliver", "deliver", "client"),
                                step("read", "read", "server")})),
              testing::ElementsAre("None", "None", "3", "None", "b'abc'"));
}

TEST_F(PythonStates, ResumesTheSessionOfAnotherConnection) {
  EXPECT_THAT(answers(with_another_pair(
                  scenario("1.2", "memory",
                           {step("shake", "handshake", "client"), step("set", "set_session", "again", {Str{"client"}}),
                            step("resume", "handshake", "again"), step("reused", "session_reused", "again"),
                            step("not", "session_reused", "client"), step("get", "getpeercert", "again")}))),
              testing::ElementsAre("None", "None", "None", "True", "False", "dict"));
}

TEST_F(PythonStates, ChangesOverToTheContextOfTheServerName) {
  const auto get = step("get", "getpeercert", "server");
  Scenario changes = with_client_certificate(scenario("1.2", "memory",
                                                      {step("shake", "handshake", "client"), get,
                                                       step("back", "set_context", "server", {Str{"server"}}), get}),
                                             "CERT_OPTIONAL");
  changes.contexts["other"] = changes.contexts["server"];
  changes.contexts["other"].verify_mode = "CERT_NONE";
  changes.contexts["server"].server_name_context = "other";
  EXPECT_THAT(answers(changes), testing::ElementsAre("None", "{}", "None", "dict"));
}

TEST_F(PythonStates, AsksForACertificateLater) {
  const auto get = step("get", "getpeercert", "server");
  Scenario later = with_client_certificate(
      scenario(
          "1.3", "memory",
          {step("shake", "handshake", "client"), get, step("ask", "verify_client_post_handshake", "server"), get,
           step("write", "write", "server", {Bytes{"x"}}), step("there", "deliver", "server"),
           step("answer", "read", "client"), step("back", "deliver", "client"), step("read", "read", "server"), get}),
      "CERT_REQUIRED");
  for (const char* side : {"client", "server"}) later.contexts[side].post_handshake_auth = true;
  EXPECT_THAT(answers(later), testing::ElementsAre("None", "None", "None", "ValueError", "1", "None", "b'x'", "None",
                                                   "ssl.SSLWantReadError", "dict"));
}

TEST_F(PythonStates, SharesAKeyIfItCan) {
  const auto features = ProcessSubject(kSubject).info().features;
  if (std::find(features.begin(), features.end(), "psk") == features.end()) GTEST_SKIP() << "it came with Python 3.13";
  Scenario shared =
      scenario("1.2", "memory", {step("shake", "handshake", "client"), step("get", "getpeercert", "client")});
  for (const char* side : {"client", "server"}) {
    shared.contexts[side].psk = suite::PreSharedKey{"somebody", "secret"};
    shared.contexts[side].ciphers = "PSK";
  }
  EXPECT_THAT(answers(shared), testing::ElementsAre("None", "None"));
  shared.contexts["client"].psk->identity = "somebody else";
  EXPECT_THAT(answers(shared), testing::ElementsAre("ssl.SSLError", "ValueError"));
}

TEST_F(PythonStates, ListsDifferentAnswersAndGivesTheOnlyOne) {
  const auto threads = step("threads", "getpeercert_in_threads", "client", {Integer(3), Integer(4)});
  EXPECT_THAT(answers(scenario("1.2", "memory",
                               {threads, step("shake", "handshake", "client"), threads,
                                step("many", "getpeercert_of_many", "server", {Integer(3)}),
                                step("change", "getpeercert_after_change", "client")})),
              testing::ElementsAre("ValueError", "None", "dict", "[None]", "dict"));
}

TEST_F(PythonStates, TellsTheTruthOfAnyObject) {
  const auto truth = [](const char* kind) { return step(kind, "getpeercert_of_truth", "server", {Str{kind}}); };
  EXPECT_THAT(answers(scenario("1.2", "memory",
                               {step("shake", "handshake", "client"), truth("raises"), truth("returns_int"),
                                truth("empty"), truth("filled")})),
              testing::ElementsAre("None", "RuntimeError", "TypeError", "None", "None"));
}

TEST_F(PythonStates, RefusesWhatAVerbDoesNotTake) {
  const auto refused = [](suite::Step wrong, const char* transport) {
    return answers(scenario("1.2", transport, {std::move(wrong)})).front();
  };
  EXPECT_THAT(refused(step("a", "deliver", "client", {Integer(1)}), "memory"),
              testing::HasSubstr("step a: deliver cannot be called like that"));
  EXPECT_THAT(refused(step("a", "set_context", "client", {Str{"x"}}), "memory"),
              testing::HasSubstr("unknown context 'x'"));
  EXPECT_THAT(refused(step("a", "reset", "client"), "socket"), testing::HasSubstr("client is not over tcp"));
  EXPECT_THAT(refused(step("a", "close", "client"), "memory"), testing::HasSubstr("client is not over sockets"));
  EXPECT_THAT(refused(step("a", "wrap", "client"), "tcp"), testing::HasSubstr("has been wrapped before"));
  EXPECT_THAT(refused(step("a", "connect", "client", {Str{"nobody"}}), "tcp"),
              testing::HasSubstr("does not begin unconnected"));
  EXPECT_THAT(refused(step("a", "shutdown", "client", {Str{"x"}}), "tcp"), testing::HasSubstr("unknown direction 'x'"));
  EXPECT_THAT(refused(step("a", "close_file", "client"), "tcp"), testing::HasSubstr("client has no file to close"));
}

TEST_F(PythonStates, KeepsNoDescriptorFromScenarioToScenario) {
  ProcessSubject frugal(fmt::format("sh -c 'ulimit -n 24; exec {}'", kSubject));
  for (int repeated = 0; repeated < 20; ++repeated) {
    for (const Scenario& each : test::every_state()) {
      const Outcome outcome = frugal.run(each);
      EXPECT_EQ(outcome.kind, Outcome::Kind::kObserved) << outcome.detail;
    }
  }
}

}  // namespace
}  // namespace peercert::subject
