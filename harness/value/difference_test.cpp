#include "value/difference.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "value/literal.h"

namespace peercert {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// lines returns the description of each difference between two literals.
std::vector<std::string> lines(std::string_view expected, std::string_view got, DictOrder order = DictOrder::kCounts) {
  std::vector<std::string> descriptions;
  for (const Difference& difference : differences(parse_literal(expected), parse_literal(got), order)) {
    descriptions.push_back(describe(difference));
  }
  return descriptions;
}

TEST(Differences, EqualValuesHaveNone) {
  EXPECT_THAT(lines("{'a': (1, [b'x', None, nan])}", "{'a': (1, [b'x', None, nan])}"), IsEmpty());
}

TEST(Differences, TypeIsToldAsSuchAndNotLookedInto) {
  EXPECT_THAT(lines("{'version': 3}", "{'version': '3'}"), ElementsAre("['version']: expected 3 (int), got '3' (str)"));
  EXPECT_THAT(lines("(1, 2)", "[1, 3]"), ElementsAre("the value: expected (1, 2) (tuple), got [1, 3] (list)"));
  EXPECT_THAT(lines("True", "1"), ElementsAre("the value: expected True (bool), got 1 (int)"));
}

TEST(Differences, TypesOfOthersAreTheirNames) {
  const auto found = differences(Other{"a.A", "x"}, Other{"a.B", "x"});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, DifferenceKind::kType);
  EXPECT_EQ(describe(found[0]), "the value: expected x (a.A), got x (a.B)");
}

TEST(Differences, AllOfThemAreFoundWithTheirPaths) {
  EXPECT_THAT(lines("{'subject': ((('CN', 'a'),),), 'x': (1, 2, 3)}", "{'subject': ((('CN', 'b'),),), 'x': (9, 2, 8)}"),
              ElementsAre("['subject'][0][0][1]: expected 'a', got 'b'", "['x'][0]: expected 1, got 9",
                          "['x'][2]: expected 3, got 8"));
}

TEST(Differences, PathsAreLiteralsOfTheKeys) {
  EXPECT_THAT(lines("{b'k': {(1, None): '\xC3\xA9'}}", "{b'k': {(1, None): 'e'}}"),
              ElementsAre(R"([b'k'][(1, None)]: expected '\xe9', got 'e')"));
}

TEST(Differences, ItemsBeyondTheOtherSideAreMissingOrSurplus) {
  EXPECT_THAT(lines("[1, 2, 3]", "[1]"), ElementsAre("[1]: missing, expected 2", "[2]: missing, expected 3"));
  EXPECT_THAT(lines("((),)", "((4, 5),)"), ElementsAre("[0][0]: surplus, got 4", "[0][1]: surplus, got 5"));
}

TEST(Differences, KeysAreMissingOrSurplus) {
  EXPECT_THAT(lines("{'a': 1, 'OCSP': ('http://a',)}", "{'b': None, 'a': 1}"),
              ElementsAre("['OCSP']: missing, expected ('http://a',)", "['b']: surplus, got None"));
}

TEST(Differences, KeysOfDifferentTypesAreDifferentKeys) {
  EXPECT_THAT(lines("{'a': 1}", "{b'a': 1}"), ElementsAre("['a']: missing, expected 1", "[b'a']: surplus, got 1"));
}

TEST(Differences, OrderOfCommonKeysIsOneDifferenceAfterTheOthers) {
  EXPECT_THAT(lines("{'d': {'a': 1, 'b': 2, 'c': 3}}", "{'d': {'c': 3, 'x': 0, 'a': 9}}"),
              ElementsAre("['d']['a']: expected 1, got 9", "['d']['b']: missing, expected 2",
                          "['d']['x']: surplus, got 0", "['d']: expected the order ['a', 'c'], got ['c', 'a']"));
}

TEST(Differences, SurplusKeysInBetweenDoNotChangeTheOrder) {
  EXPECT_THAT(lines("{'a': 1, 'b': 2}", "{'a': 1, 'x': 0, 'b': 2}"), ElementsAre("['x']: surplus, got 0"));
}

TEST(Differences, OrderCanBeIgnoredAtAnyDepth) {
  EXPECT_THAT(lines("[{'a': {'b': 1, 'c': 2}, 'd': 3}]", "[{'d': 3, 'a': {'c': 2, 'b': 1}}]", DictOrder::kIgnored),
              IsEmpty());
  EXPECT_THAT(lines("[{'a': 1}, 2]", "[{'a': 1}, 3]", DictOrder::kIgnored), ElementsAre("[1]: expected 2, got 3"));
}

TEST(Differences, OrderOfItemsIsNeverIgnored) {
  EXPECT_THAT(lines("[1, 2]", "[2, 1]", DictOrder::kIgnored),
              ElementsAre("[0]: expected 1, got 2", "[1]: expected 2, got 1"));
}

TEST(Differences, FloatsAreComparedByBits) {
  EXPECT_THAT(lines("0.0", "-0.0"), ElementsAre("the value: expected 0.0, got -0.0"));
  EXPECT_THAT(lines("nan", "nan"), IsEmpty());
}

TEST(Differences, CarryKindAndValues) {
  const auto found = differences(parse_literal("{'a': 1, 'b': 2}"), parse_literal("{'b': 2, 'a': 1}"));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].path, "");
  EXPECT_EQ(to_string(found[0].kind), "order");
  EXPECT_EQ(found[0].expected, parse_literal("['a', 'b']"));
  EXPECT_EQ(found[0].got, parse_literal("['b', 'a']"));
}

TEST(Differences, MissingHasNoGotAndSurplusNoExpected) {
  const auto found = differences(parse_literal("{'a': None}"), parse_literal("{'b': None}"));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].kind, DifferenceKind::kMissing);
  EXPECT_EQ(found[0].expected, Value(None{}));
  EXPECT_EQ(found[0].got, std::nullopt);
  EXPECT_EQ(found[1].kind, DifferenceKind::kSurplus);
  EXPECT_EQ(found[1].expected, std::nullopt);
  EXPECT_EQ(found[1].got, Value(None{}));
}

TEST(Differences, KindsHaveNames) {
  EXPECT_EQ(to_string(DifferenceKind::kType), "type");
  EXPECT_EQ(to_string(DifferenceKind::kValue), "value");
  EXPECT_EQ(to_string(DifferenceKind::kMissing), "missing");
  EXPECT_EQ(to_string(DifferenceKind::kSurplus), "surplus");
  EXPECT_EQ(to_string(DifferenceKind::kOrder), "order");
}

TEST(Describe, LeavesOutAndCountsTheMiddleOfWhatIsLong) {
  const Difference fits{"", DifferenceKind::kSurplus, std::nullopt, Str{std::string(198, 'a')}};
  EXPECT_EQ(describe(fits), "the value: surplus, got '" + std::string(198, 'a') + "'");
  const Difference longer{"", DifferenceKind::kSurplus, std::nullopt, Str{std::string(1000, 'a')}};
  EXPECT_EQ(describe(longer), "the value: surplus, got '" + std::string(99, 'a') + "...(802 characters left out)..." +
                                  std::string(99, 'a') + "'");
}

TEST(Describe, IsOneLineWhateverReprSaid) {
  const Difference difference{"", DifferenceKind::kSurplus, std::nullopt, Other{"a.A", "<A\nB>"}};
  EXPECT_EQ(describe(difference), "the value: surplus, got <A B>");
}

}  // namespace
}  // namespace peercert
