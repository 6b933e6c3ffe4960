#include "search/crew.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "search/player.h"
#include "search/queue.h"
#include "subject/process.h"

namespace peercert::search {
namespace {

using subject::Batch;
using subject::Decoded;
using suite::Outcome;

// So many batches are on their way: fewer than a subject may fail in a row without being given up.
constexpr std::size_t kMostFlights = 4;
static_assert(kMostFlights <= subject::ProcessSubject::kMostRestarts);

// Flight is a batch that all of a team were given to decode.
struct Flight {
  std::vector<Certificate> certificates;
  std::vector<std::future<subject::ReadDecoded>> answers;  // of each player
};

Flight send(std::vector<Certificate> certificates, Team& team) {
  Flight flight;
  std::vector<std::string> ders;
  for (const Certificate& certificate : certificates) ders.push_back(certificate.der);
  const auto batch = std::make_shared<const Batch>(std::move(ders));
  for (const auto& player : team) flight.answers.push_back(player->begin(batch));
  flight.certificates = std::move(certificates);
  return flight;
}

// Remarks are what a batch has that must be seen again, each on its own.
struct Remarks {
  std::vector<std::size_t> certificates;
  std::vector<bool> failed;  // which of the players
};

class Search {
 public:
  Search(std::vector<suite::SubjectInfo> witnesses, const std::vector<Known>& known, const SearchOptions& options)
      : options_(options), queue_(options.jobs), tally_(std::move(witnesses), known) {}

  // work decodes what there is until there is no more; when it cannot go on, nobody does. One batch is looked at while
  // the next are decoded, so that no witness waits for us, nor the quicker one for the other.
  void work(Team& team) {
    try {
      for (std::deque<Flight> flights; send_more(flights, team); flights.pop_front()) finish(flights.front(), team);
    } catch (...) {
      const std::lock_guard<std::mutex> lock(mutex_);
      failed_ = true;
      counted_.notify_all();
      queue_.close();
      throw;
    }
  }

  // read returns nullopt when it was stopped on the way.
  std::optional<Contents> read(const Source& source) {
    const std::shared_ptr<Queue> closed_at_the_end(&queue_, [](Queue* queue) { queue->close(); });
    try {
      return source([this](Certificate certificate) { take(std::move(certificate)); });
    } catch (const Stopped&) {
      save();
      return std::nullopt;
    }
  }

  [[nodiscard]] const Tally& tally() const { return tally_; }

 private:
  struct Stopped {};

  // Returns false when there is nothing more to come. Waits only when nothing is on its way.
  bool send_more(std::deque<Flight>& flights, Team& team) {
    while (flights.size() < kMostFlights) {
      auto batch = flights.empty() ? queue_.pop() : queue_.pop_if_ready();
      if (batch.empty()) break;
      flights.push_back(send(std::move(batch), team));
    }
    return !flights.empty();
  }

  void take(Certificate certificate) {
    if (options_.stop()) throw Stopped();
    if (options_.save && std::chrono::steady_clock::now() - saved_ >= options_.save_every) save();
    Position after{certificate.number + 1, certificate.trail};
    queue_.push(std::move(certificate));
    position_ = std::move(after);
    ++pushed_;
  }

  // Waits until everything that was taken is counted, and hands over what came of it.
  void save() {
    if (!options_.save || position_.taken == 0) return;
    queue_.flush(true);
    {
      std::unique_lock<std::mutex> lock(mutex_);
      counted_.wait(lock, [&] { return failed_ || done_ == pushed_; });
      if (failed_) throw Queue::Closed();
    }
    queue_.flush(false);
    options_.save({position_, tally_.witnesses(), tally_.scores(), tally_.causes()});
    saved_ = std::chrono::steady_clock::now();
  }

  void finish(Flight& flight, Team& team) {
    const Remarks remarks = add_same(flight);
    if (remarks.certificates.empty()) return;
    for (std::size_t i = 0; i < team.size(); ++i) {
      team[i]->wait();
      if (remarks.failed[i]) team[i]->renew();
    }
    for (const std::size_t i : remarks.certificates) add_alone(flight.certificates[i], team);
  }

  // Counts those of which all say the same.
  Remarks add_same(Flight& flight) {
    Remarks remarks;
    std::vector<std::vector<Decoded>> answers;  // of each player
    for (auto& answer : flight.answers) {
      answers.push_back(answer.get()());
      remarks.failed.push_back(std::any_of(answers.back().begin(), answers.back().end(),
                                           [](const Decoded& one) { return is_failure(one.outcome); }));
    }
    for (std::size_t i = 0; i < flight.certificates.size(); ++i) {
      std::vector<Decoded> all;
      for (auto& of_player : answers) all.push_back(std::move(of_player[i]));
      if (!add_if_same(flight.certificates[i], all)) remarks.certificates.push_back(i);
    }
    return remarks;
  }

  bool add_if_same(const Certificate& certificate, std::vector<Decoded>& all) {
    if (have_the_same_digest(all)) {
      if (certificate.expected && subject::digest_of(*certificate.expected) != all.back().digest) return false;
      add([&] { tally_.add_same_values(); });
      return true;
    }
    std::vector<Outcome> outcomes;
    for (Decoded& one : all) {
      if (one.digest) return false;
      outcomes.push_back(std::move(one.outcome));
    }
    if (!all_say_the_same(outcomes)) return false;
    add([&] { tally_.add(certificate, outcomes); });
    return true;
  }

  // What is remarkable is not counted before it was seen on its own.
  void add_alone(const Certificate& certificate, Team& team) {
    std::vector<Outcome> outcomes;
    for (const auto& player : team) outcomes.push_back(player->decode(certificate.der));
    add([&] { tally_.add(certificate, outcomes); });
  }

  template <typename Count>
  void add(const Count& count) {
    const std::lock_guard<std::mutex> lock(mutex_);
    count();
    options_.progress(++done_);
    counted_.notify_all();
  }

  const SearchOptions& options_;
  Queue queue_;

  // of the thread that reads
  Position position_;
  std::size_t pushed_ = 0;
  std::chrono::steady_clock::time_point saved_ = std::chrono::steady_clock::now();

  std::mutex mutex_;  // of what follows
  std::condition_variable counted_;
  Tally tally_;
  std::size_t done_ = 0;
  bool failed_ = false;
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
  options.begun(witnesses);
  Search search(witnesses, known, options);
  std::vector<std::future<void>> workers;
  for (Team& team : teams) workers.push_back(std::async(std::launch::async, [&] { search.work(team); }));
  std::optional<Contents> contents = Contents();
  try {
    contents = search.read(source);
  } catch (const Queue::Closed&) {
    // finish says why
  }
  finish(workers);
  const bool stopped = !contents;
  return {stopped, std::move(contents).value_or(Contents()), std::move(witnesses), search.tally().scores(),
          search.tally().causes()};
}

}  // namespace peercert::search
