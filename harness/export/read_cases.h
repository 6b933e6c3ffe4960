// The cases of an exported suite, read back.
#ifndef PEERCERT_EXPORT_READ_CASES_H
#define PEERCERT_EXPORT_READ_CASES_H

#include <string>

#include "export/references.h"
#include "suite/case.h"

namespace peercert::exports {

// read_case reads one item of `cases` in cases/THEME.json (schemas/cases.schema.json). Throws ExportError and
// std::runtime_error as References does.
[[nodiscard]] suite::Case read_case(suite::JsonMembers& members, const std::string& theme,
                                    const References& references);

}  // namespace peercert::exports

#endif
