#include "subject/runner.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

#include "subject/with_peers.h"

namespace peercert::subject {
namespace {

class Crew {
 public:
  Crew(const Factory& factory, const std::vector<const suite::Scenario*>& scenarios,
       const std::function<void()>& progress, std::vector<suite::Outcome>& outcomes)
      : factory_(factory), scenarios_(scenarios), progress_(progress), outcomes_(outcomes) {}

  // work plays on `subject`, or on one more instance, until no scenario is left.
  void work(std::unique_ptr<Subject> subject) {
    try {
      while (true) {
        const std::size_t mine = next_.fetch_add(1);
        if (mine >= scenarios_.size()) return;
        if (!subject) subject = factory_();
        outcomes_[mine] = run_with_peers(*subject, *scenarios_[mine]);
        const std::lock_guard<std::mutex> lock(mutex_);
        progress_();
      }
    } catch (...) {
      next_ = scenarios_.size();
      const std::lock_guard<std::mutex> lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
    }
  }

  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  const Factory& factory_;
  const std::vector<const suite::Scenario*>& scenarios_;
  const std::function<void()>& progress_;
  std::vector<suite::Outcome>& outcomes_;
  std::atomic<std::size_t> next_{0};
  std::mutex mutex_;
  std::exception_ptr failure_;
};

}  // namespace

Played play(std::unique_ptr<Subject> first, const Factory& factory,
            const std::vector<const suite::Scenario*>& scenarios, std::size_t jobs,
            const std::function<void()>& progress) {
  Played played{first->info(), std::vector<suite::Outcome>(scenarios.size())};
  Crew crew(factory, scenarios, progress, played.outcomes);
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < std::min(jobs, scenarios.size()); ++i) {
    others.emplace_back([&crew] { crew.work(nullptr); });
  }
  crew.work(std::move(first));
  for (std::thread& other : others) other.join();
  crew.rethrow();
  return played;
}

}  // namespace peercert::subject
