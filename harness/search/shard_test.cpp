#include "search/shard.h"

#include <gmock/gmock.h>

#include <stdexcept>
#include <string>

namespace peercert::search {
namespace {

TEST(Shard, IsOneOfSeveral) {
  EXPECT_EQ(parse_shard("2/8"), (Shard{2, 8}));
  EXPECT_EQ(parse_shard("1/1"), Shard());
}

TEST(Shard, AnythingElseIsRefused) {
  for (const char* text : {"", "2", "2/", "/2", "0/2", "3/2", "-1/2", "1/2/3", "1/0", "a/b", " 1/2", "1/2 "}) {
    EXPECT_THROW((void)parse_shard(text), std::runtime_error) << text;
  }
}

TEST(Shard, ByTheBeginningOfTheSha256) {
  const Shard second{2, 4};
  EXPECT_TRUE(second.has("00000005" + std::string(56, 'f')));
  EXPECT_FALSE(second.has("00000006" + std::string(56, 'f')));
  EXPECT_THROW((void)second.has("no digest"), std::invalid_argument);
}

TEST(Shard, EveryNumberIsInExactlyOne) {
  for (std::uint64_t number = 0; number < 20; ++number) {
    int in = 0;
    for (const Shard shard : {Shard{1, 3}, Shard{2, 3}, Shard{3, 3}}) in += shard.has(number) ? 1 : 0;
    EXPECT_EQ(in, 1) << number;
  }
}

TEST(Shard, ShareIsHowManyOfTheFirst) {
  for (const Shard shard : {Shard{1, 3}, Shard{2, 3}, Shard{3, 3}, Shard()}) {
    std::uint64_t in = 0;
    for (std::uint64_t count = 0; count < 20; ++count) {
      EXPECT_EQ(shard.share_of(count), in) << shard.number << " " << count;
      if (shard.has(count)) ++in;
    }
  }
}

}  // namespace
}  // namespace peercert::search
