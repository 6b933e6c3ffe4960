// Reading the parts of recipes that names are made of.
#ifndef PEERCERT_FORGE_NAME_READER_H
#define PEERCERT_FORGE_NAME_READER_H

#include <string>
#include <variant>

#include "forge/recipe.h"
#include "forge/toml_item.h"

namespace peercert::forge {

// Each of these returns what `item` says and throws TomlError when it says something else.

// read_hex: "95F0", two digits a byte.
[[nodiscard]] std::string read_hex(const TomlItem& item);

// read_oid: "2.5.4.3".
[[nodiscard]] std::string read_oid(const TomlItem& item);

// read_raw: { der = "0c0178" }, { hex = "78" } or { tag = 12, hex = "78" }.
[[nodiscard]] Raw read_raw(const TomlItem& item);

// read_name: [[["countryName", "IL"]], [["commonName", { bmp = "x" }]]]
[[nodiscard]] Name read_name(const TomlItem& item);

// read_name_or_raw: a name or, as a table, raw bytes.
[[nodiscard]] std::variant<Name, Raw> read_name_or_raw(const TomlItem& item);

// read_general_name: { dns = "a" }, { email = "a" }, { uri = "a" }, { ip = "127.0.0.1" }, { directory = NAME },
// { registered_id = "1.2.3" }, with raw bytes in place of each value, or { der = "..." }.
[[nodiscard]] GeneralName read_general_name(const TomlItem& item);

// read_uri: "http://a" or raw bytes.
[[nodiscard]] GeneralName read_uri(const TomlItem& item);

}  // namespace peercert::forge

#endif
