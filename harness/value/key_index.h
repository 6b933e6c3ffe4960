// Finding dictionary keys fast, also among the hundred thousand of a hostile input.
#ifndef PEERCERT_VALUE_KEY_INDEX_H
#define PEERCERT_VALUE_KEY_INDEX_H

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>

#include "value/value.h"

namespace peercert {

// KeyIndex maps values, which it does not own, to positions. Two keys are the same when Value's == says so (Python,
// where 1 == True, has fewer keys than that, never more).
class KeyIndex {
 public:
  KeyIndex() = default;

  // The constructor from a dictionary adds its keys, each under its position; a repeated key keeps the first.
  explicit KeyIndex(const Dict& dict);

  // add records `key` under `position` and returns true, or returns false when it is there already.
  bool add(const Value& key, std::size_t position);

  // find returns the position of `key`, or nullopt.
  [[nodiscard]] std::optional<std::size_t> find(const Value& key) const;

 private:
  struct Place {
    const Value* key;
    std::size_t position;
  };
  // by literal: different values print alike only when an Other is among them
  std::unordered_multimap<std::string, Place> places_;
};

// find_repeated_key returns the position of the first entry whose key stands in an earlier entry, or nullopt.
[[nodiscard]] std::optional<std::size_t> find_repeated_key(const Dict& dict);

}  // namespace peercert

#endif
