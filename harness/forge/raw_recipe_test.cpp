#include "forge/raw_recipe.h"

#include <gmock/gmock.h>

#include "der/writer.h"
#include "forge/fixtures.h"
#include "forge/forge.h"

namespace peercert::forge {
namespace {

const std::string kCertsFolder = PEERCERT_SOURCE_DIR "/certs";

TEST(RawRecipe, IsForgedToTheSameBytes) {
  const Recipes all = load_recipes(kCertsFolder);
  std::size_t written = 0;
  const auto fixtures = Fixtures::load(kCertsFolder);
  for (const auto& [name, fixture] : fixtures.all()) {
    const auto text = raw_recipe("again", fixture.der);
    if (!text || fixture.der.size() > 5000) continue;
    ++written;
    Recipes recipes = parse_recipes(*text + "expect = [{ refused = true }]\n", "again.toml");
    recipes.emplace("root", all.at("root"));
    EXPECT_EQ(forge(recipes.at("again"), recipes, Keys(kCertsFolder + "/keys")), fixture.der) << name;
  }
  EXPECT_GT(written, 300U);
}

TEST(RawRecipe, IsNoneWhereAFieldIsMissing) {
  EXPECT_EQ(raw_recipe("x", "no certificate"), std::nullopt);
  EXPECT_EQ(raw_recipe("x", der::sequence({der::sequence({der::integer(1)}), der::null(), der::null()})), std::nullopt);
}

TEST(RawRecipe, IsNoneWhereTheValidityHasNotTwoTimes) {
  const auto certificate = [](const std::string& validity) {
    const std::string name = der::sequence({}), key = der::sequence({der::sequence({}), der::null()});
    return der::sequence({der::sequence({der::integer(1), der::sequence({}), name, validity, name, key}),
                          der::sequence({}), der::bit_string("")});
  };
  EXPECT_NE(raw_recipe("x", certificate(der::sequence({der::null(), der::null()}))), std::nullopt);
  EXPECT_EQ(raw_recipe("x", certificate(der::sequence({der::null()}))), std::nullopt);
  EXPECT_EQ(raw_recipe("x", certificate(der::set_as_given({der::null(), der::null()}))), std::nullopt);
}

}  // namespace
}  // namespace peercert::forge
