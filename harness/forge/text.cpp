#include "forge/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "value/code_points.h"

namespace peercert::forge {
namespace {

struct TypeRow {
  std::string_view word;
  StringType type;
  der::Tag tag;
  unsigned octets;  // for one character; 0 when that varies
  char32_t last;    // character that can be written
};

constexpr std::array<TypeRow, 7> kTypes{{
    {"utf8", StringType::kUtf8, der::kUtf8String, 0, kLastCodePoint},
    {"printable", StringType::kPrintable, der::kPrintableString, 1, 0xFF},
    {"ia5", StringType::kIa5, der::kIa5String, 1, 0xFF},
    {"t61", StringType::kT61, der::kT61String, 1, 0xFF},
    {"bmp", StringType::kBmp, der::kBmpString, 2, 0xFFFF},
    {"numeric", StringType::kNumeric, der::kNumericString, 1, 0xFF},
    {"universal", StringType::kUniversal, der::kUniversalString, 4, kLastCodePoint},
}};

const TypeRow& row_of(StringType type) {
  return *std::find_if(kTypes.begin(), kTypes.end(), [type](const TypeRow& row) { return row.type == type; });
}

bool is_digit(char32_t point) {
  return point >= U'0' && point <= U'9';
}

// X.680 41.4: the characters of PrintableString.
bool is_printable(char32_t point) {
  constexpr std::u32string_view kMarks = U" '()+,-./:=?";
  return is_digit(point) || (point >= U'A' && point <= U'Z') || (point >= U'a' && point <= U'z') ||
         kMarks.find(point) != std::u32string_view::npos;
}

bool allows(StringType type, char32_t point) {
  switch (type) {
    case StringType::kPrintable:
      return is_printable(point);
    case StringType::kNumeric:
      return is_digit(point) || point == U' ';
    case StringType::kIa5:
      return point < 0x80;
    default:
      return point <= row_of(type).last && !is_surrogate(point);
  }
}

}  // namespace

std::optional<StringType> string_type(std::string_view word) {
  for (const TypeRow& row : kTypes) {
    if (row.word == word) return row.type;
  }
  return std::nullopt;
}

der::Tag tag_of(StringType type) {
  return row_of(type).tag;
}

std::string encode_text(const Text& text) {
  const TypeRow& row = row_of(text.type);
  if (row.octets == 0) return text.text;
  std::string bytes;
  for (const char32_t point : code_points(text.text)) {
    if (point > row.last) {
      throw std::invalid_argument(fmt::format("'{}' has no room for U+{:04X}", row.word, static_cast<unsigned>(point)));
    }
    for (unsigned shift = row.octets * 8; shift != 0; shift -= 8) {
      bytes += static_cast<char>(static_cast<unsigned char>(point >> (shift - 8) & 0xFF));
    }
  }
  return bytes;
}

bool is_permitted(const Text& text) {
  const std::u32string points = code_points(text.text);
  return !points.empty() &&
         std::all_of(points.begin(), points.end(), [&text](char32_t point) { return allows(text.type, point); });
}

}  // namespace peercert::forge
