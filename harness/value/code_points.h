// Code points and their UTF-8, lone surrogates included (see Str in value.h).
#ifndef PEERCERT_VALUE_CODE_POINTS_H
#define PEERCERT_VALUE_CODE_POINTS_H

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace peercert {

inline constexpr char32_t kLastCodePoint = 0x10FFFF;

// is_surrogate returns whether `point` is one of D800 to DFFF, which UTF-8 proper has no bytes for.
[[nodiscard]] constexpr bool is_surrogate(char32_t point) {
  return point >= 0xD800 && point <= 0xDFFF;
}

// append_code_point appends `point`, surrogate or not, in the UTF-8 scheme. Throws std::invalid_argument above 10FFFF.
void append_code_point(std::string& text, char32_t point);

// backslash_escape returns `point` as Python's error handler "backslashreplace" writes it: "\\xe9", "\\u20ac",
// "\\U0001f600".
[[nodiscard]] std::string backslash_escape(char32_t point);

// code_points returns the code points of `text`, which may hold surrogates as Str does. Throws std::invalid_argument,
// naming the byte and its offset, for bytes that are no such text.
[[nodiscard]] std::u32string code_points(std::string_view text);

// is_ascii returns whether all bytes are below 80.
[[nodiscard]] bool is_ascii(std::string_view text);

// find_invalid_utf8 returns the offset of the first byte that no UTF-8 proper begins at (so a surrogate's, too), or
// nullopt when all of `text` is UTF-8 as RFC 3629 has it.
[[nodiscard]] std::optional<std::size_t> find_invalid_utf8(std::string_view text);

}  // namespace peercert

#endif
