#include "der/writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "der/hex.h"
#include "der/reader.h"

namespace peercert::der {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

std::string hex(const std::string& bytes) {
  return to_hex(bytes);
}

TEST(Header, LowAndHighTagNumbers) {
  EXPECT_EQ(hex(header(kSequence, 0)), "3000");
  EXPECT_EQ(hex(header(context(30, true), 0)), "be00");
  EXPECT_EQ(hex(header(context(31), 0)), "9f1f00");
  EXPECT_EQ(hex(header({TagClass::kApplication, 128, true}, 0)), "7f810000");
  EXPECT_EQ(hex(header({TagClass::kPrivate, 16384, false}, 0)), "df81800000");
}

TEST(Header, LengthTakesTheFewestOctets) {
  EXPECT_EQ(hex(header(kOctetString, 127)), "047f");
  EXPECT_EQ(hex(header(kOctetString, 128)), "048180");
  EXPECT_EQ(hex(header(kOctetString, 255)), "0481ff");
  EXPECT_EQ(hex(header(kOctetString, 256)), "04820100");
  EXPECT_EQ(hex(header(kOctetString, 65536)), "0483010000");
}

TEST(Header, LengthCanBeLongerOnPurposeButNotShorter) {
  EXPECT_EQ(hex(header(kSequence, 5, 4)), "308400000005");
  EXPECT_EQ(hex(header(kSequence, 5, 9)), "3089000000000000000005");
  EXPECT_THAT([] { (void)header(kSequence, 256, 1); },
              ThrowsMessage<std::invalid_argument>("a length of 256 does not fit in 1 octets"));
  EXPECT_THAT([] { (void)header(kSequence, 1, 127); },
              ThrowsMessage<std::invalid_argument>("a length of 1 does not fit in 127 octets"));
}

TEST(Boolean, TrueIsFF) {
  EXPECT_EQ(hex(boolean(true)), "0101ff");
  EXPECT_EQ(hex(boolean(false)), "010100");
}

TEST(Integer, TakesTheFewestOctets) {
  EXPECT_EQ(hex(integer(0)), "020100");
  EXPECT_EQ(hex(integer(127)), "02017f");
  EXPECT_EQ(hex(integer(128)), "02020080");
  EXPECT_EQ(hex(integer(256)), "02020100");
  EXPECT_EQ(hex(integer(-1)), "0201ff");
  EXPECT_EQ(hex(integer(-128)), "020180");
  EXPECT_EQ(hex(integer(-129)), "0202ff7f");
  EXPECT_EQ(hex(integer(std::numeric_limits<std::int64_t>::min())), "02088000000000000000");
  EXPECT_EQ(hex(integer(std::numeric_limits<std::int64_t>::max())), "02087fffffffffffffff");
}

TEST(UnsignedInteger, GetsAZeroOctetWhenTheTopBitIsSet) {
  EXPECT_EQ(hex(unsigned_integer(from_hex("95f0"))), "02030095f0");
  EXPECT_EQ(hex(unsigned_integer(from_hex("0a1b"))), "02020a1b");
  EXPECT_EQ(hex(unsigned_integer(from_hex("0000007f"))), "02017f");
  EXPECT_EQ(hex(unsigned_integer(from_hex("00"))), "020100");
  EXPECT_EQ(hex(unsigned_integer("")), "020100");
}

TEST(Oid, FirstTwoArcsAreOneNumber) {
  EXPECT_EQ(hex(oid("0.0")), "060100");
  EXPECT_EQ(hex(oid("1.39")), "06014f");
  EXPECT_EQ(hex(oid("2.5.4.3")), "0603550403");
  EXPECT_EQ(hex(oid("2.47")), "06017f");
  EXPECT_EQ(hex(oid("2.48")), "06028100");
  EXPECT_EQ(hex(oid("2.999.1")), "0603883701");
  EXPECT_EQ(hex(oid("1.2.840.113549.1.1.11")), "06092a864886f70d01010b");
}

TEST(Oid, ArcsMayExceed64Bits) {
  // 2^64 in base 128 is 2 followed by nine zero digits.
  EXPECT_EQ(hex(oid("2.5.18446744073709551616")), "060b5582808080808080808000");
}

TEST(Oid, WhatIsNoneIsRefused) {
  for (const char* text :
       {"", "1", "3.1", "1.40", "0.40", "1..2", "1.2.", ".1.2", "1.02", "1.2.x", "-1.2", "1.2 ", "22.1", "1.100"}) {
    EXPECT_THAT([text] { (void)oid(text); },
                ThrowsMessage<std::invalid_argument>("'" + std::string(text) + "' is no object identifier"));
  }
}

TEST(BitString, BeginsWithTheNumberOfUnusedBits) {
  EXPECT_EQ(hex(bit_string(from_hex("a0"), 5)), "030205a0");
  EXPECT_EQ(hex(bit_string("")), "030100");
}

TEST(NamedBits, TrailingZeroBitsAreLeftOut) {
  EXPECT_EQ(hex(named_bits({5, 6})), "03020106");    // keyCertSign and cRLSign
  EXPECT_EQ(hex(named_bits({0})), "03020780");       // digitalSignature
  EXPECT_EQ(hex(named_bits({8, 0})), "0303078080");  // decipherOnly is in the second octet
  EXPECT_EQ(hex(named_bits({})), "030100");
}

TEST(Times, HaveTwoAndFourDigitYears) {
  const Time time{2011, 11, 1, 3, 9, 52};
  EXPECT_EQ(utc_time(time),
            "\x17\x0d"
            "111101030952Z");
  EXPECT_EQ(generalized_time(time),
            "\x18\x0f"
            "20111101030952Z");
  EXPECT_EQ(generalized_time({987, 1, 2, 3, 4, 5}),
            "\x18\x0f"
            "09870102030405Z");
}

TEST(Strings, CarryTheirBytesAsTheyAre) {
  EXPECT_EQ(utf8_string("\xC3\xA9"), "\x0C\x02\xC3\xA9");
  EXPECT_EQ(printable_string("IL"), "\x13\x02IL");
  EXPECT_EQ(ia5_string("a@b"),
            "\x16\x03"
            "a@b");
  EXPECT_EQ(hex(octet_string(from_hex("0500"))), "04020500");
}

TEST(Set, IsSortedOnlyWhereAsked) {
  EXPECT_EQ(hex(set_as_given({integer(2), integer(-1), integer(1)})), "31090201020201ff020101");
  EXPECT_EQ(hex(sorted_set({integer(2), integer(-1), integer(1)})), "31090201010201020201ff");
  EXPECT_TRUE(in_set_order({integer(1), integer(1), integer(200)}));
  EXPECT_FALSE(in_set_order({integer(200), integer(1)}));
}

TEST(ContextTags, ExplicitWrapsAndImplicitReplaces) {
  EXPECT_EQ(hex(explicit_tag(0, integer(2))), "a003020102");
  EXPECT_EQ(hex(implicit_tag(2, ia5_string("x"))), "820178");
  EXPECT_EQ(hex(implicit_tag(0, sequence({null()}))), "a0020500");
  EXPECT_THAT([] { (void)implicit_tag(0, "\x05"); }, ThrowsMessage<DerError>(HasSubstr("byte 1")));
}

TEST(Sequence, TakesRawBytesInPlaceOfAnything) {
  EXPECT_EQ(hex(sequence({integer(1), from_hex("ff00"), null()})), "3007020101ff000500");
}

}  // namespace
}  // namespace peercert::der
