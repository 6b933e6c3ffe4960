// Exploring: many walks (walk.h, host_names.h) on several witnesses, of which the last is whom the others are compared
// with. Only what getpeercert() and match_hostname() say is compared; what differs in the same words has the same
// cause.
#ifndef PEERCERT_SEARCH_EXPLORE_H
#define PEERCERT_SEARCH_EXPLORE_H

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "subject/session.h"
#include "suite/scenario.h"

namespace peercert::search {

struct ExploreOptions {
  std::uint64_t first = 0;
  std::uint64_t count = 1000;
  std::size_t jobs = 2;
  std::function<void(std::uint64_t walks)> progress = [](std::uint64_t) {};
};

// WalkCause is a way in which a witness differs from the last, or the failure of a witness, which may be the last.
struct WalkCause {
  std::size_t witness = 0;
  std::string text;
  std::size_t walks = 0;     // that show it first; a walk is left at its first difference
  std::uint64_t number = 0;  // the first of them
  std::string step;          // there: "s7 a.getpeercert() after b.eof()", "s7 ssl.match_hostname({}, 'x')"
  std::string difference;
};

struct Explored {
  std::vector<suite::SubjectInfo> witnesses;
  std::vector<std::size_t> played;  // walks that each witness answered
  std::size_t answers = 0;          // that were compared
  std::vector<WalkCause> causes;    // those with most walks first
};

// MakeWalk makes the walk of that number, always the same one.
using MakeWalk = std::function<suite::Scenario(std::uint64_t number)>;

// explore plays the walks on every one of `entrants`. What it returns does not depend on timing. Throws
// subject::StartError for a witness that cannot be started.
[[nodiscard]] Explored explore(const MakeWalk& make_walk, const std::vector<subject::Entrant>& entrants,
                               const ExploreOptions& options);

}  // namespace peercert::search

#endif
