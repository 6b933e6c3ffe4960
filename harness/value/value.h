// Python values, with no type lost.
//
// What an ssl module answers is a Python value, and two answers are the same only if their types are: a tuple is not a
// list, True is not 1, str is not bytes, and an integer may be longer than 64 bits. This header is that value. It is
// built in C++, read and printed as a Python literal (literal.h), written as tagged JSON (json.h), and compared with
// another value difference by difference (difference.h).
//
//     Value name = Tuple{{Str{"commonName"}, Str{"example.org"}}};
//     Value entry = Dict{{{Str{"subject"}, name}, {Str{"version"}, Integer(3)}}};
//
// Threads: a copy shares nothing with what it was made of. Several threads may read one value, print and compare it, or
// one may change it.
#ifndef PEERCERT_VALUE_VALUE_H
#define PEERCERT_VALUE_VALUE_H

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace peercert {

// kMaxDepth is how many levels a literal or tagged JSON may nest; the readers refuse more.
inline constexpr int kMaxDepth = 200;

class Value;
struct DictEntry;

// None is Python's None.
struct None {
  friend bool operator==(const None&, const None&) = default;
};

// Integer is Python's int: any size, kept as canonical decimal text ("-1", "0",
// "340282366920938463463374607431768211456").
class Integer {
 public:
  explicit Integer(std::int64_t number);

  // parse returns the integer that `decimal` spells (an optional '-', then digits, no leading zeros, no "-0"), or
  // nullopt when it spells none.
  [[nodiscard]] static std::optional<Integer> parse(std::string_view decimal);

  [[nodiscard]] const std::string& decimal() const { return decimal_; }

  friend bool operator==(const Integer&, const Integer&) = default;

 private:
  Integer() = default;
  std::string decimal_;
};

// Str is Python's str: a sequence of code points. `text` is UTF-8 in which a lone surrogate, which Python allows and
// UTF-8 does not, stands as the three bytes that the UTF-8 scheme would give it (ED A0 80 to ED BF BF). So every
// sequence of code points has exactly one spelling, and equal text is equal bytes.
struct Str {
  std::string text;
  friend bool operator==(const Str&, const Str&) = default;
};

// Bytes is Python's bytes.
struct Bytes {
  std::string data;
  friend bool operator==(const Bytes&, const Bytes&) = default;
};

// Tuple is Python's tuple.
struct Tuple {
  std::vector<Value> items;
  friend bool operator==(const Tuple&, const Tuple&);
};

// List is Python's list.
struct List {
  std::vector<Value> items;
  friend bool operator==(const List&, const List&);
};

// Dict is Python's dict. The order of the entries is kept and is part of the value here, as it is part of what
// getpeercert() returns; keys may be any value, and are unique.
struct Dict {
  std::vector<DictEntry> entries;

  // find returns the value under the str key `key`, or nullptr.
  [[nodiscard]] const Value* find(std::string_view key) const;

  friend bool operator==(const Dict&, const Dict&);
};

// Other is an instance of a type that has no place above: its qualified type name and what repr() said of it.
struct Other {
  std::string type;
  std::string repr;
  friend bool operator==(const Other&, const Other&) = default;
};

// Value is one Python value. Two values are equal when types, contents and order are; floats are compared by bits, so
// that NaN equals itself and 0.0 is not -0.0.
class Value {
 public:
  using Storage = std::variant<None, bool, Integer, double, Str, Bytes, Tuple, List, Dict, Other>;

  // the constructors stand below DictEntry, which a vector must know before it is built or destroyed
  Value();  // None
  Value(None);
  Value(bool truth);
  Value(Integer number);
  Value(double number);
  Value(Str text);
  Value(Bytes data);
  Value(Tuple tuple);
  Value(List list);
  Value(Dict dict);
  Value(Other other);
  Value(const char*) = delete;  // str or bytes? say which
  Value(int) = delete;          // would silently be a bool or a float

  template <typename T>
  [[nodiscard]] const T* get_if() const {
    return std::get_if<T>(&storage_);
  }
  template <typename T>
  [[nodiscard]] bool is() const {
    return std::holds_alternative<T>(storage_);
  }
  [[nodiscard]] const Storage& storage() const { return storage_; }

  // type_name returns type(value).__name__: "NoneType", "bool", "int", "float", "str", "bytes", "tuple", "list",
  // "dict", or the qualified name that an Other carries.
  [[nodiscard]] std::string_view type_name() const;

  // truth returns bool(value); an Other is true.
  [[nodiscard]] bool truth() const;

  friend bool operator==(const Value&, const Value&);

 private:
  Storage storage_;
};

struct DictEntry {
  Value key;
  Value value;
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
