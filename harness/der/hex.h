// Bytes as hexadecimal text.
#ifndef PEERCERT_DER_HEX_H
#define PEERCERT_DER_HEX_H

#include <string>
#include <string_view>

namespace peercert::der {

// to_hex returns two lower-case digits a byte, to_upper_hex two upper-case ones.
[[nodiscard]] std::string to_hex(std::string_view bytes);
[[nodiscard]] std::string to_upper_hex(std::string_view bytes);

// from_hex returns the bytes that `text` spells, two digits of either case a byte, with spaces anywhere between bytes.
// Throws std::invalid_argument, naming the first offset that is wrong.
[[nodiscard]] std::string from_hex(std::string_view text);

}  // namespace peercert::der

#endif
