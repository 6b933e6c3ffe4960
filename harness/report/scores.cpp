#include "report/scores.h"

#include <nlohmann/json.hpp>

#include <set>
#include <stdexcept>

namespace peercert::report {
namespace {

using suite::Level;
using suite::Verdict;
using Levels = std::set<Level>;

Level level_of(const std::string& word) {
  if (const auto level = suite::level_called(word)) return *level;
  throw std::out_of_range("'" + word + "' is no level");
}

Levels levels_of(const View& view, const std::vector<std::string>& rules) {
  Levels levels;
  for (const std::string& id : rules) levels.insert(level_of(member(view.rule(id), "level")));
  return levels;
}

struct Judged {
  Levels all, broken;
};

Judged judged(const View& view, const Json& row) {
  Judged out;
  for (const Json& step : row.at("steps")) {
    if (!step.contains("expected")) continue;
    const Levels levels = levels_of(view, view.rules_of(row, step));
    out.all.insert(levels.begin(), levels.end());
    const Verdict verdict = verdict_of(step);
    if (verdict == Verdict::kPass || verdict == Verdict::kFixed || levels.empty()) continue;
    out.broken.insert(step.contains("level") ? level_of(member(step, "level")) : *levels.rbegin());
  }
  return out;
}

// Of a row without steps, which has crashed or the like, every rule of the case counts.
Judged judged_or_all(const View& view, const Json& row) {
  Judged out = judged(view, row);
  if (!row.at("steps").empty()) return out;
  const auto rules = view.test_case(member(row, "case")).at("rules").get<std::vector<std::string>>();
  out.all = out.broken = levels_of(view, rules);
  return out;
}

}  // namespace

std::map<std::string, Scores> scores(const View& view) {
  std::map<std::string, Scores> out;
  for (const Json& row : view.rows()) {
    if (verdict_of(row) == Verdict::kSkip) continue;
    const Judged levels = judged_or_all(view, row);
    for (const Level level : levels.all) {
      Score& score = out[member(row, "subject")][level];
      ++score.played;
      score.met += levels.broken.count(level) == 0 ? 1U : 0U;
    }
  }
  return out;
}

}  // namespace peercert::report
