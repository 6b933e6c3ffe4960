#include "forge/fixtures.h"

#include <fmt/format.h>

#include <set>

#include "forge/fixture_files.h"
#include "forge/forge.h"
#include "forge/keys.h"
#include "forge/pem.h"
#include "forge/recipe.h"
#include "forge/source_text.h"
#include "forge/toml_file.h"
#include "value/literal.h"

namespace peercert::forge {
namespace {

namespace fs = std::filesystem;

FixtureError damaged(const fs::path& file, std::string_view what) {
  return FixtureError(fmt::format("{}: {}; peercert forge makes it anew", file.string(), what));
}

// The bytes of a file that must be there.
std::string read_fixture_file(const fs::path& file) {
  if (!fs::exists(file)) throw FixtureError(fmt::format("{}: is missing; run peercert forge", file.string()));
  try {
    return read_file(file);
  } catch (const std::runtime_error& failure) {
    throw FixtureError(failure.what());
  }
}

Value read_reference(const fs::path& file) {
  try {
    return parse_literal(read_fixture_file(file));
  } catch (const LiteralError& failure) {
    throw damaged(file, failure.what());
  }
}

Fixture read_fixture(const Recipe& recipe, const fs::path& certs_directory) {
  const fs::path file = certs_directory / "fixtures" / certificate_file(recipe.name);
  Fixture fixture;
  fixture.name = recipe.name;
  fixture.pem = read_fixture_file(file);
  auto der = certificate_from_pem(fixture.pem);
  if (!der) throw damaged(file, "is no certificate in PEM");
  fixture.der = *std::move(der);
  fixture.binary_form = binary_form(recipe, fixture.der);
  fixture.key = recipe.key;
  fixture.key_pem = read_fixture_file(Keys(certs_directory / "keys").file(recipe.key));
  fixture.issuer = recipe.issuer;
  fixture.chain = recipe.chain;
  fixture.rules = recipe.rules;
  fixture.why = recipe.why;
  fixture.carried = recipe.carried;
  fixture.expected = recipe.expect;
  if (fixture.expected.empty()) {
    fixture.expected.emplace_back().value = read_reference(certs_directory / "fixtures" / reference_file(recipe.name));
  }
  fixture.file = recipe.file;
  fixture.line = recipe.line;
  return fixture;
}

}  // namespace

Fixtures Fixtures::load(const fs::path& certs_directory) {
  Fixtures fixtures;
  std::set<std::string> known;
  SourceTexts texts(certs_directory);
  for (const auto& [name, recipe] : load_recipes(certs_directory)) {
    Fixture& fixture = fixtures.fixtures_.emplace(name, read_fixture(recipe, certs_directory)).first->second;
    fixture.text = texts.table(recipe.file, recipe.line);
    known.insert(certificate_file(name));
    if (recipe.expect.empty()) known.insert(reference_file(name));
  }
  for (const std::string& file : files_below(certs_directory / "fixtures")) {
    if (known.count(file) != 0) continue;
    throw FixtureError(fmt::format("{}: belongs to no recipe", (certs_directory / "fixtures" / file).string()));
  }
  return fixtures;
}

const Fixture* Fixtures::find(std::string_view name) const {
  const auto found = fixtures_.find(std::string(name));
  return found == fixtures_.end() ? nullptr : &found->second;
}

}  // namespace peercert::forge
