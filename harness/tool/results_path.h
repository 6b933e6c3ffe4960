// Where results stand.
#ifndef PEERCERT_TOOL_RESULTS_PATH_H
#define PEERCERT_TOOL_RESULTS_PATH_H

#include <filesystem>
#include <stdexcept>
#include <string>

namespace peercert::tool {

// results_path returns the file that `argument` names: itself or, for a folder, the results.json in it. Throws
// std::runtime_error, which says what writes one, for a folder without.
[[nodiscard]] inline std::string results_path(const std::string& argument) {
  const std::filesystem::path path = argument;
  if (!std::filesystem::is_directory(path)) return argument;
  if (std::filesystem::exists(path / "results.json")) return (path / "results.json").string();
  throw std::runtime_error(argument + ": there is no results.json in it; 'peercert run --report " + argument +
                           "' writes one");
}

// unfinished returns the error for the state of a search of certificates in place of what it found.
[[nodiscard]] inline std::runtime_error unfinished(const std::string& state) {
  return std::runtime_error(state + ": this search was interrupted; finish it with the same command and --resume");
}

// report_path returns the file that `argument` names: itself or, for a folder, the results.json in it or, without one,
// the corpus.json. Throws `unfinished` for the folder of a search of certificates that was interrupted, and as
// results_path does.
[[nodiscard]] inline std::string report_path(const std::string& argument) {
  const std::filesystem::path path = argument;
  if (!std::filesystem::is_directory(path) || std::filesystem::exists(path / "results.json")) {
    return results_path(argument);
  }
  const auto state = path / "corpus.state.json";
  if (std::filesystem::exists(state)) throw unfinished(state.string());
  if (std::filesystem::exists(path / "corpus.json")) return (path / "corpus.json").string();
  throw std::runtime_error(argument + ": there is no results.json in it, which 'peercert run --report " + argument +
                           "' writes, nor the corpus.json of a search of certificates");
}

}  // namespace peercert::tool

#endif
