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

std::string none_taken(std::vector<Value> args, Keywords kwargs = {}) {
  const suite::Step step{"id", "get_verified_chain", "client", std::move(args), std::move(kwargs)};
  try {
    takes_no_arguments(step, "SSLSocket.get_verified_chain()");
    return "";
  } catch (const PythonException& error) {
    return error.what();
  }
}

TEST(NoArguments, ErrorsAreThoseOfPython) {
  EXPECT_EQ(none_taken({}), "");
  EXPECT_EQ(none_taken({Value(true), Value(true)}),
            "TypeError: SSLSocket.get_verified_chain() takes 1 positional argument but 3 were given");
  EXPECT_EQ(none_taken({Value(true)}, {{"x", Value(true)}}),
            "TypeError: SSLSocket.get_verified_chain() got an unexpected keyword argument 'x'");
}

TEST(BinaryForm, AKeywordIsNoticedBeforeASurplusArgument) {
  EXPECT_EQ(error_of({Value(true), Value(true)}, {{"der", Value(true)}}),
            "TypeError: SSLObject.getpeercert() got an unexpected keyword argument 'der'");
}

// What read() or write() makes of one argument.
std::string error_of_read(const Value& argument) {
  try {
    (void)read_size({"id", "read", "client", {argument}, {}});
  } catch (const PythonException& error) {
    return error.what();
  }
  return "";
}

TEST(ReadSize, IsAnIntOr1024) {
  EXPECT_EQ(read_size({"id", "read", "client", {}, {}}), 1024U);
  EXPECT_EQ(read_size({"id", "read", "client", {Value(Integer(5))}, {}}), 5U);
  EXPECT_EQ(read_size({"id", "read", "client", {Value(true)}, {}}), 1U);
}

TEST(ReadSize, OfAnotherTypeRaisesAsPythonDoes) {
  EXPECT_EQ(error_of_read(Str{"5"}), "TypeError: 'str' object cannot be interpreted as an integer");
  EXPECT_EQ(error_of_read(None{}), "TypeError: 'NoneType' object cannot be interpreted as an integer");
  EXPECT_EQ(error_of_read(1.5), "TypeError: 'float' object cannot be interpreted as an integer");
  EXPECT_EQ(error_of_read(Integer(-1)), "ValueError: size should not be negative");
}

TEST(ReadSize, ArgumentsThatTheProtocolDoesNotKnowAreMalformed) {
  EXPECT_THROW((void)read_size({"id", "read", "client", {Value(Integer(5)), Value(Integer(5))}, {}}),
               std::runtime_error);
  EXPECT_THROW((void)read_size({"id", "read", "client", {}, {{"len", Value(Integer(5))}}}), std::runtime_error);
}

TEST(WriteData, IsBytes) {
  EXPECT_EQ(write_data({"id", "write", "client", {Value(Bytes{"x"})}, {}}), "x");
  try {
    (void)write_data({"id", "write", "client", {Value(Str{"x"})}, {}});
    ADD_FAILURE() << "a str was taken";
  } catch (const PythonException& error) {
    EXPECT_STREQ(error.what(), "TypeError: a bytes-like object is required, not 'str'");
  }
}

}  // namespace
}  // namespace peercert::subject
