#include "report/corpus_file.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <string>
#include <system_error>

#include "report/corpus_check.h"
#include "report/embedded.h"
#include "report/schema.h"

namespace peercert::report {
namespace {

namespace fs = std::filesystem;

constexpr int kStateVersion = 1;

// The old file stays until the new one is there as a whole.
void replace_file(const fs::path& path, const std::string& text) {
  fs::path beside = path;
  beside += ".new";
  write_file(beside, text);
  std::error_code error;
  fs::rename(beside, path, error);
  if (error) throw ResultsError::file(path, "cannot be written: " + error.message());
}

void check_shape(const fs::path& path, const std::string& at, const Json& corpus) {
  static const Json kSchema = Json::parse(kCorpusSchema);
  if (const auto mismatch = first_mismatch(kSchema, corpus)) {
    throw ResultsError::shape(path, at + mismatch->pointer, mismatch->expected, mismatch->found);
  }
}

search::Position position_of(const fs::path& path, const Json& state) {
  const Json position = state.value("position", Json());
  if (!position.is_object()) throw ResultsError::shape(path, "/position", "the position of a search", position);
  const Json taken = position.value("taken", Json()), trail = position.value("trail", Json());
  if (!taken.is_number_unsigned()) {
    throw ResultsError::shape(path, "/position/taken", "how many certificates were taken", taken);
  }
  if (!trail.is_string()) throw ResultsError::shape(path, "/position/trail", "a string", trail);
  return {taken.get<std::size_t>(), trail.get<std::string>()};
}

}  // namespace

fs::path state_path(const fs::path& directory) {
  return directory / "corpus.state.json";
}

void write_corpus(const fs::path& directory, const Json& corpus) {
  replace_file(directory / "corpus.json", results_text(corpus));
}

void write_state(const fs::path& directory, const CorpusState& state) {
  const Json json = {{"peercert_corpus_state", kStateVersion},
                     {"position", {{"taken", state.position.taken}, {"trail", state.position.trail}}},
                     {"so_far", state.so_far}};
  replace_file(state_path(directory), results_text(json));
}

void remove_state(const fs::path& directory) {
  std::error_code error;
  fs::remove(state_path(directory), error);
  if (error) throw ResultsError::file(state_path(directory), "cannot be removed: " + error.message());
}

Json load_corpus(const fs::path& path) {
  return corpus_of(path, load_json(path));
}

Json corpus_of(const fs::path& path, Json corpus) {
  check_version(path, corpus, "peercert_corpus", kCorpusVersion);
  check_shape(path, "", corpus);
  check_corpus(path, corpus);
  return corpus;
}

std::optional<CorpusState> load_state(const fs::path& directory) {
  const fs::path path = state_path(directory);
  if (!fs::exists(path)) return std::nullopt;
  const Json json = load_json(path);
  check_version(path, json, "peercert_corpus_state", kStateVersion);
  CorpusState state{position_of(path, json), json.value("so_far", Json())};
  check_shape(path, "/so_far", state.so_far);
  check_so_far(path, state);
  return state;
}

}  // namespace peercert::report
