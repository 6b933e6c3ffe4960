// Strict reading of our TOML data files: whatever nobody asked for is an error, so a misspelt key cannot switch a check
// off.
//
//     TomlFile file = TomlFile::read("cases/validation.toml");
//     TomlTable top = file.top();
//     for (TomlTable& entry : top.tables("case")) {
//       std::string id = entry.string("id");
//       entry.done();  // throws when a key of this table was not read
//     }
#ifndef PEERCERT_FORGE_TOML_FILE_H
#define PEERCERT_FORGE_TOML_FILE_H

#include <toml++/toml.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace peercert::forge {

// TomlError is thrown for a data file that says something it must not; what() starts with "file:line: ".
class TomlError : public std::runtime_error {
 public:
  TomlError(std::string_view file, std::size_t line, std::string_view message);
};

// TomlTable reads one table and remembers which keys were asked for.
class TomlTable {
 public:
  // `name` is how messages call the table: "case validation/client_cert_none".
  TomlTable(const toml::table& table, std::string file, std::string name);

  [[nodiscard]] const std::string& name() const { return name_; }
  void rename(std::string name) { name_ = std::move(name); }
  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] std::size_t line() const;                      // where the table starts, from 1
  [[nodiscard]] std::size_t line(std::string_view key) const;  // where the key's value starts, else the table's line
  [[nodiscard]] bool has(std::string_view key) const;

  // These return the value under `key` and throw TomlError when it is missing or of another type; those named
  // optional_* return nullopt, an empty list or `otherwise` when it is missing.
  [[nodiscard]] std::string string(std::string_view key);
  [[nodiscard]] std::optional<std::string> optional_string(std::string_view key);
  [[nodiscard]] bool optional_bool(std::string_view key, bool otherwise);
  [[nodiscard]] std::vector<std::string> strings(std::string_view key);
  [[nodiscard]] std::vector<std::string> optional_strings(std::string_view key);
  [[nodiscard]] std::optional<TomlTable> optional_table(std::string_view key);

  // tables returns the array of tables under `key`, empty when there is none.
  [[nodiscard]] std::vector<TomlTable> tables(std::string_view key);

  // named_tables returns the tables under `key`, a table of tables, with their names, in the order of the file.
  [[nodiscard]] std::vector<std::pair<std::string, TomlTable>> named_tables(std::string_view key);

  // node marks `key` as read and returns what stands there, or nullptr.
  [[nodiscard]] const toml::node* node(std::string_view key);

  // keys returns every key, in the order of the file.
  [[nodiscard]] std::vector<std::string> keys() const;

  // done throws TomlError for the first key that nobody read.
  void done() const;

  // error returns a TomlError that names this table, at the line of `key` ("" for the table itself).
  [[nodiscard]] TomlError error(std::string_view key, std::string_view message) const;

 private:
  const toml::table* table_;
  std::string file_;
  std::string name_;
  std::set<std::string, std::less<>> read_;
};

// TomlFile owns what a file says.
class TomlFile {
 public:
  // read parses the file. Throws TomlError when it cannot be read or is no TOML. Messages call it by its last two path
  // components ("cases/rules.toml"), so that they are the same on every machine.
  [[nodiscard]] static TomlFile read(const std::filesystem::path& path);

  // parse does the same with text; `name` is what messages call it.
  [[nodiscard]] static TomlFile parse(std::string_view text, const std::string& name);

  [[nodiscard]] TomlTable top() const { return {*table_, name_, name_}; }
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  TomlFile(toml::table table, std::string name);
  std::shared_ptr<const toml::table> table_;  // TomlTables point into it
  std::string name_;
};

// type_of returns what a message calls the type of `node`: "a string", "an array", "a date or time".
[[nodiscard]] std::string type_of(const toml::node& node);

// read_file returns a file's bytes. Throws std::runtime_error that names the file.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

// toml_files returns the .toml files of a folder, sorted by name. Throws std::runtime_error when there is no such
// folder.
[[nodiscard]] std::vector<std::filesystem::path> toml_files(const std::filesystem::path& directory);

}  // namespace peercert::forge

#endif
