#include "value/printable.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "value/code_points.h"

namespace peercert {
namespace {

struct Range {
  char32_t first, last;
};

// Unicode's controls (Cc), format characters that change what is around them (Cf), separators that break lines.
constexpr std::array<Range, 15> kUnsafe = {{
    {0x00, 0x1f},
    {0x7f, 0x9f},
    {0xad, 0xad},
    {0x34f, 0x34f},
    {0x61c, 0x61c},
    {0x115f, 0x1160},
    {0x17b4, 0x17b5},
    {0x180b, 0x180f},
    {0x200b, 0x200f},
    {0x2028, 0x202e},
    {0x2060, 0x206f},
    {0xfdd0, 0xfdef},
    {0xfe00, 0xfe0f},
    {0xfff0, 0xfffb},
    {0xe0000, 0xe0fff},
}};

bool is_unsafe(char32_t point) {
  if ((point & 0xfffeU) == 0xfffeU || point == 0xfeff) return true;
  return std::any_of(kUnsafe.begin(), kUnsafe.end(),
                     [point](const Range& range) { return point >= range.first && point <= range.last; });
}

// The lone surrogate that `text` begins with, in the three bytes that Str has for it.
std::optional<char32_t> surrogate_at(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const bool is_one =
      text.size() >= 3 && byte(0) == 0xed && byte(1) >= 0xa0 && byte(1) <= 0xbf && byte(2) >= 0x80 && byte(2) <= 0xbf;
  return is_one ? std::optional(code_points(text.substr(0, 3))[0]) : std::nullopt;
}

// Copies `text`, with an escape for each byte that is no UTF-8 and for each character that `escapes` picks.
template <typename Predicate>
std::string escaped(std::string_view text, Predicate escapes) {
  std::string out;
  for (const char32_t point : code_points(valid_utf8(text))) {
    if (escapes(point)) {
      out += backslash_escape(point);
    } else {
      append_code_point(out, point);
    }
  }
  return out;
}

}  // namespace

std::string printable(std::string_view text) {
  return escaped(text, [](char32_t point) { return point != '\n' && is_unsafe(point); });
}

std::string one_line(std::string_view text) {
  return escaped(text, is_unsafe);
}

std::string valid_utf8(std::string_view text) {
  std::string out;
  while (const auto bad = find_invalid_utf8(text)) {
    out += text.substr(0, *bad);
    text.remove_prefix(*bad);
    const auto surrogate = surrogate_at(text);
    out += backslash_escape(surrogate.value_or(static_cast<std::uint8_t>(text[0])));
    text.remove_prefix(surrogate ? 3 : 1);
  }
  return out.append(text);
}

}  // namespace peercert
