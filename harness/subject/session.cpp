#include "subject/session.h"

#include <memory>
#include <optional>
#include <utility>

#include "subject/parallel.h"
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

// Lineup is the entrants, started, each with why it is not going to be played or "".
class Lineup {
 public:
  Lineup(const std::vector<Entrant>& entrants, const SessionOptions& options)
      : infos(entrants.size()), not_played(entrants.size()), subjects_(entrants.size()) {
    in_parallel(entrants.size(), options.jobs, [&](std::size_t i) { start(i, entrants[i], options.sanity); });
    for (std::size_t i = 0; i < entrants.size(); ++i) {
      if (not_played[i].empty()) playing.push_back(i);
    }
  }

  [[nodiscard]] std::vector<Contender> contenders(const std::vector<Entrant>& entrants) {
    std::vector<Contender> result;
    for (const std::size_t i : playing) result.push_back({std::move(subjects_[i]), entrants[i].make});
    return result;
  }

  std::vector<suite::SubjectInfo> infos;
  std::vector<std::string> not_played;
  std::vector<std::size_t> playing;  // indices of entrants

 private:
  void start(std::size_t i, const Entrant& entrant, const Sanity* sanity) {
    try {
      subjects_[i] = entrant.make();
      infos[i] = subjects_[i]->info();
      if (sanity != nullptr) not_played[i] = sanity->why_not(*subjects_[i]);
    } catch (const StartError& error) {
      not_played[i] = error.what();
    }
  }

  std::vector<std::unique_ptr<Subject>> subjects_;
};

// Bench holds what those who played did, and judges it.
class Bench {
 public:
  Bench(const suite::Suite& suite, const std::vector<Entrant>& entrants, const Lineup& lineup,
        const std::vector<std::vector<suite::Outcome>>& outcomes)
      : suite_(suite), entrants_(entrants), lineup_(lineup), outcomes_(outcomes) {}

  // judge judges what the one at `position` among those who played did with scenario `index` of `one`, the `number`th
  // of all.
  [[nodiscard]] suite::Row judge(const suite::Case& one, std::size_t index, std::size_t number,
                                 std::size_t position) const {
    const auto partner = compared_with(position);
    const suite::Witness other = partner ? witness(*partner, number) : suite::Witness{};
    suite::Row row = suite::judge(suite_, one, index, witness(position, number), partner ? &other : nullptr);
    row.subject = lineup_.playing[position];
    return row;
  }

 private:
  [[nodiscard]] bool is_reference(std::size_t position) const {
    return entrants_[lineup_.playing[position]].role == "reference";
  }

  // The reference is whom the subjects are compared with; the reference itself is compared with the first subject.
  [[nodiscard]] std::optional<std::size_t> compared_with(std::size_t position) const {
    const std::size_t last = lineup_.playing.size() - 1;
    if (last == 0 || !is_reference(last)) return std::nullopt;
    return position == last ? 0 : last;
  }

  [[nodiscard]] suite::Witness witness(std::size_t position, std::size_t number) const {
    return {&lineup_.infos[lineup_.playing[position]], &outcomes_[position][number], is_reference(position)};
  }

  const suite::Suite& suite_;
  const std::vector<Entrant>& entrants_;
  const Lineup& lineup_;
  const std::vector<std::vector<suite::Outcome>>& outcomes_;
};

}  // namespace

Session play_session(const suite::Suite& suite, const std::vector<suite::Case>& cases,
                     const std::vector<Entrant>& entrants, const SessionOptions& options) {
  const auto scenarios = scenarios_of(cases);
  // Everybody is started before anybody plays: who cannot be started is known at once.
  Lineup lineup(entrants, options);
  options.observer.begun(lineup.playing.size(), scenarios.size());
  const auto outcomes = play(lineup.contenders(entrants), scenarios, options.jobs, [&](std::size_t position) {
    options.observer.played(entrants[lineup.playing[position]]);
  });
  Session session;
  const Bench bench(suite, entrants, lineup, outcomes);
  std::size_t number = 0;
  for (const suite::Case& one : cases) {
    for (std::size_t index = 0; index < one.scenarios.size(); ++index, ++number) {
      for (std::size_t position = 0; position < lineup.playing.size(); ++position) {
        session.rows.push_back(bench.judge(one, index, number, position));
      }
    }
  }
  session.subjects = std::move(lineup.infos);
  session.not_played = std::move(lineup.not_played);
  return session;
}

}  // namespace peercert::subject
