#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/err.h>

#include <vector>

#include "tls/test_pair.h"
#include "tls/test_sockets.h"

namespace peercert {
namespace {

using test::kTls12;
using test::kTls13;
using test::Pair;
using test::pki;
using test::raised;
using test::text;
using Ders = std::vector<std::string>;

class EachVersionsChains : public testing::TestWithParam<TlsVersion> {
 protected:
  // authenticated makes the client have a certificate, and the server require one.
  void authenticate() {
    server.set_verify_mode(VerifyMode::CERT_REQUIRED);
    test::present(client, pki().client);
  }

  Context client = test::client_context(GetParam()), server = test::server_context(GetParam());
};

INSTANTIATE_TEST_SUITE_P(Chains, EachVersionsChains, testing::Values(kTls12, kTls13),
                         [](const auto& test) { return std::string(test.param == kTls12 ? "Tls12" : "Tls13"); });

// Both contexts trust the root, so that OpenSSL sends it along.
TEST_P(EachVersionsChains, AreFromThePeerToTheRootOnBothSides) {
  authenticate();
  Pair pair(client, server);
  ASSERT_EQ(pair.handshake().text, "");
  const Ders servers = {pki().server.der(), pki().root.der()}, clients = {pki().client.der(), pki().root.der()};
  EXPECT_EQ(pair.client.verified_chain(), servers);
  EXPECT_EQ(pair.client.unverified_chain(), servers);
  EXPECT_EQ(pair.server.verified_chain(), clients);
  EXPECT_EQ(pair.server.unverified_chain(), clients);
}

TEST_P(EachVersionsChains, RootIsInTheVerifiedOneAloneWhenItWasNotSent) {
  Context alone(Protocol::PROTOCOL_TLS_SERVER);  // it trusts nobody, and so has nothing to send along
  test::present(alone, pki().server);
  Pair pair(client, alone);
  ASSERT_EQ(pair.handshake().text, "");
  EXPECT_EQ(pair.client.verified_chain(), (Ders{pki().server.der(), pki().root.der()}));
  EXPECT_EQ(pair.client.unverified_chain(), Ders{pki().server.der()});
}

TEST_P(EachVersionsChains, AreListsOfBytesInPython) {
  Pair pair(client, server);
  EXPECT_EQ(pair.client.get_verified_chain(), Value(List{}));
  ASSERT_EQ(pair.handshake().text, "");
  const Value both = List{{Bytes{pki().server.der()}, Bytes{pki().root.der()}}};
  EXPECT_EQ(pair.client.get_verified_chain(), both);
  EXPECT_EQ(pair.client.get_unverified_chain(), both);
}

TEST_P(EachVersionsChains, AreEmptyOnAServerWhoseClientHasNone) {
  server.set_verify_mode(VerifyMode::CERT_OPTIONAL);
  Pair pair(client, server);
  ASSERT_EQ(pair.handshake().text, "");
  EXPECT_EQ(pair.server.verified_chain(), Ders{});
  EXPECT_EQ(pair.server.unverified_chain(), Ders{});
}

TEST_P(EachVersionsChains, AreThereAlthoughNobodyValidates) {
  client.set_verify_mode(VerifyMode::CERT_NONE);
  test::present(server, pki().stranger);
  Pair pair(client, server);
  ASSERT_EQ(pair.handshake().text, "");
  EXPECT_EQ(pair.client.verified_chain(), Ders{pki().stranger.der()});
  EXPECT_EQ(pair.client.unverified_chain(), Ders{pki().stranger.der()});
}

TEST_P(EachVersionsChains, OfTheCertificateThatWasRefusedAreThere) {
  test::present(server, pki().stranger);
  Pair pair(client, server);
  EXPECT_EQ(pair.handshake().type, "ssl.SSLCertVerificationError");
  EXPECT_EQ(pair.client.unverified_chain(), Ders{pki().stranger.der()});
}

TEST_P(EachVersionsChains, OfAResumedSessionAreWhatTheTicketHas) {
  authenticate();
  Pair first(client, server);
  ASSERT_EQ(first.handshake().text, "");
  (void)raised([&] { return first.client.read(); });
  Pair second(client, server);
  second.client.set_session(first.client.session());
  ASSERT_EQ(second.handshake().text, "");
  ASSERT_EQ(second.server.session_reused(), true);
  EXPECT_EQ(second.client.verified_chain(), Ders{});
  EXPECT_EQ(second.client.unverified_chain(), Ders{});
  EXPECT_EQ(second.server.verified_chain(), Ders{});
  EXPECT_EQ(second.server.unverified_chain(), Ders{pki().client.der()});
}

TEST_P(EachVersionsChains, LeaveTheErrorQueueAsItWas) {
  Pair pair(client, server);
  ASSERT_EQ(pair.handshake().text, "");
  ERR_clear_error();
  ASSERT_EQ(BIO_new_file("/no/such/file", "r"), nullptr);
  const unsigned long oldest = ERR_peek_error(), newest = ERR_peek_last_error();
  (void)pair.client.verified_chain();
  (void)pair.client.unverified_chain();
  EXPECT_EQ(ERR_peek_error(), oldest);
  EXPECT_EQ(ERR_peek_last_error(), newest);
  ERR_clear_error();
}

TEST(Chains, OfASocketWithoutTlsAreNoAttributesOfNone) {
  test::SocketPair pair(kTls13);
  pair.handshake();
  EXPECT_EQ(pair.client.verified_chain().size(), 2U);
  pair.client.close();
  EXPECT_EQ(text(raised([&] { return pair.client.get_verified_chain(); })),
            "AttributeError: 'NoneType' object has no attribute 'get_verified_chain'");
  EXPECT_EQ(text(raised([&] { return pair.client.get_unverified_chain(); })),
            "AttributeError: 'NoneType' object has no attribute 'get_unverified_chain'");
}

}  // namespace
}  // namespace peercert
