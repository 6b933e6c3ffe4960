// The one line that a run ends with, and whether it was good.
#ifndef PEERCERT_REPORT_CLOSING_H
#define PEERCERT_REPORT_CLOSING_H

#include <string>

#include "report/colour.h"
#include "value/json.h"

namespace peercert::report {

// closing_line returns the one line that a run ends with, without a line end: "peercert: 262 scenarios x 2 subjects:
// all as the rules say (peercert 0.1.0: 262 pass; CPython 3.11.2: 262 pass)". Where not all is a pass and nothing
// counts, it says what there was: notes by case, drift that was fixed by the id of its entry.
[[nodiscard]] std::string closing_line(const Json& results, bool strict = false, Colour colour = Colour::kNo);

// conclusion returns the same without "peercert: " and without what there was on each subject.
[[nodiscard]] std::string conclusion(const Json& results, bool strict = false);

// is_good returns whether something ran on every subject, and all of it with an acceptable verdict: exit status 0.
[[nodiscard]] bool is_good(const Json& results, bool strict = false);

// nothing_ran returns whether there is no row but skips: everything skipped is nothing.
[[nodiscard]] bool nothing_ran(const Json& results);

}  // namespace peercert::report

#endif
