// Causes: what differs, grouped by why rather than by case.
//
// One fault of a subject shows in many cases and places. What they have in common is its cause: the call, the rules,
// the verdict, the path in the value without its indices, and what kind of thing stands there in place of what other.
//
//     for (const Cause& cause : causes(view, strict)) ...   // "getpeercert() gives None instead of {}", in 44 rows
#ifndef PEERCERT_REPORT_CAUSES_H
#define PEERCERT_REPORT_CAUSES_H

#include <cstddef>
#include <string>
#include <vector>

#include "report/view.h"
#include "suite/verdict.h"
#include "value/json.h"

namespace peercert::report {

// Cause is one of them. `rows` are those it shows in, in their order and never empty; `step` is the first row's, or
// nullptr where no step was judged (a crash, a skip). Pointers point into the results.
struct Cause {
  suite::Verdict verdict;          // of the steps it shows in
  bool counts;                     // whether that verdict makes the exit status 1
  std::string text;                // "getpeercert() gives None instead of {}"; of known drift, its id and its reason
  std::vector<std::string> rules;  // that are broken; of known drift and where no step was judged, none
  std::vector<const Json*> rows;
  const Json* step;
  std::string expected, got;  // of the first row, each in one line; "" where there is nothing to say
};

// causes returns the causes of every row that is not a pass: first those that count, then known drift and notes, then
// skips; in each, most rows first, then by text. A row that several faults show in stands under each of them. A step
// that differs because one before it raised, or did not, stands under that one, unless its own verdict is the worse.
// Differences in the same member of a dictionary are one.
[[nodiscard]] std::vector<Cause> causes(const View& view, bool strict = false);

// Share is how many rows of a cause are of one subject.
struct Share {
  std::string subject;  // its id
  std::size_t rows;
};

// shares returns them in the order of the subjects, without those that have none.
[[nodiscard]] std::vector<Share> shares(const View& view, const Cause& cause);

// shares_text returns "CPython 3.6.15 (4), PyPy 7.3.11 (2)".
[[nodiscard]] std::string shares_text(const View& view, const Cause& cause);

}  // namespace peercert::report

#endif
