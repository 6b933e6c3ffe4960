#include "x509/openssl.h"

#include <gtest/gtest.h>

namespace peercert {
namespace {

TEST(OpenSslTest, WhatIsPrintedIsAllThatWasWritten) {
  const auto print = [](BIO* bio) { BIO_write(bio, "a\0b", 3); };
  EXPECT_EQ(printed(print), std::string("a\0b", 3));
}

TEST(OpenSslTest, NothingPrintedIsAnEmptyText) {
  EXPECT_EQ(printed([](BIO*) {}), "");
}

}  // namespace
}  // namespace peercert
