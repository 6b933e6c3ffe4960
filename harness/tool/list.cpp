#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "suite/states.h"
#include "tool/commands.h"
#include "tool/home.h"

namespace peercert::tool {
namespace {

struct ListOptions {
  Home home;
  bool rules = false;
  bool scenarios = false;
  bool recipes = false;
  bool states = false;
};

std::vector<std::string> cases_of(const suite::Suite& suite, const std::string& rule) {
  std::vector<std::string> ids;
  for (const suite::Case& one : suite.cases) {
    if (std::find(one.rules.begin(), one.rules.end(), rule) != one.rules.end()) ids.push_back(one.id);
  }
  return ids;
}

void list_rules(const suite::Suite& suite) {
  std::size_t covered = 0;
  for (const suite::Rule& rule : suite.rules) {
    const auto cases = cases_of(suite, rule.id);
    if (!cases.empty()) ++covered;
    fmt::print("{} ({})\n  {}\n  source: {}\n", rule.id, suite::to_string(rule.level), rule.says, rule.source);
    if (rule.conflict) fmt::print("  conflict: {}\n", *rule.conflict);
    if (rule.proposal) fmt::print("  proposal: {}\n", *rule.proposal);
    if (rule.covered_by) fmt::print("  no cases yet; will be covered by {}\n", *rule.covered_by);
    if (!cases.empty()) fmt::print("  {} case(s): {}\n", cases.size(), fmt::join(cases, ", "));
    fmt::print("\n");
  }
  fmt::print("{} rules, {} with cases, {} that say what will cover them\n", suite.rules.size(), covered,
             suite.rules.size() - covered);
}

void list_cases(const suite::Suite& suite, bool scenarios) {
  std::size_t count = 0;
  for (const suite::Case& one : suite.cases) {
    count += one.scenarios.size();
    fmt::print("{:<52} {:>3}  {}\n", one.id, one.scenarios.size(), one.why);
    if (!scenarios) continue;
    for (const suite::Scenario& scenario : one.scenarios) fmt::print("  {}\n", scenario.name());
  }
  fmt::print("{} cases, {} scenarios\n", suite.cases.size(), count);
}

// "certs/recipes/names.toml" -> "names".
std::string area_of(const forge::Fixture& fixture) {
  return std::filesystem::path(fixture.file).stem().string();
}

// The ways in which the cases of that recipe reach a decoder: "direct, handshake".
std::string ways_of(const suite::Suite& suite, const std::string& recipe) {
  std::vector<std::string> ways;
  const std::string prefix = fmt::format("certificates/{}/", recipe);
  for (const suite::Case& one : suite.cases) {
    if (one.id.rfind(prefix, 0) == 0) ways.push_back(one.id.substr(prefix.size()));
  }
  return fmt::format("{}", fmt::join(ways, ", "));
}

void list_recipes(const suite::Suite& suite, const forge::Fixtures& fixtures) {
  std::map<std::string, std::size_t> counts;
  std::size_t others = 0;
  for (const auto& [name, fixture] : fixtures.all()) {
    if (fixture.rules.empty()) {
      ++others;
      continue;
    }
    ++counts[area_of(fixture)];
    fmt::print("{:<20} {:<44} {:<11} {:<46} {}\n", area_of(fixture), name, to_string(suite.strongest(fixture.rules)),
               ways_of(suite, name), fmt::join(fixture.rules, ", "));
  }
  std::size_t all = 0;
  for (const auto& [area, count] : counts) {
    fmt::print("{}: {}\n", area, count);
    all += count;
  }
  fmt::print("{} recipes are cases of their own, {} are what other cases use\n", all, others);
}

void list_states(const suite::Suite& suite) {
  std::size_t all_cases = 0, all_scenarios = 0;
  for (const suite::State& state : suite::kStates) {
    std::size_t cases = 0, scenarios = 0;
    for (const suite::Case& one : suite.cases) {
      if (one.state != state.id) continue;
      ++cases;
      scenarios += one.scenarios.size();
    }
    fmt::print("{:<15} {:>4} scenarios in {:>3} cases  {}\n", state.id, scenarios, cases, state.says);
    all_cases += cases;
    all_scenarios += scenarios;
  }
  fmt::print("{:<15} {:>4} scenarios in {:>3} cases\n", "in all", all_scenarios, all_cases);
}

void list(const ListOptions& options) {
  const auto fixtures = options.home.fixtures();
  const auto suite = options.home.suite(fixtures);
  if (options.rules) {
    list_rules(suite);
  } else if (options.recipes) {
    list_recipes(suite, fixtures);
  } else if (options.states) {
    list_states(suite);
  } else {
    list_cases(suite, options.scenarios);
  }
}

}  // namespace

void add_list(CLI::App& app, int& status) {
  auto options = std::make_shared<ListOptions>();
  CLI::App* command = app.add_subcommand("list", "Show the cases, with the number of scenarios of each, or the rules");
  CLI::Option* rules = command->add_flag("--rules", options->rules, "Show every rule, its source and its cases");
  CLI::Option* scenarios =
      command->add_flag("--scenarios", options->scenarios, "Show the name of every scenario as well")->excludes(rules);
  command
      ->add_flag("--recipes", options->recipes,
                 "Show every certificate that is a case of its own: area, name, level, ways it is carried, rules")
      ->excludes(rules)
      ->excludes(scenarios);
  command
      ->add_flag("--states", options->states, "Show the states of a connection, with the number of scenarios of each")
      ->excludes(rules)
      ->excludes(scenarios)
      ->excludes("--recipes");
  options->home.add_option(*command);
  command->footer("The names that --case of 'peercert run' takes are these, and shell patterns over those of cases.");
  command->callback([options, &status] {
    list(*options);
    status = kGood;
  });
}

}  // namespace peercert::tool
