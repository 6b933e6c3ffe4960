// The report as text for a person at a terminal.
//
//     validation/client_cert_none[tls=1.2,transport=memory]: fail
//       subject      peercert 0.1.0
//       rule         not_validated_is_empty (documented): Without validation the dictionary is empty.
//       ...
#ifndef PEERCERT_REPORT_TERMINAL_H
#define PEERCERT_REPORT_TERMINAL_H

#include <string>

#include "report/view.h"
#include "value/json.h"

namespace peercert::report {

enum class Colour { kNo, kYes };

// describe_failure returns what went wrong in `row`, a member of the results' "rows": several lines, each ended. For a
// row without a judged step (a crash, a skip) that is why.
[[nodiscard]] std::string describe_failure(const View& view, const Json& row, Colour colour = Colour::kNo);
[[nodiscard]] std::string describe_failure(const Json& results, const Json& row, Colour colour = Colour::kNo);

// closing_line returns the one line that a run ends with, without a line end: "peercert: 262 scenarios x 2 subjects:
// all as the rules say (peercert 0.1.0: 262 pass; CPython 3.11.2: 262 pass)". Notes that do not count are named by
// case.
[[nodiscard]] std::string closing_line(const Json& results, bool strict = false, Colour colour = Colour::kNo);

// is_good returns whether something ran, and all of it with an acceptable verdict: exit status 0.
[[nodiscard]] bool is_good(const Json& results, bool strict = false);

// terminal returns the first failure of each case and subject, described, with the other places it shows in by name,
// and the closing line, each ended.
[[nodiscard]] std::string terminal(const Json& results, bool strict = false, Colour colour = Colour::kNo);

}  // namespace peercert::report

#endif
