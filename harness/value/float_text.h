// A float as Python's repr() writes it.
#ifndef PEERCERT_VALUE_FLOAT_TEXT_H
#define PEERCERT_VALUE_FLOAT_TEXT_H

#include <optional>
#include <string>
#include <string_view>

namespace peercert {

// float_repr returns repr(number): the fewest digits that read back as the same double, "1.0", "1e+16", "nan", "-inf".
[[nodiscard]] std::string float_repr(double number);

// parse_float returns the double that `text` spells: a decimal with a point, an exponent or both, or "nan", "inf",
// "-inf". Returns nullopt for anything else, and for what is out of a double's range.
[[nodiscard]] std::optional<double> parse_float(std::string_view text);

}  // namespace peercert

#endif
