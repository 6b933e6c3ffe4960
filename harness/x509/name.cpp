#include "x509/name.h"

#include <utility>

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
AttributeValue decode_bits(const ASN1_STRING* value) {
  if (seeded(Fault::kBitStringIsText)) throw attribute_error();
  const std::string bytes(bytes_of(value));
  if (seeded(Fault::kBitStringCountsItsBits)) return Bytes{std::string(1, '\0') + bytes};
  if (bytes.empty() && !seeded(Fault::kEmptyBitStringIsBytes)) return None{};
  return Bytes{bytes};
}

// AttributeValue ::= ANY; CPython's _create_tuple_for_attribute
AttributeValue decode_attribute_value(const ASN1_STRING* value) {
  if (ASN1_STRING_type(value) == V_ASN1_BIT_STRING) return decode_bits(value);
  if (kFaultsAreBuilt) {
    if (auto wrong = faults::misread(value)) return *std::move(wrong);
  }
  // DirectoryString and the other string types; SEQUENCE and the like are no text
  unsigned char* text = nullptr;
  const int length = ASN1_STRING_to_UTF8(&text, value);
  if (length < 0) throw attribute_error();
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
    if (seeded(Fault::kAttributesAreSorted)) faults::sort(result.back());
  }
  return result;
}

}  // namespace peercert
