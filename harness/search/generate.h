// Generated certificates: recipes made at random of typed fields with permitted values. So the forge computes what
// getpeercert() must say of each, as for a recipe that a person wrote, and three witnesses can be compared.
//
//     const Generator generator(recipes, keys, 7);
//     generator.certificate(123).der            // the same for the same seed and number
#ifndef PEERCERT_SEARCH_GENERATE_H
#define PEERCERT_SEARCH_GENERATE_H

#include <cstdint>
#include <string>

#include "forge/forge.h"
#include "forge/keys.h"
#include "forge/recipe.h"

namespace peercert::search {

struct Generated {
  std::string der;
  Value expected;  // the dictionary
};

class Generator {
 public:
  // Generator signs with the recipe "root_ed25519" of `recipes`, whose keys are in `keys`. Throws std::out_of_range
  // when there is no such recipe.
  Generator(const forge::Recipes& recipes, forge::Keys keys, std::uint64_t seed);

  // recipe returns recipe `number`, which has no oddity; certificate what the forge makes of it. certificate throws
  // forge::KeyError.
  [[nodiscard]] forge::Recipe recipe(std::uint64_t number) const;
  [[nodiscard]] Generated certificate(std::uint64_t number) const;

 private:
  forge::Recipes issuers_;
  forge::Keys keys_;
  std::uint64_t seed_;
};

}  // namespace peercert::search

#endif
