#include "value/value.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace peercert {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool same_bits(double a, double b) {
  return std::memcmp(&a, &b, sizeof a) == 0;
}

struct Truth {
  bool operator()(None) const { return false; }
  bool operator()(bool truth) const { return truth; }
  bool operator()(const Integer& number) const { return number.decimal() != "0"; }
  bool operator()(double number) const { return !(number == 0.0); }
  bool operator()(const Str& text) const { return !text.text.empty(); }
  bool operator()(const Bytes& bytes) const { return !bytes.data.empty(); }
  bool operator()(const Tuple& tuple) const { return !tuple.items.empty(); }
  bool operator()(const List& list) const { return !list.items.empty(); }
  bool operator()(const Dict& dict) const { return !dict.entries.empty(); }
  bool operator()(const Other&) const { return true; }
};

}  // namespace

Integer::Integer(std::int64_t number) : decimal_(std::to_string(number)) {}

std::optional<Integer> Integer::parse(std::string_view decimal) {
  const bool negative = !decimal.empty() && decimal.front() == '-';
  const std::string_view digits = decimal.substr(negative ? 1 : 0);
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
  if (digits.front() == '0' && decimal != "0") return std::nullopt;  // leading zeros, "-0"
  Integer integer;
  integer.decimal_ = decimal;
  return integer;
}

bool operator==(const Tuple& a, const Tuple& b) {
  return a.items == b.items;
}
bool operator==(const List& a, const List& b) {
  return a.items == b.items;
}
bool operator==(const Dict& a, const Dict& b) {
  return a.entries == b.entries;
}

const Value* Dict::find(std::string_view key) const {
  for (const DictEntry& entry : entries) {
    const Str* text = entry.key.get_if<Str>();
    if (text != nullptr && text->text == key) return &entry.value;
  }
  return nullptr;
}

std::string_view Value::type_name() const {
  static constexpr std::array<std::string_view, 9> kNames = {"NoneType", "bool",  "int",  "float", "str",
                                                             "bytes",    "tuple", "list", "dict"};
  if (const Other* other = get_if<Other>()) return other->type;
  return kNames.at(storage_.index());
}

bool Value::truth() const {
  return std::visit(Truth{}, storage_);
}

bool operator==(const Value& a, const Value& b) {
  const double* x = a.get_if<double>();
  const double* y = b.get_if<double>();
  if (x != nullptr && y != nullptr) return same_bits(*x, *y);
  return a.storage_ == b.storage_;
}

}  // namespace peercert
