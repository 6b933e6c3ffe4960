#include "x509/name.h"

#include <utility>
#include <vector>

#include "value/exception.h"
#include "value/fault.h"
#include "x509/name_faults.h"
#include "x509/openssl.h"
#include "x509/ssl_error.h"
#include "x509/utf8.h"

namespace peercert {
namespace {

// CPython's _setSSLError: of the attribute itself OpenSSL says nothing, but an older error of its may be there to tell.
PythonException attribute_error() {
  if (seeded(Fault::kNameErrorsAreUnknown)) return ssl_error_of_code(0, 0);
  return ssl_error_from_queue();
}

// BIT STRING: its bytes; None when there are none (CPython 3.10 and later, bpo-46232)
AttributeValue decode_bits(const ASN1_STRING* value, Arena& arena) {
  if (seeded(Fault::kBitStringIsText)) throw attribute_error();
  const std::string_view bytes = bytes_of(value);
  if (seeded(Fault::kBitStringCountsItsBits)) {
    return {arena.keep(std::string(1, '\0') + std::string(bytes)), AttributeValue::Type::kBytes};
  }
  if (bytes.empty() && !seeded(Fault::kEmptyBitStringIsBytes)) return {"", AttributeValue::Type::kNone};
  return {arena.keep(bytes), AttributeValue::Type::kBytes};
}

// AttributeValue ::= ANY; CPython's _create_tuple_for_attribute
AttributeValue decode_attribute_value(const ASN1_STRING* value, Arena& arena) {
  if (ASN1_STRING_type(value) == V_ASN1_BIT_STRING) return decode_bits(value, arena);
  if (kFaultsAreBuilt) {
    if (auto wrong = faults::misread(value, arena)) return *wrong;
  }
  // DirectoryString and the other string types; SEQUENCE and the like are no text
  unsigned char* text = nullptr;
  const int length = ASN1_STRING_to_UTF8(&text, value);
  if (length < 0) throw attribute_error();
  const OpenSslOwner<unsigned char, free_bytes> owner(text);
  if (seeded(Fault::kAttributeTextIsACString)) return {arena.keep(decode_utf8(reinterpret_cast<const char*>(text)))};
  std::string_view utf8{reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)};
  if (seeded(Fault::kByteOrderMarkIsRemoved) && utf8.substr(0, 3) == "\xEF\xBB\xBF") utf8.remove_prefix(3);
  return {arena.keep(decode_utf8(utf8))};
}

// AttributeTypeAndValue ::= SEQUENCE { type AttributeType, value AttributeValue }
Attribute decode_attribute(const X509_NAME_ENTRY* entry, Arena& arena) {
  const std::string_view type = arena.keep(object_text(X509_NAME_ENTRY_get_object(entry)));
  return {type, decode_attribute_value(X509_NAME_ENTRY_get_data(entry), arena)};
}

}  // namespace

std::string object_text(const ASN1_OBJECT* object) {
  if (seeded(Fault::kObjectTextIsShort) && OBJ_obj2nid(object) == NID_undef) return OBJ_nid2sn(NID_undef);
  const int length = OBJ_obj2txt(nullptr, 0, object, 0);
  if (length < 0 && seeded(Fault::kLongTypeIsEmpty)) return "";
  if (length < 0) throw attribute_error();
  std::string text(static_cast<std::size_t>(length) + 1, '\0');  // OpenSSL writes a NUL at the end
  OBJ_obj2txt(text.data(), length + 1, object, 0);
  text.pop_back();
  if (kFaultsAreBuilt) text = faults::misread_type(std::move(text), object);
  return decode_utf8(text);
}

// RDNSequence ::= SEQUENCE OF RelativeDistinguishedName
// RelativeDistinguishedName ::= SET SIZE (1..MAX) OF AttributeTypeAndValue
Name decode_name(const X509_NAME* name, Arena& arena) {
  std::vector<std::vector<Attribute>> sets;
  int set = -1;  // OpenSSL numbers the SETs; the entries of one stand side by side
  const int count = X509_NAME_entry_count(name) - (seeded(Fault::kLastAttributeIsForgotten) ? 1 : 0);
  for (int i = 0; i < count; ++i) {
    const X509_NAME_ENTRY* entry = X509_NAME_get_entry(name, i);
    const bool begins =
        seeded(Fault::kSetsAreNotLookedAt) || (X509_NAME_ENTRY_set(entry) != set && !seeded(Fault::kOneSetForAll));
    if (sets.empty() || begins) sets.emplace_back();
    set = X509_NAME_ENTRY_set(entry);
    if (seeded(Fault::kEmptySetsAreKept)) sets.resize(static_cast<std::size_t>(set) + 1);
    sets.back().push_back(decode_attribute(entry, arena));
    if (seeded(Fault::kAttributesAreSorted)) faults::sort(sets.back());
  }
  std::vector<RelativeDistinguishedName> result;
  for (const auto& attributes : sets) result.emplace_back(arena.keep(attributes));
  return arena.keep(result);
}

}  // namespace peercert
