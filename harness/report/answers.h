// Answers, compared across results: whether two rows say that the same was seen.
#ifndef PEERCERT_REPORT_ANSWERS_H
#define PEERCERT_REPORT_ANSWERS_H

#include <string>
#include <vector>

#include "report/view.h"
#include "suite/observation.h"
#include "value/difference.h"
#include "value/json.h"

namespace peercert::report {

// Seen is a row or a step of some results, with what its digests stand for.
struct Seen {
  const View& view;
  const Json& json;
};

// observation_of returns what a step gave, without source positions in the texts. Throws std::runtime_error for a step
// that gave nothing.
[[nodiscard]] suite::Observation observation_of(const Seen& step);

// answer_differences returns every difference between what two steps gave, warnings and exceptions included.
[[nodiscard]] std::vector<Difference> answer_differences(const Seen& before, const Seen& after);

// ChangedStep is a step that gave something else, and how.
struct ChangedStep {
  const Json *before, *after;
  std::vector<Difference> differences;
};

// changed_steps returns the steps that two rows of the same scenario share and whose answers differ.
[[nodiscard]] std::vector<ChangedStep> changed_steps(const Seen& before, const Seen& after);

// same_answers returns whether the two rows have the same steps with the same answers. Rows in which no step was judged
// (a crash, a skip) are the same when their verdicts are.
[[nodiscard]] bool same_answers(const Seen& before, const Seen& after);

}  // namespace peercert::report

#endif
