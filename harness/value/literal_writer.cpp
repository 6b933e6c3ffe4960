#include <algorithm>
#include <string_view>

#include "value/code_points.h"
#include "value/float_text.h"
#include "value/literal.h"
#include "value/unicode.h"

namespace peercert {
namespace {

// Which characters beyond ASCII stand for themselves: none, as ascii() has it, or the printable ones, as repr() does.
enum class Beyond { kNone, kPrintable };

// unicode_repr and PyBytes_Repr: single quotes, unless that would need escapes and double quotes would not
template <typename Text>
char quote_for(const Text& text) {
  const bool has_single = text.find('\'') != Text::npos;
  const bool has_double = text.find('"') != Text::npos;
  return has_single && !has_double ? '"' : '\'';
}

// What is beyond ASCII is as PyUnicode_AsASCIIString with "backslashreplace" has it, which ascii() applies to what
// repr() returned.
void append_escaped(std::string& out, char32_t point, char quote, Beyond beyond) {
  if (point == static_cast<char32_t>(quote) || point == '\\') {
    (out += '\\') += static_cast<char>(point);
  } else if (point == '\t') {
    out += "\\t";
  } else if (point == '\n') {
    out += "\\n";
  } else if (point == '\r') {
    out += "\\r";
  } else if (point >= 0x20 && point < 0x7F) {
    out += static_cast<char>(point);
  } else if (point > 0x7F && beyond == Beyond::kPrintable && is_printable(point)) {
    append_code_point(out, point);
  } else {
    out += backslash_escape(point);
  }
}

// Nearly all texts need nothing but quotes.
bool is_its_own_repr(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char byte) { return byte >= ' ' && byte < '\x7F' && byte != '\'' && byte != '\\'; });
}

class LiteralWriter {
 public:
  LiteralWriter(std::string& out, Beyond beyond) : out_(out), beyond_(beyond) {}

  void write(const Value& value) { std::visit(*this, value.storage()); }

  void operator()(None) { out_ += "None"; }
  void operator()(bool truth) { out_ += truth ? "True" : "False"; }
  void operator()(const Integer& number) { out_ += number.decimal(); }
  void operator()(double number) { out_ += float_repr(number); }
  void operator()(const Str& text) {
    if (is_its_own_repr(text.text)) return write_plain(text.text);
    write_quoted(code_points(text.text), beyond_);
  }
  void operator()(const Bytes& bytes) {
    out_ += 'b';
    if (is_its_own_repr(bytes.data)) return write_plain(bytes.data);
    std::u32string octets;
    for (const char octet : bytes.data) octets += static_cast<unsigned char>(octet);
    write_quoted(octets, Beyond::kNone);
  }
  void operator()(const Tuple& tuple) { write_items('(', tuple.items, tuple.items.size() == 1 ? ",)" : ")"); }
  void operator()(const List& list) { write_items('[', list.items, "]"); }
  void operator()(const Dict& dict) {
    out_ += '{';
    for (const DictEntry& entry : dict.entries) {
      if (&entry != dict.entries.data()) out_ += ", ";
      write(entry.key);
      out_ += ": ";
      write(entry.value);
    }
    out_ += '}';
  }
  void operator()(const Other& other) {
    if (beyond_ == Beyond::kPrintable) {
      out_ += other.repr;
      return;
    }
    for (const char32_t point : code_points(other.repr)) {
      point < 0x80 ? void(out_ += static_cast<char>(point)) : void(out_ += backslash_escape(point));
    }
  }

 private:
  void write_plain(std::string_view text) { ((out_ += '\'') += text) += '\''; }
  void write_quoted(const std::u32string& points, Beyond beyond) {
    const char quote = quote_for(points);
    out_ += quote;
    for (const char32_t point : points) append_escaped(out_, point, quote, beyond);
    out_ += quote;
  }
  void write_items(char open, const std::vector<Value>& items, const char* close) {
    out_ += open;
    for (const Value& item : items) {
      if (&item != items.data()) out_ += ", ";
      write(item);
    }
    out_ += close;
  }

  std::string& out_;
  Beyond beyond_;
};

std::string written(const Value& value, Beyond beyond) {
  std::string text;
  LiteralWriter(text, beyond).write(value);
  return text;
}

}  // namespace

std::string to_literal(const Value& value) {
  return written(value, Beyond::kNone);
}

std::string to_repr(const Value& value) {
  return written(value, Beyond::kPrintable);
}

}  // namespace peercert
