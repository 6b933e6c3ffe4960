#include "report/schema.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace peercert::report {
namespace {

// "pointer: expected", or "" when `json` is what `schema` says.
std::string mismatch(const char* schema, const char* json) {
  const auto found = first_mismatch(Json::parse(schema), Json::parse(json));
  return found ? found->pointer + ": " + found->expected : "";
}

TEST(Schema, TypeIsChecked) {
  EXPECT_EQ(mismatch(R"({"type":"string"})", R"("a")"), "");
  EXPECT_EQ(mismatch(R"({"type":"string"})", "1"), ": a string");
  EXPECT_EQ(mismatch(R"({"type":"integer"})", "1.5"), ": an integer");
}

TEST(Schema, MemberThatNobodyNamedIsRefused) {
  const char* schema = R"({"properties":{"a":{}},"required":["a"],"additionalProperties":false})";
  EXPECT_EQ(mismatch(schema, R"({"a":1})"), "");
  EXPECT_EQ(mismatch(schema, R"({"a":1,"b/c":2})"), "/b~1c: no such member");
  EXPECT_EQ(mismatch(schema, "{}"), ": a member 'a'");
}

TEST(Schema, OtherMembersFollowTheirSchema) {
  const char* schema = R"({"properties":{},"additionalProperties":{"type":"null"}})";
  EXPECT_EQ(mismatch(schema, R"({"x":null})"), "");
  EXPECT_EQ(mismatch(schema, R"({"x":0})"), "/x: a null");
}

TEST(Schema, ItemsAndTheirNumberAreChecked) {
  const char* schema = R"({"items":{"const":1},"minItems":1,"maxItems":2})";
  EXPECT_EQ(mismatch(schema, "[1,1]"), "");
  EXPECT_EQ(mismatch(schema, "[1,2]"), "/1: 1");
  EXPECT_EQ(mismatch(schema, "[]"), ": another number of items");
  EXPECT_EQ(mismatch(schema, "[1,1,1]"), ": another number of items");
}

TEST(Schema, ReferencesAndChoicesAreFollowed) {
  const char* schema = R"({"anyOf":[{"$ref":"#/$defs/n"},{"enum":["a"]}],"$defs":{"n":{"minimum":2}}})";
  EXPECT_EQ(mismatch(schema, "2"), "");
  EXPECT_EQ(mismatch(schema, "1"), ": another shape");
}

TEST(Schema, UnknownKeywordIsAnError) {
  EXPECT_THROW(static_cast<void>(mismatch(R"({"pattern":"x"})", "1")), std::logic_error);
}

}  // namespace
}  // namespace peercert::report
