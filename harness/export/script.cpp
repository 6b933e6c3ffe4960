#include "export/script.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <sstream>

#include "export/helpers.h"
#include "value/literal.h"
#include "value/printable.h"

namespace peercert::exports {
namespace {

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(one_line(text));
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

// Python's backslash at the end of the first line keeps the line feed out.
std::string wrapped_pem(const std::string& text) {
  return "\"\"\"\\\n" + text + "\"\"\"";
}

}  // namespace

std::string quoted(const std::string& text) {
  return to_literal(Str{text});
}

void Script::comment(const std::string& text, std::size_t indent) {
  std::string line = "#";
  for (const std::string& word : words_of(text)) {
    if (line.size() + 1 + word.size() > layout_.width && line.size() > 2 + indent) {
      comments_.push_back(line);
      line = "#" + std::string(indent, ' ');
    }
    line += " " + word;
  }
  comments_.push_back(line);
}

void Script::help(std::string_view name) {
  if (std::find(helpers_.begin(), helpers_.end(), name) != helpers_.end()) return;
  const Helper& helper = helper_called(name);
  for (const std::string_view needed : helper.needs) help(needed);
  for (const std::string_view module : helper.modules) use(std::string(module));
  helpers_.emplace_back(name);
}

std::string Script::known_pem(const std::string& text) const {
  const auto found = std::find_if(constants_.begin(), constants_.end(),
                                  [&text](const auto& constant) { return constant.second == text; });
  return found == constants_.end() ? "" : found->first;
}

std::string Script::pem(const std::string& name, const std::string& text) {
  if (const std::string known = known_pem(text); !known.empty()) return known;
  std::string free = name;
  const auto taken = [this](const std::string& wanted) {
    return std::any_of(constants_.begin(), constants_.end(), [&](const auto& one) { return one.first == wanted; });
  };
  for (int number = 2; taken(free); ++number) free = fmt::format("{}_{}", name, number);
  constants_.emplace_back(free, text);
  return free;
}

void Script::assign(const std::string& name, const Value& value) {
  const std::string start = name + " = ";
  if (!layout_.wrapped_value) return line(start + to_literal(value));
  std::istringstream literal(to_pretty_literal(value, layout_.width - start.size()));
  std::string prefix = start;
  for (std::string part; std::getline(literal, part);) {
    line(prefix + part);
    prefix = std::string(start.size(), ' ');
  }
}

std::string Script::text() const {
  std::string text = "#!/usr/bin/env python3\n";
  for (const std::string& comment : comments_) text += comment + "\n";
  const std::string blank = layout_.airy ? "\n" : "";
  text += fmt::format("import {}\n{}", fmt::join(modules_, ", "), blank);
  for (const auto& [name, pem] : constants_) {
    text += fmt::format("{} = {}\n", name, layout_.wrapped_pem ? wrapped_pem(pem) : quoted(pem));
  }
  for (const std::string& name : helpers_) text += blank + helper_called(name).text;
  text += blank;
  for (const std::string& line : lines_) text += line + "\n";
  return text;
}

}  // namespace peercert::exports
