// corpus.json (its shape is reports/corpus.schema.json), and the state of a search that is not done, which belongs to
// the program alone, as files.
#ifndef PEERCERT_REPORT_CORPUS_FILE_H
#define PEERCERT_REPORT_CORPUS_FILE_H

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "report/results.h"
#include "search/corpus.h"
#include "value/json.h"

namespace peercert::report {

inline constexpr int kCorpusVersion = 1;

// CorpusState is how far a search has come, and what was found up to there, in the shape of corpus.json.
struct CorpusState {
  search::Position position;
  Json so_far;
};

// write_corpus writes corpus.json into `directory`, write_state the state beside it; whoever is interrupted leaves what
// was there before. remove_state removes it, if it is there. They throw ResultsError.
void write_corpus(const std::filesystem::path& directory, const Json& corpus);
void write_state(const std::filesystem::path& directory, const CorpusState& state);
void remove_state(const std::filesystem::path& directory);

// state_path returns where the state of a search with this report stands, if there is one.
[[nodiscard]] std::filesystem::path state_path(const std::filesystem::path& directory);

// load_corpus returns what `path` holds, corpus_of the same of a file that was read already, load_state the state in
// `directory`, or nullopt where there is none. They throw ResultsError, naming file and member, for what cannot be
// read, is not of that shape, or whose counts contradict each other (report/corpus_check.h).
[[nodiscard]] Json load_corpus(const std::filesystem::path& path);
[[nodiscard]] Json corpus_of(const std::filesystem::path& path, Json corpus);
[[nodiscard]] std::optional<CorpusState> load_state(const std::filesystem::path& directory);

}  // namespace peercert::report

#endif
