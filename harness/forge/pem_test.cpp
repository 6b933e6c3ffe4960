#include "forge/pem.h"

#include <gtest/gtest.h>

namespace peercert::forge {
namespace {

const std::string kBegin = "-----BEGIN CERTIFICATE-----\n";
const std::string kEnd = "-----END CERTIFICATE-----\n";

TEST(Pem, IsBase64InLinesOf64) {
  EXPECT_EQ(certificate_to_pem("Man"), kBegin + "TWFu\n" + kEnd);
  EXPECT_EQ(certificate_to_pem("Ma"), kBegin + "TWE=\n" + kEnd);
  EXPECT_EQ(certificate_to_pem("M"), kBegin + "TQ==\n" + kEnd);
  EXPECT_EQ(certificate_to_pem(std::string(49, '\0')), kBegin + std::string(64, 'A') + "\nAA==\n" + kEnd);
}

TEST(Pem, IsReadBack) {
  EXPECT_EQ(certificate_from_pem(kBegin + "TWFu\n" + kEnd), "Man");
  EXPECT_EQ(certificate_from_pem(kBegin + "TWE=\n" + kEnd), "Ma");
  EXPECT_EQ(certificate_from_pem(kBegin + "TQ==\n" + kEnd), "M");
}

TEST(Pem, AnythingElseIsRefused) {
  const std::string good = kBegin + "TWFu\n" + kEnd;
  for (const std::string& text : {std::string(), good + "\n", " " + good, kBegin + kEnd, kBegin + "TW\nFu\n" + kEnd,
                                  kBegin + "TWF\n" + kEnd, kBegin + "TR==\n" + kEnd, kBegin + "T===\n" + kEnd,
                                  kBegin + "====\n" + kEnd, kBegin + "TW Fu\n" + kEnd, good + good}) {
    EXPECT_FALSE(certificate_from_pem(text)) << text;
  }
}

}  // namespace
}  // namespace peercert::forge
