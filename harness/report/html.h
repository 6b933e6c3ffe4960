// The report as one web page.
#ifndef PEERCERT_REPORT_HTML_H
#define PEERCERT_REPORT_HTML_H

#include <string>

#include "value/json.h"

namespace peercert::report {

// html returns `results` as one page that needs nothing else: no network, and no code but its own, whose digest it
// names. The results (page.h) are in it compressed, so that nothing of them is markup. Without scripts it shows the
// outcome, the subjects and the causes. Its parts are reports/app, which are part of the program.
[[nodiscard]] std::string html(const Json& results, bool strict = false);

}  // namespace peercert::report

#endif
