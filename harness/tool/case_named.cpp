#include "tool/case_named.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <system_error>
#include <vector>

#include "report/text.h"
#include "report/view.h"
#include "suite/drift.h"
#include "tool/near.h"

namespace peercert::tool {
namespace {

constexpr std::size_t kMostMeant = 8;
constexpr const char* kAllCases = "'peercert list' shows them all";

// Ids have no letters but those of ASCII.
std::string in_lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); });
  return text;
}

std::vector<std::string> ids_of(const suite::Suite& suite, const std::function<bool(const suite::Case&)>& wanted) {
  std::vector<std::string> ids;
  for (const suite::Case& one : suite.cases) {
    if (wanted(one)) ids.push_back(one.id);
  }
  return ids;
}

std::vector<std::string> like(const suite::Suite& suite, const std::string& typed) {
  const std::string lower = in_lower_case(typed);
  const std::vector<std::string> all = ids_of(suite, [](const suite::Case&) { return true; });
  if (std::find(all.begin(), all.end(), lower) != all.end()) return {lower};
  std::vector<std::string> near = near_words(lower, all);
  if (!near.empty()) return near;
  return ids_of(suite, [&lower](const suite::Case& one) { return one.id.find(lower) != std::string::npos; });
}

std::string no_one_case(const suite::Suite& suite, const std::string& pattern) {
  const auto ids = ids_of(suite, [&pattern](const suite::Case& one) { return suite::matches_glob(pattern, one.id); });
  const std::string matches =
      ids.empty() ? std::string("no case")
                  : fmt::format("{}: {}", report::plural(ids.size(), "case"), report::first_of(ids, kMostMeant));
  return fmt::format("'{}' is a pattern, as 'peercert run --case' takes it; one case is wanted here. It matches {}; {}",
                     pattern, matches, kAllCases);
}

std::string no_such_case(const suite::Suite& suite, const forge::Fixtures& fixtures, const std::string& id) {
  if (id.empty()) return fmt::format("there is no case ''; {}", kAllCases);
  if (id.find_first_of("*?") != std::string::npos) return no_one_case(suite, id);
  const auto users = ids_of(suite, [&id](const suite::Case& one) {
    return std::find(one.certificates.begin(), one.certificates.end(), id) != one.certificates.end();
  });
  if (fixtures.find(id) != nullptr && !users.empty()) {
    return fmt::format("there is no case '{}', but a certificate; {} with it: {}", id,
                       report::plural(users.size(), "case"), report::first_of(users, kMostMeant));
  }
  if (std::error_code error; std::filesystem::is_regular_file(id, error)) {
    return fmt::format("there is no case '{}', but a file; 'peercert show' shows what getpeercert() makes of one", id);
  }
  const auto ids = like(suite, id);
  const std::string question = ids.empty() ? "" : fmt::format("is it {}? ", report::first_of(ids, kMostMeant));
  return fmt::format("there is no case '{}'; {}{}", id, question, kAllCases);
}

}  // namespace

const suite::Case& case_named(const suite::Suite& suite, const forge::Fixtures& fixtures, const std::string& id) {
  const auto found =
      std::find_if(suite.cases.begin(), suite.cases.end(), [&id](const suite::Case& one) { return one.id == id; });
  if (found != suite.cases.end()) return *found;
  throw std::runtime_error(no_such_case(suite, fixtures, id));
}

}  // namespace peercert::tool
