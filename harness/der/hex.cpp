#include "der/hex.h"

#include <fmt/format.h>

#include <stdexcept>

namespace peercert::der {
namespace {

int digit_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

int digit_at(std::string_view text, std::size_t offset) {
  const int value = offset < text.size() ? digit_value(text[offset]) : -1;
  if (value < 0)
    throw std::invalid_argument(fmt::format("'{}': expected a hexadecimal digit at offset {}", text, offset));
  return value;
}

std::string hex(std::string_view bytes, std::string_view digits) {
  std::string text;
  text.reserve(2 * bytes.size());
  for (const char byte : bytes) {
    text += digits[static_cast<unsigned char>(byte) >> 4];
    text += digits[static_cast<unsigned char>(byte) & 0xF];
  }
  return text;
}

}  // namespace

std::string to_hex(std::string_view bytes) {
  return hex(bytes, "0123456789abcdef");
}

std::string to_upper_hex(std::string_view bytes) {
  return hex(bytes, "0123456789ABCDEF");
}

std::string from_hex(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ') continue;
    const int high = digit_at(text, i);
    bytes += static_cast<char>(static_cast<unsigned char>(high << 4 | digit_at(text, ++i)));
  }
  return bytes;
}

}  // namespace peercert::der
