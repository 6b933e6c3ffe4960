#include "search/shard.h"

#include <fmt/format.h>

#include <charconv>
#include <stdexcept>

namespace peercert::search {
namespace {

// Reads all of `text` as a number of this base.
bool read_number(std::string_view text, std::size_t& number, int base = 10) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

bool Shard::has(std::string_view sha256) const {
  std::size_t beginning = 0;
  if (!read_number(sha256.substr(0, 8), beginning, 16)) {
    throw std::invalid_argument(fmt::format("{} is no SHA-256 in hexadecimal", sha256));
  }
  return beginning % of == number - 1;
}

Shard parse_shard(std::string_view text) {
  Shard shard;
  const std::size_t slash = text.find('/');
  const bool read = slash != std::string_view::npos && read_number(text.substr(0, slash), shard.number) &&
                    read_number(text.substr(slash + 1), shard.of);
  if (!read || shard.number < 1 || shard.number > shard.of) {
    throw std::runtime_error(fmt::format("expected I/N, the I-th of N parts, such as 2/8, found {}", text));
  }
  return shard;
}

}  // namespace peercert::search
