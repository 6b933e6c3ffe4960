// How far a run has come, on stderr: one line that is written over on a terminal, a line for every tenth elsewhere.
#ifndef PEERCERT_TOOL_PROGRESS_H
#define PEERCERT_TOOL_PROGRESS_H

#include <cstddef>
#include <string>

#include "subject/session.h"

namespace peercert::tool {

class Progress {
 public:
  Progress();

  // begin says of what there are `total`, and step that one of them is done, of which `what` is the last.
  void begin(const std::string& what, std::size_t total);
  void step(const std::string& what);

  // observer returns what tells a session to report here; it must not outlive this.
  [[nodiscard]] subject::Observer observer();

  void finish();  // ends the line on a terminal

 private:
  void begin_session(std::size_t entrants, std::size_t scenarios);
  void show(const std::string& what) const;

  bool terminal_;
  std::size_t total_ = 0;
  std::size_t done_ = 0;
};

}  // namespace peercert::tool

#endif
