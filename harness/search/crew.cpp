#include "search/crew.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <future>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "subject/parallel.h"

namespace peercert::search {
namespace {

using suite::Outcome;

// How many certificates go to a witness in one message, and after how many bytes there are no more.
constexpr std::size_t kBatch = 64;
constexpr std::size_t kBatchBytes = std::size_t{1} << 20;

// Queue hands certificates on, and lets the reader wait when it is far ahead.
class Queue {
 public:
  struct Closed : std::runtime_error {
    Closed() : std::runtime_error("nobody decodes any more") {}
  };

  // push throws Closed when nobody is going to take it.
  void push(Certificate certificate) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || waiting_.size() < 2 * kBatch; });
    if (closed_) throw Closed();
    waiting_.push_back(std::move(certificate));
    changed_.notify_all();
  }

  // pop returns some, or none when there are no more.
  std::vector<Certificate> pop() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || waiting_.size() >= kBatch; });
    std::vector<Certificate> batch;
    std::size_t bytes = 0;
    while (!waiting_.empty() && batch.size() < kBatch && bytes < kBatchBytes) {
      bytes += waiting_.front().der.size();
      batch.push_back(std::move(waiting_.front()));
      waiting_.pop_front();
    }
    changed_.notify_all();
    return batch;
  }

  void close() {
    const std::lock_guard<std::mutex> lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Certificate> waiting_;
  bool closed_ = false;
};

// Player is one instance of a witness. A new one takes the place of one that failed.
class Player {
 public:
  explicit Player(const subject::Entrant& entrant) : entrant_(entrant), subject_(entrant.make()) {}

  [[nodiscard]] const suite::SubjectInfo& info() const { return subject_->info(); }

  Outcome decode(const std::string& der) {
    if (left_alone()) return kLeftAlone;
    Outcome outcome = subject_->decode(der);
    if (!has_failed(outcome)) {
      failures_ = 0;
    } else if (++failures_ < kMostFailures) {
      subject_ = entrant_.make();
    }
    return outcome;
  }

  // decode_all decodes them in one go. A failure on the way is that of all of them, and does not count: whoever wants
  // to know whose it is asks again.
  std::vector<Outcome> decode_all(const std::vector<std::string>& ders) {
    if (left_alone()) return std::vector<Outcome>(ders.size(), kLeftAlone);
    std::vector<Outcome> outcomes = subject_->decode_all(ders);
    if (std::any_of(outcomes.begin(), outcomes.end(), has_failed)) subject_ = entrant_.make();
    return outcomes;
  }

 private:
  static inline const Outcome kLeftAlone{Outcome::Kind::kCrash, {}, "left alone after too many failures", 0};

  static bool has_failed(const Outcome& outcome) {
    return outcome.kind == Outcome::Kind::kCrash || outcome.kind == Outcome::Kind::kHang ||
           outcome.kind == Outcome::Kind::kProtocolError;
  }

  [[nodiscard]] bool left_alone() const { return failures_ == kMostFailures; }

  const subject::Entrant& entrant_;
  std::unique_ptr<subject::Subject> subject_;
  std::size_t failures_ = 0;  // in a row
};

using Team = std::vector<std::unique_ptr<Player>>;  // one player for each entrant

std::vector<Team> make_teams(const std::vector<subject::Entrant>& entrants, std::size_t jobs) {
  std::vector<Team> teams(jobs);
  for (Team& team : teams) team.resize(entrants.size());
  subject::in_parallel(jobs * entrants.size(), jobs, [&](std::size_t i) {
    const std::size_t who = i % entrants.size();
    teams[i / entrants.size()][who] = std::make_unique<Player>(entrants[who]);
  });
  return teams;
}

class Search {
 public:
  Search(std::vector<suite::SubjectInfo> witnesses, const std::vector<Known>& known, const SearchOptions& options)
      : tally_(std::move(witnesses), known), options_(options) {}

  // work decodes what there is until there is no more; when it cannot go on, nobody does.
  void work(Team& team) {
    try {
      for (auto batch = queue_.pop(); !batch.empty(); batch = queue_.pop()) decode(batch, team);
    } catch (...) {
      queue_.close();
      throw;
    }
  }

  Contents read(const Source& source) {
    const std::shared_ptr<Queue> closed_at_the_end(&queue_, [](Queue* queue) { queue->close(); });
    return source([this](Certificate certificate) { queue_.push(std::move(certificate)); });
  }

  [[nodiscard]] const Tally& tally() const { return tally_; }

 private:
  void decode(const std::vector<Certificate>& batch, Team& team) {
    std::vector<std::string> ders;
    for (const Certificate& certificate : batch) ders.push_back(certificate.der);
    std::vector<std::vector<Outcome>> answers;  // of each player
    for (const auto& player : team) answers.push_back(player->decode_all(ders));
    for (std::size_t i = 0; i < batch.size(); ++i) {
      std::vector<Outcome> outcomes;
      for (auto& of_player : answers) outcomes.push_back(std::move(of_player[i]));
      if (!all_say_the_same(outcomes)) outcomes = decode_alone(batch[i], team);
      add(batch[i], outcomes);
    }
  }

  // What is remarkable is not counted before it was seen on its own.
  static std::vector<Outcome> decode_alone(const Certificate& certificate, Team& team) {
    std::vector<Outcome> outcomes;
    for (const auto& player : team) outcomes.push_back(player->decode(certificate.der));
    return outcomes;
  }

  void add(const Certificate& certificate, const std::vector<Outcome>& outcomes) {
    const std::lock_guard<std::mutex> lock(mutex_);
    tally_.add(certificate, outcomes);
    options_.progress(++done_);
  }

  Queue queue_;
  std::mutex mutex_;  // of what follows
  Tally tally_;
  std::size_t done_ = 0;
  const SearchOptions& options_;
};

// The first failure of those who decode tells more than that the reader had nobody to read for.
void finish(std::vector<std::future<void>>& workers) {
  for (auto& worker : workers) worker.wait();
  for (auto& worker : workers) worker.get();
}

}  // namespace

Found search_corpus(const Source& source, const std::vector<subject::Entrant>& entrants,
                    const std::vector<Known>& known, const SearchOptions& options) {
  std::vector<Team> teams = make_teams(entrants, options.jobs);
  std::vector<suite::SubjectInfo> witnesses;
  for (const auto& player : teams.front()) witnesses.push_back(player->info());
  Search search(witnesses, known, options);
  std::vector<std::future<void>> workers;
  for (Team& team : teams) workers.push_back(std::async(std::launch::async, [&] { search.work(team); }));
  Contents contents;
  try {
    contents = search.read(source);
  } catch (const Queue::Closed&) {
    // finish says why
  }
  finish(workers);
  return {std::move(contents), std::move(witnesses), search.tally().scores(), search.tally().causes()};
}

}  // namespace peercert::search
