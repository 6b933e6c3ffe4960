// A writer for DER (ITU-T X.690): each function returns one complete encoding, and bigger things are made by putting
// encodings inside each other. What is wrong on purpose needs no mode: any string of bytes may stand where an encoding
// is wanted.
//
//     sequence({integer(1), utf8_string("x"), explicit_tag(3, null())})  ->  30 0A 02 01 01 0C 01 78 A3 02 05 00
#ifndef PEERCERT_DER_WRITER_H
#define PEERCERT_DER_WRITER_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "der/tag.h"

namespace peercert::der {

// Time is a moment in UTC, in whole seconds. Nothing is checked: DER can be wrong on purpose.
struct Time {
  int year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0;
  friend bool operator==(const Time&, const Time&) = default;
};

// header returns identifier and length octets (X.690 8.1.2, 8.1.3). The length takes the fewest octets, or exactly
// `length_octets` after the first one when that is not 0 (which is not DER if fewer would do). Throws
// std::invalid_argument when the length does not fit.
[[nodiscard]] std::string header(const Tag& tag, std::size_t length, std::size_t length_octets = 0);

// element returns header and content.
[[nodiscard]] std::string element(const Tag& tag, std::string_view content);

// boolean returns a BOOLEAN, FF for true (X.690 11.1).
[[nodiscard]] std::string boolean(bool truth);

// integer returns an INTEGER in the fewest octets.
[[nodiscard]] std::string integer(std::int64_t number);

// unsigned_integer returns the non-negative INTEGER whose magnitude is `big_endian`, whatever its length; leading zero
// octets do not matter, and no octets at all are zero.
[[nodiscard]] std::string unsigned_integer(std::string_view big_endian);

// oid returns an OBJECT IDENTIFIER from dotted text, with arcs of any size. Throws std::invalid_argument, naming the
// text, unless it is two or more decimal numbers with first arc 0, 1 or 2 and second arc below 40 under 0 and 1.
[[nodiscard]] std::string oid(std::string_view dotted);

[[nodiscard]] std::string null();

// bit_string returns a BIT STRING of `bytes`, whose last octet has `unused_bits` bits that do not count.
[[nodiscard]] std::string bit_string(std::string_view bytes, unsigned unused_bits = 0);

// named_bits returns a BIT STRING with the bits `numbers` set and trailing zero bits left out (X.690 11.2.2); bit 0 is
// the first.
[[nodiscard]] std::string named_bits(const std::vector<unsigned>& numbers);

[[nodiscard]] std::string octet_string(std::string_view bytes);
[[nodiscard]] std::string utf8_string(std::string_view bytes);
[[nodiscard]] std::string printable_string(std::string_view bytes);
[[nodiscard]] std::string ia5_string(std::string_view bytes);

// utc_time returns a UTCTime "YYMMDDHHMMSSZ"; the century is lost.
[[nodiscard]] std::string utc_time(const Time& time);

// generalized_time returns a GeneralizedTime "YYYYMMDDHHMMSSZ".
[[nodiscard]] std::string generalized_time(const Time& time);

// join returns the parts one after the other.
[[nodiscard]] std::string join(const std::vector<std::string>& parts);

// sequence returns a SEQUENCE (OF) of complete encodings.
[[nodiscard]] std::string sequence(const std::vector<std::string>& parts);

// set_as_given returns a SET (OF) in the order given, sorted_set in the order that DER wants of a SET OF (X.690 11.6).
[[nodiscard]] std::string set_as_given(const std::vector<std::string>& parts);
[[nodiscard]] std::string sorted_set(std::vector<std::string> parts);

// in_set_order returns whether the parts stand in the order that DER wants of a SET OF.
[[nodiscard]] bool in_set_order(const std::vector<std::string>& parts);

// explicit_tag returns `encoding` inside the context tag [number].
[[nodiscard]] std::string explicit_tag(std::uint64_t number, std::string_view encoding);

// implicit_tag returns `encoding` with its own tag replaced by the context tag [number]; primitive stays primitive.
// Throws DerError unless `encoding` is exactly one element.
[[nodiscard]] std::string implicit_tag(std::uint64_t number, std::string_view encoding);

}  // namespace peercert::der

#endif
