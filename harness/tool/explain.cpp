#include "report/explain.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "report/results.h"
#include "report/run_of.h"
#include "report/text.h"
#include "report/view.h"
#include "subject/session.h"
#include "tool/case_named.h"
#include "tool/commands.h"
#include "tool/console.h"
#include "tool/home.h"
#include "tool/plan.h"

namespace peercert::tool {
namespace {

constexpr std::size_t kMostNear = 8;

struct ExplainOptions {
  Home home;
  std::string one;
  std::vector<std::string> subjects;
  std::string reference = "python3";
  bool whole = false;
};

// What CASE asks for: "id", or "id[axis=value,...]".
struct Wanted {
  std::string id;
  std::vector<std::string> points;
};

Wanted wanted_by(const std::string& text) {
  const std::size_t bracket = text.find('[');
  Wanted wanted{text.substr(0, bracket), {}};
  if (bracket == std::string::npos) return wanted;
  const std::size_t end = text.back() == ']' ? text.size() - 1 : text.size();
  for (std::size_t at = bracket + 1; at < end;) {
    const std::size_t comma = std::min(text.find(',', at), end);
    wanted.points.push_back(text.substr(at, comma - at));
    at = comma + 1;
  }
  return wanted;
}

bool is_at(const suite::Scenario& scenario, const std::vector<std::string>& points) {
  return std::all_of(points.begin(), points.end(), [&scenario](const std::string& point) {
    return std::any_of(scenario.where.begin(), scenario.where.end(),
                       [&point](const auto& axis) { return axis.first + "=" + axis.second == point; });
  });
}

// The first scenario at all of the points.
std::size_t find_scenario(const suite::Case& one, const Wanted& wanted) {
  for (std::size_t index = 0; index < one.scenarios.size(); ++index) {
    if (is_at(one.scenarios[index], wanted.points)) return index;
  }
  std::vector<std::string> names;
  for (const suite::Scenario& scenario : one.scenarios) names.push_back(scenario.name());
  throw std::runtime_error(fmt::format("'{}' is not played at [{}]; there are {}", one.id,
                                       fmt::join(wanted.points, ","), report::first_of(names, kMostNear)));
}

// The C++ library, then the others, each once.
std::vector<std::string> subjects_of(const ExplainOptions& options) {
  std::vector<std::string> subjects = {"native"};
  for (const std::string& each : options.subjects) {
    if (std::find(subjects.begin(), subjects.end(), each) == subjects.end()) subjects.push_back(each);
  }
  return subjects;
}

Json results_of(const ExplainOptions& options, const suite::Suite& suite, const forge::Fixtures& fixtures,
                const suite::Case& one, std::size_t index) {
  std::vector<suite::Case> cases = {
      one.with_scenarios([&](const suite::Scenario& scenario) { return &scenario == &one.scenarios[index]; })};
  const auto no_pythons = []() -> std::vector<subject::FoundPython> {
    throw std::runtime_error("--subject all: say which; 'peercert subjects' shows them");
  };
  const auto entrants = plan_entrants(options.home, subjects_of(options), options.reference, no_pythons);
  const subject::Sanity sanity(fixtures);
  auto session = subject::play_session(suite, cases, entrants, {1, &sanity, {}});
  auto run = report::run_of(PEERCERT_VERSION, suite, fixtures, std::move(cases), entrants, std::move(session));
  run.suite_home = options.home.given();
  return report::results_json(run);
}

int explain(const ExplainOptions& options) {
  const auto fixtures = options.home.fixtures();
  const auto suite = options.home.suite(fixtures);
  const Wanted wanted = wanted_by(options.one);
  const suite::Case& one = case_named(suite, fixtures, wanted.id);
  const std::size_t index = find_scenario(one, wanted);
  const Json results = results_of(options, suite, fixtures, one, index);
  fmt::print("{}", report::explanation({suite, fixtures, one, index, results, options.whole}, console_style()));
  return report::not_played(results).empty() ? kGood : kCouldNot;
}

}  // namespace

void add_explain(CLI::App& app, int& status) {
  auto options = std::make_shared<ExplainOptions>();
  CLI::App* command = app.add_subcommand(
      "explain", "Explain a case: its rules, what is played, its certificates byte by byte, what every witness says");
  command
      ->add_option("CASE", options->one,
                   "The case, or one scenario by the name that reports give it, or by part of its place: "
                   "'names/empty_subject[tls=1.3]'; of several the first")
      ->required();
  command
      ->add_option("--subject", options->subjects,
                   "Who plays it beside the C++ library: a command that speaks the protocol; may be repeated")
      ->option_text("COMMAND");
  command
      ->add_option("--reference", options->reference,
                   "What they are compared with: 'python3' (the default), a command, or 'none'")
      ->option_text("COMMAND");
  command->add_flag("--whole", options->whole,
                    "Every byte of every certificate of the case, also of those that its answers are not about");
  options->home.add_option(*command);
  command->footer(
      "The recipe certs/recipes/FILE.toml of a certificate NAME is the case certificates/NAME/direct.\n\n"
      "Example:\n"
      "  peercert explain names/several_pairs_in_one --subject 'pypy3 scripts/python_subject.py'");
  command->callback([options, &status] { status = explain(*options); });
}

}  // namespace peercert::tool
