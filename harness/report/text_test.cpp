#include "report/text.h"

#include <gtest/gtest.h>

namespace peercert::report {
namespace {

TEST(Indented, FirstLineIsNot) {
  EXPECT_EQ(indented("a\nb\nc", 2), "a\n  b\n  c");
}

TEST(ShortLiteral, LongBytesShowTheirBeginningAndLength) {
  EXPECT_EQ(short_literal(Bytes{std::string(49, 'x')}), "b'xxxxxxxxxxxx'... (49 bytes)");
  EXPECT_EQ(short_literal(Bytes{"x"}), "b'x'");
}

TEST(ShortLiteral, ReprOfAnOtherIsMadePrintable) {
  EXPECT_EQ(short_literal(Other{"evil", "<\x1b[2J>"}), "<\\x1b[2J>");
}

}  // namespace
}  // namespace peercert::report
