#include "forge/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace peercert::forge {
namespace {

using testing::ThrowsMessage;

TEST(EncodeText, EachTypeHasItsOwnOctets) {
  EXPECT_EQ(encode_text({StringType::kUtf8, "é𝄞"}), "\xC3\xA9\xF0\x9D\x84\x9E");
  EXPECT_EQ(encode_text({StringType::kT61, "é"}), "\xE9");
  EXPECT_EQ(encode_text({StringType::kBmp, "é字"}), std::string("\x00\xE9\x5B\x57", 4));
  EXPECT_EQ(encode_text({StringType::kUniversal, "𝄞"}), std::string("\x00\x01\xD1\x1E", 4));
  EXPECT_EQ(encode_text({StringType::kPrintable, "IL"}), "IL");
}

TEST(EncodeText, WhatHasNoRoomIsNamed) {
  EXPECT_THAT(
      [] {
        (void)encode_text({StringType::kBmp, "𝄞"});
      },
      ThrowsMessage<std::invalid_argument>("'bmp' has no room for U+1D11E"));
  EXPECT_THAT(
      [] {
        (void)encode_text({StringType::kT61, "字"});
      },
      ThrowsMessage<std::invalid_argument>("'t61' has no room for U+5B57"));
}

TEST(IsPermitted, PrintableStringHasFewMarks) {
  EXPECT_TRUE(is_permitted({StringType::kPrintable, "Az09 '()+,-./:=?"}));
  for (const char* text : {"a@b", "*", "_", "&", "\"", ";", "é", ""}) {
    EXPECT_FALSE(is_permitted({StringType::kPrintable, text})) << text;
  }
}

TEST(IsPermitted, EveryTypeHasItsLimits) {
  EXPECT_TRUE(is_permitted({StringType::kIa5, "a@b_*\x01"}));
  EXPECT_FALSE(is_permitted({StringType::kIa5, "é"}));
  EXPECT_TRUE(is_permitted({StringType::kNumeric, "12 3"}));
  EXPECT_FALSE(is_permitted({StringType::kNumeric, "1a"}));
  EXPECT_TRUE(is_permitted({StringType::kUtf8, "\x01\u202E"}));
  EXPECT_TRUE(is_permitted({StringType::kT61, "é"}));
  EXPECT_FALSE(is_permitted({StringType::kUtf8, ""}));
}

TEST(StringTypes, HaveTheTagsOfX680) {
  EXPECT_EQ(tag_of(*string_type("utf8")).number, 12U);
  EXPECT_EQ(tag_of(*string_type("numeric")).number, 18U);
  EXPECT_EQ(tag_of(*string_type("printable")).number, 19U);
  EXPECT_EQ(tag_of(*string_type("t61")).number, 20U);
  EXPECT_EQ(tag_of(*string_type("ia5")).number, 22U);
  EXPECT_EQ(tag_of(*string_type("universal")).number, 28U);
  EXPECT_EQ(tag_of(*string_type("bmp")).number, 30U);
  EXPECT_FALSE(string_type("UTF8"));
}

}  // namespace
}  // namespace peercert::forge
