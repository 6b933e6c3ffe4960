#include <fmt/core.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "report/compare.h"
#include "report/results.h"
#include "tool/commands.h"
#include "tool/console.h"
#include "tool/results_path.h"

namespace peercert::tool {
namespace {

struct DiffOptions {
  std::string before, after;
  bool json = false;
};

int diff(const DiffOptions& options) {
  const Json before = report::load_results(results_path(options.before));
  const Json after = report::load_results(results_path(options.after));
  const report::View old(before), now(after);
  const report::Comparison comparison = report::compare(old, now);
  if (options.json) {
    fmt::print("{}\n", report::comparison_json(old, now, comparison).dump(2, ' ', true));
  } else {
    fmt::print("{}", report::comparison_text(old, now, comparison, console_style().width));
  }
  return comparison.empty() ? kGood : kDifferences;
}

}  // namespace

void add_diff(CLI::App& app, int& status) {
  auto options = std::make_shared<DiffOptions>();
  CLI::App* command = app.add_subcommand("diff", "Say what changed between the results of two runs");
  command->add_option("old", options->before, "results.json of the earlier run, or the folder that holds it")
      ->required()
      ->option_text("OLD");
  command->add_option("new", options->after, "results.json of the later run, or the folder that holds it")
      ->required()
      ->option_text("NEW");
  command->add_flag("--json", options->json, "Print JSON, with every scenario named");
  command->footer(
      "Scenarios are matched by name, so the suites may differ; subjects by implementation, version and TLS library, "
      "or, "
      "where there is only one of an implementation on both sides, by that.");
  command->callback([options, &status] { status = diff(*options); });
}

}  // namespace peercert::tool
