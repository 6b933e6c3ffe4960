// What the commands that search have in common: who decodes, whom they are compared with, and what is said of it.
#ifndef PEERCERT_TOOL_SEARCHING_H
#define PEERCERT_TOOL_SEARCHING_H

#include <CLI/CLI.hpp>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "report/corpus_file.h"
#include "report/corpus_report.h"
#include "report/merge.h"
#include "search/corpus.h"
#include "search/known.h"
#include "subject/session.h"
#include "tool/home.h"
#include "tool/pythons.h"

namespace peercert::tool {

// Witnesses are who decodes.
struct Witnesses {
  Home home;
  Pythons pythons;
  std::vector<std::string> subjects{"native"};
  std::string reference = "python3";

  void add_options(CLI::App& command);

  // entrants returns the subjects and then the reference. Throws std::runtime_error when there is none.
  [[nodiscard]] std::vector<subject::Entrant> entrants() const;
};

// Search is what is searched.
struct Search {
  std::function<search::Source(const search::Position& from)> source;
  std::vector<std::string> paths;                                             // what the report calls it
  std::optional<search::Made> made = {};                                      // when the certificates are made
  std::function<std::optional<double>()> done = [] { return std::nullopt; };  // how much of it was handed out, 0 to 1
};

struct Searching {
  Witnesses witnesses;
  std::string report;
  std::size_t jobs = 2;
  std::string shard_words = "1/1";
  bool resume = false;
  bool anew = false;
  std::size_t save_every = 60;

  void add_options(CLI::App& command);

  // shard throws std::runtime_error for what is none.
  [[nodiscard]] search::Shard shard() const;

  // run decodes every certificate of the search, prints what was found, writes the report if one is wanted, and returns
  // the exit status. With a report it can be interrupted, and go on later; one that is finished is shown again.
  [[nodiscard]] int run(const Search& search) const;

 private:
  [[nodiscard]] report::CorpusRun plan(const Search& search) const;
  void demand_same(const report::CorpusRun& run, const report::Source& before) const;
  [[nodiscard]] std::optional<report::CorpusState> state_to_go_on_from() const;
  [[nodiscard]] bool is_finished() const;
  [[nodiscard]] int show_finished(report::CorpusRun run) const;
  [[nodiscard]] int search_from(const std::optional<report::CorpusState>& before, const Search& search,
                                const std::vector<search::Known>& known) const;
};

// status_of returns the exit status of what corpus.json holds, and says on stderr what keeps it from being good.
[[nodiscard]] int status_of_corpus(const Json& corpus);

}  // namespace peercert::tool

#endif
