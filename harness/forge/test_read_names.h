// Names and general names of a recipe, read back for tests.
#ifndef PEERCERT_FORGE_TEST_READ_NAMES_H
#define PEERCERT_FORGE_TEST_READ_NAMES_H

#include <string>
#include <vector>

#include "forge/test_reader.h"
#include "value/code_points.h"

namespace peercert::forge::test {

struct Encoding {
  unsigned char identifier;
  std::size_t octets;  // a character takes; 0 for UTF-8
};

// X.680 8.6; the texts of T61String are taken for Latin-1.
inline Encoding encoding_of(StringType type) {
  switch (type) {
    case StringType::kUtf8:
      return {0x0C, 0};
    case StringType::kNumeric:
      return {0x12, 1};
    case StringType::kPrintable:
      return {0x13, 1};
    case StringType::kT61:
      return {0x14, 1};
    case StringType::kIa5:
      return {0x16, 1};
    case StringType::kUniversal:
      return {0x1C, 4};
    default:
      return {0x1E, 2};
  }
}

inline void read_text(Reader& reader, const Text& text, const std::string& what) {
  const Encoding encoding = encoding_of(text.type);
  const std::string_view octets = reader.content(encoding.identifier, what);
  if (encoding.octets == 0) return want(octets == text.text, what + ": another text");
  std::string wanted;
  for (const char32_t point : code_points(text.text)) {
    for (std::size_t i = encoding.octets; i > 0; --i) wanted += static_cast<char>(point >> 8 * (i - 1) & 0xFF);
  }
  want(octets == wanted, what + ": another text");
}

inline void read_attribute(Reader pair, const Attribute& attribute, const std::string& what) {
  const std::string* type = std::get_if<std::string>(&attribute.type);
  if (type != nullptr) read_oid(pair, 0x06, *type, what);
  if (type == nullptr) read_raw(pair, std::get<Raw>(attribute.type), 0x06, what);
  const Text* text = std::get_if<Text>(&attribute.value);
  if (text != nullptr) read_text(pair, *text, what);
  if (text == nullptr) read_raw(pair, std::get<Raw>(attribute.value), 0x00, what);
  pair.end(what);
}

inline void read_name(Reader& reader, const std::variant<Name, Raw>& name, const std::string& what) {
  if (const Raw* raw = std::get_if<Raw>(&name)) return read_raw(reader, *raw, 0x30, what);
  Reader names = reader.inside(0x30, what);
  for (const RelativeName& rdn : std::get<Name>(name)) {
    Reader set = names.inside(0x31, what);
    for (const Attribute& attribute : rdn) read_attribute(set.inside(0x30, what), attribute, what);
    set.end(what);
  }
  names.end(what);
}

// The tags of RFC 5280 section 4.2.1.6.
inline unsigned char identifier_of(GeneralName::Kind kind) {
  switch (kind) {
    case GeneralName::Kind::kEmail:
      return 0x81;
    case GeneralName::Kind::kDns:
      return 0x82;
    case GeneralName::Kind::kDirectory:
      return 0xA4;
    case GeneralName::Kind::kUri:
      return 0x86;
    case GeneralName::Kind::kIp:
      return 0x87;
    default:
      return 0x88;
  }
}

inline void read_general_name(Reader& reader, const GeneralName& name) {
  const std::string what = "general name";
  const unsigned char identifier = identifier_of(name.kind);
  if (const Raw* raw = std::get_if<Raw>(&name.value)) return read_raw(reader, *raw, identifier, what);
  if (const Name* directory = std::get_if<Name>(&name.value)) {
    Reader inside = reader.inside(identifier, what);
    read_name(inside, *directory, what);
    return inside.end(what);
  }
  const std::string& text = std::get<std::string>(name.value);
  if (name.kind == GeneralName::Kind::kRegisteredId) return read_oid(reader, identifier, text, what);
  want(reader.content(identifier, what) == text, what + ": another one");
}

inline void read_general_names(Reader names, const std::vector<GeneralName>& wanted) {
  for (const GeneralName& name : wanted) read_general_name(names, name);
  names.end("general names");
}

}  // namespace peercert::forge::test

#endif
