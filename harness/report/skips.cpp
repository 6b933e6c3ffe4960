#include "report/skips.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "report/results.h"
#include "report/view.h"

namespace peercert::report {
namespace {

constexpr std::size_t kMostReasons = 4;

bool is_skip(const Json& row) {
  return verdict_of(row) == suite::Verdict::kSkip;
}

// A newer version, or another OpenSSL, is the same subject still.
bool same_subject(const Json& left, const Json& right) {
  const auto same = [&](const char* key) { return member(left, key) == member(right, key); };
  return same("implementation") && same("command") && same("role");
}

std::set<std::string> played_before(const Json& before, const Json& subject) {
  std::set<std::string> ids, names;
  for (const Json& other : before.at("subjects")) {
    if (same_subject(other, subject)) ids.insert(member(other, "id"));
  }
  for (const Json& row : before.at("rows")) {
    if (ids.count(member(row, "subject")) > 0 && !is_skip(row)) names.insert(row_name(row));
  }
  return names;
}

// The reasons with how many scenarios each, the most frequent first.
std::string reasons_text(const std::map<std::string, std::size_t>& reasons) {
  std::vector<std::pair<std::size_t, std::string>> ordered;
  for (const auto& [reason, count] : reasons) ordered.emplace_back(count, reason);
  std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> parts;
  for (const auto& [count, reason] : ordered) parts.push_back(fmt::format("{} ({})", reason, count));
  const std::size_t shown = std::min(parts.size(), kMostReasons);
  return fmt::format("{}{}", fmt::join(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(shown), "; "),
                     shown < parts.size() ? "; ..." : "");
}

std::string note_on(const View& now, const Json& subject, const std::set<std::string>& before) {
  std::map<std::string, std::size_t> reasons;
  std::size_t total = 0;
  for (const Json& row : now.rows()) {
    if (row.at("subject") != subject.at("id") || !is_skip(row) || before.count(row_name(row)) == 0) continue;
    ++reasons[member(row, "detail")];
    ++total;
  }
  if (total == 0) return "";
  return fmt::format("{}: {} {} skipped that ran before: {}", now.witness(member(subject, "id")),
                     plural(total, "scenario"), total == 1 ? "is" : "are", reasons_text(reasons));
}

}  // namespace

Before Before::read(const std::filesystem::path& directory) {
  const std::filesystem::path file = directory / "results.json";
  std::error_code unknown;
  if (!std::filesystem::exists(file, unknown)) return {};
  try {
    return {load_results(file), ""};
  } catch (const ResultsError& error) {
    return {std::nullopt, error.what()};
  }
}

std::vector<std::string> skip_notes(const Before& before, const Json& now) {
  if (!before.unreadable.empty()) {
    return {"what was skipped before is not known, since the earlier results cannot be read: " + before.unreadable};
  }
  if (!before.results) return {};
  const View view(now);
  std::vector<std::string> notes;
  for (const Json& subject : view.subjects()) {
    std::string note = note_on(view, subject, played_before(*before.results, subject));
    if (!note.empty()) notes.push_back(std::move(note));
  }
  return notes;
}

}  // namespace peercert::report
