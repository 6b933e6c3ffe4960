// The Pythons of this machine as options of a command, and as subjects.
#ifndef PEERCERT_TOOL_PYTHONS_H
#define PEERCERT_TOOL_PYTHONS_H

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "subject/discover.h"
#include "tool/home.h"

namespace peercert::tool {

struct Pythons {
  std::vector<std::string> venvs;

  void add_option(CLI::App& command);

  // find returns what subject::discover finds. Throws std::runtime_error for a --venv that is none.
  [[nodiscard]] std::vector<subject::FoundPython> find(std::size_t jobs) const;
};

// subject_command returns the command line that plays scenarios on the Python that `program` starts.
[[nodiscard]] std::string subject_command(const Home& home, const std::filesystem::path& program);

}  // namespace peercert::tool

#endif
