// A child process that answers lines with lines. The one place that starts a process.
#ifndef PEERCERT_SUBJECT_CHILD_H
#define PEERCERT_SUBJECT_CHILD_H

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "subject/descriptor.h"

namespace peercert::subject {

using Clock = std::chrono::steady_clock;

// Reply is what came back for a line.
struct Reply {
  enum class Kind {
    kLine,      // `line`, without its line feed
    kClosed,    // the child ended or closed its stdout; `line` is what came after the last line feed
    kDeadline,  // nothing, or part of a line, until the deadline; `line` is that part
    kTooLong,   // more than kLongestLine bytes without a line feed; `line` is the beginning
  };
  Kind kind;
  std::string line;
};

// Child runs a program with pipes at its stdin, stdout and stderr, in a process group of its own. It cannot raise
// SIGPIPE here, leaves no zombie, and its descriptors do not leak into other children. Not for several threads at once.
class Child {
 public:
  static constexpr std::size_t kLongestLine = std::size_t{64} << 20;
  static constexpr std::size_t kStderrTail = 4096;

  // Child starts words[0], looked up in PATH, with the arguments words. Throws std::system_error.
  explicit Child(const std::vector<std::string>& words);
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();  // finish() without patience

  // say sends `line` and a line feed, as much of it as the child can take now; the rest goes out while listen waits.
  void say(std::string line);

  // listen returns the next line from the child's stdout. stderr is read meanwhile, so the child can write as much as
  // it likes.
  [[nodiscard]] Reply listen(Clock::time_point deadline);

  // exchange says `line` and listens.
  [[nodiscard]] Reply exchange(std::string line, Clock::time_point deadline);

  // finish closes the child's stdin, gives it `patience` to end by itself, then SIGTERM and after as much again
  // SIGKILL, for its whole process group. Returns how it ended: "exited with status 3", "killed by SIGSEGV", or, when
  // it had to be ended, nullopt.
  std::optional<std::string> finish(std::chrono::milliseconds patience);

  // stderr_tail returns the last kStderrTail bytes that the child has written to stderr.
  [[nodiscard]] const std::string& stderr_tail() const { return stderr_tail_; }

 private:
  [[nodiscard]] bool has_ended() const;
  [[nodiscard]] std::string_view unsent() const { return std::string_view(said_).substr(sent_); }
  bool wait_for_event(Clock::time_point deadline);
  void send_some();
  void read_stdout();
  void read_stderr();
  bool wait_for_end(std::chrono::milliseconds patience);
  int reap();

  pid_t pid_ = -1;
  Descriptor stdin_;  // a socket: writing to a pipe could raise SIGPIPE
  Descriptor stdout_;
  Descriptor stderr_;
  std::string said_;
  std::size_t sent_ = 0;  // so much of said_
  std::string unread_;
  std::string stderr_tail_;
};

}  // namespace peercert::subject

#endif
