// Text that is safe to show: whatever a subject says, no report passes a control character on.
#ifndef PEERCERT_REPORT_TEXT_H
#define PEERCERT_REPORT_TEXT_H

#include <string>
#include <string_view>
#include <vector>

#include "value/value.h"

namespace peercert::report {

// printable returns `text` with every character that a terminal, a browser or XML could take for something else than
// itself written as an escape, as Python would write it: C0, DEL, C1, invisible and bidirectional controls, line and
// paragraph separators, noncharacters ("\x1b", "\u202e"), and bytes that are no UTF-8 ("\xff"). '\n' is kept.
[[nodiscard]] std::string printable(std::string_view text);

// one_line is printable() with '\n' escaped as well.
[[nodiscard]] std::string one_line(std::string_view text);

// valid_utf8 returns `text` with every byte that is part of no UTF-8 sequence as an escape ("\xff"), all else
// unchanged.
[[nodiscard]] std::string valid_utf8(std::string_view text);

// indented returns `text` with `spaces` blanks before each of its lines but the first.
[[nodiscard]] std::string indented(std::string_view text, std::size_t spaces);

// display_width returns how many characters `text`, which is UTF-8, shows as.
[[nodiscard]] std::size_t display_width(std::string_view text);

// shortened returns `text`, which is UTF-8, with what is beyond `most` characters left out and "..." in its place.
[[nodiscard]] std::string shortened(const std::string& text, std::size_t most);

// first_of returns the first `most` of `words`: "a, b", and "a, b, ..." where there are more.
[[nodiscard]] std::string first_of(const std::vector<std::string>& words, std::size_t most);

// short_literal returns the literal of `value` broken over lines, or, for bytes longer than a line, their beginning and
// their length: "b'0\x82\x03...' (834 bytes)".
[[nodiscard]] std::string short_literal(const Value& value, std::size_t width = 100);

// is_long returns whether short_literal leaves something out.
[[nodiscard]] bool is_long(const Value& value);

}  // namespace peercert::report

#endif
