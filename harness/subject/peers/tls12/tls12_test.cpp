#include <gmock/gmock.h>
#include <sys/socket.h>

#include <array>
#include <chrono>

#include "der/hex.h"
#include "subject/peers/tls12/bytes.h"
#include "subject/peers/tls12/crypto.h"
#include "subject/peers/tls12/session.h"

namespace peercert::subject::tls12 {
namespace {

using der::from_hex;
using testing::ThrowsMessage;

TEST(Tls12Bytes, AreReadInNetworkOrder) {
  Reader reader("\x01\x02\x03\x02xy", "test");
  EXPECT_EQ(reader.number(3), 0x010203U);
  EXPECT_EQ(reader.vector(1), "xy");
  EXPECT_TRUE(reader.at_end());
  EXPECT_NO_THROW(reader.end());
}

TEST(Tls12Bytes, ThatAreMissingOrTooManyAreNamed) {
  Reader reader("\x05xy", "test");
  EXPECT_THAT([&] { (void)reader.vector(1); },
              ThrowsMessage<ProtocolError>("test: 5 bytes are wanted at byte 1, and 2 are left"));
  EXPECT_THAT([&] { reader.end(); }, ThrowsMessage<ProtocolError>("test: 2 bytes too many, from byte 1"));
}

TEST(Tls12Bytes, OfAVectorFitItsLength) {
  EXPECT_EQ(vector("xy", 3), std::string("\0\0\2xy", 5));
  EXPECT_EQ(vector(std::string(255, 'x'), 1).size(), 256U);
  EXPECT_THROW((void)vector(std::string(256, 'x'), 1), std::length_error);
}

// The known answer that went round on the TLS working group's list for P_SHA256.
TEST(Tls12Crypto, PrfGivesTheKnownAnswer) {
  EXPECT_EQ(prf(from_hex("9bbe436ba940f017b17652849a71db35"), "test label",
                from_hex("a0ba9f936cda311827a6f796ffd5198c"), 100),
            from_hex("e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e14baf9af"
                     "0fa022f7077def17abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff701"
                     "87347b66"));
}

// Test case 4 of the GCM specification (McGrew and Viega).
TEST(Tls12Crypto, AeadGivesTheKnownAnswer) {
  const Aead aead(from_hex("feffe9928665731c6d6a8f9467308308"), from_hex("cafebabe"));
  const std::string nonce = from_hex("facedbaddecaf888"), more = from_hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
  const std::string plain = from_hex(
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657"
      "ba637b39");
  const std::string sealed = from_hex(
      "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac97"
      "3d58e0915bc94fbc3221a5db94fae95ae7121a47");
  EXPECT_EQ(aead.seal(nonce, more, plain), sealed);
  EXPECT_EQ(aead.open(nonce, more, sealed), plain);
}

TEST(Tls12Crypto, ARecordThatWasTouchedIsRefused) {
  const Aead aead(std::string(16, 'k'), "salt");
  const std::string sealed = aead.seal("nonce678", "more", "plain");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string touched = sealed;
    touched[i] ^= 1;
    EXPECT_THROW((void)aead.open("nonce678", "more", touched), ProtocolError);
  }
  EXPECT_THROW((void)aead.open("nonce678", "less", sealed), ProtocolError);
  EXPECT_THROW((void)aead.open("nonce678", "more", "short"), ProtocolError);
  EXPECT_EQ(aead.open("nonce678", "more", aead.seal("nonce678", "more", "")), "");
}

TEST(Tls12Crypto, BothSidesAgreeOnASecretAndNobodyOnAPointOffTheCurve) {
  const KeyShare one, other;
  EXPECT_EQ(one.point().size(), 65U);
  EXPECT_EQ(one.shared_secret(other.point()), other.shared_secret(one.point()));
  std::string off = other.point();
  off.back() = static_cast<char>(off.back() ^ 1);
  EXPECT_THROW((void)one.shared_secret(off), ProtocolError);
  EXPECT_THROW((void)one.shared_secret(""), ProtocolError);
  EXPECT_THROW((void)one.shared_secret(other.point() + "x"), ProtocolError);
}

// SessionPair is both ends of a connection, with the keys of a handshake in which no message has passed yet.
struct SessionPair {
  explicit SessionPair(std::array<int, 2> sockets = socket_pair())
      : limits{stop, std::chrono::steady_clock::now() + std::chrono::minutes(1)},
        client_socket(Descriptor(sockets[0]), limits),
        server_socket(Descriptor(sockets[1]), limits) {
    client.derive_keys("premaster secret");
    server.derive_keys("premaster secret");
  }
  static std::array<int, 2> socket_pair() {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends.data()) < 0) throw HungUp();
    return ends;
  }

  StopSignal stop;
  Limits limits;
  PeerSocket client_socket, server_socket;
  Session client{client_socket, false}, server{server_socket, true};
};

TEST(Tls12Session, AFinishedOfTheSameMessagesIsTaken) {
  SessionPair pair;
  pair.client.send_finished();
  pair.client.alert(0);  // which flushes
  EXPECT_NO_THROW(pair.server.receive_finished());
}

TEST(Tls12Session, AFinishedOfOtherMessagesIsRefused) {
  SessionPair pair;
  pair.client.send_finished();
  pair.client.alert(0);
  pair.server.send(Type::kServerHello, "which the client has not seen");
  EXPECT_THAT([&] { pair.server.receive_finished(); }, ThrowsMessage<ProtocolError>("the Finished message is wrong"));
}

TEST(Tls12Session, AFinishedUnderOtherKeysIsRefused) {
  SessionPair pair;
  pair.client.derive_keys("another premaster secret");
  pair.client.send_finished();
  pair.client.alert(0);
  EXPECT_THAT([&] { pair.server.receive_finished(); },
              ThrowsMessage<ProtocolError>("the tag of a protected record is wrong"));
}

}  // namespace
}  // namespace peercert::subject::tls12
