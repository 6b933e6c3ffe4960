#include <fmt/format.h>

#include <charconv>

#include "value/code_points.h"
#include "value/float_text.h"
#include "value/key_index.h"
#include "value/literal.h"

namespace peercert {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_decimal(char c) {
  return c >= '0' && c <= '9';
}
bool is_quote(char c) {
  return c == '\'' || c == '"';
}

class LiteralReader {
 public:
  explicit LiteralReader(std::string_view text) : text_(text) {}

  Value read_all() {
    if (const auto offset = find_invalid_utf8(text_)) fail_expected("UTF-8", *offset);
    Value value = read_value();
    if (!at_end()) fail_expected("the end");
    return value;
  }

 private:
  [[noreturn]] void fail_expected(std::string_view expected, std::size_t offset) const {
    throw LiteralError(offset, fmt::format("expected {}, found {}", expected, found_at(offset)));
  }
  [[noreturn]] void fail_expected(std::string_view expected) const { fail_expected(expected, offset_); }

  std::string found_at(std::size_t offset) const {
    if (offset >= text_.size()) return "the end";
    const auto byte = static_cast<unsigned char>(text_[offset]);
    if (byte < 0x20 || byte >= 0x7F) return fmt::format("byte {:#04x}", byte);
    return fmt::format("'{}'", text_[offset]);
  }

  // peek returns the next byte, or NUL at the end; a NUL in the text is accepted nowhere.
  char peek(std::size_t ahead = 0) const { return offset_ + ahead < text_.size() ? text_[offset_ + ahead] : '\0'; }
  void skip_space() {
    while (is_space(peek())) ++offset_;
  }
  bool at_end() {
    skip_space();
    return offset_ == text_.size();
  }
  bool take(char c) {
    skip_space();
    if (peek() != c) return false;
    ++offset_;
    return true;
  }
  void demand(char c, std::string_view expected) {
    if (!take(c)) fail_expected(expected);
  }

  Value read_value() {
    skip_space();
    const char c = peek();
    if (is_quote(c) || at_bytes()) return read_strings();
    if (c == '(' || c == '[' || c == '{') return read_container(c);
    if (is_letter(c)) return read_word();
    if (is_decimal(c) || c == '-' || c == '.') return read_number();
    fail_expected("a value");
  }

  Value read_container(char open) {
    if (depth_ == kMaxDepth) throw LiteralError(offset_, fmt::format("nested more than {} levels deep", kMaxDepth));
    ++depth_;
    ++offset_;
    Value value = open == '(' ? read_parenthesis() : open == '[' ? Value(read_list()) : Value(read_dict());
    --depth_;
    return value;
  }

  // as in Python the comma makes the tuple: (x) is x
  Value read_parenthesis() {
    Tuple tuple;
    while (!take(')')) {
      tuple.items.push_back(read_value());
      if (take(',')) continue;
      demand(')', "',' or ')'");
      return tuple.items.size() == 1 ? std::move(tuple.items.front()) : Value(std::move(tuple));
    }
    // a single item is followed by a comma here
    return tuple;
  }

  List read_list() {
    List list;
    while (!take(']')) {
      list.items.push_back(read_value());
      if (take(',')) continue;
      demand(']', "',' or ']'");
      break;
    }
    return list;
  }

  Dict read_dict() {
    Dict dict;
    std::vector<std::size_t> offsets;
    while (!take('}')) {
      skip_space();
      offsets.push_back(offset_);
      Value key = read_value();
      demand(':', "':'");
      dict.entries.push_back({std::move(key), read_value()});
      if (take(',')) continue;
      demand('}', "',' or '}'");
      break;
    }
    if (const auto repeated = find_repeated_key(dict)) {
      throw LiteralError(offsets[*repeated], fmt::format("repeated key {}", to_literal(dict.entries[*repeated].key)));
    }
    return dict;
  }

  Value read_word() {
    const std::size_t start = offset_;
    while (is_letter(peek()) || is_decimal(peek())) ++offset_;
    const std::string_view word = text_.substr(start, offset_ - start);
    if (word == "None") return None{};
    if (word == "True" || word == "False") return word == "True";
    if (word == "nan" || word == "inf") return *parse_float(word);
    throw LiteralError(start, fmt::format("expected a value, found '{}'", word));
  }

