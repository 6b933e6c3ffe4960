#include "x509/mnemonic.h"

#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "x509/openssl.h"

namespace peercert {
namespace {

std::string reason_of(int library, int reason) {
  return reason_mnemonic(ERR_PACK(library, 0, reason)).value_or("-");
}

TEST(MnemonicTest, LibrariesArePythons) {
  EXPECT_EQ(library_mnemonic(ERR_PACK(ERR_LIB_SSL, 0, 1)), "SSL");
  EXPECT_EQ(library_mnemonic(ERR_PACK(ERR_LIB_X509V3, 0, 1)), "X509V3");
  EXPECT_EQ(library_mnemonic(ERR_PACK(99, 0, 1)), std::nullopt);
}

TEST(MnemonicTest, ReasonsAreTheirTextsInUpperCase) {
  const SslContextOwner loads_the_texts(SSL_CTX_new(TLS_method()));
  EXPECT_EQ(reason_of(ERR_LIB_SSL, SSL_R_CERTIFICATE_VERIFY_FAILED), "CERTIFICATE_VERIFY_FAILED");
  EXPECT_EQ(reason_of(ERR_LIB_SSL, SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE), "SSLV3_ALERT_HANDSHAKE_FAILURE");
  EXPECT_EQ(reason_of(ERR_LIB_SSL, SSL_R_TLSV1_ALERT_UNKNOWN_CA), "TLSV1_ALERT_UNKNOWN_CA");
  EXPECT_EQ(reason_of(ERR_LIB_X509, X509_R_KEY_VALUES_MISMATCH), "KEY_VALUES_MISMATCH");
}

TEST(MnemonicTest, OddTextsHaveTheirNames) {
  const SslContextOwner loads_the_texts(SSL_CTX_new(TLS_method()));
  EXPECT_EQ(reason_of(ERR_LIB_SSL, SSL_R_AT_LEAST_TLS_1_2_NEEDED_IN_SUITEB_MODE),
            "AT_LEAST_TLS_1_2_NEEDED_IN_SUITEB_MODE");
  EXPECT_EQ(reason_of(ERR_LIB_SSL, SSL_R_ILLEGAL_SUITEB_DIGEST), "ILLEGAL_SUITEB_DIGEST");
}

TEST(MnemonicTest, SharedAndUnknownReasonsHaveNone) {
  EXPECT_EQ(reason_of(ERR_LIB_ASN1, ERR_R_NESTED_ASN1_ERROR), "-");
  EXPECT_EQ(reason_of(ERR_LIB_SSL, ERR_R_ASN1_LIB), "-");
  EXPECT_EQ(reason_of(ERR_LIB_SSL, 4000), "-");
  EXPECT_EQ(reason_mnemonic(0), std::nullopt);
}

}  // namespace
}  // namespace peercert
