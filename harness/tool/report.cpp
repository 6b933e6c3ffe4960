#include <fmt/core.h>

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "report/conflicts.h"
#include "report/corpus_file.h"
#include "report/corpus_merge.h"
#include "report/corpus_report.h"
#include "report/divergences.h"
#include "report/merge.h"
#include "report/reports.h"
#include "report/results.h"
#include "tool/commands.h"
#include "tool/console.h"
#include "tool/home.h"
#include "tool/results_path.h"
#include "tool/searching.h"

namespace peercert::tool {
namespace {

struct ReportOptions {
  Home home;
  std::vector<std::string> files;
  std::string output, divergences, conflicts;
  bool strict = false;
};

suite::Suite suite_of(const Home& home) {
  return home.suite(home.fixtures());
}

// Writes the page about CPython and its documentation, which is made from the rules alone.
void write_conflicts(const ReportOptions& options) {
  report::write_file(options.conflicts, report::conflicts_page(suite_of(options.home)));
  fmt::print("conflicts: {}\n", options.conflicts);
}

// What a file holds says what it is, whatever it is called.
report::Source read_source(const std::string& argument) {
  const std::string path = report_path(argument);
  report::Source source{path, report::load_json(path)};
  if (source.results.is_object() && source.results.contains("peercert_corpus_state")) throw unfinished(path);
  return source;
}

int report_on_corpus(const ReportOptions& options, std::vector<report::Source> shards) {
  if (!options.divergences.empty())
    throw std::runtime_error("--divergences is for the results of runs, not of corpora");
  for (report::Source& shard : shards) shard.results = report::corpus_of(shard.file, std::move(shard.results));
  const Json corpus = report::merged_corpora(shards);
  if (!options.output.empty()) {
    report::write_corpus(options.output, corpus);
    fmt::print("report: {}\n", (std::filesystem::path(options.output) / "corpus.json").string());
  }
  fmt::print("{}", report::corpus_terminal(corpus));
  return status_of_corpus(corpus);
}

int report_on_runs(const ReportOptions& options, std::vector<report::Source> sources) {
  for (report::Source& source : sources) source.results = report::results_of(source.file, std::move(source.results));
  const Json results = report::merged(sources);
  if (!options.output.empty()) {
    report::write_merged(options.output, results, options.strict);
    fmt::print("report: {}\n", (std::filesystem::path(options.output) / "index.html").string());
  }
  if (!options.divergences.empty()) {
    report::write_file(options.divergences,
                       report::divergences_page(report::View(results), suite_of(options.home).drift));
    fmt::print("divergences: {}\n", options.divergences);
  }
  fmt::print("{}", report::terminal(results, options.strict, console_style()));
  if (report::nothing_ran(results)) return kCouldNot;
  return report::is_good(results, options.strict) ? kGood : kDifferences;
}

int report_on(const ReportOptions& options) {
  if (!options.conflicts.empty()) write_conflicts(options);
  if (options.files.empty()) {
    if (!options.conflicts.empty()) return kGood;
    throw std::runtime_error("report needs the results of a run, a FILE or several");
  }
  std::vector<report::Source> sources;
  for (const std::string& file : options.files) sources.push_back(read_source(file));
  const Json& first = sources.front().results;
  const bool is_of_corpus = first.is_object() && first.contains("peercert_corpus");
  return is_of_corpus ? report_on_corpus(options, std::move(sources)) : report_on_runs(options, std::move(sources));
}

}  // namespace

void add_report(CLI::App& app, int& status) {
  auto options = std::make_shared<ReportOptions>();
  CLI::App* command = app.add_subcommand("report", "Report on the results of earlier runs, merged into one");
  command
      ->add_option("file", options->files,
                   "results.json of a run, or the folder that holds it; one or several. Or corpus.json of every shard")
      ->option_text("FILE...");
  command
      ->add_option("--output", options->output,
                   "Write results.json, junit.xml, index.html and summary.md into this folder")
      ->option_text("DIR");
  command
      ->add_option(
          "--divergences", options->divergences,
          "Write where implementations other than CPython differ, each cause of cases/drift.toml once, as Markdown")
      ->option_text("FILE");
  command
      ->add_option(
          "--conflicts", options->conflicts,
          "Write where CPython contradicts its documentation, by cases/rules.toml, as Markdown; needs no results")
      ->option_text("FILE");
  options->home.add_option(*command);
  command->add_flag("--strict", options->strict,
                    "Notes (the accident level) and drift that was fixed count as failures");
  command->footer(
      "The parts of a corpus (--shard) are merged likewise: corpus.json of each, or the folder that holds it.\n"
      "Runs of the same suite can be merged: of other subjects, of other cases, from other machines. The order of the "
      "files does not matter.\n"
      "\n"
      "Example:\n"
      "  peercert report --output build/merged build/reports/trixie build/reports/sid");
  command->callback([options, &status] { status = report_on(*options); });
}

}  // namespace peercert::tool
