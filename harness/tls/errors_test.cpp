#include "tls/errors.h"

#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "tls/mnemonic.h"
#include "tls/test_pair.h"
#include "x509/compatibility.h"
#include "x509/openssl.h"

namespace peercert {
namespace {

void put(int library, int reason) {
  compatibility::SavedError error;
  error.code = ERR_PACK(library, 0, reason);
  error.file = "";
  compatibility::put_error(error);
}

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

TEST(ErrorsTest, QueueErrorIsTheNewestAndEmptiesTheQueue) {
  ERR_clear_error();
  put(ERR_LIB_PEM, 108);
  put(ERR_LIB_X509, X509_R_KEY_VALUES_MISMATCH);
  const Raised raised = ssl_error_from_queue().raised();
  EXPECT_EQ(raised.type, "ssl.SSLError");
  EXPECT_EQ(raised.bases, (std::vector<std::string>{"OSError", "Exception"}));
  EXPECT_EQ(raised.args, Value(Tuple{{Integer(116), Str{"[X509: KEY_VALUES_MISMATCH] key values mismatch"}}}));
  EXPECT_EQ(*raised.attributes.get_if<Dict>()->find("library"), Value(Str{"X509"}));
  EXPECT_EQ(*raised.attributes.get_if<Dict>()->find("reason"), Value(Str{"KEY_VALUES_MISMATCH"}));
  EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST(ErrorsTest, SharedReasonIsToldWithoutName) {
  ERR_clear_error();
  put(ERR_LIB_ASN1, ERR_R_NESTED_ASN1_ERROR);
  const Raised raised = ssl_error_from_queue().raised();
  EXPECT_EQ(raised.text, "[ASN1] nested asn1 error");
  EXPECT_EQ(*raised.attributes.get_if<Dict>()->find("reason"), Value(None{}));
}

TEST(ErrorsTest, EmptyQueueIsAnUnknownError) {
  ERR_clear_error();
  EXPECT_EQ(ssl_error_from_queue().raised().args, Value(Tuple{{Integer(0), Str{"unknown error"}}}));
}

}  // namespace
}  // namespace peercert
