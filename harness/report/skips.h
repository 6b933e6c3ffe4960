// Whether a run skips what an earlier run played.
#ifndef PEERCERT_REPORT_SKIPS_H
#define PEERCERT_REPORT_SKIPS_H

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "value/json.h"

namespace peercert::report {

// Before is what an earlier run left in a folder for reports.
struct Before {
  std::optional<Json> results;  // nullopt where there are none, or none that can be read
  std::string unreadable;       // why not, else ""

  // read returns what stands in `directory`. It does not throw for what it finds there.
  [[nodiscard]] static Before read(const std::filesystem::path& directory);
};

// skip_notes returns a sentence for each subject, named by implementation and command, of which `now` skips scenarios
// that ran before: how many, and why. First, where the earlier results cannot be read, a sentence that says so.
[[nodiscard]] std::vector<std::string> skip_notes(const Before& before, const Json& now);

}  // namespace peercert::report

#endif
