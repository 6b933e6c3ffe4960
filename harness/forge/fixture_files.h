// The files below certs/fixtures.
#ifndef PEERCERT_FORGE_FIXTURE_FILES_H
#define PEERCERT_FORGE_FIXTURE_FILES_H

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace peercert::forge {

// These return the names of the files of the fixture `name`, relative to certs/fixtures.
[[nodiscard]] std::string certificate_file(std::string_view name);
[[nodiscard]] std::string reference_file(std::string_view name);

// files_below returns the names of all files below `directory`, relative to it and sorted; none when there is no such
// directory.
[[nodiscard]] std::vector<std::string> files_below(const std::filesystem::path& directory);

// write_atomically makes `file` hold `contents`, its directories made as needed: first under another name, so that
// nobody ever reads half of it. Throws FixtureError.
void write_atomically(const std::filesystem::path& file, std::string_view contents);

}  // namespace peercert::forge

#endif
