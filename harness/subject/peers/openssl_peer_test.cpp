#include <fcntl.h>
#include <gmock/gmock.h>

#include <chrono>
#include <filesystem>

#include "subject/peers/test_end.h"

namespace peercert::subject {
namespace {

using test::exchanged;
using test::fixture;
using test::peer_spec;
using test::TlsEnd;
using testing::HasSubstr;

// SSL_OP_ALLOW_CLIENT_RENEGOTIATION, which OpenSSL 1.1.1 has no need for
constexpr unsigned int kAllowClientRenegotiation = 0x100;

class OpenSslPeerTest : public testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Versions, OpenSslPeerTest, testing::Values("1.2", "1.3"),
                         [](const auto& version) { return version.param[2] == '2' ? "Tls12" : "Tls13"; });

TEST_P(OpenSslPeerTest, PresentsItsCertificateAndSendsBackWhatItReads) {
  Peer peer(peer_spec("openssl", "server", GetParam(), "every_san"));
  {
    TlsEnd client(false);
    EXPECT_EQ(client.handshake(peer), "");
    EXPECT_EQ(client.peer_certificate(), fixture("every_san").der);
    EXPECT_EQ(client.echoed("ping"), "ping");
  }
  EXPECT_EQ(peer.stop(), "");
}

TEST_P(OpenSslPeerTest, AsksForACertificateAndTakesAnyOrNone) {
  for (const char* own : {"client_untrusted", ""}) {
    suite::PeerSpec spec = peer_spec("openssl", "server", GetParam(), "server");
    spec.asks_for_certificate = true;
    Peer peer(spec);
    {
      TlsEnd client(false, own);
      EXPECT_EQ(client.handshake(peer), "");
      EXPECT_EQ(client.echoed("ping"), "ping") << own;
    }
    EXPECT_EQ(peer.stop(), "");
  }
}

TEST_P(OpenSslPeerTest, AsAClientShowsItsCertificateToWhoAsks) {
  Peer peer(peer_spec("openssl", "client", GetParam(), "client"));
  {
    TlsEnd server(true, "server");
    SSL_CTX_set_verify(server.context(), SSL_VERIFY_PEER, [](int, X509_STORE_CTX*) { return 1; });
    EXPECT_EQ(server.handshake(peer), "");
    EXPECT_EQ(server.peer_certificate(), fixture("client").der);
  }
  EXPECT_EQ(peer.stop(), "");
}

// OpenSSL leaves an error in the queue when it is given such a certificate, and serves it all the same.
TEST(OpenSslPeer, PresentsACertificateWithAMalformedExtension) {
  for (const char* name : {"malformed_san", "malformed_second_name", "malformed_authority_information_access",
                           "malformed_crl_distribution_points"}) {
    Peer peer(peer_spec("openssl", "server", "1.3", name));
    {
      TlsEnd client(false);
      EXPECT_EQ(client.handshake(peer), "") << name;
      EXPECT_EQ(client.peer_certificate(), fixture(name).der) << name;
    }
    EXPECT_EQ(peer.stop(), "") << name;
  }
}

TEST(OpenSslPeer, ThatASubjectRefusesItIsNoFailure) {
  Peer peer(peer_spec("openssl", "server", "1.3", "server"));
  TlsEnd client(false);
  SSL_CTX_set_verify(client.context(), SSL_VERIFY_PEER, nullptr);
  EXPECT_EQ(client.handshake(peer), "certificate verify failed");
  EXPECT_EQ(peer.stop(), "");
}

TEST(OpenSslPeer, WhatIsNoTlsIsAFailureThatSaysWhy) {
  Peer peer(peer_spec("openssl", "server", "1.3", "server"));
  (void)exchanged(peer, "GET / HTTP/1.0\r\n\r\n");
  EXPECT_THAT(peer.stop(), HasSubstr("SSL_do_handshake: "));
}

TEST(OpenSslPeer, ACertificateThatOpenSslCannotReadIsAFailureThatSaysSo) {
  suite::PeerSpec spec = peer_spec("openssl", "server", "1.3", "server");
  spec.chain = {"no certificate"};
  Peer peer(spec);
  EXPECT_EQ(exchanged(peer, ""), "");
  EXPECT_THAT(peer.stop(), HasSubstr("d2i_X509: "));
}

suite::PeerSpec renegotiating(const std::string& role, const std::string& first, const std::string& second) {
  suite::PeerSpec spec = peer_spec("openssl", role, "1.2", first);
  spec.renegotiates = true;
  if (second.empty()) return spec;
  spec.renegotiates_with = {fixture(second).der};
  spec.renegotiation_key = fixture(second).key_pem;
  return spec;
}

TEST(OpenSslPeer, AsAServerItRenegotiatesAndPresentsSomethingElse) {
  Peer peer(renegotiating("server", "server", "every_san"));
  {
    TlsEnd client(false);
    EXPECT_EQ(client.handshake(peer), "");
    EXPECT_EQ(client.echoed("first"), "first");
    EXPECT_EQ(client.peer_certificate(), fixture("server").der);
    EXPECT_EQ(client.echoed("second"), "second");
    EXPECT_EQ(SSL_do_handshake(client.tls()), 1);
    EXPECT_EQ(client.peer_certificate(), fixture("every_san").der);
    EXPECT_EQ(SSL_total_renegotiations(client.tls()), 1);
    EXPECT_EQ(client.echoed("third"), "third");
  }
  EXPECT_EQ(peer.stop(), "");
}

TEST(OpenSslPeer, AsAServerItRenegotiatesWithWhatItHad) {
  Peer peer(renegotiating("server", "server", ""));
  TlsEnd client(false);
  EXPECT_EQ(client.handshake(peer), "");
  EXPECT_EQ(client.echoed("first") + client.echoed("second"), "firstsecond");
  EXPECT_EQ(client.peer_certificate(), fixture("server").der);
  EXPECT_EQ(SSL_total_renegotiations(client.tls()), 1);
}

TEST(OpenSslPeer, AsAClientItRenegotiatesAndPresentsSomethingElse) {
  Peer peer(renegotiating("client", "client", "client_untrusted"));
  {
    TlsEnd server(true, "server");
    SSL_CTX_set_options(server.context(), kAllowClientRenegotiation);
    SSL_CTX_set_verify(server.context(), SSL_VERIFY_PEER, [](int, X509_STORE_CTX*) { return 1; });
    EXPECT_EQ(server.handshake(peer), "");
    EXPECT_EQ(server.peer_certificate(), fixture("client").der);
    EXPECT_EQ(server.echoed("first"), "first");
    EXPECT_EQ(server.echoed("second"), "second");
    EXPECT_EQ(server.peer_certificate(), fixture("client_untrusted").der);
  }
  EXPECT_EQ(peer.stop(), "");
}

TEST(OpenSslPeer, ThatARenegotiationIsRefusedIsNoFailure) {
  for (const char* role : {"server", "client"}) {
    Peer peer(renegotiating(role, role, ""));
    TlsEnd end(std::string(role) == "client", "server");
    SSL_CTX_set_options(end.context(), SSL_OP_NO_RENEGOTIATION);
    EXPECT_EQ(end.handshake(peer), "") << role;
    EXPECT_EQ(end.echoed("first"), "first") << role;
    (void)end.echoed("second");  // may pass the refusal on its way
    EXPECT_EQ(end.echoed("third"), "") << role;
    EXPECT_EQ(SSL_total_renegotiations(end.tls()), 0) << role;
    EXPECT_EQ(peer.stop(), "") << role;
  }
}

// Whoever has read the first data finds what begins the renegotiation without waiting.
TEST(OpenSslPeer, ARenegotiationComesTogetherWithTheFirstDataAndStallsWhenItIsTold) {
  suite::PeerSpec stalling = renegotiating("server", "server", "");
  stalling.stalls = true;
  for (int i = 0; i < 5; ++i) {
    Peer peer(stalling);
    TlsEnd client(false);
    ASSERT_EQ(client.handshake(peer), "");
    ASSERT_EQ(client.echoed("first"), "first");
    fcntl(SSL_get_fd(client.tls()), F_SETFL, O_NONBLOCK);
    char byte = 0;
    EXPECT_LT(SSL_read(client.tls(), &byte, 1), 0);
    EXPECT_EQ(SSL_is_init_finished(client.tls()), 0);
  }
}

TEST(Peer, ThatNobodyConnectedIsAFailure) {
  Peer peer(peer_spec("openssl", "server", "1.3", "server"));
  EXPECT_EQ(peer.stop(), "nobody connected");
  EXPECT_EQ(peer.stop(), "nobody connected");
}

TEST(Peer, HangingUpIsNoFailure) {
  for (const char* kind : {"openssl", "hand_written"}) {
    Peer peer(peer_spec(kind, "server", "1.2", "server"));
    EXPECT_EQ(exchanged(peer, ""), "") << kind;
    EXPECT_EQ(peer.stop(), "") << kind;
  }
}

TEST(Peer, IsStoppedWhileItWaitsForASubjectThatSaysNothing) {
  for (const char* kind : {"openssl", "hand_written"}) {
    Peer peer(peer_spec(kind, "server", "1.2", "server"));
    const Descriptor silent = test::connected_to(peer);
    EXPECT_EQ(peer.stop(), "") << kind;
  }
}

TEST(Peer, LeavesNoDescriptorOpen) {
  const auto open_descriptors = [] {
    const std::filesystem::directory_iterator all("/proc/self/fd");
    return std::distance(begin(all), end(all));
  };
  { const Peer first(peer_spec("openssl", "server", "1.3", "server")); }
  const auto before = open_descriptors();
  for (int i = 0; i < 10; ++i) {
    Peer peer(peer_spec("openssl", "server", "1.3", "server"));
    TlsEnd client(false);
    EXPECT_EQ(client.handshake(peer), "");
  }
  EXPECT_EQ(open_descriptors(), before);
}

}  // namespace
}  // namespace peercert::subject
