// The seeded faults there are, for `peercert audit`.
#ifndef PEERCERT_TOOL_FAULTS_H
#define PEERCERT_TOOL_FAULTS_H

#include <string>
#include <vector>

#include "subject/audit.h"
#include "tool/home.h"

namespace peercert::tool {

// python_faults returns those of scripts/faulty_subject.py, which it asks. Throws std::runtime_error when that does not
// answer.
[[nodiscard]] std::vector<subject::SeededFault> python_faults(const Home& home);

// unmodified_python returns the same Python without a fault.
[[nodiscard]] subject::Unmodified unmodified_python(const Home& home);

// native_faults returns those that are built into this program, none unless it was configured with PEERCERT_FAULTS.
[[nodiscard]] std::vector<subject::SeededFault> native_faults();

[[nodiscard]] subject::Unmodified unmodified_native();

}  // namespace peercert::tool

#endif
