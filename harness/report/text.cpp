#include "report/text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <stdexcept>

#include "value/code_points.h"
#include "value/literal.h"

namespace peercert::report {
namespace {

constexpr std::size_t kLongBytes = 48;
constexpr std::size_t kShownBytes = 12;

}  // namespace

std::string indented(std::string_view text, std::size_t spaces) {
  std::string out;
  for (const char character : text) {
    out += character;
    if (character == '\n') out.append(spaces, ' ');
  }
  return out;
}

std::string wrapped(const std::string& text, std::size_t width, std::size_t spaces) {
  std::string out;
  std::size_t column = spaces;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string word = text.substr(begin, end - begin);
    const std::size_t size = display_width(word);
    if (begin > 0) {
      const bool fits = column + 1 + size <= width;
      out += fits ? " " : "\n" + std::string(spaces, ' ');
      column = fits ? column + 1 : spaces;
    }
    out += word;
    column += size;
    begin = end + 1;
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

std::string with_references(std::string_view text, std::string_view special) {
  std::string out;
  for (const char character : text) {
    if (special.find(character) == std::string_view::npos) {
      out += character;
    } else {
      out += fmt::format("&#{};", static_cast<int>(character));
    }
  }
  return out;
}

std::string filled(std::string_view layout, const std::map<std::string, std::string, std::less<>>& texts) {
  std::string out;
  while (true) {
    const std::size_t begin = layout.find("{{"), end = layout.find("}}", begin);
    out += layout.substr(0, begin);
    if (end == std::string_view::npos) return out;
    const std::string_view name = layout.substr(begin + 2, end - begin - 2);
    const auto found = texts.find(name);
    if (found == texts.end()) throw std::out_of_range(fmt::format("nobody fills the mark {}", name));
    out += found->second;
    layout.remove_prefix(end + 2);
  }
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
