// How far a search of certificates has come, on stderr.
#ifndef PEERCERT_TOOL_SEARCH_PROGRESS_H
#define PEERCERT_TOOL_SEARCH_PROGRESS_H

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "tool/progress_line.h"

namespace peercert::tool {

// search_words returns "decoded 12000 certificates, 3000 a second, 40 %, 2 min left". `done` is how much of everything
// that is, 0 to 1, of which `done_before` was done before these `seconds`; nullopt where nobody knows.
[[nodiscard]] std::string search_words(std::size_t certificates, double seconds, std::optional<double> done,
                                       double done_before = 0);

class SearchProgress {
 public:
  // `done` says how much of everything is done.
  explicit SearchProgress(std::function<std::optional<double>()> done) : done_(std::move(done)) {}

  // show is called after each certificate, `certificates` of them so far.
  void show(std::size_t certificates);

  // finish clears the line on a terminal. Nothing is shown afterwards.
  void finish();

 private:
  std::function<std::optional<double>()> done_;
  std::optional<double> done_before_;
  std::optional<ProgressLine> line_{std::in_place};
};

}  // namespace peercert::tool

#endif
