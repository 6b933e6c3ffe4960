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
#include "value/difference.h"

namespace peercert::suite {

struct Drift {
  std::string id;
  std::optional<Requirement> subject;      // the implementation: "CPython >= 3.8, < 3.10"
  std::optional<Requirement> tls_library;  // "OpenSSL < 3"
  std::vector<std::string> cases;          // fnmatch patterns over case ids, one of which matches
  std::optional<std::string> step;         // absent: any step
  std::map<std::string, std::string> where;
  std::optional<Value> yields;        // exactly one of these four; the file can name a certificate instead of a value
  std::optional<std::string> raises;  // the exact type
  std::vector<std::string>
      differs;            // a dictionary that differs from the rule's in these members alone (kAnswer, kOrder)
  bool unstable = false;  // no answer is the same twice: any is known, the rule's too
  bool partly = false;    // of the cases only some show it, so one that meets the rule makes it not fixed
  std::string reason;
  std::string reference;                  // issue number, commit or document
  std::optional<std::string> matters;     // what it does to a program
  std::optional<std::string> reproducer;  // the name of a file in reports/reproducers, less ".py"
  bool memory_safety = false;  // it looks like a fault of memory safety: reports say so, and not how it is reached
  Place place;

  // In `differs`, beside names of members: their order, and a dictionary where the rule says that the call raises.
  static constexpr std::string_view kOrder = "order", kAnswer = "answer";

  // covers returns whether the entry speaks of this step of this scenario on this subject.
  [[nodiscard]] bool covers(const SubjectInfo& info, std::string_view case_id,
                            const std::map<std::string, std::string>& at, std::string_view step_id) const;

  // names returns whether the entry speaks of anything in this case.
  [[nodiscard]] bool names(std::string_view case_id) const;

  // speaks_of is the part of covers that no subject has a say in.
  [[nodiscard]] bool speaks_of(std::string_view case_id, const std::map<std::string, std::string>& at,
                               std::string_view step_id) const;

  // explains returns whether the observation is what the entry says is seen. `broken` is where it differs from the
  // rule.
  [[nodiscard]] bool explains(const Observation& observation, const std::vector<Difference>& broken = {}) const;

  // cause returns the first two segments of the id, which the entries of one cause have in common.
  [[nodiscard]] std::string cause() const;
};

// load_drift returns the entries of one file. Throws forge::TomlError.
[[nodiscard]] std::vector<Drift> load_drift(const std::filesystem::path& file, const forge::Fixtures& fixtures);

// matches_glob returns whether `text` matches the shell pattern (*, ?, [..]; '*' matches '/' too).
[[nodiscard]] bool matches_glob(const std::string& pattern, const std::string& text);

}  // namespace peercert::suite

#endif
