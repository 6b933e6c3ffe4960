// What Unicode says of the characters of a str, as Python reads it. The tables are those of libunistring, so what they
// know of the newest characters depends on its version, as it depends on Python's.
#ifndef PEERCERT_VALUE_UNICODE_H
#define PEERCERT_VALUE_UNICODE_H

#include <string>
#include <string_view>

namespace peercert {

// is_printable returns what chr(point).isprintable() does: false for controls, formats, surrogates, private and
// unassigned code points, and for every separator but the space.
[[nodiscard]] bool is_printable(char32_t point);

// lower_case returns text.lower(), of a text as Str has it: the full mapping, in which U+0130 becomes two characters
// and a capital sigma depends on what is around it (Unicode, section 3.13, Final_Sigma). Surrogates stay. Throws
// std::invalid_argument for bytes that are no such text.
[[nodiscard]] std::string lower_case(std::string_view text);

// without_trailing_space returns text.rstrip(): without the white space, as str.isspace() has it, at its end.
[[nodiscard]] std::string without_trailing_space(std::string_view text);

}  // namespace peercert

#endif
