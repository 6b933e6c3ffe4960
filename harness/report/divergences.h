// reports/divergences.md: what implementations other than CPython and the C++ library do otherwise, each cause once, so
// that it can be filed as it stands.
#ifndef PEERCERT_REPORT_DIVERGENCES_H
#define PEERCERT_REPORT_DIVERGENCES_H

#include <string>
#include <vector>

#include "report/view.h"
#include "suite/drift.h"

namespace peercert::report {

// divergences_page returns the page in Markdown. A cause is the entries of `drift` with the same Drift::cause() that
// explain something in the results: with the versions that show it, the rule that weighs most, the smallest scenario,
// and what the entries say. What no entry explains is counted. Of a fault of memory safety there is one line, and no
// scenario.
[[nodiscard]] std::string divergences_page(const View& view, const std::vector<suite::Drift>& drift);

}  // namespace peercert::report

#endif
