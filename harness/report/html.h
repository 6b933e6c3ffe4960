// The report as one web page.
#ifndef PEERCERT_REPORT_HTML_H
#define PEERCERT_REPORT_HTML_H

#include <string>

#include "value/json.h"

namespace peercert::report {

// html returns `results` as one page that needs nothing else: no script, no network. Its template is
// reports/report.html.mustache, which is part of the program.
[[nodiscard]] std::string html(const Json& results, bool strict = false);

}  // namespace peercert::report

#endif
