#include "report/annotated.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "report/text.h"
#include "report/view.h"
#include "value/literal.h"
#include "x509/annotate.h"

namespace peercert::report {
namespace {

constexpr std::size_t kRow = 16;            // bytes in a line
constexpr std::size_t kMostOnTheLine = 10;  // of a content, beside the name
constexpr std::size_t kMostRows = 4;        // of a content that is shown in part
constexpr std::size_t kMostElements = 300;
constexpr std::size_t kLongest = 100;  // of a value, in characters
constexpr std::size_t kMargin = 21;    // of offset and header

std::string hex(std::string_view bytes) {
  std::vector<std::string> octets;
  for (const char byte : bytes) octets.push_back(fmt::format("{:02x}", static_cast<unsigned char>(byte)));
  return fmt::format("{}", fmt::join(octets, " "));
}

bool is_printable(char byte) {
  return byte >= ' ' && byte < '\x7f';
}

bool is_text(std::string_view bytes) {
  return !bytes.empty() && std::all_of(bytes.begin(), bytes.end(), is_printable);
}

std::string as_text(std::string_view bytes) {
  std::string out;
  for (const char byte : bytes) out += is_printable(byte) ? byte : '.';
  return out;
}

class Annotated {
 public:
  Annotated(std::string_view der, const Value* dictionary, bool whole, const Style& style)
      : der_(der), dictionary_(dictionary), whole_(whole), style_(style) {}

  std::string text() {
    const std::vector<Annotation> all = annotate_certificate(der_);
    const std::size_t shown = whole_ || all.size() <= kMostElements ? all.size() : kMostElements;
    const std::size_t tail = shown / 10;  // the end is what follows a long list
    out_ = painted("offset  header       what it is, and its content", kDim, style_.colour) + "\n";
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (i + tail == shown && shown < all.size()) {
        i = all.size() - tail;
        out_ += fmt::format("{}... {} are left out; --whole shows them\n", std::string(kMargin, ' '),
                            plural(all.size() - shown, "element"));
      }
      add(all[i]);
    }
    add_what_has_no_bytes(all);
    return std::move(out_);
  }

 private:
  void add(const Annotation& one) {
    const std::string_view header = der_.substr(one.offset, one.header_length);
    const std::string_view content = der_.substr(one.offset + one.header_length, one.length);
    const std::size_t indent = kMargin + 2 * std::min<std::size_t>(one.depth, 20);
    out_ += fmt::format("{:>6}  {:<11}  {}{}\n", one.offset, hex(header), std::string(indent - kMargin, ' '),
                        title(one, content));
    if (!one.opened && content.size() > kMostOnTheLine) add_rows(one.offset + one.header_length, content);
    if (!one.fault.empty()) add_line(indent, painted("! " + one_line(one.fault), kRed, style_.colour));
    add_places(indent, one);
  }

  // "serialNumber: INTEGER, 3 bytes: 0b 01 af"
  [[nodiscard]] std::string title(const Annotation& one, std::string_view content) const {
    std::string out =
        fmt::format("{}{}{}, {}", one.name, one.name.empty() ? "" : ": ", one.what, plural(one.length, "byte"));
    if (!one.opened && !content.empty() && content.size() <= kMostOnTheLine) {
      const bool is_string = one.what.find("String") != std::string::npos || one.what.front() == '[';
      out += ": " + hex(content) + (is_string && is_text(content) ? fmt::format(" \"{}\"", content) : "");
    }
    return one.says.empty() ? out : fmt::format("{} ({})", out, one_line(one.says));
  }

  void add_rows(std::size_t offset, std::string_view content) {
    const std::size_t rows = (content.size() + kRow - 1) / kRow;
    const bool all = whole_ || rows <= kMostRows;
    const std::size_t shown = all ? rows : kMostRows - 1;
    for (std::size_t row = 0; row < shown; ++row) {
      const std::string_view bytes = content.substr(row * kRow, kRow);
      out_ += painted(fmt::format("{:>6}", offset + row * kRow), kDim, style_.colour) +
              fmt::format("    {:<47}  {}\n", hex(bytes), as_text(bytes));
    }
    if (!all)
      out_ += fmt::format("{}... and {} more\n", std::string(10, ' '), plural(content.size() - shown * kRow, "byte"));
  }

