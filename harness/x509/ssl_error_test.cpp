#include "x509/ssl_error.h"

#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "x509/compatibility.h"

namespace peercert {
namespace {

void put(int library, int reason) {
  compatibility::SavedError error;
  error.code = ERR_PACK(library, 0, reason);
  error.file = "";
  compatibility::put_error(error);
}

TEST(SslErrorTest, QueueErrorIsTheNewestAndEmptiesTheQueue) {
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

TEST(SslErrorTest, SharedReasonIsToldWithoutName) {
  ERR_clear_error();
  put(ERR_LIB_ASN1, ERR_R_NESTED_ASN1_ERROR);
  const Raised raised = ssl_error_from_queue().raised();
  EXPECT_EQ(raised.text, "[ASN1] nested asn1 error");
  EXPECT_EQ(*raised.attributes.get_if<Dict>()->find("reason"), Value(None{}));
}

TEST(SslErrorTest, EmptyQueueIsAnUnknownError) {
  ERR_clear_error();
  EXPECT_EQ(ssl_error_from_queue().raised().args, Value(Tuple{{Integer(0), Str{"unknown error"}}}));
}

}  // namespace
}  // namespace peercert
