// The report as text for a person at a terminal: one failure of each cause, the causes, the closing line.
#ifndef PEERCERT_REPORT_TERMINAL_H
#define PEERCERT_REPORT_TERMINAL_H

#include <cstddef>
#include <string>

#include "report/closing.h"
#include "report/colour.h"
#include "report/view.h"
#include "value/json.h"

namespace peercert::report {

// Style is how the terminal wants its text.
struct Style {
  Colour colour = Colour::kNo;
  std::size_t width = 100;  // columns; what would be longer is shortened
};

// Text is broken as if the terminal had at least so many columns.
inline constexpr std::size_t kLeastWidth = 60;

// verdict_table returns the verdicts of each subject, a line each, under a line of verdicts; every line ended.
[[nodiscard]] std::string verdict_table(const View& view);

// causes_text returns the causes, those that count first, two lines each: verdict and text; then in how many
// scenarios of whom, the first of them, what was expected and what was got. "" when there are none.
[[nodiscard]] std::string causes_text(const View& view, bool strict = false, const Style& style = {});

// terminal returns the first failure of each cause that counts, described, with the other scenarios it shows in; the
// verdicts when there are several subjects, the causes when there is more than one failure to tell, the subjects that
// were not played, and the closing line, each ended.
[[nodiscard]] std::string terminal(const Json& results, bool strict = false, const Style& style = {});

// terminal_body returns terminal() without the closing line.
[[nodiscard]] std::string terminal_body(const Json& results, bool strict = false, const Style& style = {});

}  // namespace peercert::report

#endif
