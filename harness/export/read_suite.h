// An exported suite, read back.
#ifndef PEERCERT_EXPORT_READ_SUITE_H
#define PEERCERT_EXPORT_READ_SUITE_H

#include <filesystem>
#include <string>

#include "export/folder.h"
#include "suite/load.h"

namespace peercert::exports {

// ReadSuite is what suite::Suite::load and forge::Fixtures::load gave when it was exported.
struct ReadSuite {
  std::string version;
  suite::Suite suite;
  forge::Fixtures fixtures;
};

// read_suite reads a folder that data_files made (data.h). Throws ExportError, which names file and place, for what is
// not as it was exported: a changed or missing file, another format, a member that is unknown or missing, a rule or a
// certificate that does not exist.
[[nodiscard]] ReadSuite read_suite(const std::filesystem::path& directory);

// suite_of is the same for files that are read already.
[[nodiscard]] ReadSuite suite_of(const Folder& folder);

}  // namespace peercert::exports

#endif
