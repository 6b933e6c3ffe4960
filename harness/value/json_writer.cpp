#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iterator>

#include "value/code_points.h"
#include "value/float_text.h"
#include "value/json.h"
#include "value/literal.h"

namespace peercert {
namespace {

struct TaggedWriter {
  Json operator()(None) const { return nullptr; }
  Json operator()(bool truth) const { return truth; }
  Json operator()(const Integer& number) const { return tag("int", number.decimal()); }
  Json operator()(double number) const { return tag("float", float_repr(number)); }
  Json operator()(const Str& text) const {
    if (!find_invalid_utf8(text.text)) return tag("str", text.text);
    Json points = Json::array();
    for (const char32_t point : code_points(text.text)) points.push_back(static_cast<std::uint32_t>(point));
    return tag("str_points", std::move(points));
  }
  Json operator()(const Bytes& bytes) const {
    std::string hex;
    hex.reserve(2 * bytes.data.size());
    for (const char octet : bytes.data) fmt::format_to(std::back_inserter(hex), "{:02x}", octet & 0xFF);
    return tag("bytes", std::move(hex));
  }
  Json operator()(const Tuple& tuple) const { return tag("tuple", items(tuple.items)); }
  Json operator()(const List& list) const { return tag("list", items(list.items)); }
  Json operator()(const Dict& dict) const {
    Json entries = Json::array();
    for (const DictEntry& entry : dict.entries) {
      Json pair = Json::array();
      pair.push_back(to_tagged_json(entry.key));
      pair.push_back(to_tagged_json(entry.value));
      entries.push_back(std::move(pair));
    }
    return tag("dict", std::move(entries));
  }
  Json operator()(const Other& other) const {
    Json json = tag("other", other.type);
    // a repr() with surrogates is written as it would be shown
    json["repr"] = find_invalid_utf8(other.repr) ? to_literal(other) : other.repr;
    return json;
  }

 private:
  static Json tag(const char* name, Json content) {
    Json json = Json::object();
    json[name] = std::move(content);
    return json;
  }
  static Json items(const std::vector<Value>& values) {
    Json json = Json::array();
    for (const Value& value : values) json.push_back(to_tagged_json(value));
    return json;
  }
};

}  // namespace

Json to_tagged_json(const Value& value) {
  return std::visit(TaggedWriter{}, value.storage());
}

}  // namespace peercert
