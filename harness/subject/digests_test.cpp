#include "subject/digests.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "subject/answer.h"
#include "value/json_text.h"
#include "value/literal.h"

namespace peercert::subject {
namespace {

using suite::Outcome;
using testing::HasSubstr;

// hashlib.sha256(pickle.dumps(('a',), 3)).hexdigest(), without the memo
constexpr const char* kDigest = "4f96802f1de1f08b9bc8c81a6bec4147059c3894b3cdaffbf9b13042071d40c9";

TEST(Digests, AreThoseOfThePickledValue) {
  EXPECT_EQ(digest_of(parse_literal("('a',)")), kDigest);
  EXPECT_NE(digest_of(parse_literal("['a']")), kDigest);
}

TEST(Digests, WarningsAndExceptionsHaveNone) {
  suite::Observation observation{"decode", parse_literal("('a',)"), {}, {}, {}};
  EXPECT_EQ(digest_of(observation), kDigest);
  observation.warnings.push_back({"DeprecationWarning", "old"});
  EXPECT_EQ(digest_of(observation), std::nullopt);
  EXPECT_EQ(digest_of(suite::Observation{"decode", {}, Raised{}, {}, {}}), std::nullopt);
}

TEST(Digests, BatchIsReadBack) {
  const std::vector<std::string> ders = {"", "M", std::string(100, 'x')};
  EXPECT_EQ(ders_of(parse_json(Batch(ders).pems)), ders);
}

std::string message_of(const std::vector<std::string>& ders) {
  return decode_digests_message({"decode_digests", 17}, Batch(ders));
}

TEST(Digests, BatchMessageIsReadAsItIsWritten) {
  const std::vector<std::string> ders = {"M", std::string(48, 'x'), std::string(100, 'y')};
  const auto read = read_batch_message(message_of(ders));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->number, 17U);
  EXPECT_EQ(read->ders, ders);
}

TEST(Digests, EveryOtherTextIsNoBatchMessage) {
  const std::string good = message_of({"M", "N"});
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string other = good;
    other.erase(i, 1);
    const auto read = read_batch_message(other);
    if (read) {
      EXPECT_EQ(decode_digests_message({"decode_digests", read->number}, Batch(read->ders)), other) << i;
    }
    EXPECT_FALSE(read_batch_message(good.substr(0, i))) << i;
  }
  for (const std::string& other :
       {good + " ", std::string("{\"peercert\":1,\"decode_digests\":01") + good.substr(33)}) {
    EXPECT_FALSE(read_batch_message(other)) << other;
  }
  EXPECT_FALSE(read_batch_message(message_of({}))) << "of none";
}

std::string refusal_of(const std::string& pems) {
  try {
    (void)ders_of(parse_json(pems));
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

TEST(Digests, WhatIsNoPemIsNamed) {
  EXPECT_THAT(refusal_of(R"(["x"])"), HasSubstr("message/pems/0: expected one certificate in PEM"));
  EXPECT_THAT(refusal_of(R"([1])"), HasSubstr("message/pems/0"));
  EXPECT_THAT(refusal_of(R"("x")"), HasSubstr("message/pems: expected a list"));
}

std::vector<Decoded> read(const std::string& observations, std::size_t count) {
  return read_decode_digests_answer(R"({"peercert":1,"decode_digests":3,)" + observations + "}", {"decode_digests", 3},
                                    count);
}

TEST(Digests, AnswerHoldsDigestsObservationsAndRefusals) {
  const auto all = read(std::string(R"("observations":[")") + kDigest +
                            R"(",{"step":"decode","value":true,"warnings":[]},{"skip":"no"}])",
                        3);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].digest, kDigest);
  EXPECT_EQ(all[1].outcome.observations.at(0).value, Value(true));
  EXPECT_EQ(all[2].outcome.kind, Outcome::Kind::kSkip);
}

TEST(Digests, WrongAnswerIsAProtocolErrorOfEach) {
  for (const char* wrong : {R"("observations":[])", R"("observations":["ff","ff"])", R"("other":1)"}) {
    const auto all = read(wrong, 2);
    ASSERT_EQ(all.size(), 2U) << wrong;
    EXPECT_EQ(all[1].outcome.kind, Outcome::Kind::kProtocolError) << wrong;
  }
}

}  // namespace
}  // namespace peercert::subject
