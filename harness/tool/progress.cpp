#include "tool/progress.h"

#include <fmt/core.h>
#include <unistd.h>

#include <cstdio>

#include "value/printable.h"

namespace peercert::tool {

Progress::Progress() : terminal_(isatty(STDERR_FILENO) == 1) {}

subject::Observer Progress::observer() {
  return {[this](std::size_t entrants, std::size_t scenarios) { begin_session(entrants, scenarios); },
          [this](const subject::Entrant& entrant) { step(entrant.command); }};
}

void Progress::begin_session(std::size_t entrants, std::size_t scenarios) {
  begin(fmt::format("{} scenario{} on {} subject{}", scenarios, scenarios == 1 ? "" : "s", entrants,
                    entrants == 1 ? "" : "s"),
        entrants * scenarios);
}

void Progress::begin(const std::string& what, std::size_t total) {
  total_ = total;
  done_ = 0;
  show(what);
}

void Progress::show(const std::string& what) const {
  constexpr const char* kToTheEnd = "\x1b[K";  // of the line
  fmt::print(stderr, "{}played {} of {}: {}{}", terminal_ ? "\r" : "", done_, total_, one_line(what),
             terminal_ ? kToTheEnd : "\n");
  std::fflush(stderr);
}

void Progress::step(const std::string& what) {
  ++done_;
  const std::size_t tenth = total_ / 10 + 1;
  if (terminal_ || done_ == total_ || done_ % tenth == 0) show(what);
}

void Progress::finish() {
  if (terminal_ && total_ > 0) fmt::print(stderr, "\n");
}

}  // namespace peercert::tool
