#include "tls/connection.h"

#include <gtest/gtest.h>
#include <openssl/err.h>

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

const Value kNone = None{};
const Value kEmpty = Dict{};

Value subject_of(const Value& certificate) {
  const auto* dict = certificate.get_if<Dict>();
  const Value* subject = dict != nullptr ? dict->find("subject") : nullptr;
  return subject != nullptr ? *subject : kNone;
}

Value common_name(const std::string& name) {
  return Tuple{{Tuple{{Tuple{{Str{"commonName"}, Str{name}}}}}}};
}

Value attribute(const Raised& error, const std::string& name) {
  const Value* value = error.attributes.get_if<Dict>()->find(name);
  return value != nullptr ? *value : Value(Str{"no attribute " + name});
}

std::string state(const Connection& connection) {
  const Raised error = raised([&] { return connection.getpeercert(); });
  EXPECT_EQ(error, raised([&] { return connection.getpeercert(true); }));
  return error.type.empty() ? "done" : error.type + ": " + error.text;
}

const std::string kNotDone = "ValueError: handshake not done yet";

struct ContextPair {
  explicit ContextPair(TlsVersion version) : client(client_context(version)), server(server_context(version)) {}
  Context client, server;
};

class EachVersion : public testing::TestWithParam<TlsVersion>, protected ContextPair {
 public:
  EachVersion() : ContextPair(GetParam()) {}
};

INSTANTIATE_TEST_SUITE_P(Connection, EachVersion, testing::Values(kTls12, kTls13),
                         [](const auto& test) { return std::string(test.param == kTls12 ? "Tls12" : "Tls13"); });

TEST(ConnectionTest, Tls12ServerIsDoneFirst) {
  ContextPair contexts(kTls12);
  Pair pair(contexts.client, contexts.server);
  EXPECT_EQ(state(pair.client), kNotDone);
  for (int flight = 0; flight < 3; ++flight) {
    EXPECT_EQ(state(pair.server), kNotDone);
    EXPECT_EQ(handshake_step(flight % 2 == 0 ? pair.client : pair.server).type, "ssl.SSLWantReadError");
  }
  EXPECT_EQ(handshake_step(pair.server).type, "");
  EXPECT_EQ(state(pair.server), "done");
  EXPECT_EQ(state(pair.client), kNotDone);
  EXPECT_EQ(handshake_step(pair.client).type, "");
  EXPECT_EQ(state(pair.client), "done");
  EXPECT_EQ(pair.client.version(), "TLSv1.2");
}

TEST(ConnectionTest, Tls13ClientIsDoneFirst) {
  ContextPair contexts(kTls13);
  Pair pair(contexts.client, contexts.server);
  EXPECT_EQ(handshake_step(pair.client).type, "ssl.SSLWantReadError");
  EXPECT_EQ(handshake_step(pair.server).type, "ssl.SSLWantReadError");
  EXPECT_EQ(state(pair.client), kNotDone);
  EXPECT_EQ(pair.client.version(), std::nullopt);
  EXPECT_EQ(handshake_step(pair.client).type, "");
  EXPECT_EQ(state(pair.client), "done");
  EXPECT_EQ(state(pair.server), kNotDone);
  EXPECT_EQ(handshake_step(pair.server).type, "");
  EXPECT_EQ(state(pair.server), "done");
  EXPECT_EQ(pair.server.version(), "TLSv1.3");
}

TEST_P(EachVersion, ValidatedServerIsADictionaryAndDer) {
  Pair pair(client, server);
  ASSERT_EQ(pair.handshake().text, "");
  EXPECT_EQ(subject_of(pair.client.getpeercert()), common_name("server.example"));
  EXPECT_EQ(pair.client.getpeercert(true), Value(Bytes{pki().server.der()}));
  EXPECT_TRUE(std::holds_alternative<PeerCertificate>(pair.client.peer_certificate()));
}

TEST_P(EachVersion, UnvalidatedServerIsAnEmptyDictionaryAndDer) {
  client.set_verify_mode(VerifyMode::CERT_NONE);
  test::present(server, pki().stranger);
  Pair pair(client, server);
  ASSERT_EQ(pair.handshake().text, "");
  EXPECT_EQ(pair.client.getpeercert(), kEmpty);
  EXPECT_EQ(pair.client.getpeercert(true), Value(Bytes{pki().stranger.der()}));
}

TEST_P(EachVersion, ServerThatDoesNotAskGetsNone) {
  test::present(client, pki().client);
  Pair pair(client, server);
  ASSERT_EQ(pair.handshake().text, "");
  EXPECT_EQ(pair.server.getpeercert(), kNone);
  EXPECT_EQ(pair.server.getpeercert(true), kNone);
}

