#include "suite/change_words.h"

#include <fmt/format.h>

#include <cctype>
#include <optional>

#include "value/printable.h"

namespace peercert::suite {
namespace {

bool is_digit(char character) {
  return std::isdigit(static_cast<unsigned char>(character)) != 0;
}

// The end of the quoted key that begins at `from`, in a path as value/difference.h writes it.
std::size_t end_of_key(std::string_view path, std::size_t from) {
  for (std::size_t at = from + 1; at < path.size(); ++at) {
    if (path[at] == '\\') {
      ++at;
    } else if (path[at] == path[from]) {
      return at;
    }
  }
  return path.size();
}

std::string with_article(const std::string& noun) {
  const bool vowel = !noun.empty() && std::string_view("aeiou").find(noun.front()) != std::string_view::npos;
  return fmt::format("{} {}", vowel ? "an" : "a", noun);
}

bool is_empty(const Value& value) {
  const auto* dict = value.get_if<Dict>();
  const auto* tuple = value.get_if<Tuple>();
  return (dict != nullptr && dict->entries.empty()) || (tuple != nullptr && tuple->items.empty());
}

// "another str", of a value that is of the kind expected and not the one expected.
std::string other_of(const Value& value) {
  return value.is<Bytes>() ? "other bytes" : "another " + one_line(value.type_name());
}

std::string verb_phrase(const Value& value) {
  const std::string type = raised_type(value);
  return type.empty() ? "gives " + kind_of(value) : "raises " + one_line(type);
}

std::string instead_of(const Value& expected, const Value& got) {
  const std::string type = one_line(raised_type(expected));
  if (!raised_type(got).empty()) return type.empty() ? "giving " + kind_of(expected) : type;
  return type.empty() ? kind_of(expected) : "raising " + type;
}

// Of one answer in place of another.
std::string answer_words(const std::string& verb, const Value& expected, const Value& got) {
  if (kind_of(expected) == kind_of(got)) {
    if (raised_type(got).empty()) return fmt::format("{} gives {}", verb, other_of(got));
    return fmt::format("{} {}, but on another side or with other arguments", verb, verb_phrase(got));
  }
  return fmt::format("{} {} instead of {}", verb, verb_phrase(got), instead_of(expected, got));
}

// Of something inside an answer; `where` names it.
std::string inner_words(const std::string& where, const std::optional<Value>& expected,
                        const std::optional<Value>& got) {
  if (!got) return where + " is missing";
  if (!expected) return where + " is there and should not be";
  const std::string is = kind_of(*got), should = kind_of(*expected);
  if (is == should) return fmt::format("{} is {}", where, other_of(*got));
  return fmt::format("{} is {} instead of {}", where, is, should);
}

// Where a difference is: "getpeercert(): ['version']", "handshake(): the exception's args[*]".
std::string where_words(const std::string& verb, const std::string& shape) {
  if (shape.empty()) return verb;
  if (shape.rfind(".warnings", 0) == 0) return verb + ": a warning";
  if (shape.front() == '.') return fmt::format("{}: the exception's {}", verb, shape.substr(1));
  return fmt::format("{}: {}", verb, shape);
}

}  // namespace

std::string path_shape(std::string_view path) {
  std::string out;
  for (std::size_t at = 0; at < path.size(); ++at) {
    if (path[at] == '\'' || path[at] == '"') {
      const std::size_t end = end_of_key(path, at);
      out += path.substr(at, end - at);
      at = end;
    }
    if (at >= path.size()) break;
    out += path[at];
    if (path[at] != '[' || at + 1 == path.size() || !is_digit(path[at + 1])) continue;
    out += '*';
    while (at + 1 < path.size() && is_digit(path[at + 1])) ++at;
  }
  return one_line(out);
}

std::string first_member(const std::string& path) {
  const std::size_t key = path.find('\'');
  const std::size_t end = key == std::string::npos ? key : path.find(']', key);
  return end == std::string::npos ? path : path.substr(0, end + 1);
}

std::string kind_of(const Value& value) {
  if (value.is<None>()) return "None";
  if (value.is<Bytes>()) return "bytes";
  const std::string type = one_line(value.type_name());
  return is_empty(value) ? "an empty " + type : with_article(type);
}

std::string raised_type(const Value& value) {
  const auto* other = value.get_if<Other>();
  return other != nullptr && other->repr.rfind("raised ", 0) == 0 ? other->type : "";
}

std::string change_words(const std::string& verb, const Difference& difference) {
  const std::string shape = path_shape(difference.path);
  const auto &expected = difference.expected, &got = difference.got;
  if (difference.kind == DifferenceKind::kOrder) {
    return fmt::format("{}{}{}: the keys are in another order", verb, shape.empty() ? "" : ": ", shape);
  }
  if (shape.empty() && expected && got) return answer_words(verb, *expected, *got);
  const std::string where = where_words(verb, shape);
  if (shape.rfind(".warnings", 0) == 0 && got && !expected) return where + " of type " + one_line(got->type_name());
  return inner_words(where, expected, got);
}

}  // namespace peercert::suite
