/// @file
/// Text that is safe to show and safe to store. What a subject says may hold anything; nothing of it reaches a
/// terminal, a browser or a file but through these functions.
#ifndef PEERCERT_VALUE_PRINTABLE_H
#define PEERCERT_VALUE_PRINTABLE_H

#include <string>
#include <string_view>

#include "value/export.h"

namespace peercert {

/// printable returns `text` with every character that a terminal, a browser or XML could take for something else than
/// itself written as an escape, as Python would write it: C0, DEL, C1, invisible and bidirectional controls, line and
/// paragraph separators, noncharacters ("\x1b", "\u202e"), and bytes that are no UTF-8 ("\xff"). '\n' is kept.
[[nodiscard]] PEERCERT_EXPORT std::string printable(std::string_view text);

/// one_line is printable() with '\n' escaped as well.
[[nodiscard]] PEERCERT_EXPORT std::string one_line(std::string_view text);

/// valid_utf8 returns `text` with every lone surrogate ("\ud800") and every other byte that is part of no UTF-8
/// sequence
/// ("\xff") as an escape, and all else unchanged.
[[nodiscard]] PEERCERT_EXPORT std::string valid_utf8(std::string_view text);

}  // namespace peercert

#endif
