#include "search/der_values.h"

#include <gmock/gmock.h>

#include "der/hex.h"
#include "search/test_corpus.h"

namespace peercert::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kOne = der::from_hex("3002 3000"), kBroken = der::from_hex("3003 300100"),
                  kKey = der::from_hex("3003 020100");

// More than 127 bytes, which are no DER inside.
const std::string kLongOne = der::from_hex("308180") + std::string(128, 'x');

TEST(DerValues, StandOneAfterTheOther) {
  const auto found = test::found_in(kOne + kKey + kLongOne + kOne);
  EXPECT_THAT(found.certificates, ElementsAre(kOne, kLongOne, kOne));
  EXPECT_THAT(found.others, ElementsAre("key"));
  EXPECT_THAT(found.broken, IsEmpty());
}

TEST(DerValues, WhatFollowsIsToldWithItsOffset) {
  const auto found = test::found_in(kOne + kLongOne + "\n");
  EXPECT_THAT(found.certificates, ElementsAre(kOne, kLongOne));
  EXPECT_THAT(found.others, ElementsAre("bytes after DER"));
  EXPECT_THAT(found.broken, ElementsAre("no whole DER value from byte 135 on"));
}

TEST(DerValues, LastOneThatIsCutOffIsTold) {
  const auto found = test::found_in(kOne + kLongOne.substr(0, 100));
  EXPECT_THAT(found.certificates, ElementsAre(kOne));
  EXPECT_THAT(found.broken, ElementsAre("no whole DER value from byte 4 on"));
}

TEST(DerValues, MoreOfThemThanAreInMemoryAtATime) {
  const std::string large = der::from_hex("3083 6ACFC0") + std::string(7'000'000, 'x');
  const auto found = test::found_in(large + large + kOne + large + "y");
  EXPECT_THAT(found.certificates, ElementsAre(large, large, kOne, large));
  EXPECT_THAT(found.broken, ElementsAre("no whole DER value from byte 21000019 on"));
}

TEST(DerValues, SizeIsThatOfTheHeader) {
  EXPECT_EQ(value_size(der::from_hex("3003")), 5U);
  EXPECT_EQ(value_size(der::from_hex("308180")), 131U);
  EXPECT_EQ(value_size(der::from_hex("3082 0100")), 260U);
  EXPECT_EQ(value_size(der::from_hex("3088 0000000000000001")), 11U);
  for (const char* none :
       {"", "30", "3103", "3080", "3082 01", "3088 FFFFFFFFFFFFFFFF", "3089 000000000000000001", "30FF"}) {
    EXPECT_EQ(value_size(der::from_hex(none)), std::nullopt) << none;
  }
}

TEST(DerValues, TextIsNone) {
  EXPECT_FALSE(begins_with_value("0 errors were found in all of these files"));
  EXPECT_TRUE(begins_with_value(kOne + "x"));
  EXPECT_FALSE(begins_with_value(kBroken));
}

}  // namespace
}  // namespace peercert::search
