// One line on stderr that says how far something is: written over on a terminal, a line a minute elsewhere.
#ifndef PEERCERT_TOOL_PROGRESS_LINE_H
#define PEERCERT_TOOL_PROGRESS_LINE_H

#include <chrono>
#include <functional>
#include <string>

namespace peercert::tool {

class ProgressLine {
 public:
  using Clock = std::chrono::steady_clock;

  ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  // ~ProgressLine clears the line on a terminal.
  ~ProgressLine();

  // show writes what `words` returns, which is asked only when it is time to write again.
  void show(const std::function<std::string()>& words);

  // seconds returns how long the line has been there.
  [[nodiscard]] double seconds() const;

 private:
  bool terminal_;
  Clock::time_point start_ = Clock::now(), next_;
};

}  // namespace peercert::tool

#endif
