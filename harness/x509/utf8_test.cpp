#include "x509/utf8.h"

#include <gtest/gtest.h>

#include "x509/test_certificate.h"

namespace peercert {
namespace {

Raised utf8_failure(const std::string& bytes) {
  return test::raised([&] { return decode_utf8(bytes); });
}

Value args(const std::string& bytes, int start, int end, const std::string& reason) {
  return Tuple{{Str{"utf-8"}, Bytes{bytes}, Integer(start), Integer(end), Str{reason}}};
}

TEST(Utf8Test, TextOfEveryLengthIsKept) {
  const std::string text(
      "a\0\xC3\xA9\xE2\x82\xAC\xED\x9F\xBF\xEE\x80\x80\xF0\x9F\x98\x80\xF3\xB0\x80\x80\xF4\x8F\xBF\xBF", 25);
  EXPECT_EQ(decode_utf8(text), text);
  EXPECT_EQ(decode_utf8(""), "");
}

TEST(Utf8Test, StrayBytesCannotBeginASequence) {
  for (const std::string byte : {"\x80", "\xBF", "\xC0", "\xC1", "\xF5", "\xFF"}) {
    EXPECT_EQ(utf8_failure("ab" + byte + "c").args, args("ab" + byte + "c", 2, 3, "invalid start byte"));
  }
}

TEST(Utf8Test, ContinuationEndsWhereItStopsFitting) {
  EXPECT_EQ(utf8_failure("\xC3(").args, args("\xC3(", 0, 1, "invalid continuation byte"));
  EXPECT_EQ(utf8_failure("\xE2\x82(").args, args("\xE2\x82(", 0, 2, "invalid continuation byte"));
  EXPECT_EQ(utf8_failure("\xF0\x9F\x98(").args, args("\xF0\x9F\x98(", 0, 3, "invalid continuation byte"));
}

TEST(Utf8Test, OverlongSurrogateAndTooLargeFailAtTheSecondByte) {
  for (const std::string bytes : {"\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xE0\x80"}) {
    EXPECT_EQ(utf8_failure(bytes).args, args(bytes, 0, 1, "invalid continuation byte"));
  }
}

TEST(Utf8Test, TruncatedSequencesReachToTheEnd) {
  for (const std::string bytes : {"\xC3", "\xE2", "\xE2\x82", "\xF0", "\xF0\x9F", "\xF0\x9F\x98"}) {
    EXPECT_EQ(utf8_failure("a" + bytes).args,
              args("a" + bytes, 1, static_cast<int>(bytes.size()) + 1, "unexpected end of data"));
  }
}

TEST(Utf8Test, FailureIsAUnicodeDecodeError) {
  EXPECT_EQ(utf8_failure("\xFF").type, "UnicodeDecodeError");
}

}  // namespace
}  // namespace peercert
