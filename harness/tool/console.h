// Where a command prints to: what the terminal can do, and whether what was printed has arrived.
#ifndef PEERCERT_TOOL_CONSOLE_H
#define PEERCERT_TOOL_CONSOLE_H

#include <string_view>

#include "report/terminal.h"

namespace peercert::tool {

// console_style returns how stdout wants its text: in colour where it is a terminal and NO_COLOR is not set; as wide as
// COLUMNS says, else as the terminal is, else 100.
[[nodiscard]] report::Style console_style();

// write_output writes `text`, any bytes, to stdout. Throws std::runtime_error where it cannot be written, which for
// what stdio keeps back only flush_output() finds.
void write_output(std::string_view text);

// flush_output has all written that was printed to stdout. Throws std::runtime_error where that failed, now or before.
void flush_output();

}  // namespace peercert::tool

#endif
