#include "report/text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "value/code_points.h"
#include "value/literal.h"

namespace peercert::report {
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

std::string escape(char32_t point) {
  const auto number = static_cast<std::uint32_t>(point);
  if (number < 0x100) return fmt::format("\\x{:02x}", number);
  if (number < 0x10000) return fmt::format("\\u{:04x}", number);
  return fmt::format("\\U{:08x}", number);
}

// Copies `text`, with an escape for each byte that is no UTF-8 and for each character that `escapes` picks.
template <typename Predicate>
std::string escaped(std::string_view text, Predicate escapes) {
  std::string out;
  for (const char32_t point : code_points(valid_utf8(text))) {
    if (escapes(point)) {
      out += escape(point);
    } else {
      append_code_point(out, point);
    }
  }
  return out;
}

constexpr std::size_t kLongBytes = 48;
constexpr std::size_t kShownBytes = 12;

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
    out += escape(static_cast<std::uint8_t>(text[*bad]));
    text.remove_prefix(*bad + 1);
  }
  return out.append(text);
}

std::string indented(std::string_view text, std::size_t spaces) {
  std::string out;
  for (const char character : text) {
    out += character;
    if (character == '\n') out.append(spaces, ' ');
  }
  return out;
}

std::size_t display_width(std::string_view text) {
  return code_points(text).size();
}

std::string shortened(const std::string& text, std::size_t most) {
  const std::u32string points = code_points(text);
  if (points.size() <= most) return text;
  std::string out;
  for (std::size_t i = 0; i + 3 < most; ++i) append_code_point(out, points[i]);
  return out + "...";
}

std::string first_of(const std::vector<std::string>& words, std::size_t most) {
  const std::size_t shown = std::min(words.size(), most);
  const auto end = words.begin() + static_cast<std::ptrdiff_t>(shown);
  return fmt::format("{}{}", fmt::join(words.begin(), end, ", "), shown < words.size() ? ", ..." : "");
}

bool is_long(const Value& value) {
  const auto* bytes = value.get_if<Bytes>();
  return bytes != nullptr && bytes->data.size() > kLongBytes;
}

std::string short_literal(const Value& value, std::size_t width) {
  if (!is_long(value)) return printable(to_pretty_literal(value, width));
  const std::string& data = value.get_if<Bytes>()->data;
  return fmt::format("{}... ({} bytes)", to_literal(Bytes{data.substr(0, kShownBytes)}), data.size());
}

}  // namespace peercert::report
