// CPython in this process, and what its decoder makes of a certificate: scripts/python_subject.py without a process, a
// protocol or a file between.
//
//     EmbeddedPython python("scripts", "/usr/bin/python3");
//     python.literal(der)        // "{'subject': ((('commonName', 'x'),),), ..."
#ifndef PEERCERT_SEARCH_EMBEDDED_PYTHON_H
#define PEERCERT_SEARCH_EMBEDDED_PYTHON_H

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "suite/observation.h"

namespace peercert::search {

// EmbeddedError is thrown when the interpreter itself fails; what() has what Python said.
class EmbeddedError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// EmbeddedPython is the one interpreter of a process. Not for several threads.
class EmbeddedPython {
 public:
  // `scripts` is the folder of python_subject.py, `program` the interpreter's own command, from which it finds its
  // library. Throws EmbeddedError.
  EmbeddedPython(const std::string& scripts, const std::string& program);
  EmbeddedPython(const EmbeddedPython&) = delete;
  EmbeddedPython& operator=(const EmbeddedPython&) = delete;
  ~EmbeddedPython();

  [[nodiscard]] const suite::SubjectInfo& info() const { return info_; }

  // literal returns ascii() of the dictionary that the decoder returns; nullopt when it raises or warns.
  [[nodiscard]] std::optional<std::string> literal(const std::string& der);

  // observation returns what the subject answers to the message decode.
  [[nodiscard]] suite::Observation observation(const std::string& der);

 private:
  class Interpreter;
  std::unique_ptr<Interpreter> interpreter_;
  suite::SubjectInfo info_;
};

}  // namespace peercert::search

#endif
