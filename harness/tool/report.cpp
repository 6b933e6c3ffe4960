#include <fmt/core.h>

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "report/merge.h"
#include "report/reports.h"
#include "report/results.h"
#include "tool/commands.h"
#include "tool/console.h"
#include "tool/results_path.h"

namespace peercert::tool {
namespace {

struct ReportOptions {
  std::vector<std::string> files;
  std::string output;
  bool strict = false;
};

int report_on(const ReportOptions& options) {
  std::vector<report::Source> sources;
  for (const std::string& file : options.files) {
    const std::string path = results_path(file);
    sources.push_back({path, report::load_results(path)});
  }
  const Json results = report::merged(sources);
  if (!options.output.empty()) {
    report::write_merged(options.output, results, options.strict);
    fmt::print("report: {}\n", (std::filesystem::path(options.output) / "index.html").string());
  }
  fmt::print("{}", report::terminal(results, options.strict, console_style()));
  if (report::nothing_ran(results)) return kCouldNot;
  return report::is_good(results, options.strict) ? kGood : kDifferences;
}

}  // namespace

void add_report(CLI::App& app, int& status) {
  auto options = std::make_shared<ReportOptions>();
  CLI::App* command = app.add_subcommand("report", "Report on the results of earlier runs, merged into one");
  command->add_option("file", options->files, "results.json of a run, or the folder that holds it; one or several")
      ->required()
      ->option_text("FILE...");
  command
      ->add_option("--output", options->output,
                   "Write results.json, junit.xml, index.html and summary.md into this folder")
      ->option_text("DIR");
  command->add_flag("--strict", options->strict,
                    "Notes (the accident level) and drift that was fixed count as failures");
  command->footer(
      "Runs of the same suite can be merged: of other subjects, of other cases, from other machines. The order of the "
      "files does not matter.\n"
      "The exit status is that of 'peercert run' for all of it; 2 when a file cannot be read, is of another suite, or "
      "contradicts another.\n\n"
      "Example:\n"
      "  peercert report --output build/merged build/reports/trixie build/reports/sid");
  command->callback([options, &status] { status = report_on(*options); });
}

}  // namespace peercert::tool
