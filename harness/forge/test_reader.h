// A reader for tests: the front of some bytes, element by element. It shares nothing with what writes them.
#ifndef PEERCERT_FORGE_TEST_READER_H
#define PEERCERT_FORGE_TEST_READER_H

#include <fmt/format.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "der/reader.h"
#include "forge/recipe.h"

namespace peercert::forge::test {

// Wrong is thrown where bytes and recipe differ.
struct Wrong : std::runtime_error {
  using std::runtime_error::runtime_error;
};

inline void want(bool holds, const std::string& what) {
  if (!holds) throw Wrong(what);
}

// Bytes are read from the front: element by element, whatever is inside of them.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] bool is_next(unsigned char identifier) const { return !at_end() && octet(0) == identifier; }

  // content returns what is in the next element, which has this identifier octet. `length_octets` are those that follow
  // the first octet of its length, when they are not as few as possible.
  std::string_view content(unsigned char identifier, const std::string& what, std::size_t length_octets = 0) {
    want(is_next(identifier), fmt::format("{}: no {:02X}", what, identifier));
    want(rest_.size() > 1, what + ": no length");
    const std::size_t more = octet(1) < 0x80 ? 0 : octet(1) & 0x7FU;
    std::size_t length = more == 0 ? octet(1) : 0;
    want(rest_.size() >= 2 + more, what + ": half a length");
    for (std::size_t i = 0; i < more; ++i) length = length << 8 | octet(2 + i);
    const std::size_t fewest = length < 0x80 ? 0 : length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
    want(more == (length_octets != 0 ? length_octets : fewest), what + ": a length of other octets");
    want(length <= rest_.size() - 2 - more, what + ": a length beyond the end");
    const std::string_view found = rest_.substr(2 + more, length);
    rest_.remove_prefix(2 + more + length);
    return found;
  }

  Reader inside(unsigned char identifier, const std::string& what) { return Reader(content(identifier, what)); }

  void skip(std::string_view bytes, const std::string& what) {
    want(rest_.substr(0, bytes.size()) == bytes, what + ": other bytes than those given");
    rest_.remove_prefix(bytes.size());
  }

  void end(const std::string& what) const { want(at_end(), what + ": more than there should be"); }

 private:
  [[nodiscard]] unsigned char octet(std::size_t index) const { return static_cast<unsigned char>(rest_[index]); }
  std::string_view rest_;
};

inline void read_raw(Reader& reader, const Raw& raw, unsigned char usual, const std::string& what) {
  if (raw.whole) return reader.skip(raw.bytes, what);
  want(!raw.tag || *raw.tag < 31, what + ": a tag that this reader does not know");
  const unsigned char identifier = raw.tag ? static_cast<unsigned char>(*raw.tag) : usual;
  want(reader.content(identifier, what) == raw.bytes, what + ": other content than is given");
}

inline void read_oid(Reader& reader, unsigned char identifier, const std::string& dotted, const std::string& what) {
  der::Node node;
  node.content = reader.content(identifier, what);
  want(der::oid_text(node) == dotted, fmt::format("{}: {} and not {}", what, der::oid_text(node), dotted));
}

// Two's complement, in as few octets as will do (X.690 8.3).
inline void read_integer(Reader& reader, std::int64_t wanted, const std::string& what) {
  const std::string_view octets = reader.content(0x02, what);
  want(!octets.empty() && octets.size() <= 8, what + ": no number of 64 bits");
  const bool negative = static_cast<unsigned char>(octets[0]) >= 0x80;
  std::uint64_t number = negative ? ~std::uint64_t{0} : 0;
  for (const char octet : octets) number = number << 8 | static_cast<unsigned char>(octet);
  want(static_cast<std::int64_t>(number) == wanted, what + ": another number");
  if (octets.size() == 1) return;
  const bool second = static_cast<unsigned char>(octets[1]) >= 0x80;
  want(octets[0] != (second ? '\xFF' : '\0'), what + ": an octet too many");
}

}  // namespace peercert::forge::test

#endif
