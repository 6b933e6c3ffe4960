// What the terminal can do that a command prints to.
#ifndef PEERCERT_TOOL_CONSOLE_H
#define PEERCERT_TOOL_CONSOLE_H

#include "report/terminal.h"

namespace peercert::tool {

// console_style returns how stdout wants its text: in colour where it is a terminal and NO_COLOR is not set; as wide as
// COLUMNS says, else as the terminal is, else 100.
[[nodiscard]] report::Style console_style();

}  // namespace peercert::tool

#endif
