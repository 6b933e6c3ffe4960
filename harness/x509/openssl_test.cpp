#include "x509/openssl.h"

#include <gtest/gtest.h>

namespace peercert {
namespace {

std::string printed_text(std::string_view text) {
  return printed([text](BIO* bio) { BIO_write(bio, text.data(), static_cast<int>(text.size())); });
}

TEST(OpenSslTest, WhatIsPrintedIsAllThatWasWritten) {
  const std::string text("a\0b", 3);
  EXPECT_EQ(printed_text(text), text);
}

TEST(OpenSslTest, NothingPrintedIsAnEmptyText) {
  EXPECT_EQ(printed_text(""), "");
}

}  // namespace
}  // namespace peercert
