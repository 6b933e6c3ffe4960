#include "forge/source_text.h"

#include <fstream>

namespace peercert::forge {
namespace {

bool begins_with(const std::string& text, const std::string& start) {
  return text.compare(0, start.size(), start) == 0;
}

// "case" of "[[case]]", "certificate.server" of "[certificate.server]"; "" of what is no header.
std::string header_name(const std::string& line) {
  const std::size_t begin = line.find_first_not_of('[');
  const std::size_t end = line.find(']');
  if (begin == 0 || begin == std::string::npos || end == std::string::npos || end < begin) return "";
  return line.substr(begin, end - begin);
}

std::vector<std::string> lines_of(const std::filesystem::path& path) {
  std::vector<std::string> lines;
  std::ifstream file(path, std::ios::binary);
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

}  // namespace

std::string table_text(const std::vector<std::string>& lines, std::size_t line) {
  if (line == 0 || line > lines.size()) return "";
  std::size_t begin = line - 1, end = line;
  const std::string name = header_name(lines[begin]);
  if (name.empty()) return "";
  const auto ends = [&](const std::string& text) {
    return !header_name(text).empty() && !begins_with(header_name(text), name + ".");
  };
  while (end < lines.size() && !ends(lines[end])) ++end;
  while (lines[end - 1].empty() || lines[end - 1][0] == '#') --end;  // it belongs to what comes next
  while (begin > 0 && begins_with(lines[begin - 1], "#")) --begin;
  std::string out;
  for (std::size_t i = begin; i < end; ++i) out += lines[i] + "\n";
  return out;
}

std::string SourceTexts::table(const std::string& file, std::size_t line) {
  const auto [found, is_new] = files_.try_emplace(file);
  if (is_new) found->second = lines_of(folder_ / file);
  return table_text(found->second, line);
}

}  // namespace peercert::forge
