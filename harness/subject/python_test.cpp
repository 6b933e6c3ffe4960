// scripts/python_subject.py under the reference Python: played against the native subject, and its messages and ours
// against protocol.schema.json.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include <fstream>

#include "forge/fixtures.h"
#include "subject/native.h"
#include "subject/process.h"
#include "subject/test_scenario.h"
#include "subject/test_states.h"
#include "subject/with_peers.h"

namespace peercert::subject {
namespace {

using suite::Outcome;
using suite::Scenario;
using test::scenario;
using test::step;

const std::string kSource = PEERCERT_SOURCE_DIR;
const std::string kPython = PEERCERT_PYTHON;

class PythonTest : public testing::Test {
 protected:
  void SetUp() override {
    if (kPython.empty()) GTEST_SKIP() << "configured without a reference Python";
  }
};

std::vector<std::string> python_subject() {
  return {kPython, kSource + "/scripts/python_subject.py"};
}

std::string command() {
  return fmt::format("'{}' '{}'", python_subject()[0], python_subject()[1]);
}

std::vector<Scenario> scenarios() {
  std::vector<Scenario> all;
  for (const char* tls : {"1.2", "1.3"}) {
    for (const char* transport : {"memory", "socket"}) {
      all.push_back(scenario(
          tls, transport,
          {step("early", "getpeercert", "client"), step("once", "do_handshake", "client"),
           step("handshake", "handshake", "client"), step("dict", "getpeercert", "client"),
           step("der", "getpeercert", "client", {Integer(1)}), step("none", "getpeercert", "server"),
           step("wrong", "getpeercert", "client", {Value(true), Value(true)}),
           step("authorities", "get_ca_certs", "client"), step("bytes", "get_ca_certs", "client", {Value(true)}),
           step("mode", "set_verify_mode", "client", {Str{"CERT_NONE"}}), step("empty", "getpeercert", "client")}));
      all.push_back(scenario(tls, transport,
                             {step("refused", "handshake", "server"), step("client", "getpeercert", "client"),
                              step("server", "getpeercert", "server")}));
      all.back().contexts["client"].trust.clear();
    }
  }
  all.push_back(scenario("1.2", "socket", {step("stall", "handshake", "server")}));
  all.back().connections["client"].context = "server";
  return all;
}

// A client of a peer that the harness runs, which refuses the garbage of the hand-written one.
Scenario over_loopback(const std::string& kind) {
  Scenario result = scenario("1.2", "loopback",
                             {step("early", "getpeercert", "client"), step("handshake", "handshake", "client"),
                              step("dict", "getpeercert", "client"), step("write", "write", "client", {Bytes{"ab"}}),
                              step("read", "read", "client", {Integer(9)})});
  result.connections.erase("server");
  static const forge::Fixtures kAll = forge::Fixtures::load(kSource + "/certs");
  const forge::Fixture& leaf = *kAll.find("server");
  result.contexts["client"].verify_mode = "CERT_NONE";
  result.peers["server"] = {kind, "server", "1.2", "1.2", {leaf.der}, leaf.key_pem};
  if (kind == "hand_written") {
    result.peers["server"].chain = {"garbage"};
    result.steps.resize(3);
  }
  return result;
}

// What `except` sees, and what is the same in every Python: no positions in the source, no numbers of OpenSSL.
Json comparable(const Outcome& outcome) {
  Json steps = Json::array();
  for (const suite::Observation& observation : outcome.observations) {
    Json json = to_json(observation);
    if (observation.raised) json["raised"] = {observation.raised->type, observation.raised->bases};
    steps.push_back(json);
  }
  return steps;
}

TEST_F(PythonTest, SaysWhatItIs) {
  const ProcessSubject subject(command());
  EXPECT_FALSE(subject.info().implementation.empty());
  EXPECT_THAT(subject.info().features, testing::IsSupersetOf({"tls_1_2", "tls_1_3", "memory", "socket"}));
}

TEST_F(PythonTest, AndTheNativeSubjectObserveTheSame) {
  ProcessSubject python(command());
  NativeSubject native;
  for (const Scenario& each : scenarios()) {
    const Outcome expected = python.run(each);
    ASSERT_EQ(expected.kind, Outcome::Kind::kObserved) << expected.detail;
    EXPECT_EQ(comparable(native.run(each)).dump(1), comparable(expected).dump(1)) << each.name();
  }
}

TEST_F(PythonTest, AndTheNativeSubjectObserveTheSameOverLoopback) {
  ProcessSubject python(command());
  NativeSubject native;
  for (const char* kind : {"openssl", "hand_written"}) {
    const Scenario loopback = over_loopback(kind);
    const Outcome expected = run_with_peers(python, loopback);
    ASSERT_EQ(expected.kind, Outcome::Kind::kObserved) << expected.detail;
    EXPECT_EQ(comparable(run_with_peers(native, loopback)).dump(1), comparable(expected).dump(1)) << kind;
  }
}

TEST_F(PythonTest, DeliversNothingOverLoopback) {
  ProcessSubject python(command());
  Scenario loopback = over_loopback("openssl");
  loopback.steps = {step("a", "deliver", "client")};
  EXPECT_THAT(run_with_peers(python, loopback).detail, testing::HasSubstr("connection client has no wire end"));
}

TEST_F(PythonTest, DecodesManyAsItDecodesEach) {
  ProcessSubject python(command());
  const std::vector<std::string> ders = {"no certificate", test::server_der(), std::string("\x30\x00", 2)};
  const auto outcomes = python.decode_all(ders);
  ASSERT_EQ(outcomes.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    ASSERT_EQ(outcomes[i].kind, suite::Outcome::Kind::kObserved) << outcomes[i].detail;
    EXPECT_EQ(outcomes[i].observations, python.decode(ders[i]).observations) << i;
  }
}

TEST_F(PythonTest, GivesTheDigestOfWhatItDecodes) {
  ProcessSubject python(command());
  const std::vector<std::string> ders = {"no certificate", test::server_der(), ""};
  const auto all = python.decode_batch(Batch(ders), nullptr)();
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[1].digest, digest_of(python.decode(ders[1]).observations.at(0)));
  for (const std::size_t i : {std::size_t{0}, std::size_t{2}}) {
    ASSERT_FALSE(all[i].digest) << i;
    EXPECT_EQ(all[i].outcome.observations, python.decode(ders[i]).observations) << i;
  }
}

TEST_F(PythonTest, GivesTheSameByAnotherDoor) {
  ProcessSubject python(command());
  const auto give = [&python](const Scenario& each) {
    const Outcome outcome = python.run(each);
    EXPECT_EQ(outcome.kind, Outcome::Kind::kObserved) << outcome.detail;
    return outcome.observations.empty() ? std::nullopt : outcome.observations.back().value;
  };
  const auto shake = step("shake", "handshake", "client");
  const auto straight = give(scenario("1.3", "memory", {shake, step("get", "getpeercert", "client")}));
  ASSERT_TRUE(straight && straight->is<Dict>());
  const auto info = step("info", "get_extra_info", "client", {Str{"peercert"}});
  EXPECT_EQ(give(scenario("1.3", "asyncio", {shake, info})), straight);
  const auto early = python.run(scenario("1.3", "asyncio", {info}));
  EXPECT_EQ(early.kind, Outcome::Kind::kError);
  EXPECT_THAT(early.detail, testing::HasSubstr("its handshake is not done"));
}

TEST_F(PythonTest, RaisesByAnotherDoorWhatTheHandshakeRaised) {
  ProcessSubject python(command());
  Scenario refused =
      scenario("1.3", "asyncio",
               {step("shake", "handshake", "client"), step("info", "get_extra_info", "client", {Str{"peercert"}})});
  refused.contexts.at("client").trust.clear();
  const Outcome outcome = python.run(refused);
  ASSERT_EQ(outcome.kind, Outcome::Kind::kObserved) << outcome.detail;
  for (const auto& observation : outcome.observations) {
    ASSERT_TRUE(observation.raised) << observation.step;
    EXPECT_EQ(observation.raised->type, "ssl.SSLCertVerificationError") << observation.step;
  }
}

TEST_F(PythonTest, SurvivesWhateverItIsSent) {
  Child child(python_subject());
  const auto ask = [&](const std::string& line) {
    return child.exchange(line, Clock::now() + std::chrono::seconds(30)).line;
  };
  EXPECT_THAT(ask("garbage"), testing::HasSubstr("no JSON"));
  EXPECT_THAT(ask("[]"), testing::HasSubstr("a message is an object"));
  EXPECT_THAT(ask("\xff"), testing::HasSubstr("no JSON in UTF-8"));
  EXPECT_THAT(ask(R"({"peercert":2,"start":1})"), testing::HasSubstr("protocol 1, not 2"));
  EXPECT_THAT(ask(R"({"peercert":true,"start":1})"), testing::HasSubstr("protocol 1, not True"));
  EXPECT_THAT(ask(R"({"peercert":1,"start":true})"), testing::HasSubstr("start must be a number, 0 or more, not true"));
  EXPECT_THAT(ask(R"({"peercert":1,"start":-1})"), testing::HasSubstr("start must be a number, 0 or more, not -1"));
  EXPECT_THAT(ask(R"({"peercert":1,"start":1,"x":2})"), testing::HasSubstr("this has peercert, start, x"));
  EXPECT_THAT(ask(R"({"peercert":1,"run":5})"), testing::HasSubstr("run has the members peercert, run, scenario"));
  EXPECT_THAT(ask(R"({"peercert":1,"run":5,"scenario":7})"), testing::HasSubstr(R"("run":5,"error":)"));
  EXPECT_EQ(ask(R"({"peercert":1,"stop":6})"), R"({"peercert":1,"stop":6})");
  EXPECT_EQ(child.finish(std::chrono::seconds(10)), "exited with status 0");
}

// Returns what scripts/validate_json says of `lines`, "" when they are valid.
std::string complaints(const std::string& definition, const std::vector<std::string>& lines) {
  const std::string path = fmt::format("{}peercert_{}_{}.jsonl", testing::TempDir(), definition, getpid());
  std::ofstream(path) << fmt::format("{}\n", fmt::join(lines, "\n"));
  Child validator({kPython, kSource + "/scripts/validate_json", "--lines",
                   kSource + "/harness/subject/protocol.schema.json#/definitions/" + definition, path});
  const std::string end = validator.finish(std::chrono::seconds(60)).value_or("did not end");
  return end == "exited with status 0" ? "" : validator.stderr_tail() + end;
}

class SchemaTest : public PythonTest {
 protected:
  void SetUp() override {
    PythonTest::SetUp();
    if (IsSkipped()) return;
    const std::string said = complaints("stop", {R"({"peercert":1,"stop":1})"});
    if (said.find("jsonschema is missing") != std::string::npos) GTEST_SKIP() << said;
  }
};

TEST_F(SchemaTest, HoldsForMessagesInBothDirections) {
  std::vector<std::string> sent = {message({"start", 1}, Json::object()).dump(),
                                   message({"decode", 2}, {{"der", "3000"}}).dump()};
  for (const std::vector<Scenario>& all : {scenarios(), test::every_state()}) {
    for (const Scenario& each : all) {
      sent.push_back(message({"run", sent.size() + 1}, {{"scenario", to_json(each)}}).dump());
    }
  }
  Scenario loopback = over_loopback("openssl");
  loopback.connections["client"].port = 1;  // the answer is an error, since nobody listens there
  sent.push_back(message({"run", sent.size() + 1}, {{"scenario", to_json(loopback)}}).dump());
  sent.push_back(message({"stop", sent.size() + 1}, Json::object()).dump());
  std::vector<std::string> received;
  Child child(python_subject());
  for (const std::string& line : sent) {
    received.push_back(child.exchange(line, Clock::now() + std::chrono::seconds(30)).line);
  }
  EXPECT_EQ(complaints("to_subject", sent), "");
  EXPECT_EQ(complaints("from_subject", received), "");
}

TEST_F(SchemaTest, HoldsForTheObservationsOfTheNativeSubject) {
  NativeSubject native;
  std::vector<std::string> lines;
  for (const Scenario& each : scenarios()) {
    for (const suite::Observation& observation : native.run(each).observations) {
      lines.push_back(to_json(observation).dump());
    }
  }
  EXPECT_EQ(complaints("observation", lines), "");
}

TEST_F(SchemaTest, RefusesWhatIsNoMessage) {
  EXPECT_THAT(complaints("run", {R"({"peercert":1,"run":1,"scenario":{}})"}),
              testing::HasSubstr("'case' is a required"));
  EXPECT_THAT(complaints("observation", {R"({"step":"a","value":{"int":"01"},"warnings":[]})"}),
              testing::HasSubstr("'01' does not match"));
  EXPECT_THAT(complaints("observation", {R"({"step":"a","warnings":[]})"}), testing::HasSubstr("exited with status 1"));
}

}  // namespace
}  // namespace peercert::subject
