#include "tool/near.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace peercert::tool {
namespace {

// How many letters must be added, left out or exchanged (Levenshtein).
std::size_t distance(const std::string& left, const std::string& right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= left.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t exchanged = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({exchanged, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::vector<std::string> near_words(const std::string& typed, const std::vector<std::string>& words) {
  constexpr std::size_t kSlip = 2;
  std::vector<std::string> near;
  for (const std::string& word : words) {
    const bool begins = typed.size() > 1 && word.compare(0, typed.size(), typed) == 0;
    if (begins || distance(typed, word) <= std::min(kSlip, word.size() - 1)) near.push_back(word);
  }
  return near;
}

}  // namespace peercert::tool
