#include "report/causes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "report/results.h"
#include "report/sample_run.h"

namespace peercert::report {
namespace {

using testing::ElementsAre;

std::vector<std::string> texts(const Json& results, bool strict = false) {
  std::vector<std::string> out;
  const View view(results);
  for (const Cause& cause : causes(view, strict)) {
    out.push_back(std::to_string(cause.rows.size()) + " " + std::string(to_string(cause.verdict)) + " " + cause.text);
  }
  return out;
}

void fail(suite::Row& row, std::size_t step, const Value& expected, const Value& got, const std::string& path = "") {
  row.verdict = row.steps[step].verdict = suite::Verdict::kFail;
  const auto* other = got.get_if<Other>();
  if (other != nullptr) {
    row.steps[step].got.value.reset();
    row.steps[step].got.raised = Raised{other->type, {}, Tuple{}, Dict{}, ""};
  }
  row.steps[step].differences = {{path, DifferenceKind::kType, expected, got}};
}

void skip(suite::Row& row, const std::string& why) {
  row.verdict = suite::Verdict::kSkip;
  row.detail = why;
  row.steps.clear();
}

const Value kRaised = Other{"ValueError", "raised ValueError"};

TEST(Causes, NothingDiffers) {
  EXPECT_TRUE(texts(results_json(passing_run())).empty());
}

TEST(Causes, SameFaultInTwoPlacesIsOneCause) {
  auto run = sample_run();
  run.rows[0] = run.rows[2];
  run.rows[0].where["tls"] = "1.2";
  const Json results = results_json(run);
  EXPECT_THAT(texts(results), ElementsAre("2 fail getpeercert() gives None instead of an empty dict"));
  const View view(results);
  const Cause cause = causes(view).at(0);
  EXPECT_EQ(row_name(*cause.rows.front()), "validation/client_cert_none[tls=1.2,transport=memory]");
  EXPECT_EQ(cause.expected, "{}");
  EXPECT_EQ(cause.got, "None");
  EXPECT_THAT(cause.rules, ElementsAre("not_validated_is_empty"));
  EXPECT_EQ(shares_text(view, cause), "peercert 0.1.0 (2)");
}

TEST(Causes, SubjectsShareACause) {
  auto run = sample_run();
  run.rows[3] = run.rows[2];
  run.rows[3].subject = 1;
  const Json results = results_json(run);
  const View view(results);
  EXPECT_EQ(shares_text(view, causes(view).at(0)), "peercert 0.1.0 (1), CPython 3.11.2 (1)");
}

TEST(Causes, WhatFollowsAnExceptionStandsUnderIt) {
  auto run = passing_run();
  fail(run.rows[0], 0, None{}, kRaised);
  fail(run.rows[0], 1, Dict{}, kRaised);
  EXPECT_THAT(texts(results_json(run)), ElementsAre("1 fail handshake() raises ValueError instead of giving None"));
}

TEST(Causes, WorseThanWhatItFollowsHasACauseOfItsOwn) {
  auto run = passing_run();
  fail(run.rows[0], 0, None{}, kRaised);
  run.rows[0].steps[0].verdict = suite::Verdict::kKnown;
  run.rows[0].steps[0].drift = "early";
  run.rows[0].steps[0].message = "known drift 'early': why";
  fail(run.rows[0], 1, Dict{}, kRaised);
  EXPECT_THAT(
      texts(results_json(run)),
      ElementsAre("1 fail getpeercert() raises ValueError instead of giving an empty dict", "1 known early: why"));
}

TEST(Causes, IndependentFaultsOfARowAreTold) {
  auto run = passing_run();
  fail(run.rows[0], 1, Integer(3), Str{"3"}, "['version']");
  run.rows[0].steps[1].differences.push_back({"['subject'][0]", DifferenceKind::kMissing, Value(Tuple{}), {}});
  run.rows[0].steps[1].differences.push_back({"['subject'][1][0]", DifferenceKind::kMissing, Value(Tuple{}), {}});
  fail(run.rows[0], 2, Bytes{"a"}, None{});
  EXPECT_THAT(texts(results_json(run)), ElementsAre("1 fail getpeercert() gives None instead of bytes",
                                                    "1 fail getpeercert(): ['subject'][*] is missing",
                                                    "1 fail getpeercert(): ['version'] is a str instead of an int"));
}

TEST(Causes, MostRowsFirstButWhatCountsBeforeAll) {
  auto run = sample_run();
  skip(run.rows[1], "needs tls_1_2, which CPython 3.11.2, OpenSSL 3.0.19 does not have");
  skip(run.rows[3], "needs tls_1_2, which CPython 3.11.2, OpenSSL 3.0.19 does not have\nand more");
  EXPECT_THAT(texts(results_json(run)), ElementsAre("1 fail getpeercert() gives None instead of an empty dict",
                                                    "2 skip needs tls_1_2, which it does not have"));
}

TEST(Causes, NotesCountWhenStrict) {
  auto run = sample_run();
  run.rows[2].verdict = run.rows[2].steps[1].verdict = suite::Verdict::kNote;
  const Json results = results_json(run);
  EXPECT_FALSE(causes(View(results), false).at(0).counts);
  EXPECT_TRUE(causes(View(results), true).at(0).counts);
}

TEST(Causes, AsManyRowsAreOrderedByText) {
  auto run = sample_run();
  fail(run.rows[1], 2, Bytes{"a"}, None{});
  const Json results = results_json(run);
  EXPECT_THAT(texts(results), ElementsAre("1 fail getpeercert() gives None instead of an empty dict",
                                          "1 fail getpeercert() gives None instead of bytes"));
}

TEST(Causes, WhatIsInsideAnAnswerIsShownOfTheFirstThatHasIt) {
  auto run = passing_run();
  fail(run.rows[0], 1, Integer(3), Str{"3"}, "['version']");
  fail(run.rows[2], 1, Integer(4), Str{"4"}, "['version']");
  const Json results = results_json(run);
  const View view(results);
  const auto found = causes(view);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].rows.size(), 2U);
  EXPECT_EQ(found[0].expected, "3");
  EXPECT_EQ(found[0].got, "'3'");
}

TEST(Causes, OfAnOrderTheKeysAreShown) {
  const Json results = results_json(order_run());
  const View view(results);
  EXPECT_EQ(causes(view).at(0).expected, "['subject', 'issuer']");
  EXPECT_EQ(causes(view).at(0).got, "['issuer', 'subject']");
}

}  // namespace
}  // namespace peercert::report
