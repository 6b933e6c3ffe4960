#include "value/key_index.h"

#include "value/literal.h"

namespace peercert {

KeyIndex::KeyIndex(const Dict& dict) {
  for (std::size_t i = 0; i < dict.entries.size(); ++i) add(dict.entries[i].key, i);
}

bool KeyIndex::add(const Value& key, std::size_t position) {
  if (find(key)) return false;
  places_.emplace(to_literal(key), Place{&key, position});
  return true;
}

std::optional<std::size_t> KeyIndex::find(const Value& key) const {
  const auto range = places_.equal_range(to_literal(key));
  for (auto place = range.first; place != range.second; ++place) {
    if (*place->second.key == key) return place->second.position;
  }
  return std::nullopt;
}

std::optional<std::size_t> find_repeated_key(const Dict& dict) {
  KeyIndex index;
  for (std::size_t i = 0; i < dict.entries.size(); ++i) {
    if (!index.add(dict.entries[i].key, i)) return i;
  }
  return std::nullopt;
}

}  // namespace peercert
