// Walks: random sequences of steps over the states of a connection, from the vocabulary of cases. No rule says what a
// walk must do; what one implementation says in it is compared with what another says.
#ifndef PEERCERT_SEARCH_WALK_H
#define PEERCERT_SEARCH_WALK_H

#include <cstdint>
#include <map>
#include <string>

#include "forge/fixtures.h"
#include "suite/scenario.h"

namespace peercert::search {

// WalkMaterial is what the contexts of walks present and trust.
struct WalkMaterial {
  std::map<std::string, suite::Credential> credentials;
  std::string trust;  // PEM

  // from takes the certificates of the suite. Throws std::runtime_error when one is missing.
  [[nodiscard]] static WalkMaterial from(const forge::Fixtures& fixtures);
};

// walk returns the walk of that number: two pairs of connections, whose contexts have random modes, certificates and
// versions, and some twenty random steps, with a getpeercert() after most of them. The same seed and number give the
// same walk on every machine. Its case id is "walk/SEED/NUMBER".
[[nodiscard]] suite::Scenario walk(const WalkMaterial& material, std::uint64_t seed, std::uint64_t number);

}  // namespace peercert::search

#endif
