// All reports at once: what `peercert run --report DIR` leaves in DIR.
#ifndef PEERCERT_REPORT_REPORTS_H
#define PEERCERT_REPORT_REPORTS_H

#include <filesystem>
#include <string>
#include <vector>

#include "report/results.h"
#include "value/json.h"

namespace peercert::report {

// write_reports writes results.json, timings.json, junit.xml, index.html and summary.md, which has the `notes` too,
// into `directory`, and returns the results. Throws ResultsError.
Json write_reports(const std::filesystem::path& directory, const Run& run, bool strict = false,
                   const std::vector<std::string>& notes = {});

// write_merged writes the same files but timings.json, which belongs to a run, from `results`. Throws ResultsError.
void write_merged(const std::filesystem::path& directory, const Json& results, bool strict = false);

}  // namespace peercert::report

#endif
