// The memory of one decoded certificate: strings and arrays that are made once, never changed, and go all at once.
#ifndef PEERCERT_X509_ARENA_H
#define PEERCERT_X509_ARENA_H

#include <algorithm>
#include <cstddef>
#include <memory>
#include <memory_resource>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace peercert {

class Arena {
 public:
  // `room` is how many bytes are likely to be needed; more are fetched where that was too few.
  explicit Arena(std::size_t room) : memory_(room) {}

  // array returns `count` items to be filled in.
  template <typename T>
  [[nodiscard]] std::span<T> array(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T>, "nobody destroys what is in an arena");
    if (count == 0) return {};
    auto* items = static_cast<T*>(memory_.allocate(count * sizeof(T), alignof(T)));
    std::uninitialized_default_construct_n(items, count);
    return {items, count};
  }

  // keep returns a copy that lives as long as the arena.
  [[nodiscard]] std::string_view keep(std::string_view text) {
    const std::span<char> copy = array<char>(text.size());
    std::copy(text.begin(), text.end(), copy.begin());
    return {copy.data(), copy.size()};
  }

  template <typename T>
  [[nodiscard]] std::span<const T> keep(const std::vector<T>& items) {
    const std::span<T> copy = array<T>(items.size());
    std::copy(items.begin(), items.end(), copy.begin());
    return copy;
  }

 private:
  std::pmr::monotonic_buffer_resource memory_;
};

}  // namespace peercert

#endif
