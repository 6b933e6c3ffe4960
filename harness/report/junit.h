// JUnit XML, for continuous integration.
#ifndef PEERCERT_REPORT_JUNIT_H
#define PEERCERT_REPORT_JUNIT_H

#include <string>

#include "value/json.h"

namespace peercert::report {

// junit returns `results` as JUnit XML: a testsuite for each subject, a testcase for each row. What XML cannot hold is
// written as an escape (\x01).
[[nodiscard]] std::string junit(const Json& results, bool strict = false);

}  // namespace peercert::report

#endif
