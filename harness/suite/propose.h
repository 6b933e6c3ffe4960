// Proposals for drift.toml: where subjects broke a rule, as entries that lack nothing but a reason.
//
// Only a person knows why, so an entry is refused until somebody has written its `reason` and `reference`.
#ifndef PEERCERT_SUITE_PROPOSE_H
#define PEERCERT_SUITE_PROPOSE_H

#include <string>
#include <vector>

#include "forge/fixtures.h"
#include "suite/load.h"
#include "suite/verdict.h"

namespace peercert::suite {

struct Proposals {
  std::vector<Drift> entries;      // without `reason` and `reference`; by subject, then in the order of the cases
  std::vector<std::string> fixed;  // ids of entries that a subject no longer needs, sorted
};

// propose_drift returns an entry for each subject, step and answer that broke a rule in `rows`, more than one only
// where no single pattern over cases and places fits: an entry speaks of no scenario that was played and went
// otherwise. Row::subject counts in `subjects`. Throws std::invalid_argument for an implementation whose name no entry
// can say.
[[nodiscard]] Proposals propose_drift(const Suite& suite, const std::vector<SubjectInfo>& subjects,
                                      const std::vector<Row>& rows);

// to_toml returns the text of a file with the proposals. What is seen is named after a certificate where it is its
// dictionary or its bytes.
[[nodiscard]] std::string to_toml(const Proposals& proposals, const forge::Fixtures& fixtures);

}  // namespace peercert::suite

#endif
