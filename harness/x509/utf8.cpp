#include "x509/utf8.h"

#include <cstddef>

#include "value/exception.h"
#include "value/fault.h"

namespace peercert {
namespace {

struct Sequence {
  std::size_t length;  // 0: no sequence begins with this byte
  unsigned char
      second_least;  // the second byte's range excludes overlong forms, surrogates and what is beyond U+10FFFF
  unsigned char second_most;
};

// The Unicode Standard, table 3-7: well-formed UTF-8 byte sequences.
Sequence sequence_that_begins_with(unsigned char byte) {
  if (byte < 0x80) return {1, 0, 0};
  if (byte < 0xC2) return {0, 0, 0};
  if (byte < 0xE0) return {2, 0x80, 0xBF};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte < 0xF0) return {3, 0x80, 0xBF};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte < 0xF4 && !seeded(Fault::kPlanes4To15AreNoText)) return {4, 0x80, 0xBF};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

// valid_prefix returns how many bytes at `start` fit the sequence, at most its length.
std::size_t valid_prefix(std::string_view bytes, std::size_t start, const Sequence& sequence) {
  std::size_t count = 1;
  while (count < sequence.length && start + count < bytes.size()) {
    const auto byte = static_cast<unsigned char>(bytes[start + count]);
    const unsigned char least = count == 1 ? sequence.second_least : 0x80;
    const unsigned char most = count == 1 ? sequence.second_most : 0xBF;
    if (byte < least || byte > most) break;
    ++count;
  }
  return count;
}

}  // namespace

std::string decode_utf8(std::string_view bytes) {
  const auto fail = [&](std::size_t start, std::size_t end, const char* reason) {
    return PythonException::unicode_decode_error("utf-8", std::string(bytes), start, end, reason);
  };
  for (std::size_t start = 0; start < bytes.size();) {
    const Sequence sequence = sequence_that_begins_with(static_cast<unsigned char>(bytes[start]));
    if (sequence.length == 0) throw fail(start, start + 1, "invalid start byte");
    const std::size_t count = valid_prefix(bytes, start, sequence);
    if (count < sequence.length && start + count == bytes.size()) {
      throw fail(start, start + count, "unexpected end of data");
    }
    if (count < sequence.length) throw fail(start, start + count, "invalid continuation byte");
    start += sequence.length;
  }
  return std::string(bytes);
}

}  // namespace peercert
