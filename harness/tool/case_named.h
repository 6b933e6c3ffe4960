// A case by its id, or what somebody may have meant who typed another.
#ifndef PEERCERT_TOOL_CASE_NAMED_H
#define PEERCERT_TOOL_CASE_NAMED_H

#include <string>

#include "forge/fixtures.h"
#include "suite/load.h"

namespace peercert::tool {

// case_named returns the case of that id. Throws std::runtime_error, which says what may be meant, when there is none:
// ids a slip away or with what was typed in them, the cases of a pattern, or those that use a certificate of that name.
[[nodiscard]] const suite::Case& case_named(const suite::Suite& suite, const forge::Fixtures& fixtures,
                                            const std::string& id);

}  // namespace peercert::tool

#endif
