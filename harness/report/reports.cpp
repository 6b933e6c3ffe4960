#include "report/reports.h"

#include <nlohmann/json.hpp>

#include "report/html.h"
#include "report/junit.h"
#include "report/markdown.h"

namespace peercert::report {

Json write_reports(const std::filesystem::path& directory, const Run& run, bool strict) {
  Json results = results_json(run);
  write_results(directory, results, timings_json(run));
  write_file(directory / "junit.xml", junit(results, strict));
  write_file(directory / "index.html", html(results, strict));
  write_file(directory / "summary.md", markdown(results, strict));
  return results;
}

}  // namespace peercert::report
