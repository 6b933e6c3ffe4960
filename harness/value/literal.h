/// @file
/// Python literals: how a Value is written in TOML and shown to people.
///
///     to_literal(Tuple{{Str{"é"}, None{}}})  ->  ('\xe9', None)
///     parse_literal("{'a': (1,)}")           ->  Dict{{{Str{"a"}, Tuple{{Integer(1)}}}}}
#ifndef PEERCERT_VALUE_LITERAL_H
#define PEERCERT_VALUE_LITERAL_H

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

#include "value/export.h"
#include "value/value.h"

namespace peercert {

/// LiteralError is thrown for text that is no literal. what() reads "offset 7: expected ',' or ')', found 'x'".
class PEERCERT_EXPORT LiteralError : public std::runtime_error {
 public:
  /// LiteralError is made of the place where the text goes wrong, and of what was expected and found there.
  LiteralError(std::size_t offset, const std::string& message);
  /// offset returns how many bytes of the text stand before the place.
  [[nodiscard]] std::size_t offset() const { return offset_; }

 private:
  std::size_t offset_;
};

/// to_literal returns what Python's ascii() prints for `value`, byte for byte (an Other prints as its repr).
[[nodiscard]] PEERCERT_EXPORT std::string to_literal(const Value& value);

/// to_repr returns what Python's repr() prints for `value`: as to_literal, but printable characters stand for
/// themselves.
///
///     to_repr(Str{"é"})  ->  'é'
[[nodiscard]] PEERCERT_EXPORT std::string to_repr(const Value& value);

/// to_pretty_literal returns the literal broken over lines, much as pprint does but with keys in their own order:
/// whatever fits in `width` columns stays on one line.
[[nodiscard]] PEERCERT_EXPORT std::string to_pretty_literal(const Value& value, std::size_t width = 100);

/// to_pretty_repr is to_pretty_literal with printable characters standing for themselves.
[[nodiscard]] PEERCERT_EXPORT std::string to_pretty_repr(const Value& value, std::size_t width = 100);

/// parse_literal returns the value that `text` (UTF-8) spells: None, True, False, decimal int, float (with the words
/// nan, inf and -inf, which Python itself only prints), str and bytes with every escape of Python 3 but the one by
/// name, adjacent strings joined, tuple, list, dict. White space and line breaks may stand between tokens. Throws
/// LiteralError; nesting beyond 200 levels, repeated dict keys, unknown escapes, triple quotes and floats out of range
/// are errors.
[[nodiscard]] PEERCERT_EXPORT Value parse_literal(std::string_view text);

}  // namespace peercert

#endif
