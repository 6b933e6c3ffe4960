#include "value/json_dumps.h"

#include <fmt/format.h>

#include <cmath>
#include <string_view>
#include <variant>
#include <vector>

#include "value/code_points.h"
#include "value/exception.h"
#include "value/float_text.h"

namespace peercert {
namespace {

std::string_view short_escape(char32_t point) {
  switch (point) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    case '\b':
      return "\\b";
    case '\f':
      return "\\f";
    default:
      return {};
  }
}

void append_escaped(std::string& out, char32_t point) {
  constexpr char32_t kFirstBeyond = 0x10000;  // which UTF-16, and so JSON, writes as a pair of surrogates
  if (const std::string_view escape = short_escape(point); !escape.empty()) {
    out += escape;
  } else if (point >= kFirstBeyond) {
    const auto above = static_cast<unsigned>(point - kFirstBeyond);
    out += fmt::format("\\u{:04x}\\u{:04x}", 0xD800U + (above >> 10U), 0xDC00U + (above & 0x3FFU));
  } else if (point < ' ' || point > '~') {
    out += fmt::format("\\u{:04x}", static_cast<unsigned>(point));
  } else {
    out += static_cast<char>(point);
  }
}

class Dumper {
 public:
  explicit Dumper(std::string& out) : out_(out) {}

  void write(const Value& value) { std::visit(*this, value.storage()); }

  void operator()(const None&) { out_ += "null"; }
  void operator()(bool truth) { out_ += truth ? "true" : "false"; }
  void operator()(const Integer& number) { out_ += number.decimal(); }
  void operator()(double number) {
    if (std::isnan(number)) return void(out_ += "NaN");
    if (std::isinf(number)) return void(out_ += number > 0 ? "Infinity" : "-Infinity");
    out_ += float_repr(number);
  }
  void operator()(const Str& text) {
    out_ += '"';
    for (const char32_t point : code_points(text.text)) append_escaped(out_, point);
    out_ += '"';
  }
  void operator()(const Bytes&) { refuse("bytes"); }
  void operator()(const Tuple& tuple) { write_items(tuple.items); }
  void operator()(const List& list) { write_items(list.items); }
  void operator()(const Dict& dict) {
    out_ += '{';
    for (const DictEntry& entry : dict.entries) {
      if (!entry.key.is<Str>()) {
        throw PythonException::type_error(fmt::format("keys must be str, not {}", entry.key.type_name()));
      }
      if (&entry != dict.entries.data()) out_ += ", ";
      write(entry.key);
      out_ += ": ";
      write(entry.value);
    }
    out_ += '}';
  }
  void operator()(const Other& other) { refuse(other.type); }

 private:
  [[noreturn]] static void refuse(std::string_view type) {
    throw PythonException::type_error(fmt::format("Object of type {} is not JSON serializable", type));
  }

  void write_items(const std::vector<Value>& items) {
    out_ += '[';
    for (const Value& item : items) {
      if (&item != items.data()) out_ += ", ";
      write(item);
    }
    out_ += ']';
  }

  std::string& out_;
};

}  // namespace

std::string json_dumps(const Value& value) {
  std::string text;
  Dumper(text).write(value);
  return text;
}

}  // namespace peercert
