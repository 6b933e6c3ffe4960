#include "search/player.h"

#include <utility>

#include "subject/parallel.h"

namespace peercert::search {
namespace {

using subject::Decoded;
using suite::Outcome;

const Outcome& of_one_left_alone() {
  static const Outcome kOutcome{Outcome::Kind::kCrash, {}, "left alone after too many failures", 0};
  return kOutcome;
}

}  // namespace

bool is_failure(const Outcome& outcome) {
  return outcome.kind == Outcome::Kind::kCrash || outcome.kind == Outcome::Kind::kHang ||
         outcome.kind == Outcome::Kind::kProtocolError;
}

std::future<subject::ReadDecoded> Player::begin(std::shared_ptr<const subject::Batch> batch) {
  using Task = Lane<subject::ReadDecoded>::Task;
  if (left_alone()) {
    return lane_.give(Task([count = batch->ders.size()]() -> subject::ReadDecoded {
      return [count] { return std::vector<Decoded>(count, {std::nullopt, of_one_left_alone()}); };
    }));
  }
  upcoming_.add(std::move(batch));
  return lane_.give(Task([this] {
    const auto [now, next] = upcoming_.take();
    return subject_->decode_batch(*now, next.get());
  }));
}

Outcome Player::decode(const std::string& der) {
  if (left_alone()) return of_one_left_alone();
  Outcome outcome = subject_->decode(der);
  if (!is_failure(outcome)) {
    failures_ = 0;
  } else if (++failures_ < kMostFailures) {
    renew();
  }
  return outcome;
}

std::vector<Team> make_teams(const std::vector<subject::Entrant>& entrants, std::size_t jobs) {
  std::vector<Team> teams(jobs);
  for (Team& team : teams) team.resize(entrants.size());
  subject::in_parallel(jobs * entrants.size(), jobs, [&](std::size_t i) {
    const std::size_t who = i % entrants.size();
    teams[i / entrants.size()][who] = std::make_unique<Player>(entrants[who]);
  });
  return teams;
}

}  // namespace peercert::search