TEST_P(EachVersion, OptionalWithoutClientCertificateIsNone) {
  server.set_verify_mode(VerifyMode::CERT_OPTIONAL);
  Pair pair(client, server);
  ASSERT_EQ(pair.handshake().text, "");
  EXPECT_EQ(pair.server.getpeercert(), kNone);
  EXPECT_EQ(pair.server.getpeercert(true), kNone);
}

TEST_P(EachVersion, ServerThatAsksGetsTheClientsCertificate) {
  test::present(client, pki().client);
  for (const VerifyMode mode : {VerifyMode::CERT_OPTIONAL, VerifyMode::CERT_REQUIRED}) {
    server.set_verify_mode(mode);
    Pair pair(client, server);
    ASSERT_EQ(pair.handshake().text, "");
    EXPECT_EQ(subject_of(pair.server.getpeercert()), common_name("client.example"));
    EXPECT_EQ(pair.server.getpeercert(true), Value(Bytes{pki().client.der()}));
  }
}

TEST_P(EachVersion, ContextsModeOfTheMomentDecides) {
  Pair pair(client, server);
  ASSERT_EQ(pair.handshake().text, "");
  client.set_verify_mode(VerifyMode::CERT_NONE);
  EXPECT_EQ(pair.client.getpeercert(), kEmpty);
  client.set_verify_mode(VerifyMode::CERT_OPTIONAL);
  EXPECT_EQ(subject_of(pair.client.getpeercert()), common_name("server.example"));
}

TEST_P(EachVersion, ModeRaisedAfterTheHandshakeShowsWhatNobodyVerified) {
  client.set_verify_mode(VerifyMode::CERT_NONE);
  test::present(server, pki().stranger);
  Pair pair(client, server);
  ASSERT_EQ(pair.handshake().text, "");
  client.set_verify_mode(VerifyMode::CERT_REQUIRED);
  EXPECT_EQ(subject_of(pair.client.getpeercert()), common_name("server.example"));
}

TEST_P(EachVersion, AnotherContextBringsItsMode) {
  Pair pair(client, server);
  ASSERT_EQ(pair.handshake().text, "");
  Context other = client_context(GetParam());
  other.set_verify_mode(VerifyMode::CERT_NONE);
  pair.client.set_context(other);
  EXPECT_TRUE(pair.client.context() == other);
  EXPECT_EQ(pair.client.getpeercert(), kEmpty);
  client.set_verify_mode(VerifyMode::CERT_NONE);
  other.set_verify_mode(VerifyMode::CERT_REQUIRED);
  EXPECT_EQ(subject_of(pair.client.getpeercert()), common_name("server.example"));
}

TEST(ConnectionTest, AnonymousServerIsNoneEvenWhenRequired) {
  ContextPair contexts(kTls12);
  for (Context* context : {&contexts.client, &contexts.server}) context->set_ciphers("ADH:AECDH:@SECLEVEL=0");
  Pair pair(contexts.client, contexts.server);
  ASSERT_EQ(pair.handshake().text, "");
  EXPECT_EQ(contexts.client.verify_mode(), VerifyMode::CERT_REQUIRED);
  EXPECT_EQ(pair.client.getpeercert(), kNone);
  EXPECT_EQ(pair.client.getpeercert(true), kNone);
}

void expect_verify_failure(const Raised& error, int code, const std::string& message) {
  const std::string text = "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: " + message;
  EXPECT_EQ(error.type, "ssl.SSLCertVerificationError");
  EXPECT_EQ(error.bases, (std::vector<std::string>{"ssl.SSLError", "OSError", "ValueError", "Exception"}));
  EXPECT_EQ(error.args, Value(Tuple{{Integer(1), Str{text}}}));
  EXPECT_EQ(error.text, text);
  EXPECT_EQ(attribute(error, "library"), Value(Str{"SSL"}));
  EXPECT_EQ(attribute(error, "reason"), Value(Str{"CERTIFICATE_VERIFY_FAILED"}));
  EXPECT_EQ(attribute(error, "verify_code"), Value(Integer(code)));
  EXPECT_EQ(attribute(error, "verify_message"), Value(Str{message}));
}

TEST_P(EachVersion, ExpiredServerIsRefusedAndNeitherSideAnswers) {
  test::present(server, pki().expired);
  Pair pair(client, server);
  expect_verify_failure(pair.handshake(), 10, "certificate has expired");
  EXPECT_EQ(state(pair.client), kNotDone);
  EXPECT_EQ(state(pair.server), kNotDone);
  const Raised alert = handshake_step(pair.server);
  EXPECT_EQ(alert.type, "ssl.SSLError");
  EXPECT_EQ(attribute(alert, "reason"), Value(Str{"SSLV3_ALERT_CERTIFICATE_EXPIRED"}));
}

