// A reader of plain DER: one element after the other, each of the tag that is wanted, its length as DER writes it. What
// is not plain is not judged here: NotPlain hands it to OpenSSL, whose readers take much more than DER.
//
//     PlainReader sets(PlainReader(der).take(kSequence));          // Name ::= SEQUENCE OF SET OF ...
//     while (!sets.at_end()) read_set(sets.take(kSet));
#ifndef PEERCERT_X509_PLAIN_READER_H
#define PEERCERT_X509_PLAIN_READER_H

#include <cstddef>
#include <string_view>

namespace peercert::plain {

// NotPlain is thrown where OpenSSL has to read.
struct NotPlain {};

[[noreturn]] void throw_not_plain();

inline void require(bool plain) {
  if (!plain) throw_not_plain();
}

// Identifier octets (X.690 section 8.1.2), for tag numbers below 31.
enum Octet : unsigned char {
  kBoolean = 0x01,
  kInteger = 0x02,
  kBitString = 0x03,
  kOctetString = 0x04,
  kNull = 0x05,
  kOid = 0x06,
  kUtf8String = 0x0C,
  kNumericString = 0x12,
  kPrintableString = 0x13,
  kT61String = 0x14,
  kIa5String = 0x16,
  kUtcTime = 0x17,
  kGeneralizedTime = 0x18,
  kBmpString = 0x1E,
  kSequence = 0x30,
  kSet = 0x31,
};

// context returns the identifier octet of [number], IMPLICIT and primitive; constructed of one that has elements in it.
constexpr unsigned char context(unsigned number) {
  return static_cast<unsigned char>(0x80U | number);
}
constexpr unsigned char constructed(unsigned number) {
  return static_cast<unsigned char>(0xA0U | number);
}

struct Element {
  unsigned char tag;
  std::string_view content;
  std::string_view whole;  // with its header
};

class PlainReader {
 public:
  explicit PlainReader(std::string_view bytes) : rest_(bytes) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] bool next_is(unsigned char tag) const {
    return !rest_.empty() && static_cast<unsigned char>(rest_.front()) == tag;
  }

  // next reads an element with any tag of one octet.
  Element next() {
    constexpr std::size_t kTagAndLength = 2, kMoreTag = 0x1F;
    require(rest_.size() >= kTagAndLength);
    const unsigned char tag = octet(0);
    require((tag & kMoreTag) != kMoreTag);
    std::size_t header = kTagAndLength, length = octet(1);
    if (length >= 0x80) length = long_length(rest_, header);
    require(length <= rest_.size() - header);
    const Element element{tag, rest_.substr(header, length), rest_.substr(0, header + length)};
    rest_.remove_prefix(header + length);
    return element;
  }

  // next_of reads an element with this tag, take its content.
  Element next_of(unsigned char tag) {
    const Element element = next();
    require(element.tag == tag);
    return element;
  }
  std::string_view take(unsigned char tag) { return next_of(tag).content; }

  // take_last is take() for what nothing may follow.
  std::string_view take_last(unsigned char tag) {
    const std::string_view content = take(tag);
    end();
    return content;
  }

  void end() const { require(at_end()); }

  // count returns how many elements are left.
  [[nodiscard]] std::size_t count() const {
    std::size_t count = 0;
    for (PlainReader copy = *this; !copy.at_end(); ++count) copy.next();
    return count;
  }

 private:
  [[nodiscard]] unsigned char octet(std::size_t index) const { return static_cast<unsigned char>(rest_[index]); }

  // long_length returns a length in the long form, and adds its octets to `header`. Not here, so that the short form,
  // which nearly all have, is read inline.
  static std::size_t long_length(std::string_view element, std::size_t& header);

  std::string_view rest_;
};

}  // namespace peercert::plain

#endif
