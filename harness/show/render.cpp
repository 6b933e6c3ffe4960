#include "show/render.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "value/json_dumps.h"
#include "value/literal.h"
#include "value/printable.h"

namespace peercert::show {
namespace {

using report::painted;
using report::Style;

const std::vector<Value>& items_of(const Value& value) {
  static const std::vector<Value> kNone;
  const auto* tuple = value.get_if<Tuple>();
  return tuple != nullptr ? tuple->items : kNone;
}

std::string plain(const Value& value) {
  const auto* text = value.get_if<Str>();
  return text != nullptr ? one_line(text->text) : to_repr(value);
}

// ('commonName', 'localhost') as "commonName=localhost"
std::string pair_text(const Value& pair) {
  const std::vector<Value>& both = items_of(pair);
  return both.size() == 2 ? fmt::format("{}={}", plain(both[0]), plain(both[1])) : to_repr(pair);
}

std::string relative_name_text(const Value& relative_name) {
  std::vector<std::string> pairs;
  for (const Value& pair : items_of(relative_name)) pairs.push_back(pair_text(pair));
  return fmt::format("{}", fmt::join(pairs, " + "));
}

// ('DNS', 'localhost') as "DNS: localhost"; a DirName has a name for its value
std::string general_name_text(const Value& general_name) {
  const std::vector<Value>& both = items_of(general_name);
  if (both.size() != 2) return to_repr(general_name);
  return fmt::format("{}: {}", plain(both[0]), both[1].is<Tuple>() ? name_text(both[1]) : plain(both[1]));
}

// The lines of what stands under `key`.
std::vector<std::string> lines_of(const std::string& key, const Value& value) {
  if (!value.is<Tuple>()) return {plain(value)};
  std::vector<std::string> lines;
  for (const Value& item : items_of(value)) {
    if (key == "subject" || key == "issuer") {
      lines.push_back(relative_name_text(item));
    } else {
      lines.push_back(key == "subjectAltName" ? general_name_text(item) : plain(item));
    }
  }
  if (lines.empty()) lines.emplace_back("(empty)");
  return lines;
}

std::string rows(const Dict& dictionary, const Style& style) {
  constexpr std::size_t kColumn = 23;  // the longest key is crlDistributionPoints
  std::string text;
  for (const DictEntry& entry : dictionary.entries) {
    std::string key = plain(entry.key);
    for (const std::string& line : lines_of(key, entry.value)) {
      text += fmt::format("{}{}\n", painted(fmt::format("{:<{}}", key, kColumn), report::kDim, style.colour), line);
      key.clear();
    }
  }
  return text;
}

std::string text_form(const Value& value, const Style& style) {
  if (value.is<None>()) return "there is no certificate\n";
  const auto* dictionary = value.get_if<Dict>();
  if (dictionary == nullptr) return to_repr(value) + "\n";
  return dictionary->entries.empty() ? "nothing was validated\n" : rows(*dictionary, style);
}

std::string heading_of(const Shown& shown, Format format, const Style& style) {
  const std::string line = (format == Format::kPython ? "# " : "") + shown.place;
  return painted(line, format == Format::kPython ? report::kDim : report::kGreen, style.colour) + "\n";
}

}  // namespace

std::string name_text(const Value& name) {
  std::vector<std::string> parts;
  for (const Value& relative_name : items_of(name)) parts.push_back(relative_name_text(relative_name));
  return parts.empty() ? "(empty)" : fmt::format("{}", fmt::join(parts, ", "));
}

std::string render(const Shown& shown, Format format, bool heading, const Style& style) {
  const Value& value = shown.value.value();
  if (format == Format::kJson) return json_dumps(value) + "\n";
  const std::string before = heading ? heading_of(shown, format, style) : "";
  if (format == Format::kText) return before + text_form(value, style);
  return before + to_pretty_repr(value, style.width) + "\n";
}

}  // namespace peercert::show
