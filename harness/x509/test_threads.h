// Several threads that do the same at once, for tests of what they may do. The tsan preset is what these tests are for:
// elsewhere they see wrong answers only.
#ifndef PEERCERT_X509_TEST_THREADS_H
#define PEERCERT_X509_TEST_THREADS_H

#include <atomic>
#include <chrono>
#include <future>
#include <thread>
#include <vector>

namespace peercert::test {

inline constexpr int kThreads = 4;
inline constexpr int kTimes = 50;
inline constexpr int kAlways = kThreads * kTimes;

// in_threads returns how often `is_right` was true: kThreads threads begin together and call it kTimes times each.
template <typename Check>
int in_threads(const Check& is_right) {
  std::atomic<int> waiting = kThreads;
  std::vector<std::future<int>> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.push_back(std::async(std::launch::async, [&] {
      for (--waiting; waiting > 0;) std::this_thread::yield();
      int right = 0;
      for (int j = 0; j < kTimes; ++j) right += is_right() ? 1 : 0;
      return right;
    }));
  }
  int right = 0;
  for (auto& thread : threads) right += thread.get();
  return right;
}

// right_meanwhile returns whether `is_right` was true each time that this thread called it, once at least, while
// in_threads(others) was at work, and whether they were right each time, too.
template <typename Check, typename Others>
bool right_meanwhile(const Check& is_right, const Others& others) {
  auto at_work = std::async(std::launch::async, [&] { return in_threads(others); });
  bool right = true;
  do {
    right = is_right() && right;
  } while (at_work.wait_for(std::chrono::seconds(0)) != std::future_status::ready);
  return at_work.get() == kAlways && right;
}

}  // namespace peercert::test

#endif
