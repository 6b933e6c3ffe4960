#include "subject/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace peercert::subject {
namespace {

class Crew {
 public:
  Crew(std::size_t count, const std::function<void(std::size_t)>& act) : count_(count), act_(act) {}

  void work() {
    try {
      for (std::size_t mine = next_.fetch_add(1); mine < count_; mine = next_.fetch_add(1)) act_(mine);
    } catch (...) {
      next_ = count_;
      const std::lock_guard<std::mutex> lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
    }
  }

  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::size_t count_;
  const std::function<void(std::size_t)>& act_;
  std::atomic<std::size_t> next_{0};
  std::mutex mutex_;
  std::exception_ptr failure_;
};

}  // namespace

void in_parallel(std::size_t count, std::size_t jobs, const std::function<void(std::size_t)>& act) {
  Crew crew(count, act);
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < std::min(jobs, count); ++i) others.emplace_back([&crew] { crew.work(); });
  crew.work();
  for (std::thread& other : others) other.join();
  crew.rethrow();
}

}  // namespace peercert::subject
