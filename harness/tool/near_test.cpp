#include "tool/near.h"

#include <gmock/gmock.h>

namespace peercert::tool {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<std::string> kWords{"run", "list", "forge", "subject", "subjects"};

TEST(NearWords, ASlipIsForgiven) {
  EXPECT_THAT(near_words("lst", kWords), ElementsAre("list"));
  EXPECT_THAT(near_words("froge", kWords), ElementsAre("forge"));
  EXPECT_THAT(near_words("subjekt", kWords), ElementsAre("subject", "subjects"));
}

TEST(NearWords, ABeginningIsEnough) {
  EXPECT_THAT(near_words("fo", kWords), ElementsAre("forge"));
}

TEST(NearWords, AnythingElseIsNot) {
  EXPECT_THAT(near_words("frobnicate", kWords), IsEmpty());
  EXPECT_THAT(near_words("x", kWords), IsEmpty());
}

}  // namespace
}  // namespace peercert::tool
