#include "subject/with_peers.h"

#include <gmock/gmock.h>

#include "forge/fixtures.h"
#include "subject/native.h"
#include "subject/test_scenario.h"

namespace peercert::subject {
namespace {

using suite::Outcome;
using suite::Scenario;
using test::step;

const forge::Fixture& server_certificate() {
  static const forge::Fixtures kAll = forge::Fixtures::load(PEERCERT_SOURCE_DIR "/certs");
  return *kAll.find("server");
}

// A client whose peer is one of ours.
Scenario loopback_scenario(const std::string& kind, std::vector<suite::Step> steps) {
  Scenario scenario = test::scenario("1.2", "loopback", std::move(steps));
  scenario.connections.erase("server");
  scenario.contexts["client"].verify_mode = "CERT_NONE";
  suite::PeerSpec& peer = scenario.peers["server"];
  peer.kind = kind;
  peer.role = "server";
  peer.tls_min = peer.tls_max = "1.2";
  peer.chain = {server_certificate().der};
  peer.key = server_certificate().key_pem;
  return scenario;
}

// Observer is a subject that observes nothing, and remembers what it was told.
class Observer : public Subject {
 public:
  [[nodiscard]] const suite::SubjectInfo& info() const override { return info_; }
  [[nodiscard]] Outcome run(const Scenario& scenario) override {
    told = scenario;
    return {Outcome::Kind::kObserved, {}, "", 0};
  }
  [[nodiscard]] Outcome decode(const std::string& /*der*/) override { return {}; }

  Scenario told;

 private:
  suite::SubjectInfo info_{"Observer", "1", "", {"loopback"}};
};

TEST(WithPeers, TheNativeSubjectTalksToEachKindOfPeer) {
  for (const char* kind : {"openssl", "hand_written"}) {
    NativeSubject subject;
    const Outcome outcome = run_with_peers(
        subject,
        loopback_scenario(kind, {step("a", "handshake", "client"), step("b", "getpeercert", "client", {Value(true)}),
                                 step("c", "write", "client", {Bytes{"ab"}}), step("d", "read", "client")}));
    ASSERT_EQ(outcome.observations.size(), 4U) << outcome.detail;
    EXPECT_EQ(outcome.observations[1].value, Value(Bytes{server_certificate().der}));
    EXPECT_EQ(outcome.observations[3].value, Value(Bytes{"ab"}));
  }
}

TEST(WithPeers, TheSubjectIsToldThePortAndNothingElse) {
  Observer subject;
  (void)run_with_peers(subject, loopback_scenario("openssl", {}));
  EXPECT_NE(subject.told.connections.at("client").port, 0);
  EXPECT_TRUE(subject.told.peers.empty());
}

TEST(WithPeers, APeerThatBrokeIsAnError) {
  Observer subject;
  const Outcome outcome = run_with_peers(subject, loopback_scenario("openssl", {}));
  EXPECT_EQ(outcome.kind, Outcome::Kind::kError);
  EXPECT_EQ(outcome.detail, "peer server: nobody connected");
  NativeSubject native;
  Scenario broken = loopback_scenario("openssl", {step("a", "handshake", "client")});
  broken.peers["server"].chain = {"no certificate"};
  EXPECT_THAT(run_with_peers(native, broken).detail, testing::HasSubstr("peer server: d2i_X509: "));
}

TEST(WithPeers, AFailedHandshakeNamesTheConnection) {
  NativeSubject subject;
  Scenario refused = loopback_scenario("hand_written", {step("a", "handshake", "client")});
  refused.contexts["client"].verify_mode = "CERT_REQUIRED";
  const Outcome outcome = run_with_peers(subject, refused);
  ASSERT_EQ(outcome.kind, Outcome::Kind::kObserved) << outcome.detail;
  EXPECT_EQ(outcome.observations[0].on, "client");
  EXPECT_EQ(outcome.observations[0].raised->type, "ssl.SSLCertVerificationError");
}

TEST(WithPeers, NothingIsDeliveredOverLoopback) {
  NativeSubject subject;
  const Outcome outcome = run_with_peers(subject, loopback_scenario("openssl", {step("a", "deliver", "client")}));
  EXPECT_EQ(outcome.kind, Outcome::Kind::kError);
  EXPECT_THAT(outcome.detail, testing::HasSubstr("step a: a connection over loopback"));
}

TEST(WithPeers, APeerThatCannotBeReachedIsAnErrorOfTheSubject) {
  NativeSubject subject;
  Scenario nobody = loopback_scenario("openssl", {});
  nobody.peers.clear();
  nobody.connections["client"].port = 1;  // tcpmux: nothing has listened there for decades
  const Outcome outcome = run_with_peers(subject, nobody);
  EXPECT_EQ(outcome.kind, Outcome::Kind::kError);
  EXPECT_EQ(outcome.detail, "connection client: no connection to 127.0.0.1:1: Connection refused");
}

TEST(WithPeers, ASubjectWithoutLoopbackSkips) {
  NativeSubject subject;
  Scenario needy = loopback_scenario("openssl", {});
  needy.needs = {"quic"};
  EXPECT_EQ(run_with_peers(subject, needy).kind, Outcome::Kind::kSkip);
}

}  // namespace
}  // namespace peercert::subject
