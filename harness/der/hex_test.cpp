#include "der/hex.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace peercert::der {
namespace {

using testing::ThrowsMessage;

TEST(Hex, TwoDigitsAByteInEitherCase) {
  EXPECT_EQ(to_hex("\x0A\xFF"), "0aff");
  EXPECT_EQ(to_upper_hex("\x0A\xFF"), "0AFF");
  EXPECT_EQ(from_hex("0aFf 00"), std::string("\x0A\xFF\0", 3));
  EXPECT_EQ(from_hex(""), "");
}

TEST(Hex, WhatIsNoneIsRefusedWithItsOffset) {
  EXPECT_THAT([] { (void)from_hex("abc"); },
              ThrowsMessage<std::invalid_argument>("'abc': expected a hexadecimal digit at offset 3"));
  EXPECT_THAT([] { (void)from_hex("a b"); },
              ThrowsMessage<std::invalid_argument>("'a b': expected a hexadecimal digit at offset 1"));
  EXPECT_THAT([] { (void)from_hex("0g"); },
              ThrowsMessage<std::invalid_argument>("'0g': expected a hexadecimal digit at offset 1"));
}

}  // namespace
}  // namespace peercert::der
