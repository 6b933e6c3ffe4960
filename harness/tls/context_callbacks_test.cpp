#include <gtest/gtest.h>

#include <stdexcept>

#include "tls/test_pair.h"

namespace peercert {
namespace {

using test::client_context;
using test::handshake_step;
using test::kTls12;
using test::kTls13;
using test::Pair;
using test::pki;
using test::raised;
using test::server_context;
using test::text;

const Value kNothing = None{};

std::string read_from(Connection& connection) {
  std::string data;
  const Raised error = raised([&] { return data = connection.read(); });
  return error.type.empty() ? data : text(error);
}

class EachVersionAsked : public testing::TestWithParam<TlsVersion> {
 protected:
  Context client = client_context(GetParam()), server = server_context(GetParam());
};

INSTANTIATE_TEST_SUITE_P(Callback, EachVersionAsked, testing::Values(kTls12, kTls13),
                         [](const auto& test) { return std::string(test.param == kTls12 ? "Tls12" : "Tls13"); });

// The first context's mode decides what is asked and verified, the second one's what is shown.
TEST_P(EachVersionAsked, ServerGoesOnWithTheContextOfTheCallback) {
  test::present(client, pki().client);
  server.set_verify_mode(VerifyMode::CERT_REQUIRED);
  Context other = server_context(GetParam());
  std::string asked;
  server.set_sni_callback([&](const auto& name) {
    asked = name.value_or("nothing");
    return other;
  });
  Pair pair(client, server, "server.example");
  ASSERT_EQ(pair.handshake().text, "");
  EXPECT_EQ(asked, "server.example");
  EXPECT_TRUE(pair.server.context() == other);
  EXPECT_EQ(pair.server.getpeercert(), Value(Dict{}));
  other.set_verify_mode(VerifyMode::CERT_OPTIONAL);
  EXPECT_TRUE(pair.server.getpeercert().truth());
}

TEST_P(EachVersionAsked, CallbackThatReturnsNothingChangesNothing) {
  std::optional<std::string> asked = "not yet";
  server.set_sni_callback([&](const auto& name) -> std::optional<Context> {
    asked = name;
    return std::nullopt;
  });
  Pair pair(client, server);
  ASSERT_EQ(pair.handshake().text, "");
  EXPECT_EQ(asked, std::nullopt);
  EXPECT_TRUE(pair.server.context() == server);
}

TEST_P(EachVersionAsked, CallbackThatThrowsFailsTheHandshake) {
  server.set_sni_callback([](const auto&) -> std::optional<Context> { throw std::runtime_error("boom"); });
  Pair pair(client, server, "server.example");
  EXPECT_EQ(text(pair.handshake()), "ssl.SSLError: [SSL: CALLBACK_FAILED] callback failed");
  EXPECT_NE(text(handshake_step(pair.client)).find("ALERT_HANDSHAKE_FAILURE"), std::string::npos);
}

TEST_P(EachVersionAsked, CallbackMayTakeItselfAway) {
  server.set_sni_callback([this](const auto&) -> std::optional<Context> {
    server.set_sni_callback(nullptr);
    return std::nullopt;
  });
  Pair pair(client, server, "server.example");
  EXPECT_EQ(pair.handshake().text, "");
}

TEST_P(EachVersionAsked, ContextThatNobodyNamesAnyMoreLivesOn) {
  std::optional<Context> forgotten = server_context(GetParam());
  forgotten->set_sni_callback([context = server](const auto&) { return context; });
  Pair pair(client, *forgotten, "server.example");
  forgotten.reset();
  ASSERT_EQ(pair.handshake().text, "");
  EXPECT_TRUE(pair.server.context() == server);
}

TEST(SniTest, ClientsContextHasNone) {
  Context client = client_context(kTls13);
  EXPECT_EQ(text(raised([&] { return client.set_sni_callback({}), 0; })),
            "ValueError: sni_callback cannot be set on TLS_CLIENT context");
}

struct PskPair {
  Context client = client_context(kTls12), server = server_context(kTls12);

