#include "subject/peers/hand_written_peer.h"

#include <gmock/gmock.h>
#include <openssl/ssl.h>

#include "der/hex.h"
#include "subject/peers/test_end.h"
#include "subject/peers/tls12/bytes.h"

namespace peercert::subject {
namespace {

using test::exchanged;
using test::fixture;
using test::peer_spec;
using test::TlsEnd;
using testing::AnyOf;
using testing::HasSubstr;
using tls12::number;
using tls12::vector;

suite::PeerSpec server_with(const std::vector<std::string>& chain) {
  suite::PeerSpec spec = peer_spec("hand_written", "server", "1.2", "server");
  spec.chain = chain;
  return spec;
}

// ClientHello in a record of its own, of the version that TLS 1.2 has there.
std::string hello(const std::string& suites, const std::string& extensions) {
  const std::string body = number(0x0303, 2) + std::string(32, 'r') + vector("", 1) + vector(suites, 2) +
                           vector(number(0, 1), 1) + vector(extensions, 2);
  return number(22, 1) + number(0x0301, 2) + vector(number(1, 1) + vector(body, 3), 2);
}

std::string alert(std::uint8_t alert_number) {
  return number(21, 1) + number(0x0303, 2) + vector(number(2, 1) + number(alert_number, 1), 2);
}

TEST(HandWrittenServer, PresentsItsCertificateAndSendsBackWhatItReads) {
  Peer peer(server_with({fixture("server").der}));
  {
    TlsEnd client(false);
    EXPECT_EQ(client.handshake(peer), "");
    EXPECT_EQ(client.peer_certificate(), fixture("server").der);
    EXPECT_STREQ(SSL_get_cipher_name(client.tls()), "ECDHE-RSA-AES128-GCM-SHA256");
    EXPECT_EQ(SSL_get_extms_support(client.tls()), 1);
    EXPECT_EQ(client.echoed("ping"), "ping");
    const std::string more_than_a_record(40'000, 'x');
    EXPECT_EQ(client.echoed(more_than_a_record), more_than_a_record);
  }
  EXPECT_EQ(peer.stop(), "");
}

TEST(HandWrittenServer, SignsWithEitherPaddingOfRsa) {
  for (const char* schemes : {"rsa_pkcs1_sha256", "rsa_pss_rsae_sha256", "ECDSA+SHA256:rsa_pss_rsae_sha256"}) {
    Peer peer(server_with({fixture("server").der}));
    TlsEnd client(false);
    ASSERT_EQ(SSL_CTX_set1_sigalgs_list(client.context(), schemes), 1);
    EXPECT_EQ(client.handshake(peer), "") << schemes;
  }
}

TEST(HandWrittenServer, PresentsSeveralCertificates) {
  Peer peer(server_with({fixture("server").der, fixture("root").der}));
  TlsEnd client(false);
  EXPECT_EQ(client.handshake(peer), "");
  EXPECT_EQ(client.certificate_message(), vector(vector(fixture("server").der, 3) + vector(fixture("root").der, 3), 3));
}

TEST(HandWrittenServer, PresentsAnyBytesOrNone) {
  const std::string cut = fixture("server").der.substr(0, 300), more_than_a_record(40'000, 'x');
  for (const std::vector<std::string>& chain :
       std::vector<std::vector<std::string>>{{}, {""}, {"garbage"}, {cut}, {more_than_a_record}}) {
    Peer peer(server_with(chain));
    std::string list;
    for (const std::string& one : chain) list += vector(one, 3);
    TlsEnd client(false);
    EXPECT_NE(client.handshake(peer), "");
    EXPECT_EQ(client.certificate_message(), vector(list, 3));
    EXPECT_EQ(peer.stop(), "");
  }
}

TEST(HandWrittenServer, AsksForACertificateAndTakesAnyOrNone) {
  for (const char* own : {"client_untrusted", "client_p256", ""}) {
    suite::PeerSpec spec = server_with({fixture("server").der});
    spec.asks_for_certificate = true;
    Peer peer(spec);
    {
      TlsEnd client(false, own);
      EXPECT_EQ(client.handshake(peer), "") << own;
      EXPECT_EQ(client.echoed("ping"), "ping") << own;
    }
    EXPECT_EQ(peer.stop(), "") << own;
  }
}

TEST(HandWrittenServer, NeedsAnRsaKey) {
  Peer peer(peer_spec("hand_written", "server", "1.2", "server_p256"));
  EXPECT_EQ(exchanged(peer, ""), "");
  EXPECT_EQ(peer.stop(), "the hand-written peer signs with RSA keys only, and this is none");
}

TEST(HandWrittenServer, RefusesAClientThatOffersNothingItKnows) {
  Peer tls13(server_with({}));
  EXPECT_EQ(exchanged(tls13, hello(number(0x1301, 2), "")), alert(40));
  EXPECT_EQ(tls13.stop(), "ClientHello: ECDHE-RSA-AES128-GCM-SHA256 is not offered");
  Peer x25519(server_with({}));
  const std::string groups = number(10, 2) + vector(vector(number(29, 2), 2), 2);
  EXPECT_EQ(exchanged(x25519, hello(number(0xc02f, 2), groups)), alert(40));
  EXPECT_EQ(x25519.stop(), "ClientHello: P-256 is not offered");
}

TEST(HandWrittenServer, SaysWhatIsWrongWithAFlight) {
  const auto failure_after = [](const std::string& bytes, std::uint8_t expected_alert) {
    Peer peer(server_with({}));
    EXPECT_EQ(exchanged(peer, bytes), alert(expected_alert));
    return peer.stop();
  };
  EXPECT_EQ(failure_after("GET / HTTP/1.0\r\n\r\n", 10), "record: 71 is no content type of TLS 1.2");
  EXPECT_EQ(failure_after(number(22, 1) + number(0x0200, 2) + number(9, 2), 50), "record: its version is none of TLS");
  EXPECT_EQ(failure_after(number(22, 1) + number(0x0301, 2) + number(0xffff, 2), 50),
            "record: 65535 bytes are too many");
  EXPECT_EQ(failure_after(number(23, 1) + number(0x0301, 2) + vector("x", 2), 10),
            "a record of content type 23 came within the handshake");
  const auto handshake = [](const std::string& message) {
    return number(22, 1) + number(0x0301, 2) + vector(message, 2);
  };
  EXPECT_EQ(failure_after(handshake(number(1, 1) + vector("", 3)), 50),
            "ClientHello: 2 bytes are wanted at byte 0, and 0 are left");
  EXPECT_EQ(failure_after(handshake(number(1, 1) + number(0xffffff, 3)), 50),
            "handshake message: 16777215 bytes are too many");
  EXPECT_EQ(failure_after(handshake(number(20, 1) + vector("", 3)), 10), "handshake message 20 came where 1 was due");
  EXPECT_EQ(failure_after(hello(number(0xc02f, 2), "\x01"), 50),
            "extensions: 2 bytes are wanted at byte 0, and 1 are left");
  EXPECT_EQ(failure_after(hello(number(0xc02f, 2), ""), 40), "ClientHello: there are no signature algorithms");
}

// Every way to cut a hello short is somebody who hangs up.
TEST(HandWrittenServer, ATruncatedHelloIsNoFailureAndNoCrash) {
  const std::string whole = hello(number(0xc02f, 2), "");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    Peer peer(server_with({}));
    EXPECT_EQ(exchanged(peer, whole.substr(0, size)), "");
    EXPECT_EQ(peer.stop(), "") << size;
  }
}

// Whatever a hello claims of its parts, the peer reads no further than its bytes.
TEST(HandWrittenServer, AnyByteOfAHelloMayBeWrong) {
  const std::string whole = hello(number(0xc02f, 2), number(13, 2) + vector(vector(number(0x0401, 2), 2), 2));
  for (std::size_t at = 5; at < whole.size(); ++at) {
    std::string wrong = whole;
    wrong[at] = '\xff';
    Peer peer(server_with({fixture("server").der}));
    (void)exchanged(peer, wrong);
    EXPECT_THAT(peer.stop(), AnyOf("", HasSubstr("Hello"), HasSubstr("handshake message"), HasSubstr("extensions"),
                                   HasSubstr("cipher suites"), HasSubstr("signature algorithms"), HasSubstr("rsa_")))
        << at;
  }
}

TEST(HandWrittenServer, ThatASubjectRefusesItIsNoFailure) {
  Peer peer(server_with({fixture("server").der}));
  TlsEnd client(false);
  SSL_CTX_set_verify(client.context(), SSL_VERIFY_PEER, nullptr);
  EXPECT_EQ(client.handshake(peer), "certificate verify failed");
  EXPECT_EQ(peer.stop(), "");
}

suite::PeerSpec client_with(const std::string& certificate) {
  return peer_spec("hand_written", "client", "1.2", certificate);
}

void ask_for_any_certificate(TlsEnd& server) {
  SSL_CTX_set_verify(server.context(), SSL_VERIFY_PEER, [](int, X509_STORE_CTX*) { return 1; });
}

TEST(HandWrittenClient, DoesItsHandshakeWithAServerThatAsksForNothing) {
  Peer peer(client_with("client"));
  {
    TlsEnd server(true, "server");
    EXPECT_EQ(server.handshake(peer), "");
    EXPECT_EQ(server.peer_certificate(), "");
    EXPECT_EQ(SSL_get_extms_support(server.tls()), 1);
    EXPECT_EQ(server.echoed("ping"), "ping");
  }
  EXPECT_EQ(peer.stop(), "");
}

TEST(HandWrittenClient, ShowsItsCertificateOrNoneToWhoAsks) {
  for (const std::string own : {"client", ""}) {
    Peer peer(client_with(own));
    {
      TlsEnd server(true, "server");
      ask_for_any_certificate(server);
      EXPECT_EQ(server.handshake(peer), "") << own;
      EXPECT_EQ(server.peer_certificate(), own.empty() ? "" : fixture(own).der);
      EXPECT_EQ(server.echoed("ping"), "ping");
    }
    EXPECT_EQ(peer.stop(), "") << own;
  }
}

TEST(HandWrittenClient, PresentsAnyBytes) {
  suite::PeerSpec spec = client_with("client");
  spec.chain = {"garbage"};
  Peer peer(spec);
  TlsEnd server(true, "server");
  ask_for_any_certificate(server);
  EXPECT_NE(server.handshake(peer), "");
  EXPECT_EQ(server.certificate_message(), vector(vector("garbage", 3), 3));
  EXPECT_EQ(peer.stop(), "");
}

TEST(HandWrittenClient, RefusesAServerThatIsNone) {
  Peer peer(client_with("client"));
  const std::string answer = exchanged(peer, "220 ready\r\n");
  EXPECT_EQ(answer.substr(0, 1), "\x16");  // its hello
  EXPECT_EQ(peer.stop(), "record: 50 is no content type of TLS 1.2");
}

}  // namespace
}  // namespace peercert::subject
