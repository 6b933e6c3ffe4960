// A reproducer that was run before anybody sees it.
#ifndef PEERCERT_EXPORT_PROOF_H
#define PEERCERT_EXPORT_PROOF_H

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "export/reproducer.h"
#include "suite/observation.h"

namespace peercert::exports {

// Unproven is thrown for a file that does not do what it must; what() says what was expected, and what each
// interpreter did.
class Unproven : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// interpreter_of returns the words that start the Python of a subject's command line, which are those before the first
// word that names a file *.py; none when there is no such word. Throws subject::StartError for what is no command line.
[[nodiscard]] std::vector<std::string> interpreter_of(const std::string& command);

// meets returns whether `observed`, of the same step, is what is expected of the step that `result` is about.
[[nodiscard]] bool meets(const suite::StepResult& result, const std::string& verb, const suite::Observation& observed);

// Proven is a file and what showed that it does what it must: "`pypy3` exits with 1, `python3` with 0".
struct Proven {
  std::string text;
  std::string how;
};

// prove returns the shortest file that exits with 1 on `subject` and prints there what the subject gave and, when there
// is a `reference` (an interpreter that does what is expected), exits with 0 on that. Throws CannotReproduce where no
// file can be written, Unproven where none does this, and std::system_error when an interpreter cannot be started.
[[nodiscard]] Proven prove(const Finding& finding, const std::vector<std::string>& subject,
                           const std::vector<std::string>& reference);

}  // namespace peercert::exports

#endif
