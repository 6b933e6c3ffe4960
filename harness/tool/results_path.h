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

// corpus_path returns the file of a corpus that `argument` names: itself or, for a folder without results.json, the
// corpus.json in it.
[[nodiscard]] inline std::string corpus_path(const std::string& argument) {
  const std::filesystem::path path = argument;
  const bool is_of_corpus = std::filesystem::is_directory(path) && !std::filesystem::exists(path / "results.json") &&
                            std::filesystem::exists(path / "corpus.json");
  return is_of_corpus ? (path / "corpus.json").string() : argument;
}

}  // namespace peercert::tool

#endif
