// Which certificates have come before, in a memory that does not grow.
#ifndef PEERCERT_SEARCH_RECENT_H
#define PEERCERT_SEARCH_RECENT_H

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace peercert::search {

// Recent remembers a million digests, in 16 MB. Each has its place in a set of sixteen, of which one more takes that of
// the oldest; so what is remembered depends on the digests and their order alone.
class Recent {
 public:
  // Recent has 2 to the power of `bits` sets, 16 for a million digests.
  explicit Recent(unsigned bits = 16) : sets_(std::size_t{1} << bits) {}

  // is_new returns whether `sha256`, in hexadecimal, is none of those remembered, and remembers it. Throws
  // std::invalid_argument for what is no SHA-256.
  bool is_new(std::string_view sha256);

 private:
  using Digest = std::array<std::uint64_t, 2>;  // the first half of the SHA-256; zeros for none
  using Set = std::array<Digest, 16>;           // the youngest first

  std::vector<Set> sets_;
};

}  // namespace peercert::search

#endif
