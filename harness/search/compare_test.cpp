#include "search/compare.h"

#include <gmock/gmock.h>

namespace peercert::search {
namespace {

using suite::Outcome;

const suite::SubjectInfo kInfo{"CPython", "3.6.15", "OpenSSL 3.0.19", {}};

Outcome gives(const Value& value) {
  suite::Observation seen;
  seen.value = value;
  return {Outcome::Kind::kObserved, {seen}, "", 0};
}

Outcome raises(const std::string& type, const std::string& text) {
  suite::Observation seen;
  seen.raised = Raised{type, {"Exception"}, Tuple{{Str{text}}}, Dict{}, text};
  return {Outcome::Kind::kObserved, {seen}, "", 0};
}

Value subject(const std::string& name) {
  return Dict{{{Str{"subject"}, Tuple{{Str{name}, Str{name}}}}}};
}

const std::vector<Known> kNothing;

TEST(Compare, SameAnswersAreCountedAndHaveNoCause) {
  Tally tally({kInfo, kInfo}, kNothing);
  tally.add({}, {gives(subject("a")), gives(subject("a"))});
  tally.add({}, {raises("E", "x (_ssl.c:1)"), raises("E", "x (_ssl.c:22)")});
  EXPECT_EQ(tally.scores()[0].same, 2U);
  EXPECT_EQ(tally.scores()[0].dictionaries, 1U);
  EXPECT_EQ(tally.scores()[0].exceptions, 1U);
  EXPECT_TRUE(tally.causes().empty());
}

TEST(Compare, TheReferenceIsComparedWithTheRecipe) {
  Tally tally({kInfo, kInfo}, kNothing);
  tally.add({0, "", 0, "", "", subject("b")}, {gives(subject("a")), gives(subject("a"))});
  tally.add({1, "", 0, "", "", subject("a")}, {gives(subject("a")), gives(subject("a"))});
  EXPECT_EQ(tally.scores()[0].same, 2U);
  EXPECT_EQ(tally.scores()[1].different, 1U);
  ASSERT_EQ(tally.causes().size(), 1U);
  EXPECT_EQ(tally.causes()[0].witness, 1U);
}

TEST(Compare, OneMemberIsOneCauseWithTheFirstCertificateAsItsExample) {
  Tally tally({kInfo, kInfo}, kNothing);
  tally.add({7, "later", 0, "77", "", {}}, {gives(subject("a")), gives(subject("b"))});
  tally.add({3, "first", 2, "33", ""}, {gives(subject("c")), gives(subject("d"))});
  const auto causes = tally.causes();
  ASSERT_EQ(causes.size(), 1U);
  EXPECT_EQ(causes[0].text, "decode(): ['subject'][*] is another str");
  EXPECT_EQ(causes[0].certificates, 2U);
  EXPECT_EQ(causes[0].example.file, "first");
  EXPECT_EQ(causes[0].example.index, 2U);
  EXPECT_EQ(tally.scores()[0].different, 2U);
}

TEST(Compare, AnotherExceptionIsOneCauseWithoutItsDetails) {
  Tally tally({kInfo, kInfo}, kNothing);
  tally.add({}, {raises("E", "x"), raises("F", "y")});
  ASSERT_EQ(tally.causes().size(), 1U);
  EXPECT_EQ(tally.causes()[0].text, "decode() raises E instead of F");
}

TEST(Compare, WhatIsKnownOfEitherSideIsCountedApart) {
  std::vector<Known> known(1);
  known[0].id = "k";
  known[0].raises = "E";
  Tally tally({kInfo, kInfo}, known);
  tally.add({}, {gives(subject("a")), raises("E", "x")});
  tally.add({}, {raises("E", "x"), gives(subject("a"))});
  tally.add({}, {raises("F", "x"), gives(subject("a"))});
  EXPECT_EQ(tally.scores()[0].known, 2U);
  EXPECT_EQ(tally.scores()[0].different, 1U);
  ASSERT_EQ(tally.causes().size(), 3U);
  EXPECT_EQ(tally.causes()[0].known, nullptr);
  EXPECT_EQ(tally.causes()[1].known, &known[0]);
}

TEST(Compare, CrashIsADifferenceAndASkipIsNot) {
  Tally tally({kInfo, kInfo, kInfo}, kNothing);
  const Outcome crash{Outcome::Kind::kCrash, {}, "killed by SIGSEGV\nmore", 0};
  const Outcome skip{Outcome::Kind::kSkip, {}, "cannot", 0};
  tally.add({}, {crash, skip, gives(subject("a"))});
  EXPECT_EQ(tally.scores()[0].failures, 1U);
  EXPECT_EQ(tally.scores()[0].different, 1U);
  EXPECT_EQ(tally.scores()[1].skips, 1U);
  EXPECT_EQ(tally.scores()[1].different, 0U);
  EXPECT_EQ(tally.causes()[0].text, "crash");
  EXPECT_EQ(tally.causes()[0].example.difference, "killed by SIGSEGV");
}

}  // namespace
}  // namespace peercert::search
