#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "report/baseline.h"
#include "report/reports.h"
#include "report/results.h"
#include "report/run_of.h"
#include "report/terminal.h"
#include "subject/session.h"
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
  std::vector<std::string> cases;
  std::vector<std::string> subjects{"native"};
  std::string reference = "python3";
  std::string report;
  std::string baseline;
  std::size_t jobs = 2;
  bool strict = false;
};

bool all_skipped(const report::Run& run) {
  return std::all_of(run.rows.begin(), run.rows.end(),
                     [](const suite::Row& row) { return row.verdict == suite::Verdict::kSkip; });
}

// Says what came of the run, and returns whether it was good: where there is a baseline, whether nothing is new.
bool conclude(const RunOptions& options, const Json* baseline, const Json& results) {
  if (baseline == nullptr) {
    fmt::print("{}", report::terminal(results, options.strict, console_style()));
    return report::is_good(results, options.strict);
  }
  const report::View before(*baseline), now(results);
  fmt::print("{}", report::baseline_terminal(options.baseline, before, now, options.strict, console_style()));
  return report::against(before, now, options.strict).fresh.empty();
}

int run(const RunOptions& options) {
  const Json baseline =
      options.baseline.empty() ? Json() : report::load_results(results_path(options.baseline));  // before it is written
  const auto fixtures = options.home.fixtures();
  const auto suite = options.home.suite(fixtures);
  auto cases = select_cases(suite, options.cases);
  if (!options.report.empty()) std::filesystem::create_directories(options.report);  // before anything is played
  const auto entrants = plan_entrants(options.home, options.subjects, options.reference);
  Progress progress;
  auto session = subject::play_session(suite, cases, entrants, options.jobs, progress.observer());
  progress.finish();
  const auto result = report::run_of(PEERCERT_VERSION, suite, fixtures, std::move(cases), entrants, std::move(session));
  const Json results = options.report.empty() ? report::results_json(result)
                                              : report::write_reports(options.report, result, options.strict);
  if (!options.report.empty()) {
    fmt::print("report: {}\n", (std::filesystem::path(options.report) / "index.html").string());
  }
  const bool is_good = conclude(options, options.baseline.empty() ? nullptr : &baseline, results);
  if (all_skipped(result)) {
    fmt::print(stderr, "peercert: nothing ran: every scenario was skipped\n");
    return kCouldNot;
  }
  return is_good ? kGood : kDifferences;
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
      ->add_option("--subject", options->subjects,
                   "What is tested: 'native' (the C++ library, the default), 'python3', or a command that speaks the "
                   "protocol, such as 'pypy3 scripts/python_subject.py'; may be repeated")
      ->option_text("COMMAND");
  command
      ->add_option("--reference", options->reference,
                   "What subjects are compared with, and is itself judged: 'python3' (the default), a command, or "
                   "'none'")
      ->option_text("COMMAND");
  command
      ->add_option("--report", options->report,
                   "Write results.json, timings.json, junit.xml, index.html and summary.md into this folder")
      ->option_text("DIR");
  command
      ->add_option(
          "--baseline", options->baseline,
          "Fail on what is new only: what these earlier results (results.json, or its folder) do not have, with "
          "the same verdict and the same answers. What crashes or hangs always fails")
      ->option_text("FILE");
  command->add_option("--jobs", options->jobs, "How many scenarios are played at a time (default 2)")
      ->check(CLI::Range(1, 256))
      ->option_text("N");
  command->add_flag("--strict", options->strict,
                    "Notes (the accident level) and drift that was fixed count as failures");
  options->home.add_option(*command);
  command->footer(
      "The exit status is 0 when every verdict is pass, note, known, fixed or skip, 1 when one is not, and 2 "
      "when nothing could be run.\n\n"
      "Examples:\n"
      "  peercert run --report build/reports\n"
      "  peercert run --case 'handshake/*' --subject 'pypy3 scripts/python_subject.py'\n"
      "  peercert run --reference none");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace peercert::tool
