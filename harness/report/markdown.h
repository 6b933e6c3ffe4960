// The report as Markdown, for the summary page of a CI run.
#ifndef PEERCERT_REPORT_MARKDOWN_H
#define PEERCERT_REPORT_MARKDOWN_H

#include <string>
#include <vector>

#include "value/json.h"

namespace peercert::report {

// markdown returns `results` in GitHub's Markdown: one line that says it all, the counts, then every run that is not
// acceptable.
[[nodiscard]] std::string markdown(const Json& results, bool strict = false,
                                   const std::vector<std::string>& notes = {});

}  // namespace peercert::report

#endif
