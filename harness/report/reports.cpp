#include "report/reports.h"

#include <nlohmann/json.hpp>

#include "report/html.h"
#include "report/junit.h"
#include "report/markdown.h"

namespace peercert::report {
namespace {

void write_pages(const std::filesystem::path& directory, const Json& results, bool strict,
                 const std::vector<std::string>& notes = {}) {
  write_file(directory / "junit.xml", junit(results, strict));
  write_file(directory / "index.html", html(results, strict));
  write_file(directory / "summary.md", markdown(results, strict, notes));
}

}  // namespace

Json write_reports(const std::filesystem::path& directory, const Run& run, bool strict,
                   const std::vector<std::string>& notes) {
  Json results = results_json(run);
  write_results(directory, results, timings_json(run));
  write_pages(directory, results, strict, notes);
  return results;
}

void write_merged(const std::filesystem::path& directory, const Json& results, bool strict) {
  write_file(directory / "results.json", results_text(results));
  write_pages(directory, results, strict);
}

}  // namespace peercert::report
