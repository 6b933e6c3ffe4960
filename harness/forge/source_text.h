// The text of a table of a TOML file as a person wrote it: the recipe of a certificate, a case.
#ifndef PEERCERT_FORGE_SOURCE_TEXT_H
#define PEERCERT_FORGE_SOURCE_TEXT_H

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace peercert::forge {

// table_text returns the lines of the table whose header stands in line `line`, counted from 1, of `lines`, with the
// tables inside it and the comment right above it, up to the next table; "" when there is no header.
[[nodiscard]] std::string table_text(const std::vector<std::string>& lines, std::size_t line);

// SourceTexts reads each file below a folder once.
class SourceTexts {
 public:
  explicit SourceTexts(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // table returns the table_text of line `line` of `file`; "" where that cannot be read, as for a suite without TOML.
  [[nodiscard]] std::string table(const std::string& file, std::size_t line);

 private:
  std::filesystem::path folder_;
  std::map<std::string, std::vector<std::string>> files_;
};

}  // namespace peercert::forge

#endif
