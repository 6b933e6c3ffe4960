// Scores: how much of each level of rules a subject meets.
#ifndef PEERCERT_REPORT_SCORES_H
#define PEERCERT_REPORT_SCORES_H

#include <cstddef>
#include <map>
#include <string>

#include "report/view.h"
#include "suite/case.h"

namespace peercert::report {

// Score counts scenarios that hold a subject against a rule of one level. What was skipped is in neither number.
struct Score {
  std::size_t met = 0;     // in which it breaks no rule of the level
  std::size_t played = 0;  // that it played, or failed to: a crash meets nothing
};

// Scores has the levels that some scenario was judged at.
using Scores = std::map<suite::Level, Score>;

// scores returns those of every subject, by its id. A step that breaks its rules at one level is held to have broken
// those of that level alone, as the judge says: another type of exception breaks an accident, whatever the rule.
[[nodiscard]] std::map<std::string, Scores> scores(const View& view);

}  // namespace peercert::report

#endif
