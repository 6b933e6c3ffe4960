// Text that is safe to show: whatever a subject says, no report passes a control character on.
#ifndef PEERCERT_REPORT_TEXT_H
#define PEERCERT_REPORT_TEXT_H

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "value/printable.h"
#include "value/value.h"

namespace peercert::report {

using peercert::one_line;
using peercert::printable;
using peercert::valid_utf8;

// indented returns `text` with `spaces` blanks before each of its lines but the first.
[[nodiscard]] std::string indented(std::string_view text, std::size_t spaces);

// wrapped returns `text`, which is UTF-8, broken at blanks into lines of at most `width` characters where its words
// allow, each but the first with `spaces` blanks before it; what stands before the first is counted as so many, too.
[[nodiscard]] std::string wrapped(const std::string& text, std::size_t width, std::size_t spaces);

// display_width returns how many characters `text`, which is UTF-8, shows as.
[[nodiscard]] std::size_t display_width(std::string_view text);

// shortened returns `text`, which is UTF-8, with what is beyond `most` characters left out and "..." in its place.
[[nodiscard]] std::string shortened(const std::string& text, std::size_t most);

// with_references returns `text` with each character that is one of `special` as a reference of HTML, "&#60;".
[[nodiscard]] std::string with_references(std::string_view text, std::string_view special);

// filled returns `layout` with each mark `{{name}}` replaced by the text of that name, in one go: no text is looked
// into for marks. Throws std::out_of_range for a mark without a text.
[[nodiscard]] std::string filled(std::string_view layout, const std::map<std::string, std::string, std::less<>>& texts);

// first_of returns the first `most` of `words`: "a, b", and "a, b, ..." where there are more.
[[nodiscard]] std::string first_of(const std::vector<std::string>& words, std::size_t most);

// short_literal returns the literal of `value` broken over lines, or, for bytes longer than a line, their beginning and
// their length: "b'0\x82\x03...' (834 bytes)".
[[nodiscard]] std::string short_literal(const Value& value, std::size_t width = 100);

// is_long returns whether short_literal leaves something out.
[[nodiscard]] bool is_long(const Value& value);

}  // namespace peercert::report

#endif
