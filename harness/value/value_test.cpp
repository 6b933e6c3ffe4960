#include "value/value.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace peercert {
namespace {

TEST(Value, TupleIsNoList) {
  EXPECT_NE(Value(Tuple{{Integer(1)}}), Value(List{{Integer(1)}}));
  EXPECT_EQ(Value(Tuple{{Integer(1)}}), Value(Tuple{{Integer(1)}}));
}

TEST(Value, TrueIsNotOneAndNotOnePointZero) {
  EXPECT_NE(Value(true), Value(Integer(1)));
  EXPECT_NE(Value(true), Value(1.0));
  EXPECT_NE(Value(Integer(1)), Value(1.0));
}

TEST(Value, StrIsNotBytes) {
  EXPECT_NE(Value(Str{"a"}), Value(Bytes{"a"}));
}

TEST(Value, FloatsAreComparedByBits) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(Value(nan), Value(nan));
  EXPECT_NE(Value(0.0), Value(-0.0));
  EXPECT_EQ(Value(Tuple{{nan}}), Value(Tuple{{nan}}));
}

TEST(Value, OrderOfDictionaryEntriesCounts) {
  const DictEntry a{Str{"a"}, Integer(1)};
  const DictEntry b{Str{"b"}, Integer(2)};
  EXPECT_NE(Value(Dict{{a, b}}), Value(Dict{{b, a}}));
  EXPECT_EQ(Value(Dict{{a, b}}), Value(Dict{{a, b}}));
}

TEST(Value, OthersDifferByTypeAndByRepr) {
  EXPECT_NE(Value(Other{"a.A", "x"}), Value(Other{"a.B", "x"}));
  EXPECT_NE(Value(Other{"a.A", "x"}), Value(Other{"a.A", "y"}));
}

TEST(Value, DefaultIsNone) {
  EXPECT_EQ(Value(), Value(None{}));
}

TEST(Value, TypeNamesArePythons) {
  EXPECT_EQ(Value().type_name(), "NoneType");
  EXPECT_EQ(Value(true).type_name(), "bool");
  EXPECT_EQ(Value(Integer(1)).type_name(), "int");
  EXPECT_EQ(Value(1.0).type_name(), "float");
  EXPECT_EQ(Value(Str{}).type_name(), "str");
  EXPECT_EQ(Value(Bytes{}).type_name(), "bytes");
  EXPECT_EQ(Value(Tuple{}).type_name(), "tuple");
  EXPECT_EQ(Value(List{}).type_name(), "list");
  EXPECT_EQ(Value(Dict{}).type_name(), "dict");
  EXPECT_EQ(Value(Other{"array.array", ""}).type_name(), "array.array");
}

TEST(Value, EmptyAndZeroAreFalse) {
  for (const Value& value : {Value(), Value(false), Value(Integer(0)), Value(0.0), Value(-0.0), Value(Str{}),
                             Value(Bytes{}), Value(Tuple{}), Value(List{}), Value(Dict{})}) {
    EXPECT_FALSE(value.truth()) << value.type_name();
  }
}

TEST(Value, EverythingElseIsTrue) {
  for (const Value& value :
       {Value(true), Value(Integer(-1)), Value(0.5), Value(std::nan("")), Value(Str{"0"}), Value(Bytes{{"\0", 1}}),
        Value(Tuple{{None{}}}), Value(List{{false}}), Value(Dict{{{None{}, None{}}}}), Value(Other{"x", ""})}) {
    EXPECT_TRUE(value.truth()) << value.type_name();
  }
}

TEST(Integer, IsOfAnySize) {
  const auto big = Integer::parse("340282366920938463463374607431768211456");
  ASSERT_TRUE(big);
  EXPECT_EQ(big->decimal(), "340282366920938463463374607431768211456");
  EXPECT_EQ(Integer(std::numeric_limits<std::int64_t>::min()).decimal(), "-9223372036854775808");
}

TEST(Integer, ParseTakesCanonicalDecimalsOnly) {
  EXPECT_EQ(Integer::parse("-1"), Integer(-1));
  EXPECT_EQ(Integer::parse("0"), Integer(0));
  for (const char* text : {"", "-", "-0", "00", "01", "-01", "+1", " 1", "1 ", "1.0", "0x1", "1_0", "--1"}) {
    EXPECT_EQ(Integer::parse(text), std::nullopt) << text;
  }
}

TEST(Dict, FindLooksAtStrKeysAlone) {
  const Dict dict{{{Bytes{"a"}, Integer(1)}, {Str{"a"}, Integer(2)}}};
  ASSERT_NE(dict.find("a"), nullptr);
  EXPECT_EQ(*dict.find("a"), Value(Integer(2)));
  EXPECT_EQ(dict.find("b"), nullptr);
}

}  // namespace
}  // namespace peercert
