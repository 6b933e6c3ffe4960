#include <fmt/core.h>
#include <unistd.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "search/explore.h"
#include "search/host_names.h"
#include "search/walk.h"
#include "tool/commands.h"
#include "tool/home.h"
#include "tool/plan.h"
#include "tool/pythons.h"

namespace peercert::tool {
namespace {

struct ExploreArguments {
  Home home;
  Pythons pythons;
  std::vector<std::string> subjects{"native"};
  std::string reference = "python3";
  search::ExploreOptions options;
  std::uint64_t seed = 1;
  bool match_hostname = false;
  bool show = false;
  bool json = false;
};

std::vector<subject::Entrant> entrants_of(const ExploreArguments& arguments) {
  if (arguments.reference == "none") {
    throw std::runtime_error("--reference none: no rule says what a walk must do, only a reference does; name one");
  }
  return plan_entrants(arguments.home, arguments.subjects, arguments.reference,
                       [&arguments] { return arguments.pythons.find(arguments.options.jobs); });
}

void print(const search::Explored& explored, const std::vector<subject::Entrant>& entrants,
           const ExploreArguments& arguments) {
  for (const search::WalkCause& cause : explored.causes) {
    fmt::print("{:>6} {}\n       {}, first in walk {}{}{}\n", cause.walks, cause.text,
               explored.witnesses[cause.witness].name(), cause.number, cause.step.empty() ? "" : ", ", cause.step);
    if (!cause.difference.empty()) fmt::print("       {}\n", cause.difference);
    fmt::print(
        "       its steps: peercert explore{2} --seed {0} --first {1} --show; again: --seed {0} --first {1} --count "
        "1\n",
        arguments.seed, cause.number, arguments.match_hostname ? " --match-hostname" : "");
  }
  for (std::size_t i = 0; i < explored.witnesses.size(); ++i) {
    fmt::print("{} ({} {}): {} of {} walks played\n", explored.witnesses[i].name(), entrants[i].role,
               entrants[i].command, explored.played[i], arguments.options.count);
  }
  std::size_t walks = 0;
  for (const search::WalkCause& cause : explored.causes) walks += cause.walks;
  fmt::print(
      "peercert: {} walks (seed {}, from {}): {} answers compared, {}\n", arguments.options.count, arguments.seed,
      arguments.options.first, explored.answers,
      walks == 0 ? "no difference" : fmt::format("differences in {}, of {} causes", walks, explored.causes.size()));
}

search::MakeWalk walks_of(const ExploreArguments& arguments) {
  if (arguments.match_hostname) {
    return [seed = arguments.seed](std::uint64_t number) { return search::host_names(seed, number); };
  }
  return [material = search::WalkMaterial::from(arguments.home.fixtures()),
          seed = arguments.seed](std::uint64_t number) { return search::walk(material, seed, number); };
}

// What the contexts and connections of a walk are, and its steps, one a line.
int show(const ExploreArguments& arguments) {
  const suite::Scenario walk = walks_of(arguments)(arguments.options.first);
  if (arguments.json) {
    fmt::print("{}\n", to_json(walk).dump(1));
    return kGood;
  }
  for (const auto& [name, context] : walk.contexts) {
    fmt::print("{}: {}, TLS {}, {}, presents {}\n", name, context.role, context.tls_max, context.verify_mode,
               context.certificate.value_or("nothing"));
  }
  for (const auto& [name, connection] : walk.connections) {
    fmt::print("{}: of {}, over {}, to {}\n", name, connection.context, connection.transport, connection.peer);
  }
  for (const suite::Step& step : walk.steps) {
    fmt::print("{:>4} {}.{}({})\n", step.id, step.on, step.verb, arguments_of(step));
  }
  return kGood;
}

int explore_in(const ExploreArguments& arguments) {
  if (arguments.show) return show(arguments);
  search::ExploreOptions options = arguments.options;
  if (isatty(STDERR_FILENO) == 1) {
    options.progress = [&](std::uint64_t walks) { fmt::print(stderr, "walked {} of {}\n", walks, options.count); };
  }
  const auto entrants = entrants_of(arguments);
  const search::Explored explored = search::explore(walks_of(arguments), entrants, options);
  print(explored, entrants, arguments);
  if (explored.answers == 0) return kCouldNot;
  return explored.causes.empty() ? kGood : kDifferences;
}

}  // namespace

void add_explore(CLI::App& app, int& status) {
  auto arguments = std::make_shared<ExploreArguments>();
  CLI::App* command = app.add_subcommand(
      "explore",
      "Play random sequences of steps on every subject, and compare what getpeercert() or match_hostname() says");
  command
      ->add_option("--subject", arguments->subjects,
                   "What is compared: 'native' (the C++ library, the default), 'python3', 'all' (every Python that "
                   "'peercert subjects' finds), or a command that speaks the protocol; may be repeated")
      ->option_text("COMMAND");
  arguments->pythons.add_option(*command);
  command
      ->add_option("--reference", arguments->reference,
                   "What subjects are compared with: 'python3' (the default), 'native', or a command")
      ->option_text("COMMAND");
  command->add_option("--seed", arguments->seed, "Which sequences: the same seed gives the same (default 1)")
      ->option_text("N");
  command->add_option("--first", arguments->options.first, "The number of the first sequence (default 0)")
      ->option_text("N");
  command->add_option("--count", arguments->options.count, "How many (default 1000)")
      ->check(CLI::Range(1, 100'000'000))
      ->option_text("N");
  command->add_option("--jobs", arguments->options.jobs, "How many are played at a time, over all subjects (default 2)")
      ->check(CLI::Range(1, 256))
      ->option_text("N");
  command->add_flag("--match-hostname", arguments->match_hostname,
                    fmt::format("Instead of walks over connections, sequences of {} calls of match_hostname(), of host "
                                "names and certificates made at random",
                                search::kHostNamesAtATime));
  CLI::Option* show =
      command->add_flag("--show", arguments->show, "Print the steps of the first sequence, and play nothing");
  command->add_flag("--json", arguments->json, "With --show: print it as it goes to a subject")->needs(show);
  arguments->home.add_option(*command);
  command->footer(
      "No rule says what such a sequence must do, so a difference is a question: which of the two is right? What is\n"
      "worth keeping becomes a case.\n\n"
      "Examples:\n"
      "  peercert explore --count 10000\n"
      "  peercert explore --match-hostname --count 2000\n"
      "  peercert explore --seed 7 --subject 'pypy3 scripts/python_subject.py' --reference native");
  command->callback([arguments, &status] { status = explore_in(*arguments); });
}

}  // namespace peercert::tool
