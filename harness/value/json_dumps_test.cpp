#include "value/json_dumps.h"

#include <gtest/gtest.h>

#include "value/exception.h"
#include "value/literal.h"

namespace peercert {
namespace {

std::string dumped(const char* literal) {
  return json_dumps(parse_literal(literal));
}

// What Python prints for the same literals.
TEST(JsonDumps, TuplesAreLists) {
  EXPECT_EQ(dumped("{'subject': ((('commonName', 'x'),),), 'version': 3, 'a': [], 'b': {}, 'c': (None, True, False)}"),
            R"({"subject": [[["commonName", "x"]]], "version": 3, "a": [], "b": {}, "c": [null, true, false]})");
}

TEST(JsonDumps, WhatIsNotPlainAsciiIsEscaped) {
  EXPECT_EQ(dumped(R"('\xe9\u20ac\U0001f600\ud800\x7f\x1b')"), R"("\u00e9\u20ac\ud83d\ude00\ud800\u007f\u001b")");
  EXPECT_EQ(dumped(R"('\\"\n\r\t\x08\x0c/')"), R"("\\\"\n\r\t\b\f/")");
}

TEST(JsonDumps, Floats) {
  EXPECT_EQ(dumped("(1.5, nan, inf, -inf)"), "[1.5, NaN, Infinity, -Infinity]");
}

TEST(JsonDumps, WhatHasNoJsonIsATypeError) {
  const auto text = [](const char* literal) -> std::string {
    try {
      return dumped(literal);
    } catch (const PythonException& error) {
      return error.what();
    }
  };
  EXPECT_EQ(text("[b'x']"), "TypeError: Object of type bytes is not JSON serializable");
  EXPECT_EQ(text("{(1, 2): 3}"), "TypeError: keys must be str, not tuple");
}

}  // namespace
}  // namespace peercert
