// The way back from a certificate to a recipe: every field as raw bytes, so that a certificate that a search found can
// be kept among the others.
#ifndef PEERCERT_FORGE_RAW_RECIPE_H
#define PEERCERT_FORGE_RAW_RECIPE_H

#include <optional>
#include <string>
#include <string_view>

namespace peercert::forge {

// raw_recipe returns the TOML of a recipe `name` that forge() makes `der` of, without rules and expectations, which a
// person adds; nullopt for bytes that are not made of the fields of a certificate (RFC 5280 section 4.1).
[[nodiscard]] std::optional<std::string> raw_recipe(const std::string& name, std::string_view der);

}  // namespace peercert::forge

#endif
