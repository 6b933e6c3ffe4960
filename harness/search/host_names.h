// Host names and certificates for match_hostname(), made at random: names that nearly match, wildcards where they may
// and may not stand, addresses in every spelling, letters of other alphabets, and dictionaries of other shapes.
//
//     host_names(7, 123)        // the same for the same seed and number
#ifndef PEERCERT_SEARCH_HOST_NAMES_H
#define PEERCERT_SEARCH_HOST_NAMES_H

#include <cstddef>
#include <cstdint>

#include "suite/scenario.h"

namespace peercert::search {

// kHostNamesAtATime is how many calls there are in one scenario.
inline constexpr std::size_t kHostNamesAtATime = 50;

// host_names returns the scenario of that number, which has no connection: every step is a match_hostname(). Its
// characters are those that Unicode 9 had, so that every Python from 3.7 on knows them. Its case id is
// "match_hostname/SEED/NUMBER".
[[nodiscard]] suite::Scenario host_names(std::uint64_t seed, std::uint64_t number);

}  // namespace peercert::search

#endif
