#include "value/code_points.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace peercert {
namespace {

std::string encoded(char32_t point) {
  std::string text;
  append_code_point(text, point);
  return text;
}

TEST(CodePoints, LengthsChangeWhereRfc3629HasIt) {
  EXPECT_EQ(encoded(0x7F), "\x7F");
  EXPECT_EQ(encoded(0x80), "\xC2\x80");
  EXPECT_EQ(encoded(0x7FF), "\xDF\xBF");
  EXPECT_EQ(encoded(0x800), "\xE0\xA0\x80");
  EXPECT_EQ(encoded(0xFFFF), "\xEF\xBF\xBF");
  EXPECT_EQ(encoded(0x10000), "\xF0\x90\x80\x80");
  EXPECT_EQ(encoded(0x10FFFF), "\xF4\x8F\xBF\xBF");
  EXPECT_THROW(encoded(0x110000), std::invalid_argument);
}

TEST(CodePoints, EveryOneReadsBackSurrogatesIncluded) {
  for (char32_t point = 0; point <= kLastCodePoint; ++point) {
    ASSERT_EQ(code_points(encoded(point)), std::u32string(1, point));
    ASSERT_EQ(find_invalid_utf8(encoded(point)).has_value(), point >= 0xD800 && point <= 0xDFFF);
  }
}

TEST(CodePoints, OverlongTruncatedAndStrayBytesAreInvalid) {
  for (const char* text : {"ab\xC0\x80", "ab\xC1\xBF", "ab\xE0\x9F\xBF", "ab\xF0\x8F\xBF\xBF", "ab\xF4\x90\x80\x80",
                           "ab\x80", "ab\xC3", "ab\xE2\x82", "ab\xE2\x28\xA1", "ab\xF8\x88\x80\x80\x80", "ab\xFF"}) {
    EXPECT_EQ(find_invalid_utf8(text), 2U) << text;
    EXPECT_THROW((void)code_points(text), std::invalid_argument) << text;
  }
}

TEST(CodePoints, AsciiIsBelow80WhereverTheOtherByteIs) {
  EXPECT_TRUE(is_ascii(""));
  for (std::size_t size = 1; size < 20; ++size) {
    EXPECT_TRUE(is_ascii(std::string(size, '\x7F')));
    for (std::size_t place = 0; place < size; ++place) {
      std::string text(size, 'a');
      text[place] = '\x80';
      EXPECT_FALSE(is_ascii(text)) << size << " " << place;
    }
  }
}

}  // namespace
}  // namespace peercert
