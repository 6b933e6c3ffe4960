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

  // observer returns what tells a session to report here; it must not outlive this.
  [[nodiscard]] subject::Observer observer();

  void finish();  // ends the line on a terminal

 private:
  void start(const std::string& what, std::size_t total);
  void step();
  void show() const;

  bool terminal_;
  std::string what_;
  std::size_t total_ = 0;
  std::size_t done_ = 0;
};

}  // namespace peercert::tool

#endif
