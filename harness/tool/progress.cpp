#include "tool/progress.h"

#include <fmt/core.h>
#include <unistd.h>

#include <cstdio>

#include "value/printable.h"

namespace peercert::tool {

Progress::Progress() : terminal_(isatty(STDERR_FILENO) == 1) {}

subject::Observer Progress::observer() {
  return {[this](const subject::Entrant& entrant, std::size_t total) { start(entrant.command, total); },
          [this] { step(); }};
}

void Progress::start(const std::string& what, std::size_t total) {
  finish();
  what_ = one_line(what);
  total_ = total;
  done_ = 0;
  show();
}

void Progress::show() const {
  fmt::print(stderr, "{}{}: {} of {}{}", terminal_ ? "\r" : "", what_, done_, total_, terminal_ ? "" : "\n");
  std::fflush(stderr);
}

void Progress::step() {
  ++done_;
  const std::size_t tenth = total_ / 10 + 1;
  if (terminal_ || done_ == total_ || done_ % tenth == 0) show();
}

void Progress::finish() {
  if (terminal_ && !what_.empty()) fmt::print(stderr, "\n");
}

}  // namespace peercert::tool
