#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "value/literal.h"

namespace peercert {
namespace {

using namespace std::string_literals;

std::string text(const std::string& utf8) {
  return to_literal(Str{utf8});
}
std::string bytes(const std::string& data) {
  return to_literal(Bytes{data});
}

TEST(Literal, ConstantsAndNumbers) {
  EXPECT_EQ(to_literal(None{}), "None");
  EXPECT_EQ(to_literal(true), "True");
  EXPECT_EQ(to_literal(false), "False");
  EXPECT_EQ(to_literal(Integer(-7)), "-7");
  EXPECT_EQ(to_literal(*Integer::parse("18446744073709551616")), "18446744073709551616");
}

TEST(Literal, FloatsAreTheShortestThatReadBack) {
  EXPECT_EQ(to_literal(0.1), "0.1");
  EXPECT_EQ(to_literal(1.0), "1.0");
  EXPECT_EQ(to_literal(-0.0), "-0.0");
  EXPECT_EQ(to_literal(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(to_literal(5e-324), "5e-324");
}

TEST(Literal, FloatsHaveAnExponentBelowMinusFourAndFromSixteen) {
  EXPECT_EQ(to_literal(1e16), "1e+16");
  EXPECT_EQ(to_literal(1e15), "1000000000000000.0");
  EXPECT_EQ(to_literal(1e-5), "1e-05");
  EXPECT_EQ(to_literal(1e-4), "0.0001");
  EXPECT_EQ(to_literal(1.5e300), "1.5e+300");
}

TEST(Literal, FloatsThatAreNoNumbers) {
  EXPECT_EQ(to_literal(std::numeric_limits<double>::quiet_NaN()), "nan");
  EXPECT_EQ(to_literal(-std::numeric_limits<double>::quiet_NaN()), "nan");
  EXPECT_EQ(to_literal(std::numeric_limits<double>::infinity()), "inf");
  EXPECT_EQ(to_literal(-std::numeric_limits<double>::infinity()), "-inf");
}

TEST(Literal, DoubleQuotesOnlyWhenTheySaveEscapes) {
  EXPECT_EQ(text("a"), "'a'");
  EXPECT_EQ(text("it's"), R"("it's")");
  EXPECT_EQ(text(R"(say "hi")"), R"('say "hi"')");
  EXPECT_EQ(text(R"(it's "hi")"), R"('it\'s "hi"')");
  EXPECT_EQ(bytes("it's"), R"(b"it's")");
  EXPECT_EQ(bytes(R"(it's "hi")"), R"(b'it\'s "hi"')");
}

TEST(Literal, ControlCharactersAreEscaped) {
  EXPECT_EQ(text("\t\n\r\\"), R"('\t\n\r\\')");
  EXPECT_EQ(text("\0\x01\x1f\x7f~ "s), R"('\x00\x01\x1f\x7f~ ')");
}

TEST(Literal, CodePointsTakeTwoFourOrEightDigits) {
  EXPECT_EQ(text("\xC2\x80"), R"('\x80')");
  EXPECT_EQ(text("\xC3\xA9"), R"('\xe9')");
  EXPECT_EQ(text("\xC4\x80"), R"('\u0100')");
  EXPECT_EQ(text("\xE2\x82\xAC"), R"('\u20ac')");
  EXPECT_EQ(text("\xF0\x9F\x98\x80"), R"('\U0001f600')");
  EXPECT_EQ(text("\xF4\x8F\xBF\xBF"), R"('\U0010ffff')");
}

TEST(Literal, LoneSurrogatesAndPairsOfThemStaySurrogates) {
  EXPECT_EQ(text("\xED\xA0\x80"), R"('\ud800')");
  EXPECT_EQ(text("\xED\xA0\xBD\xED\xB8\x80"), R"('\ud83d\ude00')");
}

TEST(Literal, BytesAboveAsciiAreHexadecimal) {
  EXPECT_EQ(bytes("a\0\t\n\r\\\x7f\x80\xff"s), R"(b'a\x00\t\n\r\\\x7f\x80\xff')");
}

TEST(Literal, Containers) {
  EXPECT_EQ(to_literal(Tuple{}), "()");
  EXPECT_EQ(to_literal(Tuple{{Integer(1)}}), "(1,)");
  EXPECT_EQ(to_literal(Tuple{{Integer(1), Integer(2)}}), "(1, 2)");
  EXPECT_EQ(to_literal(List{}), "[]");
  EXPECT_EQ(to_literal(List{{None{}, Tuple{}}}), "[None, ()]");
  EXPECT_EQ(to_literal(Dict{}), "{}");
  EXPECT_EQ(to_literal(Dict{{{Str{"b"}, Integer(1)}, {Tuple{{true}}, List{}}}}), "{'b': 1, (True,): []}");
}

TEST(Literal, OtherIsItsReprInAscii) {
  EXPECT_EQ(to_literal(Other{"a.A", "<A '\xC3\xA9'\\>"}), "<A '\\xe9'\\>");
}

TEST(Literal, TextThatIsNoUtf8IsRefusedByByteAndOffset) {
  try {
    (void)text("ab\xFF");
    FAIL() << "accepted";
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "expected UTF-8, found byte 0xff at offset 2");
  }
}

TEST(LiteralWriter, ReprKeepsWhatIsPrintable) {
  EXPECT_EQ(to_repr(Str{"\xC3\xA9\xC2\xA0\xED\xA0\x80'\n"}), "\"\xC3\xA9\\xa0\\ud800'\\n\"");
  EXPECT_EQ(to_repr(Str{"\xF0\x9F\x98\x80\x7F"}), "'\xF0\x9F\x98\x80\\x7f'");
  EXPECT_EQ(to_repr(Tuple{{Bytes{"\xE9"}, Other{"x", "<\xC3\xA9>"}}}), "(b'\\xe9', <\xC3\xA9>)");
  EXPECT_EQ(to_literal(Other{"x", "<\xC3\xA9>"}), "<\\xe9>");
}

}  // namespace
}  // namespace peercert
