#include "search/explore.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "search/failure.h"
#include "subject/runner.h"
#include "suite/change_words.h"
#include "suite/held.h"
#include "suite/judge.h"
#include "suite/verbs.h"
#include "value/printable.h"

namespace peercert::search {
namespace {

using suite::Outcome;
using suite::Scenario;
using suite::Step;

constexpr std::uint64_t kAtATime = 500;  // so that memory does not grow with the count

bool asks(const Step& step) {
  return step.verb.rfind("getpeercert", 0) == 0 || step.verb.rfind("match_hostname", 0) == 0;
}

// What a subject says of an error of its own is all that tells one from another.
std::string failure_words(const Outcome& outcome) {
  const std::string name(failure_name(outcome.kind));
  return name == "error" ? "error: " + one_line(outcome.detail.substr(0, outcome.detail.find('\n'))) : name;
}

std::string call_of(const Step& step) {
  return fmt::format("{}.{}()", step.on, step.verb);
}

// "s7 a.getpeercert() after a.eof()", the latter being the last step that did something; what is asked of the module
// has nothing before it, only arguments.
std::string place_of(const Scenario& scenario, std::size_t at) {
  const Step& step = scenario.steps[at];
  if (step.on == suite::kModuleName) {
    return fmt::format("{} {}.{}({})", step.id, step.on, step.verb, arguments_of(step));
  }
  std::size_t before = at;
  while (before > 0 && asks(scenario.steps[before - 1])) --before;
  const std::string after = before == 0 ? "nothing" : call_of(scenario.steps[before - 1]);
  return fmt::format("{} {} after {}", step.id, call_of(step), after);
}

class Findings {
 public:
  explicit Findings(std::size_t witnesses) : played(witnesses) {}

  // compare takes what became of one walk at `witness` and at the last.
  void compare(const Scenario& walk, std::uint64_t number, std::size_t witness, const Outcome& got,
               const Outcome& reference);
  // count takes what became of a walk at any witness.
  void count(std::uint64_t number, std::size_t witness, const Outcome& outcome);

  [[nodiscard]] std::vector<WalkCause> causes() const;

  std::vector<std::size_t> played;
  std::size_t answers = 0;

 private:
  void note(WalkCause cause);
  std::map<std::pair<std::size_t, std::string>, WalkCause> causes_;
};

void Findings::note(WalkCause cause) {
  const auto [at, is_new] = causes_.try_emplace({cause.witness, cause.text}, cause);
  ++at->second.walks;
}

void Findings::count(std::uint64_t number, std::size_t witness, const Outcome& outcome) {
  if (outcome.kind == Outcome::Kind::kObserved) ++played[witness];
  if (outcome.kind == Outcome::Kind::kObserved || outcome.kind == Outcome::Kind::kSkip) return;
  note({witness, failure_words(outcome), 0, number, "", one_line(outcome.detail)});
}

void Findings::compare(const Scenario& walk, std::uint64_t number, std::size_t witness, const Outcome& got,
                       const Outcome& reference) {
  if (got.kind != Outcome::Kind::kObserved || reference.kind != Outcome::Kind::kObserved) return;
  if (const std::string wrong = suite::malformed(walk.steps, got.observations); !wrong.empty()) {
    return note({witness, "malformed: " + wrong, 0, number, "", wrong});
  }
  for (std::size_t i = 0; i < walk.steps.size(); ++i) {
    if (!asks(walk.steps[i])) continue;
    ++answers;
    const auto found = suite::between(suite::without_positions(reference.observations.at(i)),
                                      suite::without_positions(got.observations[i]));
    if (found.empty()) continue;
    const std::string text = suite::change_words(walk.steps[i].verb + "()", found.front());
    return note({witness, text, 0, number, place_of(walk, i), describe(found.front())});
  }
}

std::vector<WalkCause> Findings::causes() const {
  std::vector<WalkCause> result;
  for (const auto& [key, cause] : causes_) result.push_back(cause);
  std::stable_sort(result.begin(), result.end(),
                   [](const WalkCause& a, const WalkCause& b) { return a.walks > b.walks; });
  return result;
}

std::vector<subject::Contender> contenders_of(const std::vector<subject::Entrant>& entrants) {
  std::vector<subject::Contender> contenders;
  for (const subject::Entrant& entrant : entrants) contenders.push_back({entrant.make(), entrant.make});
  return contenders;
}

}  // namespace

Explored explore(const MakeWalk& make_walk, const std::vector<subject::Entrant>& entrants,
                 const ExploreOptions& options) {
  Explored explored;
  Findings findings(entrants.size());
  for (std::uint64_t begin = 0; begin < options.count; begin += kAtATime) {
    const std::uint64_t end = std::min(begin + kAtATime, options.count);
    std::vector<Scenario> walks;
    for (std::uint64_t i = begin; i < end; ++i) walks.push_back(make_walk(options.first + i));
    std::vector<const Scenario*> scenarios;
    for (const Scenario& one : walks) scenarios.push_back(&one);
    auto contenders = contenders_of(entrants);
    explored.witnesses.clear();
    for (const auto& contender : contenders) explored.witnesses.push_back(contender.first->info());
    const auto outcomes = subject::play(std::move(contenders), scenarios, options.jobs, [](std::size_t) {});
    for (std::size_t i = 0; i < walks.size(); ++i) {
      const std::uint64_t number = options.first + begin + i;
      for (std::size_t who = 0; who < entrants.size(); ++who) {
        findings.count(number, who, outcomes[who][i]);
        if (who + 1 < entrants.size()) findings.compare(walks[i], number, who, outcomes[who][i], outcomes.back()[i]);
      }
    }
    options.progress(end);
  }
  explored.played = std::move(findings.played);
  explored.answers = findings.answers;
  explored.causes = findings.causes();
  return explored;
}

}  // namespace peercert::search