  void add_line(std::size_t indent, const std::string& text) { out_ += std::string(indent, ' ') + text + "\n"; }

  [[nodiscard]] const Value* value_of(const std::string& path) const {
    return dictionary_ == nullptr ? nullptr : value_at(*dictionary_, path);
  }

  // What becomes of it: of one that is opened only what is a member of the dictionary, since its parts say the rest; of
  // any other the outermost place, which holds the others.
  void add_places(std::size_t indent, const Annotation& one) {
    bool any = false;
    for (const std::string& path : one.becomes) {
      const bool is_member = path.rfind('[') == 0;
      const bool wanted = one.opened ? is_member : !any;
      if (wanted && (dictionary_ == nullptr || value_of(path) != nullptr)) {
        add_place(indent, path, one.opened);
        any = true;
      }
    }
    for (const std::string& path : one.becomes) {
      if (any || path.rfind('[') != 0) continue;  // what is in what is not there goes without saying
      add_line(indent, painted(fmt::format("= nothing: the dictionary has no {}", path), kYellow, style_.colour));
    }
  }

  void add_place(std::size_t indent, const std::string& path, bool opened) {
    const Value* value = value_of(path);
    const bool in_parts = opened && (value == nullptr || value->is<Tuple>());
    const std::string text = value == nullptr || in_parts
                                 ? ""
                                 : ": " + shortened(printable(to_literal(*value)), whole_ ? SIZE_MAX : kLongest);
    add_line(indent, painted("= " + path + text, kGreen, style_.colour));
  }

  void add_what_has_no_bytes(const std::vector<Annotation>& all) {
    const Dict* dictionary = dictionary_ == nullptr ? nullptr : dictionary_->get_if<Dict>();
    if (dictionary == nullptr) return;
    for (const DictEntry& entry : dictionary->entries) {
      const std::string path = fmt::format("[{}]", to_literal(entry.key));
      const bool has_bytes = std::any_of(all.begin(), all.end(), [&path](const Annotation& one) {
        return std::find(one.becomes.begin(), one.becomes.end(), path) != one.becomes.end();
      });
      if (has_bytes) continue;
      out_ += fmt::format("{}no bytes of its own: {}\n", std::string(kMargin, ' '),
                          painted(fmt::format("= {}: {}", path, to_literal(entry.value)), kGreen, style_.colour));
    }
  }

  std::string_view der_;
  const Value* dictionary_;
  bool whole_;
  const Style& style_;
  std::string out_;
};

const Value* item_at(const Value& value, std::size_t index) {
  const std::vector<Value>* items = nullptr;
  if (const auto* tuple = value.get_if<Tuple>()) items = &tuple->items;
  if (const auto* list = value.get_if<List>()) items = &list->items;
  return items == nullptr || index >= items->size() ? nullptr : &(*items)[index];
}

// What `subscript`, "'key'" or "0", names in `value`.
const Value* member_at(const Value& value, std::string_view subscript) {
  if (subscript.size() > 2 && subscript.front() == '\'') {
    const auto* dict = value.get_if<Dict>();
    return dict == nullptr ? nullptr : dict->find(subscript.substr(1, subscript.size() - 2));
  }
  std::size_t index = 0;
  const auto [end, failure] = std::from_chars(subscript.data(), subscript.data() + subscript.size(), index);
  const bool whole = failure == std::errc() && end == subscript.data() + subscript.size();
  return whole ? item_at(value, index) : nullptr;
}

}  // namespace

std::string annotated(std::string_view der, const Value* dictionary, bool whole, const Style& style) {
  return Annotated(der, dictionary, whole, style).text();
}

const Value* value_at(const Value& value, std::string_view path) {
  const Value* at = &value;
  while (at != nullptr && !path.empty()) {
    const std::size_t end = path.find(']');
    if (path.front() != '[' || end == std::string_view::npos) return nullptr;
    at = member_at(*at, path.substr(1, end - 1));
    path.remove_prefix(end + 1);
  }
  return at;
}

}  // namespace peercert::report
