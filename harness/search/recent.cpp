#include "search/recent.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <string>

namespace peercert::search {
namespace {

std::uint64_t number_in(std::string_view digits) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
  if (error != std::errc() || digits.size() != 16 || end != digits.data() + digits.size()) {
    throw std::invalid_argument(std::string(digits) + " is no part of a SHA-256 in hexadecimal");
  }
  return number;
}

}  // namespace

bool Recent::is_new(std::string_view sha256) {
  const Digest digest = {number_in(sha256.substr(0, 16)),
                         number_in(sha256.substr(std::min<std::size_t>(16, sha256.size()), 16))};
  Set& set = sets_[digest[0] % sets_.size()];
  if (std::find(set.begin(), set.end(), digest) != set.end()) return false;
  std::move_backward(set.begin(), set.end() - 1, set.end());
  set.front() = digest;
  return true;
}

}  // namespace peercert::search
