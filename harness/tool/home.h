// Where the suite's data stands.
#ifndef PEERCERT_TOOL_HOME_H
#define PEERCERT_TOOL_HOME_H

#include <CLI/CLI.hpp>
#include <filesystem>

#include "forge/fixtures.h"
#include "suite/load.h"

namespace peercert::tool {

// Home is the folder with cases/, certs/ and scripts/ in it: what --home says, else the environment's PEERCERT_HOME,
// else the checkout that the command was built from or, when it was installed, what was installed with it.
struct Home {
  std::filesystem::path root;

  void add_option(CLI::App& command);

  // given returns the folder where it is not the command's own, else "".
  [[nodiscard]] std::string given() const;

  // in returns the path of a file or folder in it. Throws std::runtime_error when there is none.
  [[nodiscard]] std::filesystem::path in(const char* name) const;

  [[nodiscard]] std::filesystem::path certs() const { return in("certs"); }
  [[nodiscard]] std::filesystem::path python_subject() const { return in("scripts/python_subject.py"); }
  [[nodiscard]] forge::Fixtures fixtures() const { return forge::Fixtures::load(certs()); }
  [[nodiscard]] suite::Suite suite(const forge::Fixtures& fixtures) const;
};

}  // namespace peercert::tool

#endif
