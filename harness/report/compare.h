// What changed between two results: `peercert diff`, and `peercert run --baseline`.
//
// Scenarios are matched by name, subjects by implementation, version and TLS library, so the suites may differ. A
// subject whose version changed is matched, too, when it is the only one of its implementation on both sides.
#ifndef PEERCERT_REPORT_COMPARE_H
#define PEERCERT_REPORT_COMPARE_H

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "report/view.h"
#include "value/json.h"

namespace peercert::report {

// RowPair is a scenario on a subject that is in both results.
struct RowPair {
  const Json *before, *after;
};

// SubjectPair is a subject that is in both results, by its two ids. `is_exact` is false where it has another version or
// TLS library now.
struct SubjectPair {
  std::string before, after;
  bool is_exact;
};

// Change is one way in which rows changed, and all that did so.
struct Change {
  std::string was, is;  // verdicts; the same where only the answer changed
  std::string text;     // the cause in words; where only the answer changed, how
  std::vector<RowPair> rows;
};

struct Comparison {
  std::vector<SubjectPair> subjects;
  std::vector<std::string> gone_subjects, new_subjects;         // by name
  std::vector<std::string> gone_rules, new_rules, other_rules;  // by id
  std::vector<std::string> gone_cases, new_cases;               // by id
  std::vector<std::string> gone_scenarios, new_scenarios;       // by name, of cases that are in both
  std::vector<Change> verdicts, answers;                        // most rows first, then by text
  std::vector<RowPair> pairs;                                   // every row that is in both, in the order of the later

  // empty returns whether nothing changed.
  [[nodiscard]] bool empty() const;
};

// compare returns what changed from `before` to `after`, both of which the comparison points into.
[[nodiscard]] Comparison compare(const View& before, const View& after);

// comparison_text returns the comparison for a person, grouped, each line ended; shortened to `width` columns.
[[nodiscard]] std::string comparison_text(const View& before, const View& after, const Comparison& comparison,
                                          std::size_t width = 100);

// comparison_json returns {"peercert_diff": 1, "subjects": ..., "cases": ..., "verdicts": ..., ...} with all names.
[[nodiscard]] Json comparison_json(const View& before, const View& after, const Comparison& comparison);

}  // namespace peercert::report

#endif
