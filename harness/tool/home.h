// Where the suite's data stands.
#ifndef PEERCERT_TOOL_HOME_H
#define PEERCERT_TOOL_HOME_H

#include <CLI/CLI.hpp>
#include <filesystem>

#include "forge/fixtures.h"
#include "suite/load.h"

namespace peercert::tool {

// Home is the folder with cases/, certs/ and scripts/ in it: what --home says, else the environment's PEERCERT_HOME,
// else the checkout that the command was built from.
struct Home {
  std::filesystem::path root;

  void add_option(CLI::App& command);

  // given returns the folder where it is not the command's own, else "".
  [[nodiscard]] std::string given() const;

  [[nodiscard]] std::filesystem::path certs() const { return root / "certs"; }
  [[nodiscard]] std::filesystem::path python_subject() const { return root / "scripts" / "python_subject.py"; }
  [[nodiscard]] forge::Fixtures fixtures() const { return forge::Fixtures::load(certs()); }
  [[nodiscard]] suite::Suite suite(const forge::Fixtures& fixtures) const;
};

}  // namespace peercert::tool

#endif