  explicit PskPair(const std::string& clients_key = "secret", const std::string& servers_key = "secret") {
    client.set_ciphers("PSK");
    server.set_ciphers("PSK");
    client.set_psk_client_callback([=](const auto& hint) { return PskAnswer{hint.value_or("no hint"), clients_key}; });
    server.set_psk_server_callback(
        [=](const auto& identity) { return identity == "a hint" ? servers_key : std::string(); }, "a hint");
  }
};

TEST(PskTest, NobodyHasACertificateEvenWhenRequired) {
  PskPair contexts;
  contexts.server.set_verify_mode(VerifyMode::CERT_REQUIRED);
  Pair pair(contexts.client, contexts.server);
  ASSERT_EQ(pair.handshake().text, "");
  for (const Connection* side : {&pair.client, &pair.server}) {
    EXPECT_EQ(side->getpeercert(), kNothing);
    EXPECT_EQ(side->getpeercert(true), kNothing);
  }
}

TEST(PskTest, OtherKeysIdentitiesAndExceptionsFail) {
  PskPair other_key("secret", "other"), no_key("secret", ""), no_hint, throws;
  no_hint.server.set_psk_server_callback([](const auto& identity) { return identity ? std::string() : "secret"; });
  throws.client.set_psk_client_callback([](const auto&) -> PskAnswer { throw std::runtime_error("boom"); });
  for (PskPair* contexts : {&other_key, &no_key, &no_hint, &throws}) {
    Pair pair(contexts->client, contexts->server);
    EXPECT_EQ(pair.handshake().type, "ssl.SSLError");
  }
}

TEST(PskTest, WhatIsNoUtf8IsNobodysIdentity) {
  PskPair contexts;
  contexts.client.set_psk_client_callback([](const auto&) { return PskAnswer{"\xff", "secret"}; });
  contexts.server.set_psk_server_callback([](const auto&) { return std::string("secret"); });
  Pair pair(contexts.client, contexts.server);
  EXPECT_EQ(pair.handshake().type, "ssl.SSLError");
}

TEST(PskTest, WhatDoesNotFitIsNoKeyAndNoHint) {
  PskPair long_key(std::string(10'000, 'k')), long_name;
  long_name.client.set_psk_client_callback([](const auto&) { return PskAnswer{std::string(10'000, 'n'), "secret"}; });
  for (PskPair* contexts : {&long_key, &long_name}) {
    Pair pair(contexts->client, contexts->server);
    EXPECT_EQ(pair.handshake().type, "ssl.SSLError");
  }
  Context server = server_context(kTls12);
  EXPECT_EQ(text(raised([&] { return server.set_psk_server_callback({}, std::string(10'000, 'h')), 0; })),
            "ssl.SSLError: failed to set identity hint");
}

TEST(PskTest, AnEmptyHintIsNone) {
  PskPair contexts;
  contexts.server.set_psk_server_callback([](const auto& name) { return name == "no hint" ? "secret" : ""; }, "");
  Pair pair(contexts.client, contexts.server);
  EXPECT_EQ(pair.handshake().text, "");
}

TEST(PskTest, WithoutACallbackThereIsNoKey) {
  PskPair no_client, no_server;
  no_client.client.set_psk_client_callback({});
  no_server.server.set_psk_server_callback({});
  for (PskPair* contexts : {&no_client, &no_server}) {
    Pair pair(contexts->client, contexts->server);
    EXPECT_EQ(pair.handshake().type, "ssl.SSLError");
  }
}

TEST(PskTest, EachRoleHasItsCallback) {
  Context client = client_context(kTls12), server = server_context(kTls12);
  EXPECT_EQ(text(raised([&] { return server.set_psk_client_callback({}), 0; })),
            "ssl.SSLError: Cannot add PSK client callback to a PROTOCOL_TLS_SERVER context");
  EXPECT_EQ(text(raised([&] { return client.set_psk_server_callback({}), 0; })),
            "ssl.SSLError: Cannot add PSK server callback to a PROTOCOL_TLS_CLIENT context");
}

// AskedLater is a pair that is done, in which the server may ask for the client's certificate.
struct AskedLater {
  Context client = client_context(kTls13), server = server_context(kTls13);

  explicit AskedLater(VerifyMode mode) {
    client.set_post_handshake_auth(true);
    server.set_post_handshake_auth(true);
    server.set_verify_mode(mode);
  }
};

TEST(PostHandshakeAuthTest, ServerKnowsTheCertificateOnceItWasAnswered) {
  AskedLater contexts(VerifyMode::CERT_REQUIRED);
  test::present(contexts.client, pki().client);
  Pair pair(contexts.client, contexts.server);
  ASSERT_EQ(pair.handshake().text, "");
  EXPECT_EQ(pair.server.getpeercert(), kNothing);
  pair.server.verify_client_post_handshake();
  EXPECT_EQ(raised([&] { return pair.server.getpeercert(); }).text, "handshake not done yet");
  pair.server.write("question");
  EXPECT_EQ(pair.server.getpeercert(), kNothing);
  EXPECT_EQ(read_from(pair.client), "question");
  pair.client.write("answer");
  EXPECT_EQ(read_from(pair.server), "answer");
  EXPECT_EQ(pair.server.getpeercert(true), Value(Bytes{pki().client.der()}));
}

TEST(PostHandshakeAuthTest, RequiredAndNotThereEndsBoth) {
  AskedLater contexts(VerifyMode::CERT_REQUIRED);
  Pair pair(contexts.client, contexts.server);
  ASSERT_EQ(pair.handshake().text, "");
  pair.server.verify_client_post_handshake();
  pair.server.write("question");
  EXPECT_EQ(read_from(pair.client), "question");
  pair.client.write("answer");
  EXPECT_NE(read_from(pair.server).find("[SSL: PEER_DID_NOT_RETURN_A_CERTIFICATE]"), std::string::npos);
  EXPECT_EQ(raised([&] { return pair.server.getpeercert(); }).text, "handshake not done yet");
}

std::string refusal(Connection& connection) {
  return text(raised([&] { return connection.verify_client_post_handshake(), 0; }));
}

TEST(PostHandshakeAuthTest, WhatCannotBeAskedIsRefused) {
  AskedLater contexts(VerifyMode::CERT_OPTIONAL), unasked(VerifyMode::CERT_NONE);
  Pair pair(contexts.client, contexts.server), none(unasked.client, unasked.server);
  Pair unwilling(client_context(kTls13), contexts.server), old(client_context(kTls12), server_context(kTls12));
  for (Pair* each : {&pair, &none, &unwilling, &old}) ASSERT_EQ(each->handshake().text, "");
  EXPECT_EQ(refusal(pair.client), "ssl.SSLError: [SSL: NOT_SERVER] not server");
  EXPECT_EQ(refusal(none.server), "ssl.SSLError: [SSL: INVALID_CONFIG] invalid config");
  EXPECT_EQ(refusal(unwilling.server), "ssl.SSLError: [SSL: EXTENSION_NOT_RECEIVED] extension not received");
  EXPECT_EQ(refusal(old.server), "ssl.SSLError: [SSL: WRONG_SSL_VERSION] wrong ssl version");
  EXPECT_EQ(refusal(pair.server), ": ");
  EXPECT_EQ(refusal(pair.server), "ssl.SSLError: [SSL: STILL_IN_INIT] still in init");
}

// bpo-37428: a client that verifies nothing goes on doing so.
TEST(PostHandshakeAuthTest, ClientThatVerifiesNothingStillDoesNot) {
  Context client = client_context(kTls13), server = server_context(kTls13);
  client.set_verify_mode(VerifyMode::CERT_NONE);
  client.set_post_handshake_auth(true);
  test::present(server, pki().stranger);
  EXPECT_TRUE(client.post_handshake_auth());
  EXPECT_EQ(client.verify_mode(), VerifyMode::CERT_NONE);
  EXPECT_EQ(Pair(client, server).handshake().text, "");
}

TEST(CurveTest, BothSidesNeedTheSame) {
  Context client = client_context(kTls13), server = server_context(kTls13);
  client.set_ecdh_curve("secp384r1");
  server.set_ecdh_curve("prime256v1");
  EXPECT_EQ(Pair(client, server).handshake().type, "ssl.SSLError");
  server.set_ecdh_curve("secp384r1");
  EXPECT_EQ(Pair(client, server).handshake().text, "");
}

TEST(CurveTest, UnknownNamesAreSaid) {
  Context context = client_context(kTls13);
  EXPECT_EQ(text(raised([&] { return context.set_ecdh_curve("x'y"), 0; })),
            "ValueError: unknown elliptic curve name \"x'y\"");
  EXPECT_EQ(raised([&] { return context.set_ecdh_curve("RSA"), 0; }).type, "ssl.SSLError");
}

TEST(MoveTest, ContextThatWasMovedFromIsTheSameContext) {
  Context context = client_context(kTls13);
  const Context moved = std::move(context);
  EXPECT_TRUE(context == moved);  // NOLINT: a move is a copy
  EXPECT_EQ(context.verify_mode(), VerifyMode::CERT_REQUIRED);
}

}  // namespace
}  // namespace peercert
