#include "search/lane.h"

#include <gmock/gmock.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace peercert::search {
namespace {

TEST(Lane, DoesOneAfterTheOther) {
  std::string done;  // of one thread alone
  Lane<int> lane;
  std::vector<std::future<int>> results;
  for (int i = 0; i < 5; ++i) {
    results.push_back(lane.give(Lane<int>::Task([&done, i] {
      done += std::to_string(i);
      return i;
    })));
  }
  lane.wait();
  EXPECT_EQ(done, "01234");
  EXPECT_EQ(results[3].get(), 3);
}

TEST(Lane, GoesOnAfterWhatThrows) {
  Lane<int> lane;
  auto thrown = lane.give(Lane<int>::Task([]() -> int { throw std::runtime_error("no"); }));
  auto after = lane.give(Lane<int>::Task([] { return 7; }));
  EXPECT_THROW((void)thrown.get(), std::runtime_error);
  EXPECT_EQ(after.get(), 7);
}

TEST(Lane, KeepsNothingOfWhatIsDone) {
  const auto held = std::make_shared<int>(1);
  Lane<int> lane;
  (void)lane.give(Lane<int>::Task([held] { return *held; })).get();
  lane.wait();
  EXPECT_EQ(held.use_count(), 1);
}

TEST(Lane, EndsWithEverythingDone) {
  int done = 0;
  {
    Lane<int> lane;
    for (int i = 0; i < 10; ++i) (void)lane.give(Lane<int>::Task([&done] { return ++done; }));
  }
  EXPECT_EQ(done, 10);
}

}  // namespace
}  // namespace peercert::search
