#include "der/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "der/base.h"

namespace peercert::der {
namespace {

constexpr int kDeepest = 100;

// Cursor walks over bytes[position, end); offsets in messages count from the start of all bytes.
struct Cursor {
  std::string_view bytes;
  std::size_t position;
  std::size_t end;

  unsigned char next(const char* what) {
    if (position == end) throw DerError(position, fmt::format("ends where {} should be", what));
    return static_cast<unsigned char>(bytes[position++]);
  }
};

// X.690 8.1.2.4: base 128, most significant first.
void read_high_number(Cursor& cursor, Node& node) {
  unsigned char octet = 0;
  do {
    octet = cursor.next("the rest of a tag number");
    if (node.tag.number > UINT64_MAX >> 7) throw DerError(node.offset, "tag number above 64 bits");
    if (node.tag.number == 0 && octet == 0x80) node.minimal = false;
    node.tag.number = node.tag.number << 7 | (octet & 0x7FU);
  } while ((octet & 0x80) != 0);
  if (node.tag.number < 0x1F) node.minimal = false;
}

void read_tag(Cursor& cursor, Node& node) {
  const unsigned char octet = cursor.next("a tag");
  node.tag = {static_cast<TagClass>(octet >> 6), octet & 0x1FU, (octet & 0x20) != 0};
  if (node.tag.number != 0x1F) return;
  node.tag.number = 0;
  read_high_number(cursor, node);
}

std::size_t read_length(Cursor& cursor, Node& node) {
  const std::size_t offset = cursor.position;
  const unsigned char first = cursor.next("a length");
  if (first < 0x80) return first;
  if (first == 0x80) throw DerError(offset, "indefinite length");
  if (first == 0xFF) throw DerError(offset, "reserved length octet FF");
  std::size_t length = 0;
  for (int left = first & 0x7F; left > 0; --left) {
    if (length > SIZE_MAX >> 8) throw DerError(offset, "length above 64 bits");
    if (length == 0 && left < (first & 0x7F)) node.minimal = false;
    length = length << 8 | cursor.next("the rest of a length");
  }
  if (length < 0x80) node.minimal = false;
  return length;
}

std::vector<Node> read_elements(std::string_view bytes, std::size_t begin, std::size_t end, int depth);

Node read_element(Cursor& cursor, int depth) {
  Node node;
  node.offset = cursor.position;
  read_tag(cursor, node);
  node.identifier_length = cursor.position - node.offset;
  const std::size_t length_offset = cursor.position;
  const std::size_t length = read_length(cursor, node);
  node.header_length = cursor.position - node.offset;
  if (length > cursor.end - cursor.position) {
    throw DerError(length_offset, fmt::format("length of {} runs past the end at byte {}", length, cursor.end));
  }
  node.content = cursor.bytes.substr(cursor.position, length);
  cursor.position += length;
  if (node.tag.constructed) {
    node.children = read_elements(cursor.bytes, node.content_offset(), cursor.position, depth + 1);
  }
  return node;
}

std::vector<Node> read_elements(std::string_view bytes, std::size_t begin, std::size_t end, int depth) {
  if (depth > kDeepest) throw DerError(begin, fmt::format("nested more than {} levels deep", kDeepest));
  Cursor cursor{bytes, begin, end};
  std::vector<Node> nodes;
  while (cursor.position != end) nodes.push_back(read_element(cursor, depth));
  return nodes;
}

bool at_end_of_contents(const Cursor& cursor) {
  return cursor.bytes.substr(cursor.position, 2) == std::string_view("\0\0", 2) && cursor.end - cursor.position >= 2;
}

std::vector<Node> lenient_elements(Cursor& cursor, int depth, bool indefinite);

Node lenient_element(Cursor& cursor, int depth) {
  Node node;
  node.offset = cursor.position;
  read_tag(cursor, node);
  node.identifier_length = cursor.position - node.offset;
  const bool indefinite =
      node.tag.constructed && cursor.position < cursor.end && cursor.bytes[cursor.position] == '\x80';
  const std::size_t length = indefinite ? (cursor.next("a length"), SIZE_MAX) : read_length(cursor, node);
  node.header_length = cursor.position - node.offset;
  Cursor inside{cursor.bytes, cursor.position, cursor.position + std::min(length, cursor.end - cursor.position)};
  const bool looked_into = node.tag.constructed && depth < kDeepest;
  if (looked_into) node.children = lenient_elements(inside, depth + 1, indefinite);
  if (!indefinite || !looked_into) inside.position = inside.end;
  node.content = cursor.bytes.substr(cursor.position, inside.position - cursor.position);
  cursor.position = inside.position + (indefinite && at_end_of_contents(inside) ? 2 : 0);
  return node;
}

std::vector<Node> lenient_elements(Cursor& cursor, int depth, bool indefinite) {
  std::vector<Node> nodes;
  try {
    while (cursor.position < cursor.end && !(indefinite && at_end_of_contents(cursor))) {
      nodes.push_back(lenient_element(cursor, depth));
    }
  } catch (const DerError&) {
    cursor.position = cursor.end;
  }
  return nodes;
}

// Takes 80 from a number in base 128 that is not smaller.
void subtract_80(std::vector<unsigned>& digits) {
  auto digit = digits.rbegin();
  if (*digit >= 80) {
    *digit -= 80;
    return;
  }
  *digit += 128 - 80;
  for (++digit; *digit == 0; ++digit) *digit = 127;
  --*digit;
}

// The first number stands for two arcs, 40 * first + second (X.690 8.19.4).
std::string first_arc(std::vector<unsigned>& digits) {
  if (digits.size() == 1 && digits[0] < 80) {
    const bool zero = digits[0] < 40;
    digits[0] %= 40;
    return zero ? "0" : "1";
  }
  subtract_80(digits);
  return "2";
}

void append_arc(std::string& text, std::vector<unsigned> digits) {
  if (text.empty()) text = first_arc(digits);
  text += '.';
  for (const unsigned decimal : convert_base(std::move(digits), 128, 10)) text += static_cast<char>('0' + decimal);
}

}  // namespace

DerError::DerError(std::size_t offset, const std::string& message)
    : std::runtime_error(fmt::format("byte {}: {}", offset, message)), offset_(offset) {}

const Node& Node::child(std::size_t index) const {
  if (index < children.size()) return children[index];
  throw DerError(offset,
                 fmt::format("expected an element with more than {} children, found {}", index, children.size()));
}

Node read(std::string_view bytes) {
  Cursor cursor{bytes, 0, bytes.size()};
  Node node = read_element(cursor, 0);
  if (cursor.position != cursor.end) {
    throw DerError(cursor.position, fmt::format("{} bytes after the element", cursor.end - cursor.position));
  }
  return node;
}

std::vector<Node> read_all(std::string_view bytes, std::size_t begin, std::size_t end) {
  return read_elements(bytes, std::min(begin, bytes.size()), std::min(end, bytes.size()), 0);
}

std::vector<Node> read_leniently(std::string_view bytes, std::size_t begin, std::size_t end) {
  Cursor cursor{bytes, std::min(begin, bytes.size()), std::min(end, bytes.size())};
  return lenient_elements(cursor, 0, false);
}

std::string oid_text(const Node& node) {
  if (node.content.empty()) throw DerError(node.offset, "empty object identifier");
  std::string text;
  std::vector<unsigned> digits;
  for (std::size_t i = 0; i < node.content.size(); ++i) {
    const auto octet = static_cast<unsigned char>(node.content[i]);
    if (digits.empty() && octet == 0x80) throw DerError(node.content_offset() + i, "arc padded with 80");
    digits.push_back(octet & 0x7FU);
    if ((octet & 0x80) != 0) continue;
    append_arc(text, std::move(digits));
    digits.clear();
  }
  if (!digits.empty()) throw DerError(node.end_offset() - 1, "object identifier ends inside an arc");
  return text;
}

}  // namespace peercert::der
