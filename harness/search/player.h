// One instance of a witness, which decodes batches while somebody else looks at what came of those before.
#ifndef PEERCERT_SEARCH_PLAYER_H
#define PEERCERT_SEARCH_PLAYER_H

#include <cstddef>
#include <deque>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "search/lane.h"
#include "subject/session.h"

namespace peercert::search {

// A witness that does not answer this many certificates in a row is left alone, and the rest counts as failures.
inline constexpr std::size_t kMostFailures = 100;

// Player is for one thread. A new instance takes the place of one that failed.
class Player {
 public:
  // Player throws subject::StartError, as do decode and renew.
  explicit Player(const subject::Entrant& entrant) : entrant_(entrant), subject_(entrant.make()) {}
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;

  [[nodiscard]] const suite::SubjectInfo& info() const { return subject_->info(); }

  // begin has a batch decoded, after those that were begun before. A failure on the way is that of all of them, and
  // does not count: whoever wants to know whose it is asks again with decode.
  [[nodiscard]] std::future<subject::ReadDecoded> begin(std::shared_ptr<const subject::Batch> batch);

  // wait returns when nothing is being decoded any more.
  void wait() { lane_.wait(); }

  // renew and decode are for when nothing is being decoded.
  void renew() { subject_ = entrant_.make(); }
  [[nodiscard]] suite::Outcome decode(const std::string& der);

 private:
  // The batches that were begun, until their turn comes; what the lane decodes meanwhile can be told of the first.
  class Upcoming {
   public:
    void add(std::shared_ptr<const subject::Batch> batch) {
      const std::lock_guard<std::mutex> lock(mutex_);
      batches_.push_back(std::move(batch));
    }

    // Returns the one whose turn it is, and the one after it, if that is known yet.
    std::pair<std::shared_ptr<const subject::Batch>, std::shared_ptr<const subject::Batch>> take() {
      const std::lock_guard<std::mutex> lock(mutex_);
      auto batch = std::move(batches_.front());
      batches_.pop_front();
      return {std::move(batch), batches_.empty() ? nullptr : batches_.front()};
    }

   private:
    std::mutex mutex_;
    std::deque<std::shared_ptr<const subject::Batch>> batches_;
  };

  [[nodiscard]] bool left_alone() const { return failures_ == kMostFailures; }

  const subject::Entrant& entrant_;
  std::unique_ptr<subject::Subject> subject_;
  std::size_t failures_ = 0;  // in a row
  Upcoming upcoming_;
  Lane<subject::ReadDecoded> lane_;
};

// is_failure returns whether the witness itself may have come to its end.
[[nodiscard]] bool is_failure(const suite::Outcome& outcome);

using Team = std::vector<std::unique_ptr<Player>>;  // one player for each entrant

// make_teams starts `jobs` instances of each entrant, `jobs` at a time. Throws subject::StartError.
[[nodiscard]] std::vector<Team> make_teams(const std::vector<subject::Entrant>& entrants, std::size_t jobs);

}  // namespace peercert::search

#endif
