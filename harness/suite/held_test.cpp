// What is held against a rule, and what is taken from an observation before.
#include "suite/held.h"

#include "suite/test_suite.h"

namespace peercert::suite {
namespace {

TEST(WithoutPositions, GoFromDictionariesAndAttributesAsWell) {
  Observation seen = raised("ssl.SSLError", "(1, [{'k': 'b (_ssl.c:3)'}])");
  seen.raised->attributes = parse_literal("{'strerror': 'c (_ssl.c:4)', 'errno': 1}");
  seen = without_positions(seen);
  EXPECT_EQ(seen.raised->args, parse_literal("(1, [{'k': 'b'}])"));
  EXPECT_EQ(seen.raised->attributes, parse_literal("{'strerror': 'c', 'errno': 1}"));
}

TEST(OutcomeOf, BothKindsOfWaitingWantMore) {
  EXPECT_EQ(outcome_of(raised("ssl.SSLWantReadError")), "wants_more");
  EXPECT_EQ(outcome_of(raised("ssl.SSLWantWriteError")), "wants_more");
  EXPECT_EQ(outcome_of(raised("E", "()", {"ssl.SSLWantWriteError"})), "wants_more");
  EXPECT_EQ(outcome_of(raised("ssl.SSLError")), "failed");
  EXPECT_EQ(outcome_of(gave("1")), "done");
}

TEST(AsValue, AnExceptionReadsAsItsCallAndNamesItsSide) {
  Observation seen = raised("ValueError", "('no',)");
  EXPECT_EQ(as_value(seen), Value(Other{"ValueError", "raised ValueError('no')"}));
  seen.raised->args = parse_literal("(1, 'no')");
  EXPECT_EQ(as_value(seen), Value(Other{"ValueError", "raised ValueError(1, 'no')"}));
  seen.on = "client";
  EXPECT_EQ(as_value(seen), Value(Other{"ValueError", "raised ValueError(1, 'no') on client"}));
}

TEST(HeldAgainst, AnOutcomeThatIsAnotherSaysBoth) {
  Expectation expected;
  expected.outcome = "done";
  EXPECT_TRUE(held_against(expected, gave("7")).at_level.empty());
  const Held held = held_against(expected, raised("E"));
  ASSERT_EQ(held.at_level.size(), 1U);
  EXPECT_EQ(held.at_level[0].expected, Value(Other{"outcome", "done"}));
  EXPECT_EQ(held.at_level[0].got, Value(Other{"E", "raised E()"}));
}

TEST(HeldAgainst, AValueBesideAnExceptionIsNeither) {
  Observation both = raised("ValueError");
  both.value = parse_literal("1");
  EXPECT_EQ(held_against(value("1"), both).at_level.size(), 1U);
  EXPECT_EQ(held_against(raises("ValueError"), both).at_level.size(), 1U);
}

TEST(HeldAgainst, WhatWasToBeRaisedIsToldWithItsArgumentsAndSide) {
  Expectation expected = raises("ValueError");
  EXPECT_EQ(held_against(expected, gave("1")).at_level.at(0).expected, Value(Other{"ValueError", "raised ValueError"}));
  expected.args = parse_literal("('no',)");
  expected.on = "server";
  EXPECT_EQ(held_against(expected, gave("1")).at_level.at(0).expected,
            Value(Other{"ValueError", "raised ValueError('no') on server"}));
}

TEST(Prepared, WhatAStepMustGiveHangsOnItsVerb) {
  EXPECT_TRUE(prepared("do_handshake", raised("ssl.SSLWantReadError")));
  EXPECT_FALSE(prepared("do_handshake", raised("ssl.SSLError")));
  EXPECT_FALSE(prepared("handshake", raised("ssl.SSLWantReadError")));
  EXPECT_TRUE(prepared("write", gave("4")));
  EXPECT_TRUE(prepared("connect_ex", gave("111")));
  EXPECT_FALSE(prepared("handshake", gave("4")));
  EXPECT_FALSE(prepared("no_such_verb", raised("ssl.SSLWantReadError")));
  EXPECT_FALSE(must_succeed("no_such_verb"));
}

}  // namespace
}  // namespace peercert::suite
