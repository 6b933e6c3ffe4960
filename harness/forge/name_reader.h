// Reading the parts of recipes that names are made of.
#ifndef PEERCERT_FORGE_NAME_READER_H
#define PEERCERT_FORGE_NAME_READER_H

#include <string>
#include <variant>
#include <vector>

#include "forge/recipe.h"
#include "forge/toml_item.h"

namespace peercert::forge {

// Each of these returns what `item` says and throws TomlError when it says something else.

// read_hex: "95F0", two digits a byte.
[[nodiscard]] std::string read_hex(const TomlItem& item);

// read_oid: "2.5.4.3".
[[nodiscard]] std::string read_oid(const TomlItem& item);

// read_name: [[["countryName", "IL"]], [["commonName", { bmp = "x" }]]]; in place of a relative name also
// { rdn = [["commonName", "x"]], repeat = 200 }.
[[nodiscard]] Name read_name(const TomlItem& item);

// read_name_or_raw: a name or, as a table, raw bytes.
[[nodiscard]] std::variant<Name, Raw> read_name_or_raw(const TomlItem& item);

// read_general_name: the value of a name of that kind: dns, email, uri, ip, registered_id, directory, each with raw
// bytes in place of the value, or der, the whole element.
[[nodiscard]] GeneralName read_general_name(const std::string& kind, const TomlItem& item);

// read_general_names: a list of { dns = "a" }, { directory = NAME }, { dns = "a", repeat = 5000 }, { der = BYTES }, ...
[[nodiscard]] std::vector<GeneralName> read_general_names(const TomlItem& item);

}  // namespace peercert::forge

#endif
