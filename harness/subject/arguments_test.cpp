#include "subject/arguments.h"

#include <gtest/gtest.h>

#include <limits>

#include "value/exception.h"

namespace peercert::subject {
namespace {

using Keywords = std::vector<std::pair<std::string, Value>>;

std::string error_of(std::vector<Value> args, Keywords kwargs) {
  try {
    (void)binary_form({"id", "getpeercert", "client", std::move(args), std::move(kwargs)}, "SSLObject.getpeercert()");
  } catch (const PythonException& error) {
    return error.what();
  }
  return "";
}

bool form(std::vector<Value> args, Keywords kwargs = {}) {
  return binary_form({"id", "getpeercert", "client", std::move(args), std::move(kwargs)}, "SSLObject.getpeercert()");
}

TEST(BinaryForm, IsFalseByDefault) {
  EXPECT_FALSE(form({}));
}

TEST(BinaryForm, ByPositionAndByKeyword) {
  EXPECT_TRUE(form({Value(true)}));
  EXPECT_TRUE(form({}, {{"binary_form", Value(true)}}));
  EXPECT_FALSE(form({}, {{"binary_form", Value(false)}}));
}

TEST(BinaryForm, IsTheTruthOfAnyObject) {
  for (const Value& value : {Value(Integer(-1)), Value(Str{"x"}), Value(List{{Integer(0)}}),
                             Value(std::numeric_limits<double>::quiet_NaN()), Value(Other{"x.Y", "<Y>"})}) {
    EXPECT_TRUE(form({value}));
  }
  for (const Value& value :
       {Value(Integer(0)), Value(Str{""}), Value(None{}), Value(List{}), Value(0.0), Value(Bytes{})}) {
    EXPECT_FALSE(form({value}));
  }
}

TEST(BinaryForm, ErrorsAreThoseOfPython) {
  EXPECT_EQ(error_of({}, {{"der", Value(true)}}),
            "TypeError: SSLObject.getpeercert() got an unexpected keyword argument 'der'");
  EXPECT_EQ(error_of({Value(true), Value(true)}, {}),
            "TypeError: SSLObject.getpeercert() takes from 1 to 2 positional arguments but 3 were given");
  EXPECT_EQ(error_of({Value(true)}, {{"binary_form", Value(true)}}),
            "TypeError: SSLObject.getpeercert() got multiple values for argument 'binary_form'");
}

TEST(BinaryForm, AKeywordIsNoticedBeforeASurplusArgument) {
  EXPECT_EQ(error_of({Value(true), Value(true)}, {{"der", Value(true)}}),
            "TypeError: SSLObject.getpeercert() got an unexpected keyword argument 'der'");
}

}  // namespace
}  // namespace peercert::subject
