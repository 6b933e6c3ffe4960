// Recipes: from any text to recipes, and from those whose issuer is there to the value that is computed.
#include "forge/recipe.h"

#include <optional>
#include <set>

#include "forge/encode.h"
#include "forge/forge.h"
#include "forge/toml_file.h"
#include "fuzz/target.h"
#include "value/literal.h"

using namespace peercert;

namespace {

std::optional<forge::Recipes> read(std::string_view text) {
  try {
    return forge::parse_recipes(text, "recipes/fuzz.toml");
  } catch (const forge::TomlError& error) {
    const std::string_view what = error.what();
    fuzz::require(what.rfind("recipes/fuzz.toml:", 0) == 0, "an error names file and line", what);
    return std::nullopt;
  }
}

// What is computed has the keys of the dictionary, in their order, less those that something odd touches.
void check_computed(const forge::Recipe& recipe, const forge::Recipes& recipes) {
  std::set<std::string> odd;
  for (const auto& oddity : forge::oddities(recipe, recipes)) odd.insert(oddity.keys.begin(), oddity.keys.end());
  const Value value = forge::computed_value(recipe, recipes);
  fuzz::require(parse_literal(to_literal(value)) == value, "the computed value reads back", to_literal(value));
  const auto& keys = forge::keys_of_dictionary();
  auto next = keys.begin();
  for (const DictEntry& entry : value.get_if<Dict>()->entries) {
    const std::string& key = entry.key.get_if<Str>()->text;
    while (next != keys.end() && *next != key) ++next;
    fuzz::require(next != keys.end() && odd.count(key) == 0, "the keys are those that are computed, in order", key);
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto recipes = read(fuzz::text_of(data, size));
  if (!recipes) return 0;
  for (const auto& [name, recipe] : *recipes) {
    (void)recipe.frame.parts();
    if (recipes->count(recipe.issuer) != 0) check_computed(recipe, *recipes);
  }
  return 0;
}
