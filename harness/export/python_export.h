// The suite as plain Python: a folder in which `python -m unittest` plays it, with the standard library alone.
#ifndef PEERCERT_EXPORT_PYTHON_EXPORT_H
#define PEERCERT_EXPORT_PYTHON_EXPORT_H

#include <string>
#include <vector>

#include "export/data.h"

namespace peercert::exports {

// LeftOut is a scenario that such a folder does not play, and why.
struct LeftOut {
  std::string name;
  std::string why;
};

// Playable is a suite without what no Python can play by itself: a peer of the harness, which is C++. Nor does it hold
// what shows a fault of memory safety in a known implementation (memory_safety in drift.toml): an input for that is not
// handed out to be vendored.
struct Playable {
  std::vector<suite::Case> cases;
  std::vector<LeftOut> left_out;
};
[[nodiscard]] Playable playable(const suite::Suite& suite);

// python_files returns the files of the export, by name. Nothing in them depends on time or machine.
[[nodiscard]] std::vector<File> python_files(const Source& source);

}  // namespace peercert::exports

#endif
