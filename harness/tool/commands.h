// The subcommands. Each adds itself to the command line and, when it is the one called, runs and sets the exit status.
#ifndef PEERCERT_TOOL_COMMANDS_H
#define PEERCERT_TOOL_COMMANDS_H

#include <CLI/CLI.hpp>

namespace peercert::tool {

// The exit statuses of every subcommand; what they mean for each stands in exit_status.cpp.
inline constexpr int kGood = 0;
inline constexpr int kDifferences = 1;
inline constexpr int kCouldNot = 2;

// add_exit_statuses says at the end of the help of every subcommand which exit statuses it has. Throws std::logic_error
// for one of which they are not known.
void add_exit_statuses(CLI::App& app);

void add_run(CLI::App& app, int& status);
void add_subjects(CLI::App& app, int& status);
void add_corpus(CLI::App& app, int& status);
void add_mutate(CLI::App& app, int& status);
void add_minimise(CLI::App& app, int& status);
void add_explore(CLI::App& app, int& status);
void add_show(CLI::App& app, int& status);
void add_list(CLI::App& app, int& status);
void add_export(CLI::App& app, int& status);
void add_forge(CLI::App& app, int& status);
void add_audit(CLI::App& app, int& status);
void add_subject(CLI::App& app, int& status);
void add_report(CLI::App& app, int& status);
void add_reproduce(CLI::App& app, int& status);
void add_explain(CLI::App& app, int& status);
void add_diff(CLI::App& app, int& status);
void add_check_subject(CLI::App& app, int& status);

}  // namespace peercert::tool

#endif
