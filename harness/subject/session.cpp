#include "subject/session.h"

#include <memory>
#include <optional>
#include <utility>

#include "suite/judge.h"

namespace peercert::subject {
namespace {

std::vector<const suite::Scenario*> scenarios_of(const std::vector<suite::Case>& cases) {
  std::vector<const suite::Scenario*> scenarios;
  for (const suite::Case& one : cases) {
    for (const suite::Scenario& scenario : one.scenarios) scenarios.push_back(&scenario);
  }
  return scenarios;
}

// The reference is whom the subjects are compared with; the reference itself is compared with the first subject.
std::optional<std::size_t> compared_with(const std::vector<Entrant>& entrants, std::size_t witness) {
  const bool has_reference = entrants.back().role == "reference";
  if (!has_reference || entrants.size() == 1) return std::nullopt;
  return witness + 1 == entrants.size() ? 0 : entrants.size() - 1;
}

class Bench {
 public:
  Bench(const suite::Suite& suite, const std::vector<Entrant>& entrants, const std::vector<Played>& played)
      : suite_(suite), entrants_(entrants), played_(played) {}

  [[nodiscard]] suite::Row judge(const suite::Case& one, std::size_t index, std::size_t number,
                                 std::size_t entrant) const {
    const auto partner = compared_with(entrants_, entrant);
    const suite::Witness other = partner ? witness(*partner, number) : suite::Witness{};
    suite::Row row = suite::judge(suite_, one, index, witness(entrant, number), partner ? &other : nullptr);
    row.subject = entrant;
    return row;
  }

 private:
  [[nodiscard]] suite::Witness witness(std::size_t entrant, std::size_t number) const {
    return {&played_[entrant].info, &played_[entrant].outcomes[number], entrants_[entrant].role == "reference"};
  }

  const suite::Suite& suite_;
  const std::vector<Entrant>& entrants_;
  const std::vector<Played>& played_;
};

}  // namespace

Session play_session(const suite::Suite& suite, const std::vector<suite::Case>& cases,
                     const std::vector<Entrant>& entrants, std::size_t jobs, const Observer& observer) {
  const auto scenarios = scenarios_of(cases);
  Session session;
  std::vector<Played> played;
  // Everybody is started before anybody plays: who cannot be started should not cost a whole run.
  std::vector<std::unique_ptr<Subject>> first;
  for (const Entrant& entrant : entrants) first.push_back(entrant.make());
  for (std::size_t i = 0; i < entrants.size(); ++i) {
    observer.started(entrants[i], scenarios.size());
    played.push_back(play(std::move(first[i]), entrants[i].make, scenarios, jobs, observer.played));
    session.subjects.push_back(played.back().info);
  }
  const Bench bench(suite, entrants, played);
  std::size_t number = 0;
  for (const suite::Case& one : cases) {
    for (std::size_t index = 0; index < one.scenarios.size(); ++index, ++number) {
      for (std::size_t i = 0; i < entrants.size(); ++i) session.rows.push_back(bench.judge(one, index, number, i));
    }
  }
  return session;
}

}  // namespace peercert::subject
