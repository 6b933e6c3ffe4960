#include "value/code_points.h"

#include <fmt/format.h>

#include <cstdint>
#include <cstring>
#include <stdexcept>

namespace peercert {
namespace {

struct Decoded {
  char32_t point;
  std::size_t length;
};

// The rows of RFC 3629 section 3: lead byte, number of bytes, and the least code point such a sequence may have.
struct Form {
  unsigned char mask, lead;
  std::size_t length;
  char32_t least;
};
constexpr Form kForms[] = {{0x80, 0x00, 1, 0}, {0xE0, 0xC0, 2, 0x80}, {0xF0, 0xE0, 3, 0x800}, {0xF8, 0xF0, 4, 0x10000}};

unsigned char byte_at(std::string_view text, std::size_t offset) {
  return static_cast<unsigned char>(text[offset]);
}

std::optional<Decoded> decode_as(const Form& form, std::string_view text, std::size_t offset) {
  if (text.size() - offset < form.length) return std::nullopt;
  char32_t point = byte_at(text, offset) & static_cast<unsigned char>(~form.mask);
  for (std::size_t i = 1; i < form.length; ++i) {
    const unsigned char next = byte_at(text, offset + i);
    if ((next & 0xC0) != 0x80) return std::nullopt;
    point = (point << 6) | (next & 0x3F);
  }
  if (point < form.least || point > kLastCodePoint) return std::nullopt;  // overlong, or beyond Unicode
  return Decoded{point, form.length};
}

std::optional<Decoded> decode_at(std::string_view text, std::size_t offset) {
  for (const Form& form : kForms) {
    if ((byte_at(text, offset) & form.mask) == form.lead) return decode_as(form, text, offset);
  }
  return std::nullopt;
}

}  // namespace

void append_code_point(std::string& text, char32_t point) {
  const auto add = [&text](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  const auto follow = [&](int shift) { add(0x80 | ((point >> shift) & 0x3F)); };
  if (point > kLastCodePoint) {
    throw std::invalid_argument(fmt::format("{:#x} is no code point", static_cast<std::uint32_t>(point)));
  }
  if (point < 0x80) {
    add(point);
  } else if (point < 0x800) {
    add(0xC0 | (point >> 6));
    follow(0);
  } else if (point < 0x10000) {
    add(0xE0 | (point >> 12));
    follow(6), follow(0);
  } else {
    add(0xF0 | (point >> 18));
    follow(12), follow(6), follow(0);
  }
}

std::string backslash_escape(char32_t point) {
  const auto number = static_cast<std::uint32_t>(point);
  if (number < 0x100) return fmt::format("\\x{:02x}", number);
  if (number < 0x10000) return fmt::format("\\u{:04x}", number);
  return fmt::format("\\U{:08x}", number);
}

std::u32string code_points(std::string_view text) {
  std::u32string points;
  for (std::size_t offset = 0; offset < text.size();) {
    const auto decoded = decode_at(text, offset);
    if (!decoded) {
      throw std::invalid_argument(
          fmt::format("expected UTF-8, found byte {:#04x} at offset {}", byte_at(text, offset), offset));
    }
    points += decoded->point;
    offset += decoded->length;
  }
  return points;
}

// Eight bytes at a time: names are looked at more often than anything else in a certificate.
// Eight bytes at a time; the last eight may be among those before.
bool is_ascii(std::string_view text) {
  constexpr std::size_t kEight = sizeof(std::uint64_t);
  std::uint64_t high_bits = 0;
  const auto add_eight_at = [&](std::size_t offset) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + offset, kEight);
    high_bits |= eight;
  };
  if (text.size() >= kEight) {
    for (std::size_t i = 0; i < text.size() - kEight; i += kEight) add_eight_at(i);
    add_eight_at(text.size() - kEight);
  } else {
    for (const char byte : text) high_bits |= static_cast<unsigned char>(byte);
  }
  return (high_bits & 0x8080'8080'8080'8080) == 0;
}

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
  if (is_ascii(text)) return std::nullopt;
  for (std::size_t offset = 0; offset < text.size();) {
    const auto decoded = decode_at(text, offset);
    if (!decoded || is_surrogate(decoded->point)) return offset;
    offset += decoded->length;
  }
  return std::nullopt;
}

}  // namespace peercert
