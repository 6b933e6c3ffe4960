// The parts of a recipe as DER.
#ifndef PEERCERT_FORGE_ENCODE_H
#define PEERCERT_FORGE_ENCODE_H

#include <string>
#include <variant>

#include "forge/recipe.h"

namespace peercert::forge {

// encode_raw returns the bytes, with the tag `usual` unless they are a whole element or bring a tag of their own.
[[nodiscard]] std::string encode_raw(const Raw& raw, const der::Tag& usual);

[[nodiscard]] std::string encode_attribute(const Attribute& attribute);

// encode_name returns a Name (RFC 5280 section 4.1.2.4), the attributes of each SET in the order of the recipe.
[[nodiscard]] std::string encode_name(const std::variant<Name, Raw>& name);

[[nodiscard]] std::string encode_general_name(const GeneralName& name);

// KeyIdentifiers are those of the certificate's own key and of its issuer's.
struct KeyIdentifiers {
  std::string subject;
  std::string issuer;
};

// oid_of returns the identifier of the extension, dotted.
[[nodiscard]] std::string oid_of(const Extension& extension);

// encode_extension returns an Extension (RFC 5280 section 4.1).
[[nodiscard]] std::string encode_extension(const Extension& extension, const KeyIdentifiers& identifiers);

}  // namespace peercert::forge

#endif
