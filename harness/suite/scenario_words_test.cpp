#include "suite/scenario_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suite/verbs.h"

namespace peercert::suite {
namespace {

using testing::ElementsAre;

std::string quoted(const std::string& certificate) {
  return "<" + certificate + ">";
}

ContextSpec context(const std::string& role, const std::string& newest, const std::string& mode) {
  ContextSpec context;
  context.role = role;
  context.tls_min = "1.2";
  context.tls_max = newest;
  context.verify_mode = mode;
  return context;
}

TEST(ScenarioWords, EveryVerbHasSome) {
  for (const Verb& verb : verbs()) EXPECT_NE(verb_words(verb.name), "") << verb.name;
  EXPECT_EQ(verb_words("no_such"), "");
}

TEST(ScenarioWords, ContextSaysWhatWasSetOnIt) {
  Scenario scenario;
  scenario.contexts["plain"] = context("client", "1.2", "CERT_REQUIRED");
  ContextSpec other = context("server", "1.3", "CERT_NONE");
  other.trust = {"one", "two"};
  other.certificate = "server";
  other.check_hostname = true;
  other.verify_flags = {"VERIFY_X509_STRICT"};
  other.options = {"OP_NO_TICKET"};
  other.ciphers = "ADH";
  other.ecdh_curve = "secp384r1";
  other.post_handshake_auth = true;
  other.psk = PreSharedKey{"me", "key"};
  other.server_name_context = "plain";
  scenario.contexts["rich"] = other;
  EXPECT_THAT(context_words(scenario, quoted),
              ElementsAre("plain: PROTOCOL_TLS_CLIENT, TLS 1.2, CERT_REQUIRED, trusts nobody, presents nothing",
                          "rich: PROTOCOL_TLS_SERVER, TLS 1.2 to 1.3, CERT_NONE, check_hostname, VERIFY_X509_STRICT, "
                          "OP_NO_TICKET, trusts <one> and <two>, presents server, ciphers ADH, curve secp384r1, "
                          "post_handshake_auth, a key shared beforehand as me, its server-name callback goes over to "
                          "context plain"));
}

TEST(ScenarioWords, ConnectionSaysHowItIsMade) {
  Scenario scenario;
  scenario.connections["a"] = {"plain", "memory", "b", "host.example"};
  scenario.connections["b"] = {"plain", "tcp", "", std::nullopt, 0, "unconnected", true};
  scenario.connections["c"] = {"plain", "socket", "a", std::nullopt, 0, "connected"};
  EXPECT_THAT(connection_words(scenario, quoted),
              ElementsAre("a: an SSLObject (memory) of context plain, to b, server_hostname='host.example'",
                          "b: an SSLSocket on TCP (tcp) of context plain, not connected until the step connect, "
                          "do_handshake_on_connect=True",
                          "c: an SSLSocket on one of a pair of sockets (socket) of context plain, to a, without TLS "
                          "until the step wrap"));
}

TEST(ScenarioWords, PeersThatPeercertRunsStandAfterTheConnections) {
  Scenario scenario;
  scenario.connections["client"] = {"client", "loopback", "server", std::nullopt};
  PeerSpec peer = {"openssl", "server", "1.2", "1.2", {"leaf", "root"}, "", true, true, true};
  peer.renegotiates_with = {"other"};
  scenario.peers["server"] = peer;
  EXPECT_THAT(connection_words(scenario, quoted).back(),
              "server: a server that peercert runs, OpenSSL's, TLS 1.2, presents <leaf> and then <root>, asks for a "
              "certificate and takes any, begins a second handshake with its first data, presents <other> then, and "
              "says nothing more");
}

}  // namespace
}  // namespace peercert::suite
