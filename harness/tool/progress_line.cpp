#include "tool/progress_line.h"

#include <fmt/core.h>
#include <unistd.h>

#include <cstdio>

namespace peercert::tool {
namespace {

constexpr std::chrono::milliseconds kOftenOnATerminal{200}, kOftenElsewhere{60'000};

}  // namespace

ProgressLine::ProgressLine()
    : terminal_(isatty(STDERR_FILENO) == 1), next_(start_ + (terminal_ ? kOftenOnATerminal : kOftenElsewhere)) {}

ProgressLine::~ProgressLine() {
  if (terminal_) std::fputs("\r\x1b[K", stderr);
}

void ProgressLine::show(const std::function<std::string()>& words) {
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + (terminal_ ? kOftenOnATerminal : kOftenElsewhere);
  fmt::print(stderr, "{}{}{}", terminal_ ? "\r" : "", words(), terminal_ ? "\x1b[K" : "\n");
  std::fflush(stderr);
}

double ProgressLine::seconds() const {
  return std::chrono::duration<double>(Clock::now() - start_).count();
}

}  // namespace peercert::tool
