// A corpus on its way through the witnesses: one thread reads, the others decode and compare.
#ifndef PEERCERT_SEARCH_CREW_H
#define PEERCERT_SEARCH_CREW_H

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "search/compare.h"
#include "search/corpus.h"
#include "search/known.h"
#include "subject/session.h"

namespace peercert::search {

// Checkpoint is what came of all certificates before a position.
struct Checkpoint {
  Position position;
  std::vector<suite::SubjectInfo> witnesses;
  std::vector<Score> scores;
  std::vector<Cause> causes;
};

struct SearchOptions {
  std::size_t jobs = 2;  // each has an instance of every witness
  std::function<void(std::size_t certificates)> progress = [](std::size_t) {};
  // Called once, before anything is decoded; what it throws ends the search.
  std::function<void(const std::vector<suite::SubjectInfo>& witnesses)> begun = [](const auto&) {};
  std::function<bool()> stop = [] { return false; };  // asked before each certificate
  std::chrono::seconds save_every{60};
  std::function<void(const Checkpoint& checkpoint)> save = {};  // called that often, and when it was stopped
};

// Found is what came of a corpus.
struct Found {
  bool stopped = false;  // before the end: then this is no more than what was saved, and there are no contents
  Contents contents;
  std::vector<suite::SubjectInfo> witnesses;  // as the entrants
  std::vector<Score> scores;                  // one for each witness
  std::vector<Cause> causes;                  // which point into `known`
};

// search_corpus decodes every certificate of `source` with every one of `entrants`, and compares what each says with
// what the last says. A witness that crashes is started again; only after kMostFailures certificates in a row that it
// did not answer it is left alone, and the rest counts as failures. What it returns does not depend on timing. Throws
// subject::StartError for a witness that cannot be started.
[[nodiscard]] Found search_corpus(const Source& source, const std::vector<subject::Entrant>& entrants,
                                  const std::vector<Known>& known, const SearchOptions& options = {});

}  // namespace peercert::search

#endif
