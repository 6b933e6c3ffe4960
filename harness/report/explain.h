// A case, explained to a person who got a failure in it: its rules, what is played, its certificates field by field,
// and what every witness said.
//
//     fmt::print("{}", explanation({suite, fixtures, one, index, results}, style));
#ifndef PEERCERT_REPORT_EXPLAIN_H
#define PEERCERT_REPORT_EXPLAIN_H

#include <cstddef>
#include <set>
#include <string>

#include "forge/fixtures.h"
#include "report/terminal.h"
#include "suite/load.h"
#include "value/json.h"

namespace peercert::report {

// Topic is what is explained: one scenario of a case, and the results of a run in which it was played.
struct Topic {
  const suite::Suite& suite;
  const forge::Fixtures& fixtures;
  const suite::Case& one;  // with all of its scenarios
  std::size_t index;       // which of them
  const Json& results;
  bool whole = false;  // every byte of every certificate of the case, in place of those that its answers are about
};

// explanation returns all of it, every line ended. What comes from a subject is printable.
[[nodiscard]] std::string explanation(const Topic& topic, const Style& style = {});

// witnesses_text returns what the witnesses said, step by step, beside what the rule says: the last part of
// explanation.
[[nodiscard]] std::string witnesses_text(const Topic& topic, const Style& style = {});

// verdicts_text returns whose verdict is which, the worst first: "fail on X; pass on peercert 0.1.0 and
// CPython 3.11.2";
// "" when nobody played.
[[nodiscard]] std::string verdicts_text(const Json& results);

// known_drift_text returns what drift.toml has that speaks of the scenario, without the entries `told`: those that
// speak of who played, or name the case and no pattern, in full, then the others by their ids. Of one cause there is
// one.
[[nodiscard]] std::string known_drift_text(const Topic& topic, const std::set<std::string>& told,
                                           const Style& style = {});

// subject_of returns a subject of the results, as conditions are met by it.
[[nodiscard]] suite::SubjectInfo subject_of(const Json& subject);

// expectation_words returns what is expected of a step, in one line: "raises ValueError", "{}", "the dictionary of
// certificate server", each with whom it is for.
[[nodiscard]] std::string expectation_words(const suite::CaseStep& step);

}  // namespace peercert::report

#endif
