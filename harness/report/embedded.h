// Files of reports/ that are part of the program, so that it can be moved anywhere.
#ifndef PEERCERT_REPORT_EMBEDDED_H
#define PEERCERT_REPORT_EMBEDDED_H

namespace peercert::report {

extern const char* const kResultsSchema;  // reports/results.schema.json
extern const char* const kHtmlTemplate;   // reports/report.html.mustache

}  // namespace peercert::report

#endif
