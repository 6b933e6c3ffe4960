#include "report/cause_words.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "report/results.h"
#include "report/sample_run.h"

namespace peercert::report {
namespace {

// The words of one difference in a step getpeercert().
std::string words(const Difference& difference) {
  auto run = sample_run();
  run.rows[2].steps[1].differences = {difference};
  const Json results = results_json(run);
  const Json& step = results.at("rows")[2].at("steps")[1];
  return difference_words(View(results), step, step.at("differences")[0]);
}

Value raised(const std::string& type) {
  return Other{type, "raised " + type};
}

TEST(PathShape, IndicesAreTakenOutAndKeysStay) {
  EXPECT_EQ(path_shape("['subject'][12][0]"), "['subject'][*][*]");
  EXPECT_EQ(path_shape(".args[0]"), ".args[*]");
  EXPECT_EQ(path_shape("['a[3]'][3]"), "['a[3]'][*]");
  EXPECT_EQ(path_shape(R"(['it\'s [1]'][1])"), R"(['it\'s [1]'][*])");
  EXPECT_EQ(path_shape(R"(["it's [1]"])"), R"(["it's [1]"])");
  EXPECT_EQ(path_shape("['open"), "['open");
}

TEST(KindOf, SaysTypeAndEmptiness) {
  EXPECT_EQ(kind_of(None{}), "None");
  EXPECT_EQ(kind_of(Dict{}), "an empty dict");
  EXPECT_EQ(kind_of(Tuple{{None{}}}), "a tuple");
  EXPECT_EQ(kind_of(Integer(1)), "an int");
  EXPECT_EQ(kind_of(Bytes{"a"}), "bytes");
  EXPECT_EQ(kind_of(Other{"array.array", "array('b')"}), "an array.array");
}

TEST(DifferenceWords, OneAnswerInPlaceOfAnother) {
  EXPECT_EQ(words({"", DifferenceKind::kType, Value(Dict{}), Value(None{})}),
            "getpeercert() gives None instead of an empty dict");
  EXPECT_EQ(words({"", DifferenceKind::kType, raised("ValueError"), Value(None{})}),
            "getpeercert() gives None instead of raising ValueError");
  EXPECT_EQ(words({"", DifferenceKind::kType, Value(None{}), raised("ValueError")}),
            "getpeercert() raises ValueError instead of giving None");
  EXPECT_EQ(words({"", DifferenceKind::kType, raised("ssl.SSLError"), raised("OSError")}),
            "getpeercert() raises OSError instead of ssl.SSLError");
  EXPECT_EQ(words({"", DifferenceKind::kValue, Value(Bytes{"a"}), Value(Bytes{"b"})}),
            "getpeercert() gives other bytes");
}

TEST(DifferenceWords, SomethingInsideAnAnswer) {
  EXPECT_EQ(words({"['subject'][1][0]", DifferenceKind::kMissing, Value(Tuple{}), std::nullopt}),
            "getpeercert(): ['subject'][*][*] is missing");
  EXPECT_EQ(words({"['x']", DifferenceKind::kSurplus, std::nullopt, Value(Tuple{})}),
            "getpeercert(): ['x'] is there and should not be");
  EXPECT_EQ(words({"['version']", DifferenceKind::kType, Value(Integer(3)), Value(Str{"3"})}),
            "getpeercert(): ['version'] is a str instead of an int");
  EXPECT_EQ(words({"['version']", DifferenceKind::kValue, Value(Integer(3)), Value(Integer(2))}),
            "getpeercert(): ['version'] is another int");
  EXPECT_EQ(words({"", DifferenceKind::kOrder, Value(List{}), Value(List{})}),
            "getpeercert(): the keys are in another order");
}

TEST(DifferenceWords, DetailsOfAnException) {
  EXPECT_EQ(words({".args[0]", DifferenceKind::kValue, Value(Integer(1)), Value(Integer(2))}),
            "getpeercert(): the exception's args[*] is another int");
  EXPECT_EQ(words({".warnings[0]", DifferenceKind::kSurplus, std::nullopt, Value(Other{"DeprecationWarning", ""})}),
            "getpeercert(): a warning of type DeprecationWarning");
}

TEST(WithoutAddresses, LongNumbersGoAndShortOnesStay) {
  EXPECT_EQ(without_addresses("at 0x7f3a10, process 1234567: 809C28AA0E7F0000:error:0A0000C7"),
            "at *, process *: *:error:*");
  EXPECT_EQ(without_addresses("TLS 1.3 on port 443, line 1006"), "TLS 1.3 on port 443, line 1006");
  EXPECT_EQ(without_addresses("it has no feature tls_1_0; the facade decade"),
            "it has no feature tls_1_0; the facade decade");
}

}  // namespace
}  // namespace peercert::report