TEST_P(EachVersion, SelfSignedServerIsRefusedAlsoWhenOptional) {
  test::present(server, pki().stranger);
  client.set_verify_mode(VerifyMode::CERT_OPTIONAL);
  Pair pair(client, server);
  // OpenSSL 1.1.1 writes "self signed"
  expect_verify_failure(pair.handshake(), 18, X509_verify_cert_error_string(18));
}

TEST_P(EachVersion, HostNameMismatchNamesTheHost) {
  client.set_check_hostname(true);
  Pair pair(client, server, "other.example");
  expect_verify_failure(pair.handshake(), 62, "Hostname mismatch, certificate is not valid for 'other.example'.");
}

TEST_P(EachVersion, AddressMismatchNamesTheAddress) {
  client.set_check_hostname(true);
  Pair pair(client, server, "127.0.0.1");
  expect_verify_failure(pair.handshake(), 64, "IP address mismatch, certificate is not valid for '127.0.0.1'.");
}

TEST_P(EachVersion, RightHostNamePasses) {
  client.set_check_hostname(true);
  Pair pair(client, server, "server.example");
  EXPECT_EQ(pair.handshake().text, "");
}

TEST_P(EachVersion, TimeIsNotLookedAtWhenTheFlagSaysSo) {
  test::present(server, pki().expired);
  client.set_verify_flags(client.verify_flags() | X509_V_FLAG_NO_CHECK_TIME);
  Pair pair(client, server);
  EXPECT_EQ(pair.handshake().text, "");
}

TEST(ConnectionTest, MissingClientCertificateFailsBothSidesInTls12) {
  ContextPair contexts(kTls12);
  contexts.server.set_verify_mode(VerifyMode::CERT_REQUIRED);
  Pair pair(contexts.client, contexts.server);
  const Raised error = pair.handshake();
  EXPECT_EQ(error.args, Value(Tuple{{Integer(1), Str{"[SSL: PEER_DID_NOT_RETURN_A_CERTIFICATE] peer did not return a "
                                                     "certificate"}}}));
  EXPECT_EQ(attribute(handshake_step(pair.client), "reason"), Value(Str{"SSLV3_ALERT_HANDSHAKE_FAILURE"}));
  EXPECT_EQ(state(pair.client), kNotDone);
  EXPECT_EQ(state(pair.server), kNotDone);
}

TEST(ConnectionTest, ReadingNothingAsksNobody) {
  ContextPair contexts(kTls13);
  Pair pair(contexts.client, contexts.server);
  EXPECT_EQ(pair.client.read(0), "");
  EXPECT_EQ(handshake_step(pair.client).type, "ssl.SSLWantReadError");
}

TEST(ConnectionTest, Tls13ClientAnswersUntilItReadsTheAlert) {
  ContextPair contexts(kTls13);
  contexts.server.set_verify_mode(VerifyMode::CERT_REQUIRED);
  Pair pair(contexts.client, contexts.server);
  EXPECT_EQ(attribute(pair.handshake(), "reason"), Value(Str{"PEER_DID_NOT_RETURN_A_CERTIFICATE"}));
  EXPECT_EQ(state(pair.client), "done");
  EXPECT_EQ(state(pair.server), kNotDone);
  const Raised error = raised([&] { return pair.client.read(); });
  EXPECT_EQ(error.args, Value(Tuple{{Integer(1), Str{"[SSL: TLSV13_ALERT_CERTIFICATE_REQUIRED] tlsv13 alert "
                                                     "certificate required"}}}));
  EXPECT_EQ(state(pair.client), kNotDone);
}

TEST_P(EachVersion, UntrustedClientCertificateIsAnUnknownAuthority) {
  server.set_verify_mode(VerifyMode::CERT_OPTIONAL);
  test::present(client, pki().stranger);
  Pair pair(client, server);
  EXPECT_EQ(pair.handshake().type, "ssl.SSLCertVerificationError");
  EXPECT_EQ(attribute(raised([&] { return pair.client.read(); }), "reason"), Value(Str{"TLSV1_ALERT_UNKNOWN_CA"}));
  EXPECT_EQ(state(pair.client), kNotDone);
}

TEST(ConnectionTest, VersionsThatDoNotMeetAreAProtocolVersionAlert) {
  Pair pair(client_context(kTls12), server_context(kTls13));
  EXPECT_EQ(attribute(pair.handshake(), "reason"), Value(Str{"UNSUPPORTED_PROTOCOL"}));
  EXPECT_EQ(attribute(handshake_step(pair.client), "reason"), Value(Str{"TLSV1_ALERT_PROTOCOL_VERSION"}));
}

TEST(ConnectionTest, Tls10NeedsSecurityLevelZero) {
  ContextPair contexts(TlsVersion::TLSv1);
  EXPECT_EQ(Pair(contexts.client, contexts.server).handshake().type, "ssl.SSLError");
  for (Context* context : {&contexts.client, &contexts.server}) context->set_ciphers("AECDH:@SECLEVEL=0");
  Pair pair(contexts.client, contexts.server);
  EXPECT_EQ(pair.handshake().text, "");
  EXPECT_EQ(pair.client.version(), "TLSv1");
}

