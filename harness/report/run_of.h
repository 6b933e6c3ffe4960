// From a session, what was played and judged, to a Run, what reports are made from.
#ifndef PEERCERT_REPORT_RUN_OF_H
#define PEERCERT_REPORT_RUN_OF_H

#include <filesystem>
#include <string>
#include <vector>

#include "forge/fixtures.h"
#include "report/results.h"
#include "subject/session.h"
#include "suite/load.h"

namespace peercert::report {

// run_of returns the run of `session`, in which `cases` of `suite` were played on `entrants`.
[[nodiscard]] Run run_of(const std::string& suite_version, const suite::Suite& suite, const forge::Fixtures& fixtures,
                         std::vector<suite::Case> cases, const std::vector<subject::Entrant>& entrants,
                         subject::Session session);

}  // namespace peercert::report

#endif
