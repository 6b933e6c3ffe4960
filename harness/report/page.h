// The report page's contents: what reports/report.html.mustache is filled with, as JSON whose keys are the template's.
#ifndef PEERCERT_REPORT_PAGE_H
#define PEERCERT_REPORT_PAGE_H

#include "report/view.h"
#include "value/json.h"

namespace peercert::report {

// page_header returns what stands above everything: the closing line, counts, witnesses.
[[nodiscard]] Json page_header(const View& view, bool strict);

// page_causes returns the groups of causes: those that count, and the others.
[[nodiscard]] Json page_causes(const View& view, bool strict);

// page_themes returns the matrix: the cases of each theme, with the worst verdict of each witness.
[[nodiscard]] Json page_themes(const View& view);

// page_cases returns each case with what every witness said; places with the same answers are one block.
[[nodiscard]] Json page_cases(const View& view);

// page_rules returns each rule with its cases.
[[nodiscard]] Json page_rules(const View& view);

}  // namespace peercert::report

#endif
