// Fixtures: the certificates that are committed under certs/, with their keys and what getpeercert() must say of them.
//
//     const Fixtures fixtures = Fixtures::load("certs");
//     const Fixture* server = fixtures.find("server");
//     server->expected.front().value   // {'subject': ((('commonName', 'localhost'),),), ...}
//
// certs/recipes/*.toml says how they are made (recipe.h), certs/keys/NAME.pem holds the keys, certs/fixtures/NAME.pem
// the certificate, and certs/fixtures/NAME.pem.reference, for a recipe whose value is computed, that value as a Python
// literal.
#ifndef PEERCERT_FORGE_FIXTURES_H
#define PEERCERT_FORGE_FIXTURES_H

#include <cstddef>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "forge/carried.h"
#include "forge/expected.h"

namespace peercert::forge {

// FixtureError is thrown for fixtures that are not as `peercert forge` writes them; what() begins with the file's path.
class FixtureError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Fixture {
  std::string name;
  std::string pem;                 // the file as it is
  std::string der;                 // the same certificate
  std::string binary_form;         // what getpeercert(True) gives of it
  std::string key;                 // its key is certs/keys/KEY.pem
  std::string key_pem;             // unencrypted PKCS #8
  std::string issuer;              // name of a fixture; the own name when self-signed
  std::vector<std::string> chain;  // names of the fixtures that are sent after this one
  std::vector<std::string> rules;  // ids that the recipe gives; with rules it is a case of its own
  std::string why;                 // what would be wrong if that case failed
  Carried carried = Carried::kHandshake;
  std::vector<Expected> expected;  // at least one; the first whose condition holds counts
  std::string file;                // of the recipe
  std::size_t line = 0;            // of the recipe
  std::string text;                // the recipe as a person wrote it
};

class Fixtures {
 public:
  Fixtures() = default;
  explicit Fixtures(std::map<std::string, Fixture> fixtures) : fixtures_(std::move(fixtures)) {}

  // load returns the fixtures of `certs_directory`. It reads, and makes nothing. Throws TomlError for a recipe that
  // is wrong, FixtureError for a file that is missing, unreadable, or belongs to no recipe.
  [[nodiscard]] static Fixtures load(const std::filesystem::path& certs_directory);

  // find returns the fixture of that name, or nullptr.
  [[nodiscard]] const Fixture* find(std::string_view name) const;

  [[nodiscard]] const std::map<std::string, Fixture>& all() const { return fixtures_; }

 private:
  std::map<std::string, Fixture> fixtures_;
};

// ForgedFile is one file that the recipes make. `name` is relative to certs/fixtures: "server.pem",
// "server.pem.reference".
struct ForgedFile {
  std::string name;
  std::string contents;
};

// forge_all returns all files that belong in certs/fixtures, by name. Throws TomlError, KeyError.
[[nodiscard]] std::vector<ForgedFile> forge_all(const std::filesystem::path& certs_directory);

// Mismatch is one file in which certs/fixtures differs from what the recipes make.
struct Mismatch {
  enum class Kind { kMissing, kDifferent, kSurplus };
  Kind kind = Kind::kMissing;
  std::string name;        // relative to certs/fixtures
  std::size_t offset = 0;  // kDifferent: of the first byte that differs
};

// describe returns `mismatch` as one line: "server.pem: differs from its recipe at byte 120".
[[nodiscard]] std::string describe(const Mismatch& mismatch);

// check returns every mismatch, by name; none when all is well, byte for byte. With `names` of fixtures, only theirs.
// Throws TomlError, KeyError, and FixtureError for a name that no recipe has.
[[nodiscard]] std::vector<Mismatch> check(const std::filesystem::path& certs_directory,
                                          const std::vector<std::string>& names = {});

// Report says what write() did.
struct Report {
  std::vector<std::string> written;    // files that were missing or different
  std::vector<std::string> unchanged;  // files that were right already, and were not touched
  std::vector<std::string> surplus;    // files that no recipe makes; they are left for a person to remove
};

// write makes certs/fixtures agree with the recipes: all of them, or those of `names`. Each file appears complete or
// not at all, and none is removed. Throws as check does, and FixtureError when a file cannot be written.
Report write(const std::filesystem::path& certs_directory, const std::vector<std::string>& names = {});

}  // namespace peercert::forge

#endif
