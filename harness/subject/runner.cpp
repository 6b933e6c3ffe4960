#include "subject/runner.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

#include "subject/parallel.h"
#include "subject/with_peers.h"

namespace peercert::subject {
namespace {

class Game {
 public:
  Game(std::vector<Contender> contenders, const std::vector<const suite::Scenario*>& scenarios,
       const std::function<void(std::size_t)>& progress)
      : contenders_(std::move(contenders)),
        scenarios_(scenarios),
        progress_(progress),
        next_(contenders_.size()),
        outcomes_(contenders_.size(), std::vector<suite::Outcome>(scenarios.size())) {}

  // work goes from contender to contender and plays what others have left.
  void work() {
    for (std::size_t who = 0; who < contenders_.size(); ++who) {
      const std::unique_ptr<Subject> subject = join(who);
      while (const std::optional<std::size_t> mine = subject ? take(who) : std::nullopt) {
        outcomes_[who][*mine] = run_with_peers(*subject, *scenarios_[*mine]);
        const std::lock_guard<std::mutex> lock(mutex_);
        progress_(who);
      }
    }
  }

  [[nodiscard]] std::vector<std::vector<suite::Outcome>> outcomes() && { return std::move(outcomes_); }

 private:
  // An instance to play on, or null when there is nothing left to play or no further instance. Whoever comes first has
  // one, and stays until everything is played.
  std::unique_ptr<Subject> join(std::size_t who) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (next_[who] == scenarios_.size()) return nullptr;
      if (contenders_[who].first) return std::move(contenders_[who].first);
    }
    try {
      return contenders_[who].factory();
    } catch (const StartError&) {
      return nullptr;
    }
  }

  std::optional<std::size_t> take(std::size_t who) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (next_[who] == scenarios_.size()) return std::nullopt;
    return next_[who]++;
  }

  std::vector<Contender> contenders_;
  const std::vector<const suite::Scenario*>& scenarios_;
  const std::function<void(std::size_t)>& progress_;
  std::mutex mutex_;
  std::vector<std::size_t> next_;  // by contender: the first scenario that nobody has taken
  std::vector<std::vector<suite::Outcome>> outcomes_;
};

}  // namespace

std::vector<std::vector<suite::Outcome>> play(std::vector<Contender> contenders,
                                              const std::vector<const suite::Scenario*>& scenarios, std::size_t jobs,
                                              const std::function<void(std::size_t)>& progress) {
  Game game(std::move(contenders), scenarios, progress);
  in_parallel(std::max(jobs, std::size_t{1}), jobs, [&game](std::size_t /*worker*/) { game.work(); });
  return std::move(game).outcomes();
}

}  // namespace peercert::subject
