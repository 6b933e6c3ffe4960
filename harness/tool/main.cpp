// The command `peercert`: argument parsing, one file a subcommand.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "tool/commands.h"
#include "value/printable.h"

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
  add_report(app, status);
  add_diff(app, status);
  add_list(app, status);
  add_forge(app, status);
  add_audit(app, status);
  add_subject(app, status);
  add_check_subject(app, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& outcome) {
    return app.exit(outcome) == 0 ? kGood : kCouldNot;
  } catch (const std::exception& failure) {
    fmt::print(stderr, "peercert: {}\n", printable(failure.what()));
    return kCouldNot;
  }
  return status;
}
