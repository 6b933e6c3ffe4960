// Running a program to its end.
#ifndef PEERCERT_SUBJECT_PROGRAM_H
#define PEERCERT_SUBJECT_PROGRAM_H

#include <chrono>
#include <string>
#include <vector>

namespace peercert::subject {

// Ended is what became of a program.
struct Ended {
  std::string how;     // "exited with status 3", "killed by SIGSEGV", "did not end within 60 s"
  std::string out;     // what it wrote to stdout, in whole lines
  std::string errors;  // the end of what it wrote to stderr
};

// run_program runs words[0], looked up in PATH, with the arguments words, and ends it after `patience`. Throws
// std::system_error when it cannot be started.
[[nodiscard]] Ended run_program(const std::vector<std::string>& words,
                                std::chrono::seconds patience = std::chrono::seconds(60));

}  // namespace peercert::subject

#endif
