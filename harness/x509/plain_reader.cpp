#include "x509/plain_reader.h"

namespace peercert::plain {

void throw_not_plain() {
  throw NotPlain();
}

// At most four octets (X.690 section 8.1.3.5), no shorter form being possible (10.1).
std::size_t PlainReader::long_length(std::string_view element, std::size_t& header) {
  const auto octet = [element](std::size_t index) { return static_cast<unsigned char>(element[index]); };
  const std::size_t octets = octet(1) & 0x7FU;
  require(octets >= 1 && octets <= 4 && element.size() >= header + octets);
  require(octet(header) != 0);
  std::size_t length = 0;
  for (std::size_t i = 0; i < octets; ++i) length = length << 8 | octet(header + i);
  require(length >= 0x80);
  header += octets;
  return length;
}

}  // namespace peercert::plain
