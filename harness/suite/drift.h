// Drift: where a known implementation is known to differ from a rule, and why (cases/drift.toml).
#ifndef PEERCERT_SUITE_DRIFT_H
#define PEERCERT_SUITE_DRIFT_H

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forge/fixtures.h"
#include "suite/case.h"
#include "suite/observation.h"
#include "suite/requirement.h"

namespace peercert::suite {

struct Drift {
  std::string id;
  std::optional<Requirement> subject;      // the implementation: "CPython >= 3.8, < 3.10"
  std::optional<Requirement> tls_library;  // "OpenSSL < 3"
  std::vector<std::string> cases;          // fnmatch patterns over case ids, one of which matches
  std::optional<std::string> step;         // absent: any step
  std::map<std::string, std::string> where;
  std::optional<Value> yields;        // exactly one of these three; the file can name a certificate instead of a value
  std::optional<std::string> raises;  // the exact type
  bool unstable = false;              // no answer is the same twice: any is known, the rule's too
  std::string reason;
  std::string reference;  // issue number, commit or document
  Place place;

  // covers returns whether the entry speaks of this step of this scenario on this subject.
  [[nodiscard]] bool covers(const SubjectInfo& info, std::string_view case_id,
                            const std::map<std::string, std::string>& at, std::string_view step_id) const;

  // speaks_of is the part of covers that no subject has a say in.
  [[nodiscard]] bool speaks_of(std::string_view case_id, const std::map<std::string, std::string>& at,
                               std::string_view step_id) const;

  // explains returns whether the observation is what the entry says is seen.
  [[nodiscard]] bool explains(const Observation& observation) const;
};

// load_drift returns the entries of one file. Throws forge::TomlError.
[[nodiscard]] std::vector<Drift> load_drift(const std::filesystem::path& file, const forge::Fixtures& fixtures);

// matches_glob returns whether `text` matches the shell pattern (*, ?, [..]; '*' matches '/' too).
[[nodiscard]] bool matches_glob(const std::string& pattern, const std::string& text);

}  // namespace peercert::suite

#endif
