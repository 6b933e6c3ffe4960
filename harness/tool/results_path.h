// Where results stand.
#ifndef PEERCERT_TOOL_RESULTS_PATH_H
#define PEERCERT_TOOL_RESULTS_PATH_H

#include <filesystem>
#include <string>

namespace peercert::tool {

// results_path returns the file that `argument` names: itself or, for a folder, the results.json in it.
[[nodiscard]] inline std::string results_path(const std::string& argument) {
  const std::filesystem::path path = argument;
  return std::filesystem::is_directory(path) ? (path / "results.json").string() : argument;
}

}  // namespace peercert::tool

#endif
