#include "tool/search_progress.h"

#include <fmt/core.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <utility>

namespace peercert::tool {
namespace {

constexpr std::chrono::milliseconds kOftenOnATerminal{200}, kOftenElsewhere{60'000};

std::string time_words(double seconds) {
  constexpr double kMinute = 60, kHour = 3600;
  if (seconds < 2 * kMinute) return fmt::format("{:.0f} s", std::ceil(seconds));
  if (seconds < 2 * kHour) return fmt::format("{:.0f} min", std::ceil(seconds / kMinute));
  return fmt::format("{:.0f} h", std::ceil(seconds / kHour));
}

}  // namespace

std::string search_words(std::size_t certificates, double seconds, std::optional<double> done, double done_before) {
  std::string words = fmt::format("decoded {} certificates", certificates);
  if (seconds > 0) words += fmt::format(", {:.0f} a second", static_cast<double>(certificates) / seconds);
  if (!done) return words;
  words += fmt::format(", {:.0f} %", std::floor(*done * 100));
  const double now = *done - done_before;
  return now <= 0 ? words : words + fmt::format(", {} left", time_words(seconds / now * (1 - *done)));
}

SearchProgress::SearchProgress(std::function<std::optional<double>()> done)
    : done_(std::move(done)),
      terminal_(isatty(STDERR_FILENO) == 1),
      next_(start_ + (terminal_ ? kOftenOnATerminal : kOftenElsewhere)) {}

void SearchProgress::show(std::size_t certificates) {
  if (!done_before_) done_before_ = done_().value_or(0);
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + (terminal_ ? kOftenOnATerminal : kOftenElsewhere);
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const std::string words = search_words(certificates, seconds, done_(), *done_before_);
  fmt::print(stderr, "{}{}{}", terminal_ ? "\r" : "", words, terminal_ ? "\x1b[K" : "\n");
  std::fflush(stderr);
}

void SearchProgress::finish() const {
  if (terminal_) fmt::print(stderr, "\r\x1b[K");
}

}  // namespace peercert::tool
