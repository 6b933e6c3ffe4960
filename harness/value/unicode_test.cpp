#include "value/unicode.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace peercert {
namespace {

TEST(Unicode, LettersOfEveryScriptHaveALowerCase) {
  EXPECT_EQ(lower_case("WWW.Example.ORG"), "www.example.org");
  EXPECT_EQ(lower_case("\xC3\x89"), "\xC3\xA9");                  // É
  EXPECT_EQ(lower_case("\xD0\x96"), "\xD0\xB6");                  // Ж
  EXPECT_EQ(lower_case("\xF0\x90\x90\x80"), "\xF0\x90\x90\xA8");  // Deseret
  EXPECT_EQ(lower_case("1*-.\xC3\xA9\xED\xA0\x80"), "1*-.\xC3\xA9\xED\xA0\x80");
}

TEST(Unicode, CapitalIWithDotBecomesTwoCharacters) {
  EXPECT_EQ(lower_case("\xC4\xB0"), "i\xCC\x87");
}

TEST(Unicode, SigmaAtTheEndOfAWordIsAnother) {
  EXPECT_EQ(lower_case("\xCE\x91\xCE\xA3"), "\xCE\xB1\xCF\x82");                  // ΑΣ
  EXPECT_EQ(lower_case("\xCE\x91\xCE\xA3\xCE\x91"), "\xCE\xB1\xCF\x83\xCE\xB1");  // ΑΣΑ
  EXPECT_EQ(lower_case("\xCE\xA3"), "\xCF\x83");                                  // alone
  EXPECT_EQ(lower_case("1\xCE\xA3"), "1\xCF\x83");                                // a digit is no letter
  EXPECT_EQ(lower_case("\xCE\x91.\xCE\xA3"), "\xCE\xB1.\xCF\x82");                // the dot does not count
  EXPECT_EQ(lower_case("A\xCE\xA3.A"), "a\xCF\x83.a");
}

TEST(Unicode, WhatIsNoTextIsRefused) {
  EXPECT_THROW(static_cast<void>(lower_case("\xFF")), std::invalid_argument);
}

TEST(Unicode, SpaceIsTheOnlyPrintableSeparator) {
  for (const char32_t point : {U' ', U'~', char32_t{0xA1}, char32_t{0xE9}, char32_t{0x1F600}}) {
    EXPECT_TRUE(is_printable(point)) << static_cast<unsigned>(point);
  }
  for (const unsigned point :
       {0x0U, 0x7FU, 0x85U, 0xA0U, 0xADU, 0x200BU, 0x2028U, 0x3000U, 0xD800U, 0xE000U, 0xFFFFU}) {
    EXPECT_FALSE(is_printable(point)) << point;
  }
}

TEST(Unicode, SpaceAtTheEndIsWhatPythonTakesForIt) {
  EXPECT_EQ(without_trailing_space(" ::1 \t\r\n\v\f"), " ::1");
  EXPECT_EQ(without_trailing_space("x\x1C\x1F\xC2\x85\xC2\xA0\xE2\x80\xA8\xE3\x80\x80"), "x");
  EXPECT_EQ(without_trailing_space("x\xE2\x80\x8B"), "x\xE2\x80\x8B");  // U+200B is no space
  EXPECT_EQ(without_trailing_space(" \n"), "");
}

}  // namespace
}  // namespace peercert
