#include "report/markdown_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string_view>

#include "report/text.h"

namespace peercert::report {
namespace {

// Whether the character means something in Markdown where it stands; an underscore inside of a word does not.
bool means_something(const std::string& line, std::size_t at) {
  constexpr std::string_view kSpecial = "\\`*<>[]|&#";
  if (line[at] != '_') return kSpecial.find(line[at]) != std::string_view::npos;
  const auto is_word = [&line](std::size_t i) {
    return i < line.size() && (std::isalnum(static_cast<unsigned char>(line[i])) != 0 || line[i] == '_');
  };
  return at == 0 || !is_word(at - 1) || !is_word(at + 1);
}

}  // namespace

std::string escaped_markdown(const std::string& text) {
  return with_references(one_line(text), "\\`*_[]<>#!|&~@");
}

std::string prose(const std::string& text) {
  const std::string line = one_line(text);
  const bool has_code = std::count(line.begin(), line.end(), '`') % 2 == 0;
  bool in_code = false;
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool is_code_mark = has_code && line[i] == '`';
    if (is_code_mark) in_code = !in_code;
    if (!in_code && !is_code_mark && means_something(line, i)) out += '\\';
    out += line[i];
  }
  return out;
}

std::string code_span(const std::string& text, std::size_t most) {
  const std::string shown = shortened(one_line(text), most);
  if (text.empty() || text.find_first_of("`|\n") != std::string::npos || text.front() == ' ' || text.back() == ' ') {
    return "<code>" + escaped_markdown(shown) + "</code>";
  }
  return "`" + shown + "`";
}

}  // namespace peercert::report
