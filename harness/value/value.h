/// @file
/// Python values, with no type lost.
///
/// What an ssl module answers is a Python value, and two answers are the same only if their types are: a tuple is not a
/// list, True is not 1, str is not bytes, and an integer may be longer than 64 bits. This header is that value. It is
/// built in C++, read and printed as a Python literal (literal.h), and compared with another value difference by
/// difference (difference.h).
///
///     Value name = Tuple{{Str{"commonName"}, Str{"example.org"}}};
///     Value entry = Dict{{{Str{"subject"}, name}, {Str{"version"}, Integer(3)}}};
///
/// Threads: a copy shares nothing with what it was made of. Several threads may read one value, print and compare it,
/// or one may change it.
#ifndef PEERCERT_VALUE_VALUE_H
#define PEERCERT_VALUE_VALUE_H

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "value/export.h"

/// peercert is where everything of the library is.
namespace peercert {

/// kMaxDepth is how many levels a literal or tagged JSON may nest; the readers refuse more.
inline constexpr int kMaxDepth = 200;

class Value;
struct DictEntry;

/// None is Python's None.
struct PEERCERT_EXPORT None {
  friend bool operator==(const None&, const None&) = default;
};

/// Integer is Python's int: any size, kept as canonical decimal text ("-1", "0",
/// "340282366920938463463374607431768211456").
class PEERCERT_EXPORT Integer {
 public:
  /// Integer makes the int of that value.
  explicit Integer(std::int64_t number);

  /// parse returns the integer that `decimal` spells (an optional '-', then digits, no leading zeros, no "-0"), or
  /// nullopt when it spells none.
  [[nodiscard]] static std::optional<Integer> parse(std::string_view decimal);

  /// decimal returns the decimal text.
  [[nodiscard]] const std::string& decimal() const { return decimal_; }

  friend bool operator==(const Integer&, const Integer&) = default;

 private:
  Integer() = default;
  std::string decimal_;
};

/// Str is Python's str: a sequence of code points. `text` is UTF-8 in which a lone surrogate, which Python allows and
/// UTF-8 does not, stands as the three bytes that the UTF-8 scheme would give it (ED A0 80 to ED BF BF). So every
/// sequence of code points has exactly one spelling, and equal text is equal bytes.
struct PEERCERT_EXPORT Str {
  std::string text;  ///< the characters, as said above
  friend bool operator==(const Str&, const Str&) = default;
};

/// Bytes is Python's bytes.
struct PEERCERT_EXPORT Bytes {
  std::string data;  ///< the bytes
  friend bool operator==(const Bytes&, const Bytes&) = default;
};

/// Tuple is Python's tuple.
struct PEERCERT_EXPORT Tuple {
  std::vector<Value> items;  ///< what is in it, in order
  friend PEERCERT_EXPORT bool operator==(const Tuple&, const Tuple&);
};

/// List is Python's list.
struct PEERCERT_EXPORT List {
  std::vector<Value> items;  ///< what is in it, in order
  friend PEERCERT_EXPORT bool operator==(const List&, const List&);
};

/// Dict is Python's dict. The order of the entries is kept and is part of the value here, as it is part of what
/// getpeercert() returns; keys may be any value, and are unique.
struct PEERCERT_EXPORT Dict {
  std::vector<DictEntry> entries;  ///< keys and values, in order

  /// find returns the value under the str key `key`, or nullptr.
  [[nodiscard]] const Value* find(std::string_view key) const;

  friend PEERCERT_EXPORT bool operator==(const Dict&, const Dict&);
};

/// Other is an instance of a type that has no place above: its qualified type name and what repr() said of it.
struct PEERCERT_EXPORT Other {
  std::string type;  ///< module and qualified name, such as "array.array"
  std::string repr;  ///< what repr() says
  friend bool operator==(const Other&, const Other&) = default;
};

/// Value is one Python value. Two values are equal when types, contents and order are; floats are compared by bits, so
/// that NaN equals itself and 0.0 is not -0.0.
class PEERCERT_EXPORT Value {
 public:
  /// Storage is a value of one of the types that there are.
  using Storage = std::variant<None, bool, Integer, double, Str, Bytes, Tuple, List, Dict, Other>;

  // the constructors stand below DictEntry, which a vector must know before it is built or destroyed
  Value();                      ///< None
  Value(None);                  ///< None
  Value(bool truth);            ///< True or False
  Value(Integer number);        ///< an int
  Value(double number);         ///< a float
  Value(Str text);              ///< a str
  Value(Bytes data);            ///< bytes
  Value(Tuple tuple);           ///< a tuple
  Value(List list);             ///< a list
  Value(Dict dict);             ///< a dict
  Value(Other other);           ///< an instance of another type
  Value(const char*) = delete;  ///< str or bytes? say which
  Value(int) = delete;          ///< would silently be a bool or a float

  /// get_if returns what the value is as a T (None, bool, Integer, double, Str, Bytes, Tuple, List, Dict or Other), and
  /// nullptr when it is of another type.
  template <typename T>
  [[nodiscard]] const T* get_if() const {
    return std::get_if<T>(&storage_);
  }
  /// is returns whether the value is a T.
  template <typename T>
  [[nodiscard]] bool is() const {
    return std::holds_alternative<T>(storage_);
  }
  /// storage returns the value as a variant, for std::visit.
  [[nodiscard]] const Storage& storage() const { return storage_; }

  /// type_name returns type(value).__name__: "NoneType", "bool", "int", "float", "str", "bytes", "tuple", "list",
  /// "dict", or the qualified name that an Other carries.
  [[nodiscard]] std::string_view type_name() const;

  /// truth returns bool(value); an Other is true.
  [[nodiscard]] bool truth() const;

  friend PEERCERT_EXPORT bool operator==(const Value&, const Value&);

 private:
  Storage storage_;
};

/// DictEntry is a key of a Dict, and what stands under it.
struct PEERCERT_EXPORT DictEntry {
  Value key;    ///< any value; no other key of the dictionary is equal to it
  Value value;  ///< what stands under the key
  friend bool operator==(const DictEntry&, const DictEntry&) = default;
};

inline Value::Value() : storage_(None{}) {}
inline Value::Value(None) : storage_(None{}) {}
inline Value::Value(bool truth) : storage_(truth) {}
inline Value::Value(Integer number) : storage_(std::move(number)) {}
inline Value::Value(double number) : storage_(number) {}
inline Value::Value(Str text) : storage_(std::move(text)) {}
inline Value::Value(Bytes data) : storage_(std::move(data)) {}
inline Value::Value(Tuple tuple) : storage_(std::move(tuple)) {}
inline Value::Value(List list) : storage_(std::move(list)) {}
inline Value::Value(Dict dict) : storage_(std::move(dict)) {}
inline Value::Value(Other other) : storage_(std::move(other)) {}

}  // namespace peercert

#endif
