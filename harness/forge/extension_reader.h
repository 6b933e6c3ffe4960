// Reading the extensions of recipes.
#ifndef PEERCERT_FORGE_EXTENSION_READER_H
#define PEERCERT_FORGE_EXTENSION_READER_H

#include "forge/recipe.h"
#include "forge/toml_item.h"

namespace peercert::forge {

// read_extension returns what `item` says. Throws TomlError when it is no table with exactly one of the keys san,
// authority_information_access, crl_distribution_points, basic_constraints, key_usage, extended_key_usage,
// subject_key_identifier, authority_key_identifier, oid, and optionally `critical`.
[[nodiscard]] Extension read_extension(const TomlItem& item);

}  // namespace peercert::forge

#endif
