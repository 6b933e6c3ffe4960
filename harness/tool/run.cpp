#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "export/read_suite.h"
#include "report/baseline.h"
#include "report/reports.h"
#include "report/results.h"
#include "report/run_of.h"
#include "report/skips.h"
#include "report/terminal.h"
#include "report/text.h"
#include "report/view.h"
#include "subject/session.h"
#include "suite/propose.h"
#include "tool/commands.h"
#include "tool/console.h"
#include "tool/home.h"
#include "tool/plan.h"
#include "tool/progress.h"
#include "tool/results_path.h"

namespace peercert::tool {
namespace {

struct RunOptions {
  Home home;
  std::string suite;
  Pythons pythons;
  std::vector<std::string> cases;
  std::vector<std::string> subjects{"native"};
  std::string reference = "python3";
  std::string report;
  std::string baseline, write_baseline;
  std::size_t jobs = 2;
  bool strict = false;
  bool update_drift = false;
  std::string proposals;
};

// The file for proposals, or "" when none are wanted.
std::string proposals_file(const RunOptions& options) {
  constexpr const char* kName = "drift.proposed.toml";
  if (!options.update_drift) return "";
  if (!options.proposals.empty()) {
    std::error_code none;
    if (std::filesystem::equivalent(options.proposals, options.home.root / "cases" / "drift.toml", none)) {
      throw std::runtime_error(
          fmt::format("--update-drift {}: this is the file that holds what was accepted; a person moves entries there, "
                      "with their reasons. Say another file",
                      options.proposals));
    }
    return options.proposals;
  }
  if (options.report.empty()) throw std::runtime_error("--update-drift needs a FILE, or --report DIR to put it in");
  return (std::filesystem::path(options.report) / kName).string();
}

void propose(const std::string& file, const suite::Suite& suite, const forge::Fixtures& fixtures,
             const subject::Session& session) {
  const auto proposals = suite::propose_drift(suite, session.subjects, session.rows);
  report::write_file(file, suite::to_toml(proposals, fixtures));
  fmt::print("{}: {} proposed, each without its reason; {} can go\n", file,
             proposals.entries.size() == 1 ? "1 entry" : fmt::format("{} entries", proposals.entries.size()),
             proposals.fixed.size());
  for (const std::string& id : proposals.fixed) fmt::print("fixed: {}\n", id);
}

std::vector<subject::FoundPython> find_pythons(const RunOptions& options) {
  auto found = options.pythons.find(options.jobs);
  for (const subject::FoundPython& python : found) {
    if (!python.why_not.empty()) fmt::print(stderr, "no subject: {}: {}\n", python.program.string(), python.why_not);
  }
  return found;
}

// Writes the reports, if any are wanted, and says what is skipped now and was not before.
Json write_reports(const RunOptions& options, const report::Run& run) {
  if (options.report.empty()) return report::results_json(run);
  const auto notes = report::skip_notes(report::Before::read(options.report), report::results_json(run));
  Json results = report::write_reports(options.report, run, options.strict, notes);
  fmt::print("report: {}\n", (std::filesystem::path(options.report) / "index.html").string());
  for (const std::string& note : notes) fmt::print("note: {}\n", report::printable(note));
  return results;
}

int status_of(const Json& results, bool is_good) {
  if (report::nothing_ran(results)) {
    fmt::print(stderr, "peercert: nothing ran\n");
    return kCouldNot;
  }
  if (!report::not_played(results).empty()) return kCouldNot;  // said already, and worse than a difference
  return is_good ? kGood : kDifferences;
}

// Says what came of the run, and returns whether it was good: where there is a baseline, whether nothing is new.
bool conclude(const RunOptions& options, const Json* baseline, const Json& results) {
  if (baseline == nullptr) {
    fmt::print("{}", report::terminal(results, options.strict, console_style()));
    return report::is_good(results, options.strict);
  }
  const report::View before(*baseline), now(results);
  fmt::print("{}", report::baseline_terminal(options.baseline + options.write_baseline, before, now, options.strict,
                                             console_style()));
  return report::against(before, now, options.strict).fresh.empty();
}

// The suite to play: an exported one, or that of the home.
exports::ReadSuite suite_to_play(const RunOptions& options) {
  if (!options.suite.empty()) return exports::read_suite(options.suite);
  exports::ReadSuite own{PEERCERT_VERSION, {}, options.home.fixtures()};
  own.suite = options.home.suite(own.fixtures);
  return own;
}

// The results to hold this run against, or null.
Json load_baseline(const std::string& file) {
  if (file.empty()) return {};
  if (!std::filesystem::exists(file)) {
    throw std::runtime_error(
        fmt::format("--baseline {0}: there is no such file; '--write-baseline {0}' in its place writes it", file));
  }
  return report::load_results(results_path(file));
}

// Writes what this run differs in, unless it could not be played; else returns null.
Json write_baseline(const RunOptions& options, const Json& results) {
  if (options.write_baseline.empty() || report::nothing_ran(results) || !report::not_played(results).empty()) return {};
  Json baseline = report::baseline_of(results, options.strict);
  report::write_file(options.write_baseline, report::results_text(baseline));
  fmt::print("baseline: {}\n", options.write_baseline);
  return baseline;
}

int run(const RunOptions& options) {
  Json baseline = load_baseline(options.baseline);  // before it is written
  const auto [version, suite, fixtures] = suite_to_play(options);
  auto cases = select_cases(suite, options.cases);
  if (!options.report.empty()) std::filesystem::create_directories(options.report);  // before anything is played
  const std::string proposals = proposals_file(options);
  const auto entrants =
      plan_entrants(options.home, options.subjects, options.reference, [&options] { return find_pythons(options); });
  Progress progress;
  const subject::Sanity sanity(fixtures);
  auto session = subject::play_session(suite, cases, entrants, {options.jobs, &sanity, progress.observer()});
  progress.finish();
  if (!proposals.empty()) propose(proposals, suite, fixtures, session);
  auto result = report::run_of(version, suite, fixtures, std::move(cases), entrants, std::move(session));
  result.suite_home = options.home.given();
  result.suite_export = options.suite;
  const Json results = write_reports(options, result);
  if (baseline.is_null()) baseline = write_baseline(options, results);
  return status_of(results, conclude(options, baseline.is_null() ? nullptr : &baseline, results));
}

}  // namespace

void add_run(CLI::App& app, int& status) {
  auto options = std::make_shared<RunOptions>();
  CLI::App* command = app.add_subcommand("run", "Play the cases on subjects, judge them, and report");
  command
      ->add_option("--case", options->cases,
                   "Only cases whose id matches this shell pattern, such as 'validation/*', or one scenario by the "
                   "name that reports give it; may be repeated")
      ->option_text("GLOB");
  command
      ->add_option(
          "--subject", options->subjects,
          "What is tested: 'native' (the C++ library, the default), 'python3' or another Python, such as "
          "'/usr/bin/pypy3', 'all' (every Python that 'peercert subjects' finds), or a command that speaks the "
          "protocol, such as 'node scripts/node_subject.js'; may be repeated")
      ->option_text("COMMAND");
  options->pythons.add_option(*command);
  command
      ->add_option("--reference", options->reference,
                   "What subjects are compared with, and is itself judged: 'python3' (the default), another Python, a "
                   "command, or 'none'")
      ->option_text("COMMAND");
  command
      ->add_option("--report", options->report,
                   "Write results.json, timings.json, junit.xml, index.html and summary.md into this folder")
      ->option_text("DIR");
  command
      ->add_option(
          "--baseline", options->baseline,
          "Fail on what is new only: what these earlier results (of --write-baseline, or results.json, or its "
          "folder) do not have, with the same verdict and the same answers. What crashes or hangs always fails")
      ->option_text("FILE");
  command
      ->add_option("--write-baseline", options->write_baseline,
                   "Write what this run differs in into this file, for --baseline of later ones")
      ->option_text("FILE")
      ->excludes("--baseline");
  command->add_option("--jobs", options->jobs, "How many scenarios are played at a time, over all subjects (default 2)")
      ->check(CLI::Range(1, 256))
      ->option_text("N");
  command->add_flag("--strict", options->strict,
                    "Notes (the accident level) and drift that was fixed count as failures");
  CLI::Option* update = command->add_option("--update-drift", options->proposals,
                                            "Propose an entry of drift.toml, all but its reason, for each rule that a "
                                            "subject breaks, in this file (drift.proposed.toml beside the report)");
  update->expected(0, 1)->option_text("[FILE]");
  command
      ->add_option("--suite", options->suite,
                   "Play an exported suite ('peercert export DIR') in place of the cases of --home")
      ->option_text("DIR");
  options->home.add_option(*command);
  command->footer(
      "Examples:\n"
      "  peercert run --report build/reports\n"
      "  peercert run --case 'handshake/*' --subject 'pypy3 scripts/python_subject.py'\n"
      "  peercert run --reference none");
  command->callback([options, update, &status] {
    options->update_drift = update->count() > 0;
    status = run(*options);
  });
}

}  // namespace peercert::tool
