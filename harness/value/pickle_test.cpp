#include "value/pickle.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "value/literal.h"

namespace peercert {
namespace {

std::string hex_of(const std::string& literal) {
  const auto bytes = pickled(parse_literal(literal));
  std::string hex;
  for (const char octet : bytes.value()) {
    hex += fmt::format("{:02x}", static_cast<unsigned char>(octet));
  }
  return hex;
}

// The expected bytes are what CPython 3.11's pickle wrote.
TEST(Pickle, EveryType) {
  EXPECT_EQ(hex_of("None"), "80034e2e");
  EXPECT_EQ(hex_of("(True, False)"), "80038889862e");
  EXPECT_EQ(hex_of("1.5"), "8003473ff80000000000002e");
  EXPECT_EQ(hex_of("b'xx'"), "8003430278782e");
  EXPECT_EQ(hex_of("'\\xe9\\ud800'"), "80035805000000c3a9eda0802e");
}

TEST(Pickle, IntsAreAsShortAsPossible) {
  EXPECT_EQ(hex_of("(0, 255, 256, 65535, 65536, -1, -2147483648, 2147483648, -2147483649, 9223372036854775807, "
                   "-9223372036854775808, -1099511627904, 4294967296)"),
            "8003284b004bff4d00014dffff4a000001004affffffff4a000000808a0500000080008a05ffffff7fff8a08ffffffffffffff7f"
            "8a0800000000000000808a0680fffffffffe8a050000000001742e");
}

TEST(Pickle, TuplesByTheirLength) {
  EXPECT_EQ(hex_of("()"), "8003292e");
  EXPECT_EQ(hex_of("('a',)"), "8003580100000061852e");
  EXPECT_EQ(hex_of("('a', 'b')"), "8003580100000061580100000062862e");
  EXPECT_EQ(hex_of("('a', 'b', 'c')"), "8003580100000061580100000062580100000063872e");
  EXPECT_EQ(hex_of("(1, 2, 3, 4)"), "8003284b014b024b034b04742e");
}

TEST(Pickle, ListsAndDicts) {
  EXPECT_EQ(hex_of("[]"), "80035d2e");
  EXPECT_EQ(hex_of("[1]"), "80035d4b01612e");
  EXPECT_EQ(hex_of("[1, 2]"), "80035d284b014b02652e");
  EXPECT_EQ(hex_of("{}"), "80037d2e");
  EXPECT_EQ(hex_of("{'a': 1}"), "80037d5801000000614b01732e");
  EXPECT_EQ(hex_of("{'a': 1, 'b': 2}"), "80037d285801000000614b015801000000624b02752e");
}

TEST(Pickle, LongBytesHaveFourBytesOfLength) {
  EXPECT_EQ(pickled(Bytes{std::string(256, 'x')}),
            "\x80\x03"
            "B" +
                std::string("\0\x01\0\0", 4) + std::string(256, 'x') + ".");
}

TEST(Pickle, WhatIsNotWrittenAlikeEverywhereIsNotWritten) {
  EXPECT_EQ(pickled(Tuple{{Other{"array.array", "array('i')"}}}), std::nullopt);
  EXPECT_EQ(pickled(parse_literal("9223372036854775808")), std::nullopt);
  EXPECT_NE(pickled(List{std::vector<Value>(1000)}), std::nullopt);
  EXPECT_EQ(pickled(List{std::vector<Value>(1001)}), std::nullopt);
}

}  // namespace
}  // namespace peercert
