// Whose verdict of a case is which, in one line.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "report/explain.h"
#include "report/text.h"
#include "report/view.h"

namespace peercert::report {
namespace {

// "a", "a and b", "a, b and c"
std::string enumerated(std::vector<std::string> words) {
  const std::string last = words.back();
  words.pop_back();
  return words.empty() ? last : fmt::format("{} and {}", fmt::join(words, ", "), last);
}

}  // namespace

std::string verdicts_text(const Json& results) {
  const View view(results);
  std::map<suite::Verdict, std::vector<std::string>, std::greater<>> witnesses;
  for (const Json& row : view.rows()) {
    witnesses[verdict_of(row)].push_back(one_line(view.witness(member(row, "subject"))));
  }
  std::vector<std::string> groups;
  for (const auto& [verdict, names] : witnesses) {
    groups.push_back(fmt::format("{} on {}", suite::to_string(verdict), enumerated(names)));
  }
  return fmt::format("{}", fmt::join(groups, "; "));
}

}  // namespace peercert::report
