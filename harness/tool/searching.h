// What the commands that search have in common: who decodes, whom they are compared with, and what is said of it.
#ifndef PEERCERT_TOOL_SEARCHING_H
#define PEERCERT_TOOL_SEARCHING_H

#include <CLI/CLI.hpp>
#include <cstddef>
#include <string>
#include <vector>

#include "search/corpus.h"
#include "subject/session.h"
#include "tool/home.h"
#include "tool/pythons.h"

namespace peercert::tool {

// Witnesses are who decodes.
struct Witnesses {
  Home home;
  Pythons pythons;
  std::vector<std::string> subjects{"native"};
  std::string reference = "python3";

  void add_options(CLI::App& command);

  // entrants returns the subjects and then the reference. Throws std::runtime_error when there is none.
  [[nodiscard]] std::vector<subject::Entrant> entrants() const;
};

struct Searching {
  Witnesses witnesses;
  std::string report;
  std::size_t jobs = 2;

  void add_options(CLI::App& command);

  // search decodes every certificate of `source`, prints what was found, writes the report if one is wanted, and
  // returns the exit status. `paths` is what the report calls the source.
  [[nodiscard]] int search(const search::Source& source, const std::vector<std::string>& paths) const;
};

}  // namespace peercert::tool

#endif
