#include <gtest/gtest.h>

#include "value/literal.h"

namespace peercert {
namespace {

TEST(PrettyLiteral, WhatFitsStaysOnOneLine) {
  const Value value = parse_literal("{'a': (1, 2)}");
  EXPECT_EQ(to_pretty_literal(value, 13), "{'a': (1, 2)}");
  EXPECT_EQ(to_pretty_literal(value), "{'a': (1, 2)}");
}

TEST(PrettyLiteral, ClosingBracketsCountTowardsTheWidth) {
  EXPECT_EQ(to_pretty_literal(parse_literal("{'a': (1, 2)}"), 12), "{'a': (1,\n       2)}");
}

TEST(PrettyLiteral, ItemsAreAlignedBehindTheirBracket) {
  EXPECT_EQ(to_pretty_literal(parse_literal("(('aa', 'b'), ('cc', 'd'))"), 20), "(('aa', 'b'),\n ('cc', 'd'))");
  EXPECT_EQ(to_pretty_literal(parse_literal("['aaaa', 'bbbb']"), 10), "['aaaa',\n 'bbbb']");
}

TEST(PrettyLiteral, KeysKeepTheirOrder) {
  EXPECT_EQ(to_pretty_literal(parse_literal("{'b': 1, 'a': 2}"), 10), "{'b': 1,\n 'a': 2}");
}

TEST(PrettyLiteral, OneElementTuplesKeepTheirComma) {
  EXPECT_EQ(to_pretty_literal(parse_literal("(('aaaa', 'bbbb'),)"), 12), "(('aaaa',\n  'bbbb'),)");
}

TEST(PrettyRepr, PrintableCharactersStandForThemselvesAndAreOneColumn) {
  const Value value = parse_literal("('M\\xfcnchen', 'b\\x1b')");
  EXPECT_EQ(to_pretty_repr(value, 20), "('M\xc3\xbcnchen', 'b\\x1b')");
  EXPECT_EQ(to_pretty_repr(value, 19), "('M\xc3\xbcnchen',\n 'b\\x1b')");
}

TEST(PrettyLiteral, LongStringsAreNotBroken) {
  EXPECT_EQ(to_pretty_literal(parse_literal("['aaaaaaaa']"), 4), "['aaaaaaaa']");
}

}  // namespace
}  // namespace peercert
