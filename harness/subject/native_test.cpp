#include "subject/native.h"

#include <gmock/gmock.h>

#include <future>

#include "subject/test_scenario.h"
#include "value/literal.h"

namespace peercert::subject {
namespace {

using suite::Observation;
using suite::Outcome;
using suite::Scenario;
using test::scenario;
using test::step;
using testing::Contains;
using testing::HasSubstr;

// NativeTest plays everything over each TLS version and each transport.
class NativeTest : public testing::TestWithParam<std::pair<const char*, const char*>> {
 protected:
  static Scenario made_of(std::vector<suite::Step> steps) {
    return scenario(GetParam().first, GetParam().second, std::move(steps));
  }
};

INSTANTIATE_TEST_SUITE_P(All, NativeTest,
                         testing::Values(std::pair("1.2", "memory"), std::pair("1.2", "socket"),
                                         std::pair("1.3", "memory"), std::pair("1.3", "socket")),
                         [](const auto& place) {
                           return std::string(place.param.second) + "_1_" + place.param.first[2];
                         });

// played returns one line for each step: its value as a literal, or the exception; and whose it was.
std::vector<std::string> played(const Scenario& to_play) {
  NativeSubject subject;
  const Outcome outcome = subject.run(to_play);
  std::vector<std::string> lines;
  if (outcome.kind != Outcome::Kind::kObserved) lines.push_back(outcome.detail);
  for (const Observation& observation : outcome.observations) {
    lines.push_back(observation.value ? to_literal(*observation.value)
                                      : observation.raised->type + ": " + observation.raised->text);
    if (observation.on) lines.back() = *observation.on + ": " + lines.back();
  }
  return lines;
}

constexpr const char* kNotDone = "ValueError: handshake not done yet";

TEST_P(NativeTest, HostNamesAreComparedWithTheDictionaryOfThePeer) {
  const auto lines = played(
      made_of({step("a", "match_hostname_of_peer", "client", {Str{"server.example"}}), step("b", "handshake", "client"),
               step("c", "match_hostname_of_peer", "client", {Str{"server.example"}}),
               step("d", "match_hostname_of_peer", "client", {Str{"x"}}),
               step("e", "match_hostname_of_peer", "server", {Str{"x"}})}));
  ASSERT_EQ(lines.size(), 5U);
  EXPECT_EQ(lines[0], kNotDone);
  EXPECT_EQ(lines[2], "None");
  EXPECT_THAT(lines[3], HasSubstr("hostname 'x' doesn't match"));
  EXPECT_THAT(lines[4], HasSubstr("ValueError: empty or no certificate"));
}

TEST(NativeSubject, HostNamesAreComparedWithADictionaryOnTheModule) {
  Scenario alone;
  alone.steps = {step("a", "match_hostname", "ssl", {Dict{{{Str{"x"}, None{}}}}, Str{"y"}})};
  EXPECT_THAT(played(alone), testing::ElementsAre(HasSubstr("ssl.SSLCertVerificationError: ('no appropriate")));
  alone.steps[0].args.pop_back();
  EXPECT_THAT(played(alone), testing::ElementsAre("step a: match_hostname takes 2 arguments, by position"));
  alone.steps[0].on = "tls";
  EXPECT_THAT(played(alone), testing::ElementsAre("step a: unknown module \"tls\""));
}

TEST_P(NativeTest, TheValidatedCertificateIsADictionaryAndItsBytes) {
  const auto lines = played(made_of(
      {step("a", "getpeercert", "client"), step("b", "handshake", "client"), step("c", "getpeercert", "client"),
       step("d", "getpeercert", "client", {}, {{"binary_form", Value(true)}}), step("e", "getpeercert", "server")}));
  ASSERT_EQ(lines.size(), 5U);
  EXPECT_EQ(lines[0], kNotDone);
  EXPECT_EQ(lines[1], "None");
  EXPECT_THAT(lines[2], HasSubstr("'subject': ((('commonName', 'server.example'),),)"));
  EXPECT_EQ(lines[3], to_literal(Bytes{test::server_der()}));
  EXPECT_EQ(lines[4], "None");
}

TEST_P(NativeTest, TheVerifyModeIsThatOfTheContextAtTheTimeOfTheCall) {
  const auto lines =
      played(made_of({step("a", "handshake", "client"), step("b", "set_verify_mode", "client", {Str{"CERT_NONE"}}),
                      step("c", "getpeercert", "client")}));
  EXPECT_EQ(lines, (std::vector<std::string>{"None", "None", "{}"}));
}

TEST_P(NativeTest, AHandshakeThatFailsNamesTheSideThatRaisedFirst) {
  Scenario untrusted = made_of({step("a", "handshake", "server"), step("b", "getpeercert", "client")});
  untrusted.contexts["client"].trust.clear();
  const auto lines = played(untrusted);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_THAT(lines[0], HasSubstr("client: ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED]"));
  EXPECT_EQ(lines[1], kNotDone);
}

TEST_P(NativeTest, BytesMoveOnlyWhenTheyAreDelivered) {
  const std::string waits = "ssl.SSLWantReadError: The operation did not complete (read)";
  const auto lines = played(made_of({step("a", "do_handshake", "client"), step("b", "do_handshake", "server"),
                                     step("c", "do_handshake", "client"), step("d", "deliver", "client"),
                                     step("e", "do_handshake", "server"), step("f", "do_handshake", "client")}));
  EXPECT_EQ(lines, (std::vector<std::string>{waits, waits, waits, "None", waits, waits}));
}

TEST_P(NativeTest, DataIsWrittenDeliveredAndRead) {
  const auto lines = played(made_of({step("a", "handshake", "client"), step("b", "write", "client", {Bytes{"ab"}}),
                                     step("c", "deliver", "client"), step("d", "read", "server", {Integer(9)})}));
  EXPECT_EQ(lines, (std::vector<std::string>{"None", "2", "None", "b'ab'"}));
}

TEST_P(NativeTest, TheClassOfTheConnectionStandsInTypeErrors) {
  const auto lines = played(made_of({step("a", "getpeercert", "client", {}, {{"der", Value(true)}})}));
  const std::string name = std::string(GetParam().second) == "memory" ? "SSLObject" : "SSLSocket";
  EXPECT_EQ(lines[0], "TypeError: " + name + ".getpeercert() got an unexpected keyword argument 'der'");
}

TEST(NativeStall, TwoServersWaitForEachOtherAndTheFirstIsNamed) {
  Scenario servers = scenario("1.2", "memory", {step("a", "handshake", "client"), step("b", "handshake", "server")});
  servers.connections["client"].context = "server";
  const std::string waits = ": ssl.SSLWantReadError: The operation did not complete (read)";
  EXPECT_EQ(played(servers), (std::vector<std::string>{"client" + waits, "server" + waits}));
}

TEST(NativeRun, AnonymousCiphersGiveNoCertificate) {
  Scenario anonymous =
      scenario("1.2", "memory", {step("a", "handshake", "client"), step("b", "getpeercert", "client")});
  for (const char* name : {"client", "server"}) anonymous.contexts[name].ciphers = "ADH:AECDH:@SECLEVEL=0";
  anonymous.contexts["server"].certificate.reset();
  EXPECT_EQ(played(anonymous), (std::vector<std::string>{"None", "None"}));
}

TEST(NativeRun, AVerbThatIsNotKnownIsASkip) {
  const Outcome outcome = NativeSubject().run(scenario("1.2", "memory", {step("a", "befriend", "client")}));
  EXPECT_EQ(outcome.kind, Outcome::Kind::kSkip);
  EXPECT_EQ(outcome.detail, "verb \"befriend\" is not known here");
}

TEST(NativeRun, AFeatureThatIsMissingIsASkip) {
  Scenario quic = scenario("1.2", "memory", {});
  quic.needs = {"tls_1_2", "quic"};
  EXPECT_THAT(NativeSubject().run(quic).detail, HasSubstr("needs quic, which peercert "));
}

TEST(NativeRun, WhatCannotBeSetUpIsAnErrorThatSaysWhere) {
  Scenario broken = scenario("1.2", "memory", {});
  broken.contexts["server"].certificate = "nobody";
  EXPECT_EQ(NativeSubject().run(broken).kind, Outcome::Kind::kError);
  EXPECT_EQ(NativeSubject().run(broken).detail, "context server: unknown certificate \"nobody\"");
  broken = scenario("1.2", "memory", {});
  broken.contexts["client"].ciphers = "NONSENSE";
  EXPECT_THAT(NativeSubject().run(broken).detail, HasSubstr("context client: ssl.SSLError: "));
  broken = scenario("1.2", "memory", {step("a", "deliver", "nobody")});
  EXPECT_EQ(NativeSubject().run(broken).detail, "step a: unknown connection \"nobody\"");
  broken = scenario("1.2", "memory", {step("a", "deliver", "client", {Integer(1)})});
  EXPECT_EQ(NativeSubject().run(broken).detail, "step a: deliver takes no arguments");
}

TEST(NativeDeadline, AScenarioThatDoesNotEndIsAHangAndTheNextOneIsPlayed) {
  auto release = std::make_shared<std::promise<void>>();
  const std::shared_future<void> released(release->get_future());
  NativeOptions options;
  options.deadline = std::chrono::milliseconds(50);
  options.player = [released](const Scenario&) -> std::vector<Observation> {
    released.wait();
    return {};
  };
  NativeSubject subject(options);
  const Outcome hang = subject.run(Scenario());
  EXPECT_EQ(hang.kind, Outcome::Kind::kHang);
  EXPECT_EQ(hang.detail, "not done within 0.05 s");
  release->set_value();
  options.deadline = std::chrono::seconds(60);
  EXPECT_EQ(NativeSubject(options).run(Scenario()).kind, Outcome::Kind::kObserved);
}

TEST(NativeInfo, SaysWhatItIsAndWhatItCan) {
  const NativeSubject subject;
  EXPECT_EQ(subject.info().implementation, "peercert");
  EXPECT_THAT(subject.info().tls_library, HasSubstr("SSL"));
  for (const char* feature : {"tls_1_2", "tls_1_3", "memory", "socket", "tcp", "loopback", "anonymous_ciphers",
                              "post_handshake_auth", "psk", "decode", "decode_all", "decode_digests"}) {
    EXPECT_THAT(subject.info().features, Contains(feature));
  }
}

TEST(NativeDecode, ADictionaryOrAnException) {
  const Outcome good = NativeSubject().decode(test::server_der());
  ASSERT_EQ(good.observations.size(), 1U) << good.detail;
  EXPECT_EQ(good.observations[0].step, "decode");
  EXPECT_NE(good.observations[0].value->get_if<Dict>()->find("notAfter"), nullptr);
  const Outcome bad = NativeSubject().decode("no certificate");
  EXPECT_EQ(bad.observations.at(0).raised->type, "ssl.SSLError");
}

TEST(NativeDecode, ManyAreDecodedAsEachIs) {
  NativeSubject subject;
  const std::vector<std::string> ders = {"no certificate", test::server_der(), ""};
  const auto outcomes = subject.decode_all(ders);
  ASSERT_EQ(outcomes.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(outcomes[i].observations, subject.decode(ders[i]).observations) << i;
}

TEST(NativeDecode, AloneIsAllThatOneWithoutConnectionsDoes) {
  NativeOptions options;
  options.connections = false;
  NativeSubject native(std::move(options));
  EXPECT_EQ(native.info().features, (std::vector<std::string>{"decode", "decode_all", "decode_digests"}));
  EXPECT_EQ(native.run({}).detail, "only decodes certificates");
  EXPECT_EQ(native.decode(test::server_der()).kind, Outcome::Kind::kObserved);
}

}  // namespace
}  // namespace peercert::subject
