#include "x509/name.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "value/exception.h"
#include "value/fault.h"
#include "x509/openssl.h"
#include "x509/utf8.h"

namespace peercert {
namespace {

PythonException unknown_error() {
  return PythonException::ssl_error(0, "unknown error", None{}, None{});
}

bool has_one_byte_a_character(const ASN1_STRING* value) {
  const int type = ASN1_STRING_type(value);
  return type == V_ASN1_PRINTABLESTRING || type == V_ASN1_IA5STRING || type == V_ASN1_T61STRING ||
         type == V_ASN1_NUMERICSTRING;
}

std::optional<AttributeValue> guessed_utf8(std::string_view bytes) {
  try {
    return Str{decode_utf8(bytes)};
  } catch (const PythonException&) {
    return std::nullopt;
  }
}

std::string with_question_marks(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char byte) { return static_cast<unsigned char>(byte) > 0x7F; }, '?');
  return text;
}

// Not in the middle of a character.
std::string cut_at_2048(const std::string& utf8) {
  std::size_t end = std::min<std::size_t>(utf8.size(), 2048);
  while (end < utf8.size() && (static_cast<unsigned char>(utf8[end]) & 0xC0) == 0x80) --end;
  return utf8.substr(0, end);
}

// What a seeded fault makes of the value; nullopt where none has anything to say.
std::optional<AttributeValue> misread(const ASN1_STRING* value) {
  const std::string bytes(bytes_of(value));
  const int type = ASN1_STRING_type(value);
  if (seeded(Fault::kAttributeTextIsRaw)) return Str{decode_utf8(bytes)};
  if (seeded(Fault::kEmptyTextIsNone) && bytes.empty()) return None{};
  if (seeded(Fault::kTextIsCutAt2048) && type == V_ASN1_UTF8STRING) return Str{cut_at_2048(bytes)};
  if (seeded(Fault::kNoTextIsEmptyText) && type == V_ASN1_SEQUENCE) return Str{};
  if (seeded(Fault::kUtf8IsGuessed) && has_one_byte_a_character(value)) return guessed_utf8(bytes);
  if (seeded(Fault::kTextIsAsciiOrNothing) && has_one_byte_a_character(value)) return Str{with_question_marks(bytes)};
  const bool permitted = ASN1_PRINTABLE_type(reinterpret_cast<const unsigned char*>(bytes.data()),
                                             static_cast<int>(bytes.size())) == V_ASN1_PRINTABLESTRING;
  if (seeded(Fault::kPrintableIsChecked) && type == V_ASN1_PRINTABLESTRING && !permitted) throw unknown_error();
  return std::nullopt;
}

// BIT STRING: its bytes; None when there are none (CPython 3.10 and later, bpo-46232)
AttributeValue decode_bits(const ASN1_STRING* value) {
  if (seeded(Fault::kBitStringIsText)) throw unknown_error();
  const std::string bytes(bytes_of(value));
  if (seeded(Fault::kBitStringCountsItsBits)) return Bytes{std::string(1, '\0') + bytes};
  if (bytes.empty() && !seeded(Fault::kEmptyBitStringIsBytes)) return None{};
  return Bytes{bytes};
}

// AttributeValue ::= ANY; CPython's _create_tuple_for_attribute
AttributeValue decode_attribute_value(const ASN1_STRING* value) {
  if (ASN1_STRING_type(value) == V_ASN1_BIT_STRING) return decode_bits(value);
  if (kFaultsAreBuilt) {
    if (auto wrong = misread(value)) return *std::move(wrong);
  }
  // DirectoryString and the other string types; SEQUENCE and the like are no text
  unsigned char* text = nullptr;
  const int length = ASN1_STRING_to_UTF8(&text, value);
  if (length < 0) throw unknown_error();
  const OpenSslOwner<unsigned char, free_bytes> owner(text);
  if (seeded(Fault::kAttributeTextIsACString)) return Str{decode_utf8(reinterpret_cast<const char*>(text))};
  std::string_view utf8{reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)};
  if (seeded(Fault::kByteOrderMarkIsRemoved) && utf8.substr(0, 3) == "\xEF\xBB\xBF") utf8.remove_prefix(3);
  return Str{decode_utf8(utf8)};
}

// AttributeTypeAndValue ::= SEQUENCE { type AttributeType, value AttributeValue }
Attribute decode_attribute(const X509_NAME_ENTRY* entry) {
  return {object_text(X509_NAME_ENTRY_get_object(entry)), decode_attribute_value(X509_NAME_ENTRY_get_data(entry))};
}

// What a seeded fault makes of the text of an attribute type.
std::string misread_type(std::string text, const ASN1_OBJECT* object) {
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

}  // namespace

std::string object_text(const ASN1_OBJECT* object) {
  if (seeded(Fault::kObjectTextIsShort) && OBJ_obj2nid(object) == NID_undef) return OBJ_nid2sn(NID_undef);
  const int length = OBJ_obj2txt(nullptr, 0, object, 0);
  if (length < 0 && seeded(Fault::kLongTypeIsEmpty)) return "";
  if (length < 0) throw unknown_error();
  std::string text(static_cast<std::size_t>(length) + 1, '\0');  // OpenSSL writes a NUL at the end
  OBJ_obj2txt(text.data(), length + 1, object, 0);
  text.pop_back();
  if (kFaultsAreBuilt) text = misread_type(std::move(text), object);
  return decode_utf8(text);
}

// RDNSequence ::= SEQUENCE OF RelativeDistinguishedName
// RelativeDistinguishedName ::= SET SIZE (1..MAX) OF AttributeTypeAndValue
Name decode_name(const X509_NAME* name) {
  Name result;
  int set = -1;  // OpenSSL numbers the SETs; the entries of one stand side by side
  const int count = X509_NAME_entry_count(name) - (seeded(Fault::kLastAttributeIsForgotten) ? 1 : 0);
  for (int i = 0; i < count; ++i) {
    const X509_NAME_ENTRY* entry = X509_NAME_get_entry(name, i);
    const bool begins =
        seeded(Fault::kSetsAreNotLookedAt) || (X509_NAME_ENTRY_set(entry) != set && !seeded(Fault::kOneSetForAll));
    if (result.empty() || begins) result.emplace_back();
    set = X509_NAME_ENTRY_set(entry);
    if (seeded(Fault::kEmptySetsAreKept)) result.resize(static_cast<std::size_t>(set) + 1);
    result.back().push_back(decode_attribute(entry));
    const auto by_type = [](const Attribute& one, const Attribute& other) { return one.type < other.type; };
    if (seeded(Fault::kAttributesAreSorted)) std::stable_sort(result.back().begin(), result.back().end(), by_type);
  }
  return result;
}

}  // namespace peercert
