// The command `peercert`: argument parsing, one file a subcommand.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tool/commands.h"
#include "tool/console.h"
#include "tool/man_page.h"
#include "tool/near.h"
#include "value/printable.h"

namespace {

// What to say of a first word that is no command, or "".
std::string unknown_command(const CLI::App& app, int argc, char** argv) {
  if (argc < 2 || argv[1][0] == '-') return "";
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands(nullptr)) names.push_back(command->get_name());
  const std::string typed = argv[1];
  if (std::find(names.begin(), names.end(), typed) != names.end()) return "";
  const auto near = peercert::tool::near_words(typed, names);
  return fmt::format("there is no command '{}'; {} {}", peercert::one_line(typed), near.empty() ? "there are" : "is it",
                     fmt::join(near.empty() ? names : near, near.empty() ? ", " : " or "));
}

// Returns the exit status. Help goes the way of all other output, so that it is noticed when it cannot be written.
int parse(CLI::App& app, int argc, char** argv, const int& status) {
  using namespace peercert::tool;
  if (argc == 2 && std::string_view(argv[1]) == "--man-page") {  // for who makes packages, so that no help speaks of it
    write_output(man_page(app, PEERCERT_VERSION, date_of_sources()));
    return kGood;
  }
  try {
    app.parse(argc, argv);
    return status;
  } catch (const CLI::ParseError& outcome) {
    std::ostringstream help;
    const bool good = app.exit(outcome, help, std::cerr) == 0;
    write_output(help.str());
    return good ? kGood : kCouldNot;
  }
}

}  // namespace

int main(int argc, char** argv) {
  using namespace peercert;
  using namespace peercert::tool;
  CLI::App app{"peercert: the conformance suite for Python's SSLSocket.getpeercert()", "peercert"};
  app.set_version_flag("--version", "peercert " PEERCERT_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Exit status: 0 all as the rules say, 1 something differs, 2 could not run or nothing ran.\n"
      "'peercert COMMAND --help' says more about each.");
  int status = kGood;
  add_run(app, status);
  add_subjects(app, status);
  add_report(app, status);
  add_diff(app, status);
  add_explain(app, status);
  add_reproduce(app, status);
  add_corpus(app, status);
  add_mutate(app, status);
  add_minimise(app, status);
  add_explore(app, status);
  add_show(app, status);
  add_list(app, status);
  add_export(app, status);
  add_forge(app, status);
  add_audit(app, status);
  add_subject(app, status);
  add_check_subject(app, status);
  add_exit_statuses(app);
  if (const std::string unknown = unknown_command(app, argc, argv); !unknown.empty()) {
    fmt::print(stderr, "peercert: {}\n", unknown);
    return kCouldNot;
  }
  try {
    const int result = parse(app, argc, argv, status);
    flush_output();
    return result;
  } catch (const std::exception& failure) {
    fmt::print(stderr, "peercert: {}\n", printable(failure.what()));
    return kCouldNot;
  }
}
