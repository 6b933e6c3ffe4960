// A Python file in the making: what it imports, its helpers, its certificates, its lines.
#ifndef PEERCERT_EXPORT_SCRIPT_H
#define PEERCERT_EXPORT_SCRIPT_H

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "value/value.h"

namespace peercert::exports {

// Layout is how roomy a file is written. Where it gets too long, what is long goes on one line.
struct Layout {
  bool wrapped_pem = true;    // PEM as it stands in a file; else each on one line
  bool wrapped_value = true;  // the expected value as a person would break it; else on one line
  bool airy = true;           // with blank lines between its parts
  std::size_t width = 100;    // of comments and values
  bool brief = false;         // the comment at the top says no more than it must
};

class Script {
 public:
  explicit Script(Layout layout) : layout_(layout) {}

  [[nodiscard]] bool brief() const { return layout_.brief; }

  // comment adds a paragraph to the comment at the top, broken over lines, with `indent` blanks from the second on.
  void comment(const std::string& text, std::size_t indent = 2);
  // use imports a module.
  void use(const std::string& module) { modules_.insert(module); }
  // help adds the helper of that name, once, and what it needs; see helpers.cpp.
  void help(std::string_view name);
  // pem returns the name of a constant that holds `text`: `name`, or one with a number where that is taken.
  std::string pem(const std::string& name, const std::string& text);
  // known_pem returns the name of the constant that holds `text`, or "".
  [[nodiscard]] std::string known_pem(const std::string& text) const;
  void line(const std::string& text) { lines_.push_back(text); }
  // assign adds `name = value`, over as many lines as the layout gives it.
  void assign(const std::string& name, const Value& value);

  [[nodiscard]] std::string text() const;

 private:
  Layout layout_;
  std::vector<std::string> comments_;
  std::set<std::string> modules_;
  std::vector<std::string> helpers_;                            // by name, in order
  std::vector<std::pair<std::string, std::string>> constants_;  // name and text
  std::vector<std::string> lines_;
};

// quoted returns `text`, which is UTF-8, as a Python literal.
[[nodiscard]] std::string quoted(const std::string& text);

}  // namespace peercert::exports

#endif
