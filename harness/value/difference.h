/// @file
/// All differences between two values, each with its path.
///
///     differences(expected, got)  ->  [{"['subjectAltName'][2][1]", DifferenceKind::kValue, Str{"a"}, Str{"b"}}]
#ifndef PEERCERT_VALUE_DIFFERENCE_H
#define PEERCERT_VALUE_DIFFERENCE_H

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "value/export.h"
#include "value/value.h"

namespace peercert {

/// DifferenceKind is what kind of difference one is.
enum class DifferenceKind {
  kType,     ///< the two are of different types; never looked into further
  kValue,    ///< same type, other contents
  kMissing,  ///< a key or item that was expected is not there
  kSurplus,  ///< a key or item is there that was not expected
  kOrder,    ///< the same keys in another order; both sides are lists of keys
};

/// to_string returns "type", "value", "missing", "surplus" or "order".
[[nodiscard]] PEERCERT_EXPORT std::string_view to_string(DifferenceKind kind);

/// Difference is one place at which two values are not the same.
struct PEERCERT_EXPORT Difference {
  std::string path;               ///< Python subscripts from the top, "" for the whole value: "['subject'][0][0][1]"
  DifferenceKind kind;            ///< what is different there
  std::optional<Value> expected;  ///< what was expected there, nullopt for kSurplus
  std::optional<Value> got;       ///< what is there, nullopt for kMissing
};

/// DictOrder says whether dictionaries with the same entries in another order are different.
enum class DictOrder {
  kCounts,   ///< they are, as what getpeercert() returns has an order
  kIgnored,  ///< they are not, as in Python
};

/// differences returns every difference between `expected` and `got`, in the order of `expected`; empty exactly when
/// the two are equal (or, with kIgnored, equal but for the order of dictionary keys at any depth).
[[nodiscard]] PEERCERT_EXPORT std::vector<Difference> differences(const Value& expected, const Value& got,
                                                                  DictOrder order = DictOrder::kCounts);

/// describe returns `difference` as one line for a person: "['version']: expected 3 (int), got '3' (str)", "['OCSP']:
/// missing, expected ('http://a',)". The middle of a literal of more than 200 characters is left out and counted.
[[nodiscard]] PEERCERT_EXPORT std::string describe(const Difference& difference);

}  // namespace peercert

#endif
