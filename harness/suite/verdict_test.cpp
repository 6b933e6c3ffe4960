#include "suite/verdict.h"

#include <gmock/gmock.h>

#include <array>
#include <set>
#include <string>
#include <vector>

namespace peercert::suite {
namespace {

constexpr std::array kAll{Verdict::kPass,  Verdict::kNote,    Verdict::kKnown,        Verdict::kSkip,
                          Verdict::kFixed, Verdict::kDiverge, Verdict::kFail,         Verdict::kError,
                          Verdict::kHang,  Verdict::kCrash,   Verdict::kProtocolError};

std::set<std::string> accepted(bool strict) {
  std::set<std::string> names;
  for (const Verdict verdict : kAll) {
    if (acceptable(verdict, strict)) names.emplace(to_string(verdict));
  }
  return names;
}

TEST(Verdict, EachHasItsName) {
  std::vector<std::string> names;
  for (const Verdict verdict : kAll) names.emplace_back(to_string(verdict));
  EXPECT_THAT(names, testing::ElementsAre("pass", "note", "known", "skip", "fixed", "diverge", "fail", "error", "hang",
                                          "crash", "protocol_error"));
}

TEST(Verdict, NotesAndFixedDriftAreAcceptedUnlessStrict) {
  EXPECT_EQ(accepted(false), (std::set<std::string>{"pass", "known", "skip", "note", "fixed"}));
  EXPECT_EQ(accepted(true), (std::set<std::string>{"pass", "known", "skip"}));
}

}  // namespace
}  // namespace peercert::suite