  Value read_number() {
    const std::size_t start = offset_;
    const auto belongs = [this](char c) {
      const char before = offset_ == 0 ? '\0' : text_[offset_ - 1];
      return is_letter(c) || is_decimal(c) || c == '.' || ((c == '-' || c == '+') && (before == 'e' || before == 'E'));
    };
    do ++offset_;
    while (belongs(peek()));
    const std::string_view number = text_.substr(start, offset_ - start);
    if (auto integer = Integer::parse(number)) return *std::move(integer);
    if (const auto real = parse_float(number)) return *real;
    throw LiteralError(start, fmt::format("expected a decimal int or a float, found '{}'", number));
  }

  bool at_bytes() const { return (peek() == 'b' || peek() == 'B') && is_quote(peek(1)); }

  Value read_strings() {
    const bool bytes = at_bytes();
    std::string joined;
    do {
      if (at_bytes() != bytes) fail_expected(bytes ? "more bytes" : "more str");
      if (bytes) ++offset_;
      read_string(joined, bytes);
      skip_space();
    } while (is_quote(peek()) || at_bytes());
    return bytes ? Value(Bytes{std::move(joined)}) : Value(Str{std::move(joined)});
  }

  void read_string(std::string& out, bool bytes) {
    const char quote = peek();
    if (peek(1) == quote && peek(2) == quote) throw LiteralError(offset_, "triple quotes are not supported");
    ++offset_;
    while (peek() != quote) {
      const char c = peek();
      if (c == '\\') {
        read_escape(out, bytes);
        continue;
      }
      const bool ends_line = c == '\0' || c == '\n' || c == '\r';
      if (ends_line) fail_expected(fmt::format("a closing {}", quote));
      if (bytes && static_cast<unsigned char>(c) >= 0x80) fail_expected("ASCII in bytes");
      out += c;
      ++offset_;
    }
    ++offset_;
  }

  // The escapes of Python's language reference, 2.4.1, but \N. Unknown ones, which Python keeps with a warning, are
  // errors.
  void read_escape(std::string& out, bool bytes) {
    const std::size_t start = offset_++;
    const char c = peek();
    constexpr std::string_view kLetters = "\\'\"abfnrtv";
    constexpr std::string_view kMeanings = "\\'\"\a\b\f\n\r\t\v";
    const std::size_t simple = kLetters.find(c);
    ++offset_;
    if (c == '\n') return;
    if (c == '\r') {
      if (peek() == '\n') ++offset_;
    } else if (simple != std::string_view::npos) {
      out += kMeanings[simple];
    } else if (c >= '0' && c <= '7') {
      --offset_;
      append(out, read_digits(start, 1, 3, 8), bytes, start);
    } else if (c == 'x') {
      append(out, read_digits(start, 2, 2, 16), bytes, start);
    } else if (!bytes && (c == 'u' || c == 'U')) {
      const std::size_t length = c == 'u' ? 4 : 8;
      append(out, read_digits(start, length, length, 16), bytes, start);
    } else {
      fail_expected("an escape", start + 1);
    }
  }

  char32_t read_digits(std::size_t escape, std::size_t least, std::size_t most, int base) {
    std::uint32_t number = 0;
    const std::string_view digits = text_.substr(offset_, most);
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
    const auto length = static_cast<std::size_t>(result.ptr - digits.data());
    if (length < least) {
      throw LiteralError(escape, fmt::format("expected {} hexadecimal digits in the escape, found {}", least, length));
    }
    offset_ += length;
    return number;
  }

  void append(std::string& out, char32_t number, bool bytes, std::size_t escape) const {
    const char32_t last = bytes ? 0xFF : kLastCodePoint;
    if (number > last) {
      throw LiteralError(escape, fmt::format("expected an escape up to {:#x}, found {:#x}",
                                             static_cast<std::uint32_t>(last), static_cast<std::uint32_t>(number)));
    }
    if (bytes) {
      out += static_cast<char>(static_cast<unsigned char>(number));
    } else {
      append_code_point(out, number);
    }
  }

  std::string_view text_;
  std::size_t offset_ = 0;
  int depth_ = 0;
};

}  // namespace

LiteralError::LiteralError(std::size_t offset, const std::string& message)
    : std::runtime_error(fmt::format("offset {}: {}", offset, message)), offset_(offset) {}

Value parse_literal(std::string_view text) {
  return LiteralReader(text).read_all();
}

}  // namespace peercert
