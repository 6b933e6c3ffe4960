#include "show/verification.h"

#include <gtest/gtest.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <new>

#include "show/test_files.h"
#include "tls/test_pair.h"

namespace peercert::show {
namespace {

// A server that asks for a certificate, and a client that trusts it or not.
test::Pair pair(const char* trusted) {
  Context server(Protocol::PROTOCOL_TLS_SERVER);
  server.load_cert_chain(kFixtures + "server.pem", kKeys + "rsa_leaf.pem");
  server.load_verify_cafile(kFixtures + "root.pem");
  server.set_verify_mode(VerifyMode::CERT_OPTIONAL);
  Context client(Protocol::PROTOCOL_TLS_CLIENT);
  client.load_verify_cafile(kFixtures + trusted);
  return {client, server, "localhost"};
}

TEST(Verification, SeesWhatWasRefusedAndAskedFor) {
  test::Pair refused = pair("untrusted_root.pem");
  const Verification seen(refused.client.native_handle());
  EXPECT_EQ(refused.handshake().type, "ssl.SSLCertVerificationError");
  ASSERT_TRUE(seen.refusal());
  EXPECT_EQ(seen.refusal()->code, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN);
  EXPECT_EQ(seen.refusal()->depth, 1);  // the root, which OpenSSL sends along since the server knows it
  test::Pair asked = pair("root.pem");
  const Verification of_asked(asked.client.native_handle());
  EXPECT_EQ(asked.handshake().type, "");
  EXPECT_FALSE(of_asked.refusal());
  EXPECT_TRUE(of_asked.asked_for_a_certificate());
}

TEST(Verification, NothingIsToldToOneThatIsGone) {
  for (const char* trusted : {"root.pem", "untrusted_root.pem"}) {
    test::Pair watched = pair(trusted);
    alignas(Verification) std::array<std::byte, sizeof(Verification)> place{};
    std::destroy_at(new (place.data()) Verification(watched.client.native_handle()));
    place.fill(std::byte{0});
    (void)watched.handshake();
    EXPECT_TRUE(std::all_of(place.begin(), place.end(), [](std::byte at) { return at == std::byte{0}; })) << trusted;
  }
}

}  // namespace
}  // namespace peercert::show
