// What the seeded faults make of names (value/fault.h). Only a build with PEERCERT_FAULTS calls any of this.
#ifndef PEERCERT_X509_NAME_FAULTS_H
#define PEERCERT_X509_NAME_FAULTS_H

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "value/exception.h"
#include "value/fault.h"
#include "x509/arena.h"
#include "x509/openssl.h"
#include "x509/peer_certificate.h"
#include "x509/ssl_error.h"
#include "x509/utf8.h"

namespace peercert::faults {

inline bool has_one_byte_a_character(const ASN1_STRING* value) {
  const int type = ASN1_STRING_type(value);
  return type == V_ASN1_PRINTABLESTRING || type == V_ASN1_IA5STRING || type == V_ASN1_T61STRING ||
         type == V_ASN1_NUMERICSTRING;
}

inline std::optional<AttributeValue> guessed_utf8(std::string_view bytes, Arena& arena) {
  try {
    return AttributeValue{arena.keep(decode_utf8(bytes))};
  } catch (const PythonException&) {
    return std::nullopt;
  }
}

inline std::string with_question_marks(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char byte) { return static_cast<unsigned char>(byte) > 0x7F; }, '?');
  return text;
}

// Not in the middle of a character.
inline std::string cut_at_2048(const std::string& utf8) {
  std::size_t end = std::min<std::size_t>(utf8.size(), 2048);
  while (end < utf8.size() && (static_cast<unsigned char>(utf8[end]) & 0xC0) == 0x80) --end;
  return utf8.substr(0, end);
}

// misread returns what a fault makes of the value of an attribute; nullopt where none has anything to say.
inline std::optional<AttributeValue> misread(const ASN1_STRING* value, Arena& arena) {
  const auto as_str = [&arena](const std::string& text) { return AttributeValue{arena.keep(text)}; };
  const std::string bytes(bytes_of(value));
  const int type = ASN1_STRING_type(value);
  if (seeded(Fault::kAttributeTextIsRaw)) return as_str(decode_utf8(bytes));
  if (seeded(Fault::kEmptyTextIsNone) && bytes.empty()) return AttributeValue{"", AttributeValue::Type::kNone};
  if (seeded(Fault::kTextIsCutAt2048) && type == V_ASN1_UTF8STRING) return as_str(cut_at_2048(bytes));
  if (seeded(Fault::kNoTextIsEmptyText) && type == V_ASN1_SEQUENCE) return AttributeValue{};
  if (seeded(Fault::kUtf8IsGuessed) && has_one_byte_a_character(value)) return guessed_utf8(bytes, arena);
  if (seeded(Fault::kTextIsAsciiOrNothing) && has_one_byte_a_character(value))
    return as_str(with_question_marks(bytes));
  const bool permitted = ASN1_PRINTABLE_type(reinterpret_cast<const unsigned char*>(bytes.data()),
                                             static_cast<int>(bytes.size())) == V_ASN1_PRINTABLESTRING;
  if (seeded(Fault::kPrintableIsChecked) && type == V_ASN1_PRINTABLESTRING && !permitted) {
    throw ssl_error_from_queue();
  }
  return std::nullopt;
}

// misread_type returns what a fault makes of the text of an attribute type.
inline std::string misread_type(std::string text, const ASN1_OBJECT* object) {
  if (seeded(Fault::kObjectTextIsCut)) text.resize(std::min<std::size_t>(text.size(), 19));
  if (seeded(Fault::kTypeIsCutAt255)) text.resize(std::min<std::size_t>(text.size(), 255));
  if (seeded(Fault::kTypesAreOneWord) && text.find(' ') != std::string::npos) return OBJ_nid2sn(OBJ_obj2nid(object));
  std::array<char, 4096> dotted{};
  OBJ_obj2txt(dotted.data(), static_cast<int>(dotted.size()), object, 1);
  const std::string arcs(dotted.data());
  const bool has_name = arcs.rfind("2.5.4.", 0) == 0 || arcs.rfind("1.2.840.113549.1.9.", 0) == 0;
  if (seeded(Fault::kTypesOfX520AndPkcs9) && !has_name) return arcs;
  constexpr std::size_t kDigitsOf64Bits = 20;
  const std::size_t last = arcs.rfind('.') + 1;
  const bool is_large = arcs == text && arcs.size() - last > kDigitsOf64Bits;
  if (seeded(Fault::kArcsHave64Bits) && is_large) return arcs.substr(0, last) + "18446744073709551615";
  return text;
}

// sort puts attributes in the order of their types.
inline void sort(std::vector<Attribute>& attributes) {
  std::stable_sort(attributes.begin(), attributes.end(),
                   [](const Attribute& one, const Attribute& other) { return one.type < other.type; });
}

}  // namespace peercert::faults

#endif
