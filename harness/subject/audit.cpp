#include "subject/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>

#include "subject/audit_judge.h"
#include "subject/parallel.h"
#include "subject/with_peers.h"
#include "suite/judge.h"

namespace peercert::subject {
namespace {

using suite::Row;
using suite::Verdict;

Session play_alone(const suite::Suite& suite, const std::vector<suite::Case>& cases, const std::string& command,
                   const Factory& make, std::size_t jobs) {
  // A fault may well break the sanity scenario, and must be caught by a case.
  Session session = play_session(suite, cases, {{"subject", command, make}}, {jobs, nullptr, {}});
  if (!session.not_played[0].empty()) throw StartError(session.not_played[0]);
  return session;
}

void require_green(const Unmodified& subject, const std::vector<Row>& rows, bool strict) {
  const auto wrong =
      std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return !suite::acceptable(row.verdict, strict); });
  const auto hint = fmt::format("'peercert run --reference none --subject '{}'' says more", subject.command);
  if (wrong != rows.end()) {
    throw std::runtime_error(
        fmt::format("the unmodified subject {} is not green, so that a catch would mean nothing: {} is '{}'; {}",
                    subject.command, name_of(*wrong), to_string(wrong->verdict), hint));
  }
  const bool any = std::any_of(rows.begin(), rows.end(), [](const Row& row) { return row.verdict == Verdict::kPass; });
  if (!any) throw std::runtime_error(fmt::format("the unmodified subject {} plays nothing; {}", subject.command, hint));
}

// Stage is a set of cases with what the unmodified subjects made of them.
struct Stage {
  std::vector<suite::Case> cases;
  std::map<std::string, std::vector<Row>> unmodified;  // by kind
};

std::size_t count_scenarios(const std::vector<suite::Case>& cases) {
  std::size_t count = 0;
  for (const suite::Case& one : cases) count += one.scenarios.size();
  return count;
}

// of_these returns the rows of the scenarios in `cases`.
std::vector<Row> of_these(const std::vector<Row>& rows, const std::vector<suite::Case>& cases) {
  std::set<std::string> names;
  for (const suite::Case& one : cases) {
    for (const suite::Scenario& scenario : one.scenarios) names.insert(scenario.name());
  }
  std::vector<Row> kept;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(kept),
               [&](const Row& row) { return names.count(name_of(row)) != 0; });
  return kept;
}

// Turn is one scenario to be played.
struct Turn {
  const suite::Case* of = nullptr;
  std::size_t index = 0;
};

// turns returns all scenarios: as they are, or, when a fault is played only until it is caught, those of the cases
// about its rule first, and the others in reverse.
std::vector<Turn> turns(const std::vector<suite::Case>& cases, const SeededFault& fault, const AuditOptions& options) {
  std::vector<Turn> order;
  for (const suite::Case& one : cases) {
    for (std::size_t i = 0; i < one.scenarios.size(); ++i) order.push_back({&one, i});
  }
  if (!options.until_caught) return order;
  const auto others = std::stable_partition(order.begin(), order.end(), [&](const Turn& turn) {
    return std::find(turn.of->rules.begin(), turn.of->rules.end(), fault.rule) != turn.of->rules.end();
  });
  std::reverse(others, order.end());
  return order;
}

// play_on plays and judges the turns until the judge has settled, if that is enough, or to the end. Once the fault is
// caught it goes on from the end: what is not about the rule is what may pass.
void play_on(Subject& subject, const suite::Suite& suite, std::vector<Turn> left, bool until_settled,
             FaultJudge& judge) {
  std::size_t first = 0;
  while (first < left.size() && !(until_settled && judge.has_settled())) {
    const bool from_the_end = until_settled && judge.has_caught();
    const Turn turn = from_the_end ? left.back() : left[first];
    if (from_the_end) {
      left.pop_back();
    } else {
      ++first;
    }
    const suite::Outcome outcome = run_with_peers(subject, turn.of->scenarios[turn.index]);
    judge.hear(suite::judge(suite, *turn.of, turn.index, {&subject.info(), &outcome, false}, nullptr));
  }
}

