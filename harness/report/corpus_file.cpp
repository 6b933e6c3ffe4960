#include "report/corpus_file.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <string>
#include <system_error>

#include "report/embedded.h"
#include "report/schema.h"
#include "value/json_text.h"

namespace peercert::report {
namespace {

namespace fs = std::filesystem;

constexpr int kStateVersion = 1;

fs::path state_path(const fs::path& directory) {
  return directory / "corpus.state.json";
}

// The old file stays until the new one is there as a whole.
void replace_file(const fs::path& path, const std::string& text) {
  fs::path beside = path;
  beside += ".new";
  write_file(beside, text);
  std::error_code error;
  fs::rename(beside, path, error);
  if (error) throw ResultsError::file(path, "cannot be written: " + error.message());
}

Json parse_file(const fs::path& path) {
  try {
    return parse_json(read_file(path));
  } catch (const JsonTextError& error) {
    throw ResultsError::file(path, error.what());
  }
}

void check_corpus(const fs::path& path, const std::string& at, const Json& corpus) {
  static const Json kSchema = Json::parse(kCorpusSchema);
  if (const auto mismatch = first_mismatch(kSchema, corpus)) {
    throw ResultsError::shape(path, at + mismatch->pointer, mismatch->expected, mismatch->found);
  }
}

CorpusState state_from_json(const fs::path& path, const Json& json) {
  if (!json.is_object() || json.value("peercert_corpus_state", Json()) != kStateVersion || !json.contains("so_far")) {
    throw ResultsError::shape(path, "", fmt::format("the state of a search, version {}", kStateVersion), json);
  }
  check_corpus(path, "/so_far", json.at("so_far"));
  try {
    const Json& position = json.at("position");
    return {{position.at("taken").get<std::size_t>(), position.at("trail").get<std::string>()}, json.at("so_far")};
  } catch (const Json::exception&) {
    throw ResultsError::shape(path, "/position", "the position of a search", json.value("position", Json()));
  }
}

}  // namespace

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
  Json corpus = parse_file(path);
  check_corpus(path, "", corpus);
  return corpus;
}

std::optional<CorpusState> load_state(const fs::path& directory) {
  const fs::path path = state_path(directory);
  if (!fs::exists(path)) return std::nullopt;
  return state_from_json(path, parse_file(path));
}

}  // namespace peercert::report
