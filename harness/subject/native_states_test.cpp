#include <gmock/gmock.h>

#include "subject/native.h"
#include "subject/peers/peer.h"
#include "subject/test_scenario.h"
#include "subject/with_peers.h"
#include "tls/test_pki.h"
#include "value/literal.h"

namespace peercert::subject {
namespace {

using suite::Outcome;
using suite::Scenario;
using test::scenario;
using test::step;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kNotYet = "ValueError: handshake not done yet";
constexpr const char* kGone = "AttributeError: 'NoneType' object has no attribute 'getpeercert'";
constexpr const char* kWants = "ssl.SSLWantReadError: The operation did not complete (read)";
constexpr const char* kUnconnected = "OSError: [Errno 107] Transport endpoint is not connected";
constexpr const char* kDictionary = "{'subject': ((('commonName', 'server.example'),),)";

// lines returns what each step came to, or the reason why nothing did.
std::vector<std::string> lines(const Scenario& to_play) {
  static NativeSubject subject;
  const Outcome outcome = subject.run(to_play);
  std::vector<std::string> result;
  if (outcome.kind != Outcome::Kind::kObserved) result.push_back(outcome.detail);
  for (const suite::Observation& seen : outcome.observations) {
    result.push_back(seen.value ? to_literal(*seen.value) : seen.raised->type + ": " + seen.raised->text);
  }
  return result;
}

class NativeStates : public testing::TestWithParam<std::pair<const char*, const char*>> {
 protected:
  static Scenario of(std::vector<suite::Step> steps) {
    return scenario(GetParam().first, GetParam().second, std::move(steps));
  }
  static bool is_memory() { return std::string(GetParam().second) == "memory"; }
};

INSTANTIATE_TEST_SUITE_P(All, NativeStates,
                         testing::Values(std::pair("1.2", "memory"), std::pair("1.2", "socket"),
                                         std::pair("1.2", "tcp"), std::pair("1.3", "memory"),
                                         std::pair("1.3", "socket"), std::pair("1.3", "tcp")),
                         [](const auto& place) {
                           return std::string(place.param.second) + "_1_" + place.param.first[2];
                         });

TEST_P(NativeStates, BytesAreCutOffPutInAndEnd) {
  EXPECT_THAT(
      lines(of({step("a", "do_handshake", "client"), step("b", "truncate", "client", {Integer(20)}),
                step("c", "do_handshake", "server"), step("d", "inject", "server", {Bytes{std::string(999, 'x')}}),
                step("e", "do_handshake", "server"), step("f", "getpeercert", "server")})),
      ElementsAre(kWants, "None", kWants, "None", StartsWith("ssl.SSLError: [SSL"), kNotYet));
}

TEST_P(NativeStates, AnEndWithoutCloseNotifyIsAnEndAndTwoAreOne) {
  const auto seen = lines(of({step("a", "handshake", "client"), step("b", "eof", "client"), step("c", "eof", "client"),
                              step("d", "inject", "client", {Bytes{"lost"}}), step("e", "getpeercert", "client"),
                              step("f", "read", "client"), step("g", "read", "client")}));
  ASSERT_EQ(seen.size(), 7U) << seen[0];
  EXPECT_THAT(seen[4], StartsWith(kDictionary));
  EXPECT_THAT(seen[6], is_memory() ? HasSubstr("ssl.SSL") : HasSubstr("b''"));
}

TEST_P(NativeStates, UnwrapOnBothSides) {
  const auto seen =
      lines(of({step("a", "handshake", "client"), step("b", "unwrap", "client"), step("c", "deliver", "client"),
                step("d", "read", "server"), step("e", "unwrap", "server"), step("f", "deliver", "server"),
                step("g", "unwrap", "client"), step("h", "getpeercert", "client")}));
  ASSERT_EQ(seen.size(), 8U) << seen[0];
  EXPECT_EQ(seen[3], "b''");
  EXPECT_EQ(seen[6], "None");
  EXPECT_THAT(seen[7], StartsWith(is_memory() ? kDictionary : kGone));
}

TEST_P(NativeStates, TheVersionIsThereWhenTheHandshakeIs) {
  EXPECT_THAT(lines(of({step("a", "version", "client"), step("b", "handshake", "client"),
                        step("c", "version", "server"), step("d", "session_reused", "server")})),
              ElementsAre("None", "None", std::string("'TLSv") + GetParam().first + "'", "False"));
}

TEST_P(NativeStates, ChainsAreListsOfBytesAndTakeNoArguments) {
  const auto seen = lines(
      of({step("a", "get_unverified_chain", "client"), step("b", "handshake", "client"),
          step("c", "get_unverified_chain", "client"), step("d", "get_verified_chain", "client", {Value(true)})}));
  ASSERT_EQ(seen.size(), 4U) << seen[0];
  EXPECT_EQ(seen[0], "[]");
  const Value chain = parse_literal(seen[2]);
  ASSERT_TRUE(chain.get_if<List>() != nullptr && chain.get_if<List>()->items.size() == 1) << seen[2];
  EXPECT_THAT(chain.get_if<List>()->items[0].get_if<Bytes>()->data, HasSubstr("server.example"));
  EXPECT_EQ(seen[3], std::string("TypeError: ") + (is_memory() ? "SSLObject" : "SSLSocket") +
                         ".get_verified_chain() takes 1 positional argument but 2 were given");
}

TEST_P(NativeStates, ManyThreadsAndManyConnectionsAgree) {
  const auto seen = lines(
      of({step("a", "getpeercert_in_threads", "client", {Integer(3), Integer(2)}), step("b", "handshake", "client"),
          step("c", "getpeercert_in_threads", "client", {Integer(3), Integer(2)}),
          step("d", "getpeercert_of_many", "client", {Integer(3)}), step("e", "getpeercert_after_change", "client")}));
  ASSERT_EQ(seen.size(), 5U) << seen[0];
  EXPECT_EQ(seen[0], kNotYet);
  EXPECT_THAT(seen[2], StartsWith(kDictionary));
  EXPECT_EQ(seen[3], "[" + seen[2] + "]");
  EXPECT_EQ(seen[4], seen[2]);
}

TEST_P(NativeStates, AContextIsSwappedAndForgotten) {
  Scenario swapped = of({step("a", "handshake", "client"), step("b", "set_context", "client", {Str{"other"}}),
                         step("c", "forget_context", "other"), step("d", "forget_context", "client"),
                         step("e", "getpeercert", "client")});
  swapped.contexts["other"] = swapped.contexts["client"];
  swapped.contexts["other"].verify_mode = "CERT_NONE";
  EXPECT_THAT(lines(swapped), ElementsAre("None", "None", "None", "None", "{}"));
  swapped.steps.push_back(step("f", "get_ca_certs", "client"));
  EXPECT_THAT(lines(swapped), ElementsAre("step f: unknown context \"client\""));
}

TEST_P(NativeStates, AServerNameContextIsTheConnectionsFromThenOn) {
  Scenario named = of({step("a", "handshake", "client"), step("b", "getpeercert", "server")});
  named.certificates["client"] = {{test::pki().client.certificate_pem()}, test::pki().client.key_pem()};
  named.contexts["client"].certificate = "client";
  named.connections["client"].server_hostname = "server.example";
  suite::ContextSpec& server = named.contexts["server"];
  server.trust = {test::pki().root.certificate_pem()};
  server.verify_mode = "CERT_REQUIRED";
  named.contexts["other"] = server;
  named.contexts["other"].verify_mode = "CERT_NONE";
  named.contexts["other"].server_name_context = "server";  // each holds the other
  server.server_name_context = "other";
  EXPECT_THAT(lines(named), ElementsAre("None", "{}"));
}

TEST_P(NativeStates, ASessionIsResumed) {
  Scenario resumed = of({step("a", "handshake", "client"), step("b", "read", "client"),
                         step("c", "set_session", "again", {Str{"client"}}), step("d", "handshake", "again"),
                         step("e", "session_reused", "again"), step("f", "session_reused", "server"),
                         step("g", "set_session", "again", {Str{"client"}})});
  resumed.connections["again"] = {"client", GetParam().second, "other", {}};
  resumed.connections["other"] = {"server", GetParam().second, "again", {}};
  const auto seen = lines(resumed);
  ASSERT_EQ(seen.size(), 7U) << seen[0];
  EXPECT_EQ(seen[4], "True");
  EXPECT_EQ(seen[5], "False");
  EXPECT_EQ(seen[6], "ValueError: Cannot set session after handshake.");
}

TEST_P(NativeStates, WhatBeginsConnectedIsWrappedByAStep) {
  Scenario later = of(
      {step("a", "inject", "client", {Bytes{"x"}}), step("b", "wrap", "client"), step("c", "getpeercert", "client")});
  later.connections["client"].begins = "connected";
  EXPECT_THAT(lines(later), ElementsAre("None", "None", kNotYet));
  later.steps = {step("a", "getpeercert", "client")};
  EXPECT_THAT(lines(later), ElementsAre(HasSubstr("step a: a connection that begins connected has no TLS object")));
}

class NativeSockets : public testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Transports, NativeSockets, testing::Values("socket", "tcp"),
                         [](const auto& transport) { return std::string(transport.param); });

TEST_P(NativeSockets, CloseShutdownAndDetach) {
  const auto after = [](const suite::Step& last) {
    const auto seen = lines(
        scenario("1.3", GetParam(), {step("a", "handshake", "client"), last, step("c", "getpeercert", "client")}));
    return seen.size() == 3 ? seen[1] + " " + seen[2] : seen[0];
  };
  EXPECT_EQ(after(step("b", "close", "client")), std::string("None ") + kGone);
  EXPECT_EQ(after(step("b", "shutdown", "client", {Str{"SHUT_RDWR"}})), std::string("None ") + kGone);
  EXPECT_THAT(after(step("b", "detach", "client")), StartsWith(std::string("None ") + kDictionary));
}

TEST_P(NativeSockets, WhatWasWrittenBeforeCloseIsStillDelivered) {
  EXPECT_THAT(
      lines(scenario("1.3", GetParam(),
                     {step("a", "handshake", "client"), step("b", "read", "client"),
                      step("c", "write", "client", {Bytes{"last"}}), step("d", "close", "client"),
                      step("e", "deliver", "client"), step("f", "read", "server"), step("g", "deliver", "server")})),
      ElementsAre("None", kWants, "4", "None", "None", "b'last'", "None"));
}

TEST_P(NativeSockets, AFileKeepsTheSocketOpen) {
  const auto seen = lines(scenario(
      "1.3", GetParam(),
      {step("a", "handshake", "client"), step("b", "makefile", "client"), step("c", "close", "client"),
       step("d", "getpeercert", "client"), step("e", "close_file", "client"), step("f", "getpeercert", "client")}));
  ASSERT_EQ(seen.size(), 6U) << seen[0];
  EXPECT_THAT(seen[3], StartsWith(kDictionary));
  EXPECT_EQ(seen[5], kGone);
}

TEST_P(NativeSockets, AWrapThatRaisesIsRaisedAgainByWhatNeedsIt) {
  Scenario late =
      scenario("1.3", GetParam(),
               {step("a", "eof", "client"), step("b", "wrap", "client", {}, {{"do_handshake_on_connect", Value(true)}}),
                step("c", "getpeercert", "client"), step("d", "close", "client")});
  late.connections["client"].begins = "connected";
  const auto seen = lines(late);
  ASSERT_EQ(seen.size(), 4U) << seen[0];
  EXPECT_THAT(seen[1], StartsWith("ssl.SSLEOFError: "));
  EXPECT_EQ(seen[2], seen[1]);
  EXPECT_EQ(seen[3], seen[1]);
}

TEST(NativeTcp, AResetIsThereForTheNextStep) {
  EXPECT_THAT(
      lines(scenario("1.3", "tcp",
                     {step("a", "handshake", "client"), step("b", "read", "client"), step("c", "reset", "client"),
                      step("d", "reset", "client"), step("e", "read", "client"), step("f", "deliver", "client")})),
      ElementsAre("None", kWants, "None", "None", StartsWith("ConnectionResetError: "), "None"));
  EXPECT_THAT(lines(scenario("1.3", "socket", {step("a", "reset", "client")})),
              ElementsAre("step a: only a connection over tcp can be reset"));
}

TEST(NativeTcp, BytesBeforeAResetAreRefusedByWrap) {
  Scenario early = scenario("1.3", "tcp",
                            {step("a", "inject", "client", {Bytes{"GET"}}), step("b", "reset", "client"),
                             step("c", "wrap", "client"), step("d", "getpeercert", "client")});
  early.connections["client"].begins = "connected";
  const char* refusal = "ssl.SSLError: Closed before TLS handshake with data in recv buffer.";
  EXPECT_THAT(lines(early), ElementsAre("None", "None", refusal, refusal));
}

Scenario unconnected(const char* role, std::vector<suite::Step> steps) {
  Scenario alone = scenario("1.3", "tcp", std::move(steps));
  alone.connections = {{role, {role, "tcp", "", {}, 0, "unconnected"}}};
  return alone;
}

TEST(NativeUnconnected, NobodyRefusesAndSilenceConnects) {
  EXPECT_THAT(
      lines(unconnected("client", {step("a", "getpeercert", "client"), step("b", "connect", "client", {Str{"nobody"}}),
                                   step("d", "getpeercert", "client")})),
      ElementsAre(kUnconnected, StartsWith("ConnectionRefusedError: [Errno 111]"), kUnconnected));
  EXPECT_THAT(lines(unconnected(
                  "client", {step("a", "connect_ex", "client", {Str{"nobody"}}), step("b", "getpeercert", "client")})),
              ElementsAre("111", kUnconnected));
  EXPECT_THAT(
      lines(unconnected("client", {step("a", "connect", "client", {Str{"silence"}}), step("b", "getpeercert", "client"),
                                   step("c", "close", "client"), step("d", "getpeercert", "client")})),
      ElementsAre("None", kNotYet, "None", kGone));
}

TEST(NativeUnconnected, AFullQueueIsNeverDone) {
  EXPECT_THAT(lines(unconnected("client", {step("a", "settimeout", "client", {0.0}),
                                           step("b", "connect_ex", "client", {Str{"full_queue"}}),
                                           step("c", "getpeercert", "client")})),
              ElementsAre("None", "115", kUnconnected));
  EXPECT_THAT(lines(unconnected("client", {step("a", "settimeout", "client", {0.05}),
                                           step("b", "connect", "client", {Str{"full_queue"}})})),
              ElementsAre("None", "TimeoutError: timed out"));
}

TEST(NativeUnconnected, AServerListensAndIsNotConnected) {
  EXPECT_THAT(lines(unconnected("server", {step("a", "listen", "server"), step("b", "getpeercert", "server"),
                                           step("c", "close", "server"), step("d", "getpeercert", "server"),
                                           step("e", "listen", "server")})),
              ElementsAre("None", kUnconnected, "None", "OSError: [Errno 9] Bad file descriptor",
                          "OSError: [Errno 9] Bad file descriptor"));
}

TEST(NativeUnconnected, OverLoopbackItConnectsToThePeer) {
  Scenario loopback = scenario("1.2", "loopback",
                               {step("a", "getpeercert", "client"), step("b", "connect", "client"),
                                step("c", "getpeercert", "client", {Value(true)})});
  loopback.connections = {{"client", {"client", "loopback", "server", {}, 0, "unconnected", true}}};
  suite::PeerSpec& peer = loopback.peers["server"];
  peer.kind = "openssl";
  peer.role = "server";
  peer.tls_min = peer.tls_max = "1.2";
  peer.chain = {test::server_der()};
  peer.key = test::pki().server.key_pem();
  NativeSubject subject;
  const Outcome outcome = run_with_peers(subject, loopback);
  ASSERT_EQ(outcome.observations.size(), 3U) << outcome.detail;
  EXPECT_EQ(outcome.observations[0].raised->text, "[Errno 107] Transport endpoint is not connected");
  EXPECT_EQ(outcome.observations[2].value, Value(Bytes{test::server_der()}));
}

TEST(NativeStep, MisusedVerbsAreErrorsThatSayWhere) {
  const auto error = [](const char* transport, const suite::Step& one) {
    return lines(scenario("1.2", transport, {one})).at(0);
  };
  EXPECT_EQ(error("memory", step("a", "close", "client")), "step a: the connection is over memory, and has no socket");
  EXPECT_EQ(error("tcp", step("a", "connect", "client")), "step a: connection client does not begin unconnected");
  EXPECT_EQ(error("tcp", step("a", "close_file", "client")), "step a: there is no file to close");
  EXPECT_EQ(error("tcp", step("a", "truncate", "client")), "step a: argument 1 of truncate must be an int");
  EXPECT_EQ(error("tcp", step("a", "wrap", "client")), "step a: the connection has been wrapped before");
  EXPECT_EQ(error("tcp", step("a", "shutdown", "client", {Str{"x"}})), "step a: unknown direction \"x\"");
  EXPECT_EQ(error("tcp", step("a", "getpeercert_of_truth", "client", {Str{"empty"}})),
            "verb \"getpeercert_of_truth\" is not known here");
}

}  // namespace
}  // namespace peercert::subject
