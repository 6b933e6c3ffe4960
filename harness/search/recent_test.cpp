#include "search/recent.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace peercert::search {
namespace {

// A digest that has its place in the first set when there are few.
std::string digest(char first) {
  return first + std::string(63, '0');
}

TEST(Recent, RemembersWhatHasCome) {
  Recent recent;
  EXPECT_TRUE(recent.is_new(digest('1')));
  EXPECT_TRUE(recent.is_new(digest('2')));
  EXPECT_FALSE(recent.is_new(digest('1')));
}

TEST(Recent, WhatIsTooMuchForASetTakesThePlaceOfTheOldest) {
  Recent recent(0);
  for (const char one : std::string("123456789abcdef")) EXPECT_TRUE(recent.is_new(digest(one)));
  EXPECT_FALSE(recent.is_new(digest('1')));
  EXPECT_TRUE(recent.is_new("11" + std::string(62, '0')));
  EXPECT_FALSE(recent.is_new(digest('1')));
  EXPECT_TRUE(recent.is_new("12" + std::string(62, '0')));
  EXPECT_TRUE(recent.is_new(digest('1')));
}

TEST(Recent, LooksAtMoreThanTheBeginning) {
  Recent recent;
  EXPECT_TRUE(recent.is_new(digest('1')));
  EXPECT_TRUE(recent.is_new("1" + std::string(30, '0') + "1" + std::string(32, '0')));
}

TEST(Recent, WhatIsNoDigestIsRefused) {
  Recent recent;
  EXPECT_THROW(recent.is_new("a"), std::invalid_argument);
  EXPECT_THROW(recent.is_new(std::string(64, 'x')), std::invalid_argument);
}

}  // namespace
}  // namespace peercert::search