TEST_P(EachVersion, WaitingHasPythonsTextAndNoLibrary) {
  Pair pair(client, server);
  const Raised error = handshake_step(pair.client);
  EXPECT_EQ(error.bases, (std::vector<std::string>{"ssl.SSLError", "OSError", "Exception"}));
  EXPECT_EQ(error.args, Value(Tuple{{Integer(2), Str{"The operation did not complete (read)"}}}));
  EXPECT_EQ(attribute(error, "library"), kNone);
  EXPECT_EQ(attribute(error, "reason"), kNone);
}

TEST_P(EachVersion, DataComesThroughAndTheHandshakeHappensOnTheWay) {
  Pair pair(client, server);
  for (int i = 0; i < 3; ++i) {
    static_cast<void>(raised([&] { return pair.client.read(); }));
    static_cast<void>(raised([&] { return pair.server.read(); }));
  }
  EXPECT_EQ(pair.client.write("hello"), 5U);
  EXPECT_EQ(pair.server.read(2), "he");
  EXPECT_EQ(pair.server.pending(), 3U);
  EXPECT_EQ(pair.server.read(), "llo");
  EXPECT_EQ(subject_of(pair.client.getpeercert()), common_name("server.example"));
}

TEST_P(EachVersion, UnwrapEndsTheStreamAndKeepsTheCertificate) {
  Pair pair(client, server);
  ASSERT_EQ(pair.handshake().text, "");
  EXPECT_EQ(raised([&] { return pair.server.unwrap(), 0; }).type, "ssl.SSLWantReadError");
  EXPECT_EQ(pair.client.read(), "");
  EXPECT_EQ(raised([&] { return pair.client.unwrap(), 0; }).type, "");
  EXPECT_EQ(raised([&] { return pair.server.unwrap(), 0; }).type, "");
  EXPECT_EQ(state(pair.client), "done");
}

TEST_P(EachVersion, EndWithoutCloseNotifyIsAnEofError) {
  Pair pair(client, server);
  ASSERT_EQ(pair.handshake().text, "");
  pair.bytes_to_client().write_eof();
  const Raised error = raised([&] { return pair.client.read(); });
  EXPECT_EQ(error.type, "ssl.SSLEOFError");
  EXPECT_EQ(*error.args.get_if<Tuple>()->items.begin(), Value(Integer(8)));
  EXPECT_NE(error.text.find("EOF occurred in violation of protocol"), std::string::npos);
}

// CPython before 3.13 has an SSLSyscallError here, "Some I/O error occurred".
TEST_P(EachVersion, EndWithinTheHandshakeIsAnEofErrorHoweverOftenItIsCalled) {
  Pair pair(client, server);
  (void)handshake_step(pair.client);
  pair.bytes_to_client().write_eof();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(handshake_step(pair.client).type, "ssl.SSLEOFError") << i;
  EXPECT_EQ(state(pair.client), kNotDone);
}

TEST_P(EachVersion, GarbageEndsTheAnswers) {
  Pair pair(client, server);
  ASSERT_EQ(pair.handshake().text, "");
  pair.bytes_to_client().write("GET / HTTP/1.0\r\n\r\n");
  EXPECT_EQ(raised([&] { return pair.client.read(); }).type, "ssl.SSLError");
  EXPECT_EQ(state(pair.client), kNotDone);
}

// What others left in the queue neither disturbs a connection nor gets lost (CPython: gh-81891).
TEST_P(EachVersion, ErrorQueueIsLeftAsFound) {
  test::present(server, pki().expired);
  const unsigned char garbage = 0;
  const unsigned char* data = &garbage;
  ASSERT_EQ(X509Owner(d2i_X509(nullptr, &data, 1)), nullptr);
  const unsigned long oldest = ERR_peek_error(), newest = ERR_peek_last_error();
  Pair pair(client, server);
  expect_verify_failure(pair.handshake(), 10, "certificate has expired");
  EXPECT_EQ(state(pair.client), kNotDone);
  EXPECT_NE(newest, 0U);
  EXPECT_EQ(ERR_peek_error(), oldest);
  EXPECT_EQ(ERR_peek_last_error(), newest);
  ERR_clear_error();
}

TEST_P(EachVersion, ErrorQueueStaysEmpty) {
  ERR_clear_error();
  test::present(server, pki().expired);
  Pair pair(client, server);
  EXPECT_EQ(pair.handshake().type, "ssl.SSLCertVerificationError");
  EXPECT_EQ(ERR_peek_error(), 0U);
}

}  // namespace
}  // namespace peercert
