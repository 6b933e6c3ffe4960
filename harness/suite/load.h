// Loading a suite: cases/rules.toml, every other cases/*.toml as a theme of cases, cases/drift.toml, and the fixtures.
//
//     Suite suite = Suite::load("cases", forge::Fixtures::load("certs"));
//
// Nothing in the data files goes unread: a misspelt key, an unknown rule or certificate, a duplicate id, a matrix axis
// that nothing uses, or a rule without a case is an error that names file and line.
#ifndef PEERCERT_SUITE_LOAD_H
#define PEERCERT_SUITE_LOAD_H

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "forge/fixtures.h"
#include "suite/case.h"
#include "suite/drift.h"

namespace peercert::suite {

struct Suite {
  std::vector<Rule> rules;  // in the order of the file, which is that of the documentation
  std::vector<Case> cases;  // themes by name, cases in the order of their file
  std::vector<Drift> drift;
  std::string digest;  // SHA-256, in hexadecimal, over the data files, the certificates and what they must yield

  // load reads the folder `cases`. Throws forge::TomlError ("file:line: ..."), or std::runtime_error for a file that
  // cannot be read.
  [[nodiscard]] static Suite load(const std::filesystem::path& cases, const forge::Fixtures& fixtures);

  // rule returns the rule of that id, which must exist.
  [[nodiscard]] const Rule& rule(std::string_view id) const;

  // strongest returns the highest level among the rules of these ids.
  [[nodiscard]] Level strongest(const std::vector<std::string>& rules) const;
};

// load_rules returns the rules of one file.
[[nodiscard]] std::vector<Rule> load_rules(const std::filesystem::path& file);

// load_theme returns the cases of one theme, expanded. `known` are the rules there are.
[[nodiscard]] std::vector<Case> load_theme(const std::filesystem::path& file, const std::vector<Rule>& known,
                                           const forge::Fixtures& fixtures);

}  // namespace peercert::suite

#endif
