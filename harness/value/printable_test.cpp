#include "value/printable.h"

#include <gtest/gtest.h>

namespace peercert {
namespace {

TEST(Printable, PlainTextIsLeftAlone) {
  EXPECT_EQ(printable("a\\b <é> \xe6\x97\xa5"), "a\\b <é> \xe6\x97\xa5");
}

TEST(Printable, ControlsAreEscaped) {
  EXPECT_EQ(printable(std::string_view("\0\x01\x1b[31m\t\r\x7f", 10)), "\\x00\\x01\\x1b[31m\\x09\\x0d\\x7f");
  EXPECT_EQ(printable("\xc2\x80\xc2\x9b"), "\\x80\\x9b");
}

TEST(Printable, BidirectionalAndInvisibleCharactersAreEscaped) {
  EXPECT_EQ(printable("\xe2\x80\xae\xe2\x81\xa6\xe2\x80\x8b"), "\\u202e\\u2066\\u200b");
  EXPECT_EQ(printable("\xef\xbb\xbf\xf3\xa0\x81\x81"), "\\ufeff\\U000e0041");
}

TEST(Printable, NoncharactersOfXmlAreEscaped) {
  EXPECT_EQ(printable("\xef\xbf\xbe\xef\xbf\xbf"), "\\ufffe\\uffff");
}

TEST(Printable, BytesThatAreNoUtf8AreEscaped) {
  EXPECT_EQ(printable("\xff"
                      "a\xc3"),
            "\\xffa\\xc3");
  EXPECT_EQ(printable("\xed\xa0"), "\\xed\\xa0");
}

TEST(Printable, LineEndIsKeptAndInOneLineEscaped) {
  EXPECT_EQ(printable("a\nb"), "a\nb");
  EXPECT_EQ(one_line("a\nb"), "a\\x0ab");
}

TEST(ValidUtf8, ControlsAreKept) {
  EXPECT_EQ(valid_utf8("\x01\xfe"), "\x01\\xfe");
}

TEST(ValidUtf8, LoneSurrogatesAreEscapedAsPythonDoes) {
  EXPECT_EQ(valid_utf8("a\xed\xa0\x80\xed\xbf\xbfz"), "a\\ud800\\udfffz");
}

}  // namespace
}  // namespace peercert
