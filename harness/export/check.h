// What is expected of the step that differs, in Python and in words.
#ifndef PEERCERT_EXPORT_CHECK_H
#define PEERCERT_EXPORT_CHECK_H

#include <string>

#include "export/peers.h"

namespace peercert::exports {

// write_check adds the lines that hold `got` against what is expected, print both, and exit. Throws CannotReproduce
// where the two differ in what no such line can tell.
void write_check(const Writing& writing);

// write_header adds the comment at the top: what is expected and why, and what the subject gave.
void write_header(const Writing& writing);

// got_text returns how Python prints what was observed; `before_3_7` as those did that print a comma after the only
// argument of an exception.
[[nodiscard]] std::string got_text(const suite::Observation& got, bool before_3_7);

// is_about_warnings returns whether nothing but a warning differs.
[[nodiscard]] bool is_about_warnings(const suite::StepResult& result);

}  // namespace peercert::exports

#endif
