#include "x509/plain.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "value/code_points.h"
#include "x509/attribute_type.h"

namespace peercert::plain {
namespace {

// One byte a character; from 80 on two bytes in UTF-8.
std::string_view latin1(std::string_view bytes, Arena& arena) {
  if (is_ascii(bytes)) return bytes;
  std::string text;
  for (const char byte : bytes) append_code_point(text, static_cast<unsigned char>(byte));
  return arena.keep(text);
}

// Two bytes a character, none of them half a character.
std::string_view ucs2(std::string_view bytes, Arena& arena) {
  require(bytes.size() % 2 == 0);
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    const auto high = static_cast<unsigned char>(bytes[i]), low = static_cast<unsigned char>(bytes[i + 1]);
    const char32_t character = char32_t{high} << 8 | low;
    require(!is_surrogate(character));
    append_code_point(text, character);
  }
  return arena.keep(text);
}

// DirectoryString and the other string types; what ASN1_STRING_to_UTF8 makes of them
std::string_view attribute_text(const Element& value, Arena& arena) {
  switch (value.tag) {
    case kUtf8String:
      return utf8(value.content);
    case kPrintableString:
    case kIa5String:
    case kT61String:
    case kNumericString:
      return latin1(value.content, arena);
    case kBmpString:
      return ucs2(value.content, arena);
    default:
      throw NotPlain();
  }
}

// AttributeTypeAndValue ::= SEQUENCE { type OBJECT IDENTIFIER, value ANY }; member by member to where it stays, since
// copying a whole one that was just put together waits for its members to be written: half of the time of a name
void read_attribute(std::string_view content, Arena& arena, Attribute& attribute) {
  PlainReader reader(content);
  const std::string_view type = reader.take(kOid);
  const Element value = reader.next();
  reader.end();
  attribute.type = attribute_type(type, arena);
  attribute.value.data = attribute_text(value, arena);
}

// RelativeDistinguishedName ::= SET OF AttributeTypeAndValue
RelativeDistinguishedName read_set(std::string_view content, Arena& arena) {
  PlainReader attributes(content);
  const std::span<Attribute> set = arena.array<Attribute>(attributes.count());
  for (Attribute& attribute : set) read_attribute(attributes.take(kSequence), arena, attribute);
  return set;
}

unsigned two_digits(std::string_view text, std::size_t at) {
  const char tens = text[at], ones = text[at + 1];
  require(tens >= '0' && tens <= '9' && ones >= '0' && ones <= '9');
  return static_cast<unsigned>((tens - '0') * 10 + (ones - '0'));
}

unsigned days_of(unsigned month, unsigned year) {
  constexpr std::array<unsigned, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

char* put_two(char* at, unsigned number, char tens_of_zero = '0') {
  *at++ = number < 10 ? tens_of_zero : static_cast<char>('0' + number / 10);
  *at++ = static_cast<char>('0' + number % 10);
  return at;
}

}  // namespace

// The name is copied once, and its strings are views of the copy.
Name read_name(std::string_view der, Arena& arena) {
  constexpr std::size_t kMost = std::size_t{1} << 20;  // X509_NAME_MAX of OpenSSL, which refuses longer ones
  require(der.size() <= kMost);
  PlainReader sets(PlainReader(arena.keep(der)).take_last(kSequence));
  const std::span<RelativeDistinguishedName> all = arena.array<RelativeDistinguishedName>(sets.count());
  std::size_t count = 0;
  while (!sets.at_end()) {
    const RelativeDistinguishedName set = read_set(sets.take(kSet), arena);
    if (!set.empty()) all[count++] = set;
  }
  return all.first(count);
}

// UTCTime YYMMDDHHMMSSZ is of the years 1950 to 2049 (RFC 5280 section 4.1.2.5.1), GeneralizedTime YYYYMMDDHHMMSSZ of
// those whose number has four digits. Other forms, and what is no date, are odd.
std::string_view read_time(unsigned char tag, std::string_view content, Arena& arena) {
  const bool utc = tag == kUtcTime;
  require(utc || tag == kGeneralizedTime);
  require(content.size() == (utc ? 13U : 15U) && content.back() == 'Z');
  unsigned year = two_digits(content, 0);
  if (utc) {
    year += year < 50 ? 2000 : 1900;
  } else {
    year = year * 100 + two_digits(content, 2);
    content.remove_prefix(2);
  }
  const unsigned month = two_digits(content, 2), day = two_digits(content, 4), hour = two_digits(content, 6),
                 minute = two_digits(content, 8), second = two_digits(content, 10);
  require(year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= days_of(month, year));
  require(hour < 24 && minute < 60 && second < 60);
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  char text[] = "Nov 21 03:09:52 2011 GMT";
  kMonths.copy(text, 3, (month - 1) * 3);
  put_two(text + 4, day, ' ');
  put_two(text + 7, hour);
  put_two(text + 10, minute);
  put_two(text + 13, second);
  put_two(put_two(text + 16, year / 100), year % 100);
  return arena.keep({text, sizeof(text) - 1});
}

std::int64_t read_version(std::string_view content) {
  require_integer(content);
  require(content.size() <= sizeof(std::int64_t));
  std::uint64_t number = (static_cast<unsigned char>(content[0]) & 0x80U) != 0 ? UINT64_MAX : 0;
  for (const char byte : content) number = number << 8 | static_cast<unsigned char>(byte);
  return static_cast<std::int64_t>(number + 1);
}

// One that OpenSSL prints in several lines is odd.
std::string_view read_serial_number(std::string_view number, Arena& arena) {
  constexpr std::size_t kLine = 35;
  require(!number.empty() && number.size() <= kLine);
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const std::span<char> text = arena.array<char>(number.size() * 2);
  for (std::size_t i = 0; i < number.size(); ++i) {
    const auto byte = static_cast<unsigned char>(number[i]);
    text[2 * i] = kDigits[byte >> 4];
    text[2 * i + 1] = kDigits[byte & 0xFU];
  }
  return {text.data(), text.size()};
}

std::string_view utf8(std::string_view text) {
  require(!find_invalid_utf8(text));
  return text;
}

void require_oid(std::string_view content) {
  bool begins = true;
  for (const char byte : content) {
    require(!begins || byte != '\x80');
    begins = static_cast<signed char>(byte) >= 0;
  }
  require(begins && !content.empty());
}

void require_bits(std::string_view content) {
  require(!content.empty() && static_cast<unsigned char>(content[0]) <= 7);
}

void require_integer(std::string_view content) {
  require(!content.empty());
  if (content.size() == 1) return;
  const auto first = static_cast<unsigned char>(content[0]), second = static_cast<unsigned char>(content[1]);
  require(!(first == 0 && second < 0x80) && !(first == 0xFF && second >= 0x80));
}

}  // namespace peercert::plain
