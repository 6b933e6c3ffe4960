#include "subject/peers/tls12/bytes.h"

#include <fmt/format.h>

namespace peercert::subject::tls12 {

std::string_view Reader::take(std::size_t count) {
  const std::size_t left = bytes_.size() - at_;
  if (count > left) {
    throw ProtocolError(kDecodeError,
                        fmt::format("{}: {} bytes are wanted at byte {}, and {} are left", what_, count, at_, left));
  }
  const std::string_view taken = bytes_.substr(at_, count);
  at_ += count;
  return taken;
}

std::uint32_t Reader::number(std::size_t octets) {
  std::uint32_t value = 0;
  for (const char octet : take(octets)) value = value << 8 | static_cast<unsigned char>(octet);
  return value;
}

void Reader::end() const {
  if (at_end()) return;
  throw ProtocolError(kDecodeError,
                      fmt::format("{}: {} bytes too many, from byte {}", what_, bytes_.size() - at_, at_));
}

std::string number(std::uint64_t value, std::size_t octets) {
  std::string result(octets, '\0');
  for (std::size_t i = octets; i-- > 0; value >>= 8) result[i] = static_cast<char>(value & 0xff);
  return result;
}

std::string vector(std::string_view content, std::size_t length_octets) {
  if (content.size() >> (8 * length_octets) != 0) {
    throw std::length_error(
        fmt::format("{} bytes in a vector with a length of {} octets", content.size(), length_octets));
  }
  return number(content.size(), length_octets).append(content);
}

}  // namespace peercert::subject::tls12
