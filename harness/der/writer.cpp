#include "der/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "der/base.h"
#include "der/reader.h"

namespace peercert::der {
namespace {

char octet(std::uint64_t value) {
  return static_cast<char>(static_cast<unsigned char>(value & 0xFF));
}

// Base 128, most significant first, the top bit set on all but the last octet (X.690 8.1.2.4, 8.19.2).
std::string base128(const std::vector<unsigned>& digits) {
  std::string bytes;
  for (const unsigned digit : digits) bytes += octet(digit | 0x80);
  bytes.back() = octet(digits.back());
  return bytes;
}

std::string base128(std::uint64_t number) {
  std::vector<unsigned> digits;
  for (; number >= 0x80; number >>= 7) digits.push_back(static_cast<unsigned>(number & 0x7F));
  digits.push_back(static_cast<unsigned>(number));
  std::reverse(digits.begin(), digits.end());
  return base128(digits);
}

std::string big_endian(std::uint64_t number, std::size_t octets) {
  std::string bytes(octets, '\0');
  for (auto position = bytes.rbegin(); position != bytes.rend(); ++position, number >>= 8) *position = octet(number);
  return bytes;
}

std::string length_octets_of(std::size_t length, std::size_t octets) {
  if (octets == 0) {
    if (length < 0x80) return std::string(1, octet(length));
    for (std::size_t rest = length; rest != 0; rest >>= 8) ++octets;
  }
  if (octets > 126 || (octets < sizeof length && (length >> (8 * octets)) != 0)) {
    throw std::invalid_argument(fmt::format("a length of {} does not fit in {} octets", length, octets));
  }
  return octet(0x80 | octets) + big_endian(length, octets);
}

// One arc of an OBJECT IDENTIFIER as decimal digits.
using Arc = std::vector<unsigned>;

std::vector<Arc> arcs_of(std::string_view dotted) {
  std::vector<Arc> arcs(1);
  for (const char character : dotted) {
    if (character == '.') {
      arcs.emplace_back();
    } else if (character >= '0' && character <= '9') {
      arcs.back().push_back(static_cast<unsigned>(character - '0'));
    } else {
      return {};
    }
  }
  return arcs;
}

bool well_formed(const std::vector<Arc>& arcs) {
  if (arcs.size() < 2) return false;
  for (const Arc& arc : arcs) {
    if (arc.empty() || (arc.size() > 1 && arc.front() == 0)) return false;
  }
  if (arcs[0].size() != 1 || arcs[0][0] > 2) return false;
  return arcs[0][0] == 2 || arcs[1].size() == 1 || (arcs[1].size() == 2 && arcs[1][0] < 4);
}

// X.690 8.19.4: the first two arcs are one number, 40 * first + second.
Arc merged(const Arc& first, Arc second) {
  unsigned carry = first[0] * 40;
  for (auto digit = second.rbegin(); digit != second.rend(); ++digit) {
    carry += *digit;
    *digit = carry % 10;
    carry /= 10;
  }
  for (; carry != 0; carry /= 10) second.insert(second.begin(), carry % 10);
  return second;
}

}  // namespace

std::string header(const Tag& tag, std::size_t length, std::size_t length_octets) {
  const unsigned leading = static_cast<unsigned>(tag.tag_class) << 6 | (tag.constructed ? 0x20U : 0U);
  std::string bytes;
  if (tag.number < 0x1F) {
    bytes = octet(leading | tag.number);
  } else {
    bytes = octet(leading | 0x1F) + base128(tag.number);
  }
  return bytes + length_octets_of(length, length_octets);
}

std::string element(const Tag& tag, std::string_view content) {
  return header(tag, content.size()).append(content);
}

std::string boolean(bool truth) {
  return element(kBoolean, truth ? "\xFF" : std::string_view("\0", 1));
}

std::string integer(std::int64_t number) {
  std::string bytes = big_endian(static_cast<std::uint64_t>(number), 8);
  // X.690 8.3.2: the first nine bits are not all alike.
  const auto redundant = [&bytes] {
    const bool negative = (bytes[1] & 0x80) != 0;
    return bytes[0] == (negative ? '\xFF' : '\0');
  };
  while (bytes.size() > 1 && redundant()) bytes.erase(0, 1);
  return element(kInteger, bytes);
}

std::string unsigned_integer(std::string_view big_endian) {
  big_endian.remove_prefix(std::min(big_endian.find_first_not_of('\0'), big_endian.size()));
  std::string bytes(big_endian);
  if (bytes.empty() || (bytes[0] & 0x80) != 0) bytes.insert(bytes.begin(), '\0');
  return element(kInteger, bytes);
}

std::string oid(std::string_view dotted) {
  std::vector<Arc> arcs = arcs_of(dotted);
  if (!well_formed(arcs)) throw std::invalid_argument(fmt::format("'{}' is no object identifier", dotted));
  arcs[1] = merged(arcs[0], arcs[1]);
  std::string content;
  for (std::size_t i = 1; i < arcs.size(); ++i) content += base128(convert_base(arcs[i], 10, 128));
  return element(kOid, content);
}

std::string null() {
  return element(kNull, "");
}

std::string bit_string(std::string_view bytes, unsigned unused_bits) {
  return element(kBitString, std::string(1, octet(unused_bits)).append(bytes));
}

std::string named_bits(const std::vector<unsigned>& numbers) {
  if (numbers.empty()) return bit_string("");
  const unsigned last = *std::max_element(numbers.begin(), numbers.end());
  std::string bytes(last / 8 + 1, '\0');
  for (const unsigned number : numbers)
    bytes[number / 8] = octet(static_cast<unsigned char>(bytes[number / 8]) | 0x80U >> number % 8);
  return bit_string(bytes, 7 - last % 8);
}

std::string octet_string(std::string_view bytes) {
  return element(kOctetString, bytes);
}

std::string utf8_string(std::string_view bytes) {
  return element(kUtf8String, bytes);
}

std::string printable_string(std::string_view bytes) {
  return element(kPrintableString, bytes);
}

std::string ia5_string(std::string_view bytes) {
  return element(kIa5String, bytes);
}

std::string utc_time(const Time& time) {
  return element(kUtcTime, fmt::format("{:02}{:02}{:02}{:02}{:02}{:02}Z", time.year % 100, time.month, time.day,
                                       time.hour, time.minute, time.second));
}

std::string generalized_time(const Time& time) {
  return element(kGeneralizedTime, fmt::format("{:04}{:02}{:02}{:02}{:02}{:02}Z", time.year, time.month, time.day,
                                               time.hour, time.minute, time.second));
}

std::string join(const std::vector<std::string>& parts) {
  std::string bytes;
  for (const std::string& part : parts) bytes += part;
  return bytes;
}

std::string sequence(const std::vector<std::string>& parts) {
  return element(kSequence, join(parts));
}

std::string set_as_given(const std::vector<std::string>& parts) {
  return element(kSet, join(parts));
}

// X.690 11.6 compares encodings as octet strings, the shorter padded with zeros. A complete encoding is never a prefix
// of another one, so the padding never decides; std::string compares octets as unsigned.
std::string sorted_set(std::vector<std::string> parts) {
  std::sort(parts.begin(), parts.end());
  return set_as_given(parts);
}

bool in_set_order(const std::vector<std::string>& parts) {
  return std::is_sorted(parts.begin(), parts.end());
}

std::string explicit_tag(std::uint64_t number, std::string_view encoding) {
  return element(context(number, true), encoding);
}

std::string implicit_tag(std::uint64_t number, std::string_view encoding) {
  const Node node = read(encoding);
  return element(context(number, node.tag.constructed), node.content);
}

}  // namespace peercert::der
