// The forge: from a recipe to a certificate, and to the value that getpeercert() must yield for it. The two ways share
// nothing but the recipe, and neither decodes a certificate.
#ifndef PEERCERT_FORGE_FORGE_H
#define PEERCERT_FORGE_FORGE_H

#include <string>
#include <vector>

#include "forge/expected.h"
#include "forge/keys.h"
#include "forge/recipe.h"
#include "value/value.h"

namespace peercert::forge {

// forge returns the DER of the certificate: the same bytes at every call and on every machine. `recipes` must hold the
// issuer. Throws KeyError when a key cannot be read or its signatures are not deterministic, and TomlError when a
// text does not fit in its string type.
[[nodiscard]] std::string forge(const Recipe& recipe, const Recipes& recipes, const Keys& keys);

// binary_form returns what getpeercert(True) gives of a certificate that forge() made of `recipe`: the outermost length
// takes as few bytes as will do, and nothing follows. What is inside comes back as it is.
[[nodiscard]] std::string binary_form(const Recipe& recipe, const std::string& forged);

// keys_of_dictionary returns the keys that a dictionary can have, in their order.
[[nodiscard]] const std::vector<std::string>& keys_of_dictionary();

// Oddity is one thing in a recipe that no rule speaks of, as a phrase, with the keys of the dictionary that it touches.
struct Oddity {
  std::string phrase;
  std::vector<std::string> keys;
};

// oddities returns what is in the recipe, or in its issuer's name, that no rule speaks of: raw bytes and values that
// are not permitted. While there are none, the value is computed.
[[nodiscard]] std::vector<Oddity> oddities(const Recipe& recipe, const Recipes& recipes);

// computed_value returns what getpeercert() must yield, as a dict without the keys that an oddity touches.
[[nodiscard]] Value computed_value(const Recipe& recipe, const Recipes& recipes);

// completed returns `computed` with the entries of `with` in it, in the order that getpeercert() has, and without the
// keys `without`.
[[nodiscard]] Value completed(const Value& computed, const Expected& expected);

}  // namespace peercert::forge

#endif
