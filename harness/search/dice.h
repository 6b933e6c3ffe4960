// Dice for whatever is tried at random: the same on every machine for the same seed and number, which the distributions
// of the standard library are not.
#ifndef PEERCERT_SEARCH_DICE_H
#define PEERCERT_SEARCH_DICE_H

#include <cstddef>
#include <cstdint>
#include <random>

namespace peercert::search {

class Dice {
 public:
  Dice(std::uint64_t seed, std::uint64_t number) : engine_(seed * 0x9E3779B97F4A7C15ULL + number) {}

  // below returns a number from 0 to count - 1; once_in is true once in `count` times.
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }
  bool once_in(std::size_t count) { return below(count) == 0; }

  template <typename List>
  const auto& one_of(const List& list) {
    return list[below(list.size())];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace peercert::search

#endif
