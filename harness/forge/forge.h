// The forge: from a recipe to a certificate, and to the value that getpeercert() must yield for it. The two ways share
// nothing but the recipe, and neither decodes a certificate.
#ifndef PEERCERT_FORGE_FORGE_H
#define PEERCERT_FORGE_FORGE_H

#include <string>
#include <vector>

#include "forge/keys.h"
#include "forge/recipe.h"
#include "value/value.h"

namespace peercert::forge {

// forge returns the DER of the certificate: the same bytes at every call and on every machine. `recipes` must hold the
// issuer. Throws KeyError when a key cannot be read or its signatures are not deterministic, and TomlError when a
// text does not fit in its string type.
[[nodiscard]] std::string forge(const Recipe& recipe, const Recipes& recipes, const Keys& keys);

// oddities returns what is in the recipe, or in its issuer's name, that no rule speaks of: raw bytes and values that
// are not permitted, each as one phrase. While there are none, the value is computed.
[[nodiscard]] std::vector<std::string> oddities(const Recipe& recipe, const Recipes& recipes);

// computed_value returns what getpeercert() must yield. The recipe must have no oddities.
[[nodiscard]] Value computed_value(const Recipe& recipe, const Recipes& recipes);

}  // namespace peercert::forge

#endif
