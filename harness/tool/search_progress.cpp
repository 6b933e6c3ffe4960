#include "tool/search_progress.h"

#include <fmt/core.h>

#include <cmath>

namespace peercert::tool {
namespace {

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

void SearchProgress::show(std::size_t certificates) {
  if (!done_before_) done_before_ = done_().value_or(0);
  line_->show([&] { return search_words(certificates, line_->seconds(), done_(), *done_before_); });
}

void SearchProgress::finish() {
  line_.reset();
}

}  // namespace peercert::tool
