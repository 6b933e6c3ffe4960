// The suite as data: everything that a run from cases/ is made from, in files that need nothing of ours to be read.
#ifndef PEERCERT_EXPORT_DATA_H
#define PEERCERT_EXPORT_DATA_H

#include <cstddef>
#include <string>
#include <vector>

#include "export/folder.h"
#include "export/names.h"
#include "suite/load.h"

namespace peercert::exports {

// What is exported, and the version that it is called.
struct Source {
  const suite::Suite& suite;
  const forge::Fixtures& fixtures;
  std::string version;
};

// data_files returns the files of the export, by name; read_suite (read_suite.h) gives the same suite again, but
// for what shows a fault of memory safety (unsafe.h). Nothing in
// them depends on time or machine.
[[nodiscard]] std::vector<File> data_files(const Source& source);

// These return parts that other exports have, too. manifest_file counts what `cases` play.
[[nodiscard]] File manifest_file(const Source& source, const std::vector<suite::Case>& cases, const std::string& kind);
[[nodiscard]] std::vector<File> theme_files(const std::vector<suite::Case>& cases, const Names& names);
[[nodiscard]] std::vector<File> sorted(std::vector<File> files);
[[nodiscard]] std::size_t scenarios_in(const std::vector<suite::Case>& cases);

}  // namespace peercert::exports

#endif
