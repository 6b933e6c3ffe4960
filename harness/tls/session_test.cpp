#include "tls/session.h"

#include <gtest/gtest.h>

#include "tls/test_sockets.h"

namespace peercert {
namespace {

using test::client_context;
using test::Pair;
using test::pki;
using test::raised;
using test::server_context;
using test::text;

class EachVersionResumed : public testing::TestWithParam<TlsVersion> {
 protected:
  // resumable returns a session of a connection that is done, tickets and all.
  std::optional<Session> resumable() {
    Pair pair(client, server);
    EXPECT_EQ(pair.handshake().text, "");
    (void)raised([&] { return pair.client.read(); });
    return pair.client.session();
  }

  Context client = client_context(GetParam()), server = server_context(GetParam());
};

INSTANTIATE_TEST_SUITE_P(Session, EachVersionResumed, testing::Values(TlsVersion::TLSv1_2, TlsVersion::TLSv1_3),
                         [](const auto& test) {
                           return std::string(test.param == TlsVersion::TLSv1_2 ? "Tls12" : "Tls13");
                         });

TEST_P(EachVersionResumed, ClientStillKnowsTheCertificateThatWasNotSentAgain) {
  const auto session = resumable();
  Pair pair(client, server);
  pair.client.set_session(session);
  EXPECT_EQ(pair.client.session_reused(), false);
  ASSERT_EQ(pair.handshake().text, "");
  EXPECT_EQ(pair.client.session_reused(), true);
  EXPECT_EQ(pair.server.session_reused(), true);
  EXPECT_EQ(pair.client.getpeercert(true), Value(Bytes{pki().server.der()}));
}

TEST_P(EachVersionResumed, ServerStillKnowsTheClientsCertificate) {
  server.set_verify_mode(VerifyMode::CERT_REQUIRED);
  test::present(client, pki().client);
  const auto session = resumable();
  Pair pair(client, server);
  pair.client.set_session(session);
  ASSERT_EQ(pair.handshake().text, "");
  EXPECT_EQ(pair.server.session_reused(), true);
  EXPECT_EQ(pair.server.getpeercert(true), Value(Bytes{pki().client.der()}));
}

// Not verified again: a session from before is as good as a valid certificate.
TEST_P(EachVersionResumed, StrangerThatWasNotVerifiedPassesWhenRequiredLater) {
  client.set_verify_mode(VerifyMode::CERT_NONE);
  test::present(server, pki().stranger);
  const auto session = resumable();
  client.set_verify_mode(VerifyMode::CERT_REQUIRED);
  Pair pair(client, server);
  pair.client.set_session(session);
  ASSERT_EQ(pair.handshake().text, "");
  EXPECT_TRUE(pair.client.getpeercert().truth());
}

TEST_P(EachVersionResumed, SessionOutlivesItsConnectionAndIsOfItsContextAlone) {
  const auto session = resumable();
  Pair pair(client_context(GetParam()), server);
  const Raised error = raised([&] { return pair.client.set_session(session), 0; });
  EXPECT_EQ(text(error), "ValueError: Session refers to a different SSLContext.");
}

TEST_P(EachVersionResumed, TooLateAfterTheHandshake) {
  Pair pair(client, server);
  ASSERT_EQ(pair.handshake().text, "");
  (void)raised([&] { return pair.client.read(); });
  const Raised error = raised([&] { return pair.client.set_session(pair.client.session()), 0; });
  EXPECT_EQ(text(error), "ValueError: Cannot set session after handshake.");
}

TEST_P(EachVersionResumed, ServersSessionIsForNobody) {
  Pair first(client, server), second(client, server);
  ASSERT_EQ(first.handshake().text, "");
  const Raised error = raised([&] { return second.server.set_session(first.server.session()), 0; });
  EXPECT_EQ(text(error), "ValueError: Cannot set session for server-side SSLSocket.");
}

TEST(SessionTest, IsNoneAtFirstAndHasNoCipherInBetween) {
  Pair pair(client_context(TlsVersion::TLSv1_2), server_context(TlsVersion::TLSv1_2));
  EXPECT_FALSE(pair.client.session().has_value());
  (void)test::handshake_step(pair.client);
  EXPECT_EQ(text(raised([&] { return pair.client.session(); })), "ValueError: i2d() failed");
}

TEST(SessionTest, NoneIsNoSessionButASocketWithoutTlsRemembersIt) {
  Pair pair(client_context(TlsVersion::TLSv1_2), server_context(TlsVersion::TLSv1_2));
  EXPECT_EQ(text(raised([&] { return pair.client.set_session(std::nullopt), 0; })),
            "TypeError: Value is not a SSLSession.");
  const Context context = client_context(TlsVersion::TLSv1_2);
  Connection unconnected = context.wrap_socket(socket(AF_INET, SOCK_STREAM, 0), test::options(false, false));
  unconnected.set_session(std::nullopt);
  EXPECT_EQ(unconnected.session_reused(), std::nullopt);
}

TEST(SessionTest, OfAnotherContextIsNoticedWhenTheSocketConnects) {
  Pair pair(client_context(TlsVersion::TLSv1_2), server_context(TlsVersion::TLSv1_2));
  ASSERT_EQ(pair.handshake().text, "");
  const Context context = client_context(TlsVersion::TLSv1_2);
  Connection unconnected = context.wrap_socket(socket(AF_INET, SOCK_STREAM, 0), test::options(false, false));
  unconnected.set_session(pair.client.session());
  EXPECT_EQ(text(raised([&] { return unconnected.connect("127.0.0.1", 1), 0; })),
            "ValueError: Session refers to a different SSLContext.");
  EXPECT_EQ(unconnected.native_handle(), nullptr);
}

}  // namespace
}  // namespace peercert
