#include "value/json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <limits>
#include <string>

namespace peercert {
namespace {

using namespace std::string_literals;

std::string written(const Value& value) {
  return to_tagged_json(value).dump();
}
Value read(const std::string& json) {
  return from_tagged_json(Json::parse(json));
}

// json_error_of returns the message of the TaggedJsonError that `json` yields.
std::string json_error_of(const std::string& json) {
  try {
    return "read as " + written(read(json));
  } catch (const TaggedJsonError& error) {
    return error.what();
  }
}

// expect_both_ways checks that `value` is written as `json` and that `json` is read as `value`.
void expect_both_ways(const Value& value, const std::string& json) {
  EXPECT_EQ(written(value), json);
  EXPECT_EQ(read(json), value) << json;
}

TEST(TaggedJson, NullAndBooleansNeedNoTag) {
  expect_both_ways(None{}, "null");
  expect_both_ways(true, "true");
  expect_both_ways(false, "false");
}

TEST(TaggedJson, IntegersAreTextSoThatNoneIsTooLong) {
  expect_both_ways(Integer(-1), R"({"int":"-1"})");
  expect_both_ways(*Integer::parse("340282366920938463463374607431768211456"),
                   R"({"int":"340282366920938463463374607431768211456"})");
}

TEST(TaggedJson, FloatsAreTheirRepr) {
  expect_both_ways(0.1, R"({"float":"0.1"})");
  expect_both_ways(-0.0, R"({"float":"-0.0"})");
  expect_both_ways(1e16, R"({"float":"1e+16"})");
  expect_both_ways(std::numeric_limits<double>::quiet_NaN(), R"({"float":"nan"})");
  expect_both_ways(-std::numeric_limits<double>::infinity(), R"({"float":"-inf"})");
}

TEST(TaggedJson, TextKeepsNulAndIsUtf8) {
  expect_both_ways(Str{"\xC3\xA9"}, "{\"str\":\"\xC3\xA9\"}");
  expect_both_ways(Str{"a\0b"s}, R"({"str":"a\u0000b"})");
}

TEST(TaggedJson, TextWithSurrogatesIsCodePoints) {
  expect_both_ways(Str{"\xED\xA0\x80"}, R"({"str_points":[55296]})");
  expect_both_ways(Str{"a\xED\xA0\xBD\xED\xB8\x80"}, R"({"str_points":[97,55357,56832]})");
}

TEST(TaggedJson, CodePointsThatArePlainTextBecomePlainText) {
  EXPECT_EQ(read(R"({"str_points":[97,233]})"), Value(Str{"a\xC3\xA9"}));
  EXPECT_EQ(read(R"({"str_points":[]})"), Value(Str{""}));
}

TEST(TaggedJson, BytesAreLowerCaseHexadecimal) {
  expect_both_ways(Bytes{"\0\xFF"s}, R"({"bytes":"00ff"})");
  EXPECT_EQ(json_error_of(R"({"bytes":"0aFF"})"),
            "tagged value at \"/bytes\": expected a string with an even number of lower-case hexadecimal digits, found "
            "'0aFF'");
}

TEST(TaggedJson, ContainersKeepTypeAndOrder) {
  expect_both_ways(Tuple{{Integer(1), None{}}}, R"({"tuple":[{"int":"1"},null]})");
  expect_both_ways(List{}, R"({"list":[]})");
  expect_both_ways(Dict{{{Str{"b"}, true}, {Bytes{"a"}, Tuple{}}}},
                   R"({"dict":[[{"str":"b"},true],[{"bytes":"61"},{"tuple":[]}]]})");
}

TEST(TaggedJson, ListOfOneListStaysNested) {
  expect_both_ways(List{{List{{List{}}}}}, R"({"list":[{"list":[{"list":[]}]}]})");
}

TEST(TaggedJson, OthersAreTypeAndRepr) {
  expect_both_ways(Other{"array.array", "array 'b'"}, R"({"other":"array.array","repr":"array 'b'"})");
  EXPECT_EQ(read(R"({"repr":"r","other":"t"})"), Value(Other{"t", "r"}));
}

TEST(TaggedJson, WhatIsWrittenCanAlwaysBeDumped) {
  EXPECT_EQ(written(Other{"a.A", "\xED\xA0\x80"}), R"({"other":"a.A","repr":"\\ud800"})");
}

TEST(TaggedJson, ErrorsPointToThePlace) {
  EXPECT_EQ(json_error_of("1"), R"(tagged value at "": expected null, true, false or an object with a tag, found 1)");
  EXPECT_EQ(
      json_error_of(R"({"dict":[[{"str":"a"},{"int":"01"}]]})"),
      R"(tagged value at "/dict/0/1/int": expected a string with a decimal integer without leading zeros, found '01')");
  EXPECT_EQ(json_error_of(R"({"tuple":[null,"x"]})"),
            R"(tagged value at "/tuple/1": expected null, true, false or an object with a tag, found 'x')");
}

TEST(TaggedJson, UnknownTagsAndSurplusKeysAreErrors) {
  EXPECT_EQ(json_error_of(R"({"set":[]})"),
            "tagged value at \"\": expected one of the tags int, float, str, str_points, bytes, tuple, list, dict, "
            "other, found an object with the keys 'set'");
  EXPECT_EQ(json_error_of(R"({"int":"1","str":"1"})"),
            R"(tagged value at "": expected the key int alone, found an object with the keys 'int', 'str')");
  EXPECT_EQ(json_error_of(R"({"other":"a"})"),
            R"(tagged value at "": expected the keys other and repr alone, found an object with the keys 'other')");
  EXPECT_NE(json_error_of(R"({"other":"a","repr":"b","int":"1"})").find("expected the keys other and repr alone"),
            std::string::npos);
  EXPECT_NE(json_error_of("{}").find("found an object with no keys"), std::string::npos);
}

TEST(TaggedJson, IntegersMustBeCanonicalText) {
  for (const char* content : {"1", R"("")", R"("-0")", R"("+1")", R"("1.0")", R"(" 1")", "null"}) {
    const std::string json = R"({"int":)" + std::string(content) + "}";
    EXPECT_EQ(json_error_of(json).find("tagged value at \"/int\": expected a string"), 0U) << json_error_of(json);
  }
}

TEST(TaggedJson, FloatsMustBeFloats) {
  for (const char* content : {"1.5", R"("1")", R"("NaN")", R"("infinity")", R"("1e999")", R"("1.5 ")", R"("0x1p3")"}) {
    const std::string json = R"({"float":)" + std::string(content) + "}";
    EXPECT_EQ(json_error_of(json).find("tagged value at \"/float\": expected a string"), 0U) << json_error_of(json);
  }
}

TEST(TaggedJson, BytesMustBePairsOfHexadecimalDigits) {
  for (const char* content : {R"("0")", R"("0g")", R"("+1")", R"("0x")", R"(" 1")", "[0]"}) {
    const std::string json = R"({"bytes":)" + std::string(content) + "}";
    EXPECT_EQ(json_error_of(json).find("tagged value at \"/bytes\": expected a string"), 0U) << json_error_of(json);
  }
}

TEST(TaggedJson, CodePointsEndAt10FFFF) {
  EXPECT_EQ(read(R"({"str_points":[1114111]})"), Value(Str{"\xF4\x8F\xBF\xBF"}));
  for (const char* point : {"1114112", "-1", "1.0", "18446744073709551615", R"("a")", "null"}) {
    EXPECT_EQ(json_error_of(R"({"str_points":[97,)" + std::string(point) + "]}"),
              "tagged value at \"/str_points/1\": expected a code point from 0 to 1114111, found " +
                  (point[0] == '"' ? "'a'" : std::string(point)));
  }
}

TEST(TaggedJson, EntriesOfADictArePairsWithNewKeys) {
  EXPECT_EQ(json_error_of(R"({"dict":[[null]]})"),
            R"(tagged value at "/dict/0": expected a key and a value in an array, found an array of 1)");
  EXPECT_EQ(json_error_of(R"({"dict":[[{"str":"a"},null],[{"str":"a"},true]]})"),
            "tagged value at \"/dict/1/0\": expected a key that is new, found an object with the keys 'str'");
  EXPECT_EQ(json_error_of(R"({"dict":{}})"),
            R"(tagged value at "/dict": expected an array, found an object with no keys)");
}

TEST(TaggedJson, NestingIsBounded) {
  const auto nested = [](std::size_t levels) {
    std::string json = "null";
    for (std::size_t i = 0; i < levels; ++i) json = R"({"list":[)" + json + "]}";
    return json;
  };
  EXPECT_EQ(written(read(nested(200))), nested(200));
  EXPECT_NE(json_error_of(nested(201)).find("expected at most 200 levels"), std::string::npos);
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += R"({"list":[)";
  for (int i = 0; i < 100000; ++i) deep += "]}";
  EXPECT_NE(json_error_of(deep).find("expected at most 200 levels"), std::string::npos);
}

TEST(TaggedJson, InvalidUtf8BuiltInMemoryIsRefused) {
  const Json json = {{"str", "a\xFF"}};
  EXPECT_THROW((void)from_tagged_json(json), TaggedJsonError);
}

}  // namespace
}  // namespace peercert
