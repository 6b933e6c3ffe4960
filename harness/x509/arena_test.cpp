#include "x509/arena.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace peercert {
namespace {

TEST(ArenaTest, KeepsCopies) {
  Arena arena(16);
  std::string text = "text";
  const std::string_view kept = arena.keep(text);
  text = "changed";
  EXPECT_EQ(kept, "text");
  EXPECT_TRUE(arena.keep("").empty());
}

TEST(ArenaTest, HasRoomForMoreThanWasLikely) {
  Arena arena(1);
  std::vector<std::string_view> kept;
  for (int i = 0; i < 1000; ++i) kept.push_back(arena.keep(std::to_string(i)));
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(kept[static_cast<std::size_t>(i)], std::to_string(i));
}

TEST(ArenaTest, ArraysAreAligned) {
  Arena arena(64);
  static_cast<void>(arena.keep("x"));
  const auto numbers = arena.array<std::uint64_t>(3);
  EXPECT_EQ(numbers.size(), 3U);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(numbers.data()) % alignof(std::uint64_t), 0U);
  EXPECT_TRUE(arena.array<std::uint64_t>(0).empty());
}

}  // namespace
}  // namespace peercert
