// Bytes as a recipe writes them. certs/README.md shows each form.
#ifndef PEERCERT_FORGE_BYTES_READER_H
#define PEERCERT_FORGE_BYTES_READER_H

#include <string>

#include "forge/recipe.h"
#include "forge/toml_item.h"

namespace peercert::forge {

// read_bytes returns the bytes of "0c01e9" (hexadecimal, with blanks), of a list of bytes, one after the other, or of a
// table: { text = "x" }, { oid = "1.2.3" } (a whole OBJECT IDENTIFIER), { element = "30", of = BYTES } (identifier
// octets, length, content; `length_octets` makes the length longer than it need be), { repeat = 3, of = BYTES }. Throws
// TomlError.
[[nodiscard]] std::string read_bytes(const TomlItem& item);

// read_raw returns the Raw that { der = BYTES }, { hex = BYTES } or { text = "x" } says, the last two with or without
// `tag`. Throws TomlError.
[[nodiscard]] Raw read_raw(const TomlItem& item);

// is_raw returns whether the item is a table that read_raw takes.
[[nodiscard]] bool is_raw(const TomlItem& item);

// read_count returns a number from 1 to 100,000: how often something stands there that takes `size` bytes each time,
// all of them no more than kMostRepeatedBytes. Repetitions may stand in one another, so that a line could ask for more
// than there is memory. Throws TomlError.
[[nodiscard]] std::size_t read_count(const TomlItem& item, std::size_t size);

inline constexpr std::size_t kMostRepeatedBytes = 1'000'000;  // ten times what OpenSSL takes from a peer

// repeated returns `text` as often as `count` says. Throws TomlError.
[[nodiscard]] std::string repeated(const std::string& text, const TomlItem& count);

}  // namespace peercert::forge

#endif
