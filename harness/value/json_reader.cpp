#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <charconv>

#include "value/code_points.h"
#include "value/float_text.h"
#include "value/json.h"
#include "value/key_index.h"
#include "value/literal.h"

namespace peercert {
namespace {

// A place in the JSON, and how many values it is inside of. It refers to the place that it was made from, which must
// outlive it: its text is wanted only when something is wrong.
class Place {
 public:
  Place() = default;
  [[nodiscard]] Place at(std::string_view key) const { return {this, key, 0, depth_}; }
  [[nodiscard]] Place at(std::size_t index) const { return {this, {}, index, depth_}; }
  [[nodiscard]] Place inside() const { return {parent_, key_, index_, depth_ + 1}; }

  [[nodiscard]] int depth() const { return depth_; }

  // pointer returns the JSON pointer, "/tuple/0".
  [[nodiscard]] std::string pointer() const {
    if (parent_ == nullptr) return "";
    return parent_->pointer() + '/' + (key_.empty() ? std::to_string(index_) : std::string(key_));
  }

 private:
  Place(const Place* parent, std::string_view key, std::size_t index, int depth)
      : parent_(parent), key_(key), index_(index), depth_(depth) {}

  const Place* parent_ = nullptr;
  std::string_view key_;  // "" for an item of an array
  std::size_t index_ = 0;
  int depth_ = 0;
};

// found describes `json` in a few words and without descending into it.
std::string found(const Json& json) {
  if (json.is_string()) return to_literal(Bytes{json.get_ref<const std::string&>().substr(0, 60)}).substr(1);
  if (json.is_array()) return fmt::format("an array of {}", json.size());
  if (!json.is_object()) return json.dump();
  std::string keys;
  for (const auto& item : json.items()) keys += (keys.empty() ? "" : ", ") + found(Json(item.key()));
  return fmt::format("an object with {}", keys.empty() ? "no keys" : "the keys " + keys.substr(0, 120));
}

[[noreturn]] void fail(const Place& place, std::string_view expected, const Json& json) {
  throw TaggedJsonError(
      fmt::format("tagged value at \"{}\": expected {}, found {}", place.pointer(), expected, found(json)));
}

const std::string& string_in(const Json& json, const Place& place, std::string_view expected) {
  const auto* text = json.get_ptr<const std::string*>();
  if (text == nullptr || find_invalid_utf8(*text)) fail(place, expected, json);
  return *text;
}

const Json& array_in(const Json& json, const Place& place) {
  if (!json.is_array()) fail(place, "an array", json);
  return json;
}

Value read_value(const Json& json, const Place& place);

Value read_int(const Json& json, const Place& place) {
  constexpr std::string_view kExpected = "a string with a decimal integer without leading zeros";
  auto integer = Integer::parse(string_in(json, place, kExpected));
  if (!integer) fail(place, kExpected, json);
  return *std::move(integer);
}

Value read_float(const Json& json, const Place& place) {
  constexpr std::string_view kExpected = "a string with the repr() of a float";
  const auto number = parse_float(string_in(json, place, kExpected));
  if (!number) fail(place, kExpected, json);
  return *number;
}

Value read_str(const Json& json, const Place& place) {
  return Str{string_in(json, place, "a string of UTF-8")};
}

Value read_str_points(const Json& json, const Place& place) {
  Str text;
  for (std::size_t i = 0; i < array_in(json, place).size(); ++i) {
    const bool whole =
        json[i].is_number_unsigned() || (json[i].is_number_integer() && json[i].get<std::int64_t>() >= 0);
    if (!whole || json[i].get<std::uint64_t>() > kLastCodePoint) {
      fail(place.at(i), "a code point from 0 to 1114111", json[i]);
    }
    append_code_point(text.text, json[i].get<std::uint32_t>());
  }
  return text;
}

Value read_bytes(const Json& json, const Place& place) {
  constexpr std::string_view kExpected = "a string with an even number of lower-case hexadecimal digits";
  const std::string& hex = string_in(json, place, kExpected);
  if (hex.size() % 2 != 0 || hex.find_first_of("ABCDEF") != std::string::npos) fail(place, kExpected, json);
  Bytes bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    unsigned char octet = 0;
    const auto result = std::from_chars(hex.data() + i, hex.data() + i + 2, octet, 16);
    if (result.ec != std::errc() || result.ptr != hex.data() + i + 2) fail(place, kExpected, json);
    bytes.data += static_cast<char>(octet);
  }
  return bytes;
}

std::vector<Value> read_items(const Json& json, const Place& place) {
  std::vector<Value> items;
  for (std::size_t i = 0; i < array_in(json, place).size(); ++i) {
    items.push_back(read_value(json[i], place.at(i).inside()));
  }
  return items;
}

Value read_tuple(const Json& json, const Place& place) {
  return Tuple{read_items(json, place)};
}

Value read_list(const Json& json, const Place& place) {
  return List{read_items(json, place)};
}

Value read_dict(const Json& json, const Place& place) {
  Dict dict;
  for (std::size_t i = 0; i < array_in(json, place).size(); ++i) {
    if (!json[i].is_array() || json[i].size() != 2) fail(place.at(i), "a key and a value in an array", json[i]);
    std::vector<Value> pair = read_items(json[i], place.at(i));
    dict.entries.push_back({std::move(pair[0]), std::move(pair[1])});
  }
  if (const auto repeated = find_repeated_key(dict)) {
    fail(place.at(*repeated).at("0"), "a key that is new", json[*repeated][0]);
  }
  return dict;
}

Value read_other(const Json& json, const Place& place) {
  if (json.size() != 2 || !json.contains("repr")) fail(place, "the keys other and repr alone", json);
  return Other{string_in(json["other"], place.at("other"), "the name of a type"),
               string_in(json["repr"], place.at("repr"), "what repr() returned")};
}

struct Tag {
  const char* name;
  Value (*read)(const Json& json, const Place& place);
  bool nests = false;
};
constexpr std::array<Tag, 8> kTags = {{{"int", read_int},
                                       {"float", read_float},
                                       {"str", read_str},
                                       {"str_points", read_str_points},
                                       {"bytes", read_bytes},
                                       {"tuple", read_tuple, true},
                                       {"list", read_list, true},
                                       {"dict", read_dict, true}}};

Value read_value(const Json& json, const Place& place) {
  if (json.is_null()) return None{};
  if (json.is_boolean()) return json.get<bool>();
  if (!json.is_object()) fail(place, "null, true, false or an object with a tag", json);
  if (json.contains("other")) return read_other(json, place);
  for (const Tag& tag : kTags) {
    const auto content = json.find(tag.name);
    if (content == json.end()) continue;
    if (json.size() != 1) fail(place, fmt::format("the key {} alone", tag.name), json);
    if (tag.nests && place.depth() == kMaxDepth) fail(place, fmt::format("at most {} levels", kMaxDepth), json);
    return tag.read(*content, place.at(tag.name));
  }
  fail(place, "one of the tags int, float, str, str_points, bytes, tuple, list, dict, other", json);
}

}  // namespace

Value from_tagged_json(const Json& json) {
  return read_value(json, {});
}

}  // namespace peercert
