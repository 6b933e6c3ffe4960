// One part of a corpus of several, for several machines. Which part a certificate is in depends on nothing else, so
// that every one of them is in exactly one.
#ifndef PEERCERT_SEARCH_SHARD_H
#define PEERCERT_SEARCH_SHARD_H

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace peercert::search {

struct Shard {
  std::size_t number = 1;  // from 1
  std::size_t of = 1;

  // has returns whether the certificate whose SHA-256 this is (in hexadecimal) is in this part, or the one of that
  // number: for those that are made, whose bytes come last.
  [[nodiscard]] bool has(std::string_view sha256) const;
  [[nodiscard]] bool has(std::uint64_t made) const { return made % of == number - 1; }

  // share_of returns how many of the first `count` that are made are in this part.
  [[nodiscard]] std::uint64_t share_of(std::uint64_t count) const {
    return count / of + (count % of >= number ? 1 : 0);
  }

  friend bool operator==(const Shard&, const Shard&) = default;
};

// parse_shard returns what "2/8" says. Throws std::runtime_error.
[[nodiscard]] Shard parse_shard(std::string_view text);

}  // namespace peercert::search

#endif
