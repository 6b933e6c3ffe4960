// A baseline: earlier results whose differences are put up with, so that a run fails on what is new only.
#ifndef PEERCERT_REPORT_BASELINE_H
#define PEERCERT_REPORT_BASELINE_H

#include <set>
#include <string>
#include <vector>

#include "report/terminal.h"
#include "report/view.h"
#include "value/json.h"

namespace peercert::report {

// Against is how a run stands against its baseline. Rows that count are new unless the baseline has the same scenario
// on the same subject (see compare.h) with the same verdict and the same answers. That a subject crashed, hung, failed
// by itself or broke the protocol is never put up with.
struct Against {
  bool same_suite;
  std::size_t played = 0;                     // rows of the run
  std::vector<std::string> unknown_subjects;  // that the baseline does not have, by name
  std::set<const Json*> tolerated, fresh;     // rows of the run
  std::vector<const Json*> gone;              // rows of the baseline that counted, and were played without counting now
};

// against returns how `now` stands against `baseline`.
[[nodiscard]] Against against(const View& baseline, const View& now, bool strict = false);

// baseline_of returns the results to keep as a baseline: the rows that `against` can put up with, and what they need.
// It changes when they do, when a witness gets another version, and when the suite does, and then in its header alone.
[[nodiscard]] Json baseline_of(const Json& results, bool strict = false);

// baseline_terminal returns what terminal() does, but describes what is new only, and ends with what `file` put up
// with, what is new and what is gone.
[[nodiscard]] std::string baseline_terminal(const std::string& file, const View& baseline, const View& now,
                                            bool strict = false, const Style& style = {});

}  // namespace peercert::report

#endif
