// Files of reports/ that are part of the program, so that it can be moved anywhere.
#ifndef PEERCERT_REPORT_EMBEDDED_H
#define PEERCERT_REPORT_EMBEDDED_H

namespace peercert::report {

extern const char* const kResultsSchema;  // reports/results.schema.json
extern const char* const kCorpusSchema;   // reports/corpus.schema.json
extern const char* const kPageLayout;     // reports/app/page.html
extern const char* const kPageStyle;      // reports/app/style.css
extern const char* const kPageScripts[];  // reports/app/vendor, then reports/app/*.js; a nullptr is the last

}  // namespace peercert::report

#endif