Trial try_fault(const suite::Suite& suite, const Stage& stage, const SeededFault& fault, const AuditOptions& options) {
  try {
    FaultJudge judge(fault, suite.rule(fault.rule).level, stage.unmodified.at(fault.kind), options.strict);
    play_on(*fault.make(), suite, turns(stage.cases, fault, options), options.until_caught, judge);
    return judge.trial();
  } catch (const StartError& error) {
    Trial trial;
    trial.fault = fault;
    trial.outcome = Trial::Outcome::kBroken;
    trial.detail = error.what();
    return trial;
  }
}

// The trials of one kind that have the same answers name each other.
void find_same(std::vector<Trial>& trials, const Stage& stage) {
  std::map<std::string, std::vector<std::string>> names;
  const auto key = [](const std::string& kind, const std::string& answers) { return kind + " " + answers; };
  for (const auto& [kind, rows] : stage.unmodified) names[key(kind, answers_digest(rows))].push_back("unmodified");
  for (const Trial& trial : trials) names[key(trial.fault.kind, trial.answers)].push_back(trial.fault.name);
  for (Trial& trial : trials) {
    if (trial.outcome == Trial::Outcome::kBroken) continue;
    for (const std::string& name : names[key(trial.fault.kind, trial.answers)]) {
      if (name != trial.fault.name) trial.same_as.push_back(name);
    }
  }
}

bool needs_another_look(const Trial& trial) {
  return trial.outcome == Trial::Outcome::kNotCaught || !trial.same_as.empty();
}

}  // namespace

std::vector<suite::Case> thinned(const std::vector<suite::Case>& cases) {
  std::vector<suite::Case> kept;
  std::size_t turn = 0;
  for (const suite::Case& one : cases) {
    // The scenarios of each point of the other axes, in the order of the case.
    std::map<std::map<std::string, std::string>, std::vector<std::size_t>> points;
    for (std::size_t i = 0; i < one.scenarios.size(); ++i) {
      auto point = one.scenarios[i].where;
      point.erase("tls");
      point.erase("transport");
      points[point].push_back(i);
    }
    suite::Case thin = one;
    thin.scenarios.clear();
    thin.expectations.clear();
    for (const auto& [point, places] : points) {
      const std::size_t chosen = places[turn++ % places.size()];
      thin.scenarios.push_back(one.scenarios[chosen]);
      thin.expectations.push_back(one.expectations[chosen]);
    }
    kept.push_back(std::move(thin));
  }
  return kept;
}

Audit run_audit(const suite::Suite& suite, const std::vector<suite::Case>& cases,
                const std::vector<Unmodified>& unmodified, const std::vector<SeededFault>& faults,
                const AuditOptions& options, const std::function<void()>& played) {
  Audit audit;
  Stage full{cases, {}};
  for (const Unmodified& subject : unmodified) {
    Session session = play_alone(suite, cases, subject.command, subject.make, options.jobs);
    require_green(subject, session.rows, options.strict);
    audit.subjects.push_back(session.subjects.front());
    full.unmodified[subject.kind] = std::move(session.rows);
  }
  Stage first = full;
  if (options.quick) {
    first.cases = thinned(cases);
    for (auto& [kind, rows] : first.unmodified) rows = of_these(rows, first.cases);
  }
  audit.scenarios = count_scenarios(first.cases);
  audit.trials.resize(faults.size());
  std::mutex mutex;
  in_parallel(faults.size(), options.jobs, [&](std::size_t i) {
    audit.trials[i] = try_fault(suite, first, faults[i], options);
    const std::lock_guard<std::mutex> lock(mutex);
    played();
  });
  if (!options.until_caught) find_same(audit.trials, first);
  if (!options.quick || std::none_of(audit.trials.begin(), audit.trials.end(), needs_another_look)) return audit;
  in_parallel(faults.size(), options.jobs, [&](std::size_t i) {
    if (needs_another_look(audit.trials[i])) audit.trials[i] = try_fault(suite, full, faults[i], options);
  });
  if (!options.until_caught) find_same(audit.trials, full);
  return audit;
}

}  // namespace peercert::subject
