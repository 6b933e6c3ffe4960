// The judge: holds what a subject did against what the rules say.
//
// A value is held against the value, difference by difference; where only the order of keys differs, the level is at
// most compatible. An exception is held against the rule as `except` would see it; its exact type, its arguments and
// any warning belong to the accident level, whatever the rule's own level. Where no rule says anything, the subject is
// held against the reference.
#ifndef PEERCERT_SUITE_JUDGE_H
#define PEERCERT_SUITE_JUDGE_H

#include <cstddef>
#include <string>
#include <vector>

#include "suite/case.h"
#include "suite/load.h"
#include "suite/observation.h"
#include "suite/verdict.h"

namespace peercert::suite {

// Witness is one implementation and what it did with a scenario.
struct Witness {
  const SubjectInfo* info = nullptr;
  const Outcome* outcome = nullptr;
  bool is_reference = false;
};

// judge returns the row of `witness` for scenario `index` of `one`. `other` is the reference, with whom the witness is
// compared where the rules are silent; for the reference itself, which cannot diverge from itself, the first subject.
// It also tells who stands alone. nullptr when there is nobody. Row::subject is left at 0. Observations that do not fit
// the steps make a protocol_error; a row in which nothing could be held against anything is a skip.
[[nodiscard]] Row judge(const Suite& suite, const Case& one, std::size_t index, const Witness& witness,
                        const Witness* other);

// without_positions returns the observation with CPython's source positions, " (_ssl.c:1234)", taken out
// of the texts of its exception and warnings (a value is left alone: there it would be the certificate's).
[[nodiscard]] Observation without_positions(Observation observation);

// held_against returns every difference between an expectation and an observation, and how much each matters: those in
// `at_level` break the rule itself, those in `accidents` only the accident level.
struct Held {
  std::vector<Difference> at_level;
  std::vector<Difference> accidents;
};
[[nodiscard]] Held held_against(const Expectation& expected, const Observation& got);

}  // namespace peercert::suite

#endif
