// What the rows of a subject with a seeded fault say of that fault.
//
//     FaultJudge judge(fault, level, rows_without_it, strict);
//     while (!judge.has_settled() && play_next(row)) judge.hear(row);
//     Trial trial = judge.trial();
#ifndef PEERCERT_SUBJECT_AUDIT_JUDGE_H
#define PEERCERT_SUBJECT_AUDIT_JUDGE_H

#include <map>
#include <string>
#include <vector>

#include "subject/audit.h"
#include "suite/load.h"
#include "suite/verdict.h"

namespace peercert::subject {

// answers_digest returns a digest of everything that was observed; verdicts and times do not count.
[[nodiscard]] std::string answers_digest(const std::vector<suite::Row>& rows);

class FaultJudge {
 public:
  // FaultJudge judges `fault`, whose rule has that level; `unmodified` are the rows of the same scenarios without it.
  FaultJudge(const SeededFault& fault, suite::Level level, const std::vector<suite::Row>& unmodified, bool strict);

  void hear(const suite::Row& row);

  // has_caught returns whether the fault is caught for good, unless the subject is broken.
  [[nodiscard]] bool has_caught() const;

  // has_settled returns whether no further row can change the outcome: the subject is broken, or the fault is caught
  // and something has passed, too.
  [[nodiscard]] bool has_settled() const;

  // trial returns what the rows so far say.
  [[nodiscard]] Trial trial() const;

 private:
  // Why the subject is broken, or "".
  [[nodiscard]] std::string why_broken(const suite::Row& row) const;

  Trial trial_;
  suite::Level level_;
  bool strict_;
  std::map<std::string, suite::Verdict> before_;  // without the fault, by scenario
  std::string answers_;
  std::string broken_;
  bool any_pass_ = false;
  std::vector<std::string> noted_;
  std::vector<std::string> failed_;
};

}  // namespace peercert::subject

#endif
