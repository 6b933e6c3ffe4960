// Verdicts: what the judge says of a step, and of a run.
#ifndef PEERCERT_SUITE_VERDICT_H
#define PEERCERT_SUITE_VERDICT_H

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "suite/case.h"
#include "suite/observation.h"
#include "value/difference.h"

namespace peercert::suite {

enum class Verdict { kPass, kNote, kKnown, kSkip, kFixed, kDiverge, kFail, kError, kHang, kCrash, kProtocolError };

// to_string returns "pass", "note", "known", "skip", "fixed", "diverge", "fail", "error", "hang", "crash",
// "protocol_error".
[[nodiscard]] std::string_view to_string(Verdict verdict);

// acceptable returns whether a run with this verdict leaves the exit status at 0: pass, known, skip and, unless
// `strict`, note. `fixed` is acceptable unless `strict`.
[[nodiscard]] bool acceptable(Verdict verdict, bool strict);

// StepResult is the judgement of one step.
struct StepResult {
  std::string step;
  Verdict verdict = Verdict::kPass;
  std::vector<std::string> rules;  // those that were broken or kept
  std::optional<Level> level;      // of the difference, when there is one
  Observation got;
  std::optional<Expectation> expected;   // nullopt: there is no rule, the reference was compared with
  std::optional<Observation> reference;  // what the reference did, when there is one and this is not it
  std::vector<Difference> differences;   // paths in the value, or ".type", ".args[0]", ".warnings[0]"
  std::optional<std::string> drift;      // id of the entry that explains the difference
  std::string message;                   // one sentence for a person; "" on pass
};

// Row is the judgement of one scenario on one subject.
struct Row {
  std::string case_id;
  std::map<std::string, std::string> where;
  std::size_t subject = 0;  // index in the run's list of subjects
  Verdict verdict = Verdict::kPass;
  std::string detail;  // for skip, error, crash, hang, protocol_error: why
  std::string
      alone;  // when a rule is broken: "subject", "reference", "rule", "all differ"; "" when there is nobody else
  std::vector<StepResult> steps;
  double seconds = 0;
};

}  // namespace peercert::suite

#endif
