#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "value/json_text.h"

namespace peercert {
namespace {

std::string error_of(std::string_view text) {
  try {
    (void)parse_json(text);
  } catch (const JsonTextError& error) {
    return error.what();
  }
  return "";
}

std::string nested(int levels) {
  return std::string(static_cast<std::size_t>(levels), '[') + std::string(static_cast<std::size_t>(levels), ']');
}

TEST(ParseJson, KeepsTheOrderOfNames) {
  EXPECT_EQ(parse_json(R"({"b":1,"a":{"b":[null]}})").dump(), R"({"b":1,"a":{"b":[null]}})");
  EXPECT_EQ(parse_json("[1]\r"), Json::array({1}));
}

TEST(ParseJson, WhatIsNoJsonIsNamedByItsByte) {
  EXPECT_EQ(error_of("{\"a\": x}"), "no JSON at byte 7");
  EXPECT_EQ(error_of("{} {}"), "no JSON at byte 4");
  EXPECT_EQ(error_of(std::string_view("{}\0", 3)), "no JSON at byte 3");
  EXPECT_EQ(error_of("\"\xff\""), "no JSON at byte 2");
  EXPECT_EQ(error_of(""), "no JSON at byte 1");
}

TEST(ParseJson, ANameStandsOnceInAnObject) {
  EXPECT_EQ(error_of(R"({"a":1,"b":{"a":1},"a":2})"), "the name 'a' twice in one object");
  EXPECT_EQ(error_of(R"([{"a":1},{"a":1}])"), "");
}

TEST(ParseJson, NumbersFitADouble) {
  EXPECT_EQ(error_of("[1e999]"), "a number that is too large");
  EXPECT_EQ(error_of("[123456789012345678901234567890]"), "");
}

TEST(ParseJson, DepthIsLimited) {
  EXPECT_EQ(error_of(nested(kDeepestJson)), "");
  EXPECT_EQ(error_of(nested(kDeepestJson + 1)), "more than 1000 levels of JSON");
  EXPECT_EQ(error_of(std::string(10'000'000, '[')), "more than 1000 levels of JSON");
}

}  // namespace
}  // namespace peercert
