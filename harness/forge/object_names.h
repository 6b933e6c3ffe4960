// Names of object identifiers: our own table, so that no expectation rests on the library that is under test.
#ifndef PEERCERT_FORGE_OBJECT_NAMES_H
#define PEERCERT_FORGE_OBJECT_NAMES_H

#include <string>
#include <string_view>

#include "forge/text.h"

namespace peercert::forge {

// AttributeType is a kind of attribute of a distinguished name.
struct AttributeType {
  std::string_view name;  // as getpeercert() gives it
  std::string_view oid;
  StringType string_type;  // in which text is written unless a recipe says otherwise
};

// find_attribute_type returns the type with that name or that dotted identifier, or nullptr.
[[nodiscard]] const AttributeType* find_attribute_type(std::string_view name_or_oid);

// object_name returns the name that getpeercert() gives to the dotted identifier `oid`: the long name of one that is
// registered, else `oid` itself.
[[nodiscard]] std::string object_name(std::string_view oid);

// extended_key_usage_oid returns the identifier of "serverAuth", "clientAuth", ..., or "" for another word.
[[nodiscard]] std::string_view extended_key_usage_oid(std::string_view word);

}  // namespace peercert::forge

#endif
