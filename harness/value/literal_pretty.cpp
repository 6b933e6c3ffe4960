#include "value/code_points.h"
#include "value/literal.h"

namespace peercert {
namespace {

// As Python counts the width of a text: one for each code point.
std::size_t columns_of(const std::string& text) {
  return is_ascii(text) ? text.size() : code_points(text).size();
}

// As pprint, an item that does not fit is broken after its opening bracket, and what follows is aligned below.
class PrettyWriter {
 public:
  using Write = std::string (*)(const Value& value);

  // `plain` writes what stands on one line.
  PrettyWriter(std::size_t width, Write plain) : width_(width), plain_(plain) {}

  // write appends `value` at `column`; `room` columns after it are needed for what closes around it.
  void write(const Value& value, std::size_t column, std::size_t room) {
    const std::string literal = plain_(value);
    if (column + columns_of(literal) + room <= width_) {
      out_ += literal;
    } else if (const Tuple* tuple = value.get_if<Tuple>()) {
      write_items('(', tuple->items, tuple->items.size() == 1 ? ",)" : ")", column, room);
    } else if (const List* list = value.get_if<List>()) {
      write_items('[', list->items, "]", column, room);
    } else if (const Dict* dict = value.get_if<Dict>()) {
      write_entries(*dict, column, room);
    } else {
      out_ += literal;
    }
  }

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void write_items(char open, const std::vector<Value>& items, const std::string& close, std::size_t column,
                   std::size_t room) {
    out_ += open;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const bool last = i + 1 == items.size();
      if (i > 0) break_line(column + 1);
      write(items[i], column + 1, last ? close.size() + room : 1);
      if (!last) out_ += ',';
    }
    out_ += close;
  }

  void write_entries(const Dict& dict, std::size_t column, std::size_t room) {
    out_ += '{';
    for (std::size_t i = 0; i < dict.entries.size(); ++i) {
      const bool last = i + 1 == dict.entries.size();
      const std::string key = plain_(dict.entries[i].key) + ": ";
      if (i > 0) break_line(column + 1);
      out_ += key;
      write(dict.entries[i].value, column + 1 + columns_of(key), 1 + (last ? room : 0));
      if (!last) out_ += ',';
    }
    out_ += '}';
  }

  void break_line(std::size_t column) { (out_ += '\n').append(column, ' '); }

  std::size_t width_;
  Write plain_;
  std::string out_;
};

std::string pretty(const Value& value, std::size_t width, PrettyWriter::Write plain) {
  PrettyWriter writer(width, plain);
  writer.write(value, 0, 0);
  return writer.take();
}

}  // namespace

std::string to_pretty_literal(const Value& value, std::size_t width) {
  return pretty(value, width, to_literal);
}

std::string to_pretty_repr(const Value& value, std::size_t width) {
  return pretty(value, width, to_repr);
}

}  // namespace peercert
