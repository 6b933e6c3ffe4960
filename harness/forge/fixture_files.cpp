#include "forge/fixture_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "forge/fixtures.h"
#include "forge/forge.h"
#include "forge/pem.h"
#include "forge/toml_file.h"
#include "value/literal.h"

namespace peercert::forge {
namespace {

namespace fs = std::filesystem;

bool is_selected(const std::vector<std::string>& names, const std::string& name) {
  return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

void check_selection(const std::vector<std::string>& names, const Recipes& recipes) {
  for (const std::string& name : names) {
    if (recipes.find(name) == recipes.end()) throw FixtureError(fmt::format("no recipe is called '{}'", name));
  }
}

std::vector<ForgedFile> forge_selected(const fs::path& certs_directory, const std::vector<std::string>& names) {
  const Recipes recipes = load_recipes(certs_directory);
  check_selection(names, recipes);
  const Keys keys(certs_directory / "keys");
  std::vector<ForgedFile> files;
  for (const auto& [name, recipe] : recipes) {
    if (!is_selected(names, name)) continue;
    files.push_back({certificate_file(name), certificate_to_pem(forge(recipe, recipes, keys))});
    if (!recipe.expect.empty()) continue;
    files.push_back({reference_file(name), to_pretty_literal(computed_value(recipe, recipes)) + "\n"});
  }
  return files;
}

// What is wrong with the file on disk, or nullopt.
std::optional<Mismatch> compare(const fs::path& directory, const ForgedFile& forged) {
  const fs::path file = directory / forged.name;
  if (!fs::exists(file)) return Mismatch{Mismatch::Kind::kMissing, forged.name, 0};
  const std::string found = read_file(file);
  if (found == forged.contents) return std::nullopt;
  const auto [left, right] = std::mismatch(found.begin(), found.end(), forged.contents.begin(), forged.contents.end());
  return Mismatch{Mismatch::Kind::kDifferent, forged.name, static_cast<std::size_t>(left - found.begin())};
}

// The files on disk that are not among the forged ones.
std::vector<std::string> surplus_files(const fs::path& directory, const std::vector<ForgedFile>& forged) {
  std::set<std::string> known;
  for (const ForgedFile& file : forged) known.insert(file.name);
  std::vector<std::string> surplus;
  for (const std::string& name : files_below(directory)) {
    if (known.count(name) == 0) surplus.push_back(name);
  }
  return surplus;
}

}  // namespace

std::string certificate_file(std::string_view name) {
  return fmt::format("{}.pem", name);
}

std::string reference_file(std::string_view name) {
  return fmt::format("{}.pem.reference", name);
}

std::vector<std::string> files_below(const fs::path& directory) {
  std::vector<std::string> names;
  if (!fs::is_directory(directory)) return names;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (!entry.is_directory()) names.push_back(entry.path().lexically_relative(directory).generic_string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

void write_atomically(const fs::path& file, std::string_view contents) {
  const fs::path temporary = fs::path(file).concat(".new");
  try {
    fs::create_directories(file.parent_path());
    std::ofstream stream(temporary, std::ios::binary);
    stream << contents;
    stream.close();
    if (!stream) throw FixtureError(fmt::format("{}: cannot be written", temporary.string()));
    fs::rename(temporary, file);
  } catch (const fs::filesystem_error& failure) {
    throw FixtureError(fmt::format("{}: cannot be written: {}", file.string(), failure.code().message()));
  }
}

std::vector<ForgedFile> forge_all(const fs::path& certs_directory) {
  return forge_selected(certs_directory, {});
}

std::string describe(const Mismatch& mismatch) {
  switch (mismatch.kind) {
    case Mismatch::Kind::kMissing:
      return fmt::format("{}: is missing", mismatch.name);
    case Mismatch::Kind::kSurplus:
      return fmt::format("{}: belongs to no recipe", mismatch.name);
    default:
      return fmt::format("{}: differs from its recipe at byte {}", mismatch.name, mismatch.offset);
  }
}

std::vector<Mismatch> check(const fs::path& certs_directory, const std::vector<std::string>& names) {
  const fs::path directory = certs_directory / "fixtures";
  const std::vector<ForgedFile> forged = forge_selected(certs_directory, names);
  std::vector<Mismatch> mismatches;
  for (const ForgedFile& file : forged) {
    if (auto mismatch = compare(directory, file)) mismatches.push_back(*std::move(mismatch));
  }
  if (!names.empty()) return mismatches;
  for (const std::string& name : surplus_files(directory, forged)) {
    mismatches.push_back({Mismatch::Kind::kSurplus, name, 0});
  }
  return mismatches;
}

Report write(const fs::path& certs_directory, const std::vector<std::string>& names) {
  const fs::path directory = certs_directory / "fixtures";
  const std::vector<ForgedFile> forged = forge_selected(certs_directory, names);
  Report report;
  for (const ForgedFile& file : forged) {
    if (!compare(directory, file)) {
      report.unchanged.push_back(file.name);
      continue;
    }
    write_atomically(directory / file.name, file.contents);
    report.written.push_back(file.name);
  }
  if (names.empty()) report.surplus = surplus_files(directory, forged);
  return report;
}

}  // namespace peercert::forge
