#include "forge/carried.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace peercert::forge {
namespace {

// In the order of the enumeration.
constexpr std::array<std::string_view, 6> kWords{"handshake",          "peer",        "refused",
                                                 "without_time_check", "unvalidated", "direct"};

}  // namespace

std::string_view carried_word(Carried carried) {
  return kWords.at(static_cast<std::size_t>(carried));
}

std::optional<Carried> carried_from(std::string_view word) {
  const auto* found = std::find(kWords.begin(), kWords.end(), word);
  if (found == kWords.end()) return std::nullopt;
  return static_cast<Carried>(found - kWords.begin());
}

std::string carried_words() {
  return fmt::format("{}", fmt::join(kWords, ", "));
}

}  // namespace peercert::forge
