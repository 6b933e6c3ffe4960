// reports/conflicts.md: where CPython contradicts its documentation, as one would write to those who maintain it.
#ifndef PEERCERT_REPORT_CONFLICTS_H
#define PEERCERT_REPORT_CONFLICTS_H

#include <string>

#include "suite/load.h"

namespace peercert::report {

// conflicts_page returns the page in Markdown: every rule that has a conflict, in the order of the file, and what could
// be written instead.
[[nodiscard]] std::string conflicts_page(const suite::Suite& suite);

}  // namespace peercert::report

#endif
