#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "value/literal.h"

namespace peercert {
namespace {

using namespace std::string_literals;

// error_of returns the message of the LiteralError that `text` yields, and checks that it opens with its offset.
std::string error_of(const std::string& text) {
  try {
    const Value value = parse_literal(text);
    return "read as " + to_literal(value);
  } catch (const LiteralError& error) {
    EXPECT_EQ(std::string(error.what()).find("offset " + std::to_string(error.offset()) + ": "), 0U);
    return error.what();
  }
}

TEST(LiteralReader, Constants) {
  EXPECT_EQ(parse_literal("None"), Value(None{}));
  EXPECT_EQ(parse_literal("True"), Value(true));
  EXPECT_EQ(parse_literal(" False\n"), Value(false));
}

TEST(LiteralReader, Integers) {
  EXPECT_EQ(parse_literal("0"), Value(Integer(0)));
  EXPECT_EQ(parse_literal("-12"), Value(Integer(-12)));
  EXPECT_EQ(parse_literal("340282366920938463463374607431768211456"),
            Value(*Integer::parse("340282366920938463463374607431768211456")));
}

TEST(LiteralReader, Floats) {
  EXPECT_EQ(parse_literal("1.0"), Value(1.0));
  EXPECT_EQ(parse_literal("-0.0"), Value(-0.0));
  EXPECT_EQ(parse_literal("1e-05"), Value(0.00001));
  EXPECT_EQ(parse_literal("1.5E+16"), Value(1.5e16));
  EXPECT_EQ(parse_literal("5e-324"), Value(5e-324));
}

TEST(LiteralReader, NanAndInfAreWords) {
  EXPECT_EQ(parse_literal("nan"), Value(std::numeric_limits<double>::quiet_NaN()));
  EXPECT_EQ(parse_literal("inf"), Value(std::numeric_limits<double>::infinity()));
  EXPECT_EQ(parse_literal("[-inf]"), Value(List{{-std::numeric_limits<double>::infinity()}}));
}

TEST(LiteralReader, StringsInEitherQuotes) {
  EXPECT_EQ(parse_literal("'a\"b'"), Value(Str{"a\"b"}));
  EXPECT_EQ(parse_literal("\"a'b\""), Value(Str{"a'b"}));
  EXPECT_EQ(parse_literal("''"), Value(Str{""}));
  EXPECT_EQ(parse_literal("b'x'"), Value(Bytes{"x"}));
  EXPECT_EQ(parse_literal("B\"\""), Value(Bytes{""}));
}

TEST(LiteralReader, TextMayBeUtf8) {
  EXPECT_EQ(parse_literal("'\xC3\xA9\xF0\x9F\x98\x80'"), Value(Str{"\xC3\xA9\xF0\x9F\x98\x80"}));
}

TEST(LiteralReader, EscapesOfStr) {
  EXPECT_EQ(parse_literal(R"('\\\'\"\a\b\f\n\r\t\v')"), Value(Str{"\\'\"\a\b\f\n\r\t\v"}));
  EXPECT_EQ(parse_literal(R"('\0\18\101\777')"), Value(Str{"\0\x01"
                                                           "8A\xC7\xBF"s}));
  EXPECT_EQ(parse_literal(R"('\xe9\u20ac\U0001F600')"), Value(Str{"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"}));
  EXPECT_EQ(parse_literal("'a\\\nb\\\r\nc'"), Value(Str{"abc"}));
}

TEST(LiteralReader, SurrogatesAreWrittenAsEscapes) {
  EXPECT_EQ(parse_literal(R"('\ud800')"), Value(Str{"\xED\xA0\x80"}));
  EXPECT_EQ(parse_literal(R"('\ud83d\ude00')"), Value(Str{"\xED\xA0\xBD\xED\xB8\x80"}));
}

TEST(LiteralReader, EscapesOfBytesAreOctets) {
  EXPECT_EQ(parse_literal(R"(b'\xe9\377\0\n')"), Value(Bytes{"\xE9\xFF\0\n"s}));
  EXPECT_EQ(error_of(R"(b'\400')"), "offset 2: expected an escape up to 0xff, found 0x100");
  EXPECT_EQ(error_of(R"(b'\u0041')"), "offset 3: expected an escape, found 'u'");
}

TEST(LiteralReader, AdjacentStringsAreJoined) {
  EXPECT_EQ(parse_literal("('a'\n 'b' \"c\")"), Value(Str{"abc"}));
  EXPECT_EQ(parse_literal("b'a' b'b'"), Value(Bytes{"ab"}));
  EXPECT_EQ(error_of("'a' b'b'"), "offset 4: expected more str, found 'b'");
  EXPECT_EQ(error_of("b'a' 'b'"), "offset 5: expected more bytes, found '''");
}

TEST(LiteralReader, TheCommaMakesTheTuple) {
  EXPECT_EQ(parse_literal("()"), Value(Tuple{}));
  EXPECT_EQ(parse_literal("(1)"), Value(Integer(1)));
  EXPECT_EQ(parse_literal("(1,)"), Value(Tuple{{Integer(1)}}));
  EXPECT_EQ(parse_literal("((1,),)"), Value(Tuple{{Tuple{{Integer(1)}}}}));
  EXPECT_EQ(parse_literal("( 1 ,\n 2 , )"), Value(Tuple{{Integer(1), Integer(2)}}));
}

TEST(LiteralReader, ListsAndDicts) {
  EXPECT_EQ(parse_literal("[]"), Value(List{}));
  EXPECT_EQ(parse_literal("[1, [2,],]"), Value(List{{Integer(1), List{{Integer(2)}}}}));
  EXPECT_EQ(parse_literal("{}"), Value(Dict{}));
  EXPECT_EQ(parse_literal("{'b': 1, (): None,}"), Value(Dict{{{Str{"b"}, Integer(1)}, {Tuple{}, None{}}}}));
}

TEST(LiteralReader, ErrorsNameOffsetExpectationAndFinding) {
  EXPECT_EQ(error_of("(1 x)"), "offset 3: expected ',' or ')', found 'x'");
  EXPECT_EQ(error_of("[1"), "offset 2: expected ',' or ']', found the end");
  EXPECT_EQ(error_of("{1, 2}"), "offset 2: expected ':', found ','");
  EXPECT_EQ(error_of("1 2"), "offset 2: expected the end, found '2'");
  EXPECT_EQ(error_of("  "), "offset 2: expected a value, found the end");
  EXPECT_EQ(error_of("(,)"), "offset 1: expected a value, found ','");
  EXPECT_EQ(error_of("[none]"), "offset 1: expected a value, found 'none'");
}

TEST(LiteralReader, NumbersThatPythonOrWeDoNotRead) {
  for (const char* text : {"01", "-0", "0x10", "1_0", "1j", "+1", "-", "--1", "1e", ".", "1.2.3", "1e999", "-nan"}) {
    EXPECT_EQ(error_of(text).find("offset 0: expected a"), 0U) << text << " -> " << error_of(text);
  }
}

TEST(LiteralReader, StringsThatDoNotEnd) {
  EXPECT_EQ(error_of("'ab"), "offset 3: expected a closing ', found the end");
  EXPECT_EQ(error_of("'a\nb'"), "offset 2: expected a closing ', found byte 0x0a");
  EXPECT_EQ(error_of("'a\0b'"s), "offset 2: expected a closing ', found byte 0x00");
  EXPECT_EQ(error_of("'a\\"), "offset 3: expected an escape, found the end");
}

TEST(LiteralReader, EscapesThatAreNone) {
  EXPECT_EQ(error_of(R"('\d')"), "offset 2: expected an escape, found 'd'");
  EXPECT_EQ(error_of(R"('\N{DASH}')"), "offset 2: expected an escape, found 'N'");
  EXPECT_EQ(error_of(R"('\x1')"), "offset 1: expected 2 hexadecimal digits in the escape, found 1");
  EXPECT_EQ(error_of(R"('\u-123')"), "offset 1: expected 4 hexadecimal digits in the escape, found 0");
  EXPECT_EQ(error_of(R"('\U00110000')"), "offset 1: expected an escape up to 0x10ffff, found 0x110000");
}

TEST(LiteralReader, TripleQuotesAreRefusedNotMisread) {
  EXPECT_EQ(error_of("'''a''b'''"), "offset 0: triple quotes are not supported");
}

TEST(LiteralReader, InvalidUtf8IsRefusedWhereverItStands) {
  EXPECT_EQ(error_of("'a\xFF'"), "offset 2: expected UTF-8, found byte 0xff");
  EXPECT_EQ(error_of("'\xED\xA0\x80'"), "offset 1: expected UTF-8, found byte 0xed");
  EXPECT_EQ(error_of("b'\xC3\xA9'"), "offset 2: expected ASCII in bytes, found byte 0xc3");
}

TEST(LiteralReader, RepeatedKeysAreErrors) {
  EXPECT_EQ(error_of("{'a': 1, 'b': 2, 'a': 3}"), "offset 17: repeated key 'a'");
  EXPECT_EQ(parse_literal("{'a': 1, b'a': 2}").get_if<Dict>()->entries.size(), 2U);
}

TEST(LiteralReader, NestingIsBounded) {
  EXPECT_EQ(to_literal(parse_literal(std::string(200, '[') + std::string(200, ']'))).size(), 400U);
  EXPECT_EQ(error_of(std::string(201, '[')), "offset 200: nested more than 200 levels deep");
  EXPECT_EQ(error_of(std::string(100000, '(')), "offset 200: nested more than 200 levels deep");
  EXPECT_EQ(error_of(std::string(100001, '{')), "offset 200: nested more than 200 levels deep");
}

TEST(LiteralReader, ReadsWhatTheWriterPrints) {
  const Value value = Dict{{{Str{"it's \"\\\x7f\xED\xA0\x80"}, Tuple{{Bytes{"\0'\xFF"s}, 1e16, -0.5, None{}}}},
                            {Integer(-1), List{{true, Tuple{}, Dict{}}}}}};
  EXPECT_EQ(parse_literal(to_literal(value)), value);
  EXPECT_EQ(parse_literal(to_pretty_literal(value, 10)), value);
}

}  // namespace
}  // namespace peercert
