#include "report/schema.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <map>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace peercert::report {
namespace {

using Result = std::optional<Mismatch>;

bool is_type(const Json& json, std::string_view type) {
  if (type == "null") return json.is_null();
  if (type == "boolean") return json.is_boolean();
  if (type == "integer") return json.is_number_integer();
  if (type == "number") return json.is_number();
  if (type == "string") return json.is_string();
  if (type == "array") return json.is_array();
  if (type == "object") return json.is_object();
  throw std::logic_error(fmt::format("the schema has a type '{}'", type));
}

// The pointer's escapes (RFC 6901 section 3).
std::string escaped_key(std::string_view key) {
  std::string out;
  for (const char character : key) {
    if (character == '~') {
      out += "~0";
    } else if (character == '/') {
      out += "~1";
    } else {
      out += character;
    }
  }
  return out;
}

class Checker {
 public:
  explicit Checker(const Json& root) : root_(root) {}

  Result check(const Json& schema, const Json& json, const std::string& at) const {
    for (const auto& keyword : schema.items()) {
      if (Result mismatch = check_keyword(keyword.key(), schema, json, at)) return mismatch;
    }
    return std::nullopt;
  }

 private:
  using Check = Result (Checker::*)(const Json& schema, const Json& json, const std::string& at) const;

  Result check_keyword(const std::string& keyword, const Json& schema, const Json& json, const std::string& at) const {
    static const std::map<std::string, Check, std::less<>> kChecks = {
        {"$ref", &Checker::ref},           {"type", &Checker::type},
        {"const", &Checker::constant},     {"enum", &Checker::enumeration},
        {"anyOf", &Checker::any_of},       {"required", &Checker::required},
        {"properties", &Checker::members}, {"items", &Checker::items},
        {"minItems", &Checker::size},      {"minimum", &Checker::minimum},
        {"maxItems", &Checker::size},      {"additionalProperties", &Checker::nothing},
        {"$defs", &Checker::nothing},      {"$schema", &Checker::nothing},
        {"$id", &Checker::nothing},        {"title", &Checker::nothing},
        {"description", &Checker::nothing}};
    const auto found = kChecks.find(keyword);
    if (found == kChecks.end()) throw std::logic_error(fmt::format("the schema has a keyword '{}'", keyword));
    return (this->*found->second)(schema, json, at);
  }

  Result nothing(const Json&, const Json&, const std::string&) const { return std::nullopt; }

  Result ref(const Json& schema, const Json& json, const std::string& at) const {
    const std::string target = schema.at("$ref").get<std::string>().substr(1);
    return check(root_.at(Json::json_pointer(target)), json, at);
  }

  Result type(const Json& schema, const Json& json, const std::string& at) const {
    const std::string type = schema.at("type");
    if (is_type(json, type)) return std::nullopt;
    const bool vowel = std::string_view("aeiou").find(type[0]) != std::string_view::npos;
    return Mismatch{at, fmt::format("{} {}", vowel ? "an" : "a", type), json};
  }

  Result constant(const Json& schema, const Json& json, const std::string& at) const {
    if (json == schema.at("const")) return std::nullopt;
    return Mismatch{at, schema.at("const").dump(), json};
  }

  Result enumeration(const Json& schema, const Json& json, const std::string& at) const {
    std::vector<std::string> words;
    for (const Json& word : schema.at("enum")) {
      if (json == word) return std::nullopt;
      words.push_back(word.dump());
    }
    return Mismatch{at, fmt::format("one of {}", fmt::join(words, ", ")), json};
  }

  Result any_of(const Json& schema, const Json& json, const std::string& at) const {
    for (const Json& choice : schema.at("anyOf")) {
      if (!check(choice, json, at)) return std::nullopt;
    }
    return Mismatch{at, schema.value("title", "another shape"), json};
  }

  Result required(const Json& schema, const Json& json, const std::string& at) const {
    if (!json.is_object()) return std::nullopt;
    for (const Json& key : schema.at("required")) {
      if (!json.contains(key.get<std::string>())) {
        return Mismatch{at, fmt::format("a member '{}'", key.get<std::string>()), json};
      }
    }
    return std::nullopt;
  }

  // "properties", and "additionalProperties" for those that are not named there.
  Result members(const Json& schema, const Json& json, const std::string& at) const {
    if (!json.is_object()) return std::nullopt;
    const Json& named = schema.at("properties");
    const Json others = schema.value("additionalProperties", Json(true));
    for (const auto& member : json.items()) {
      const std::string place = at + "/" + escaped_key(member.key());
      if (!named.contains(member.key()) && others.is_boolean()) {
        if (!others.get<bool>()) return Mismatch{place, "no such member", member.value()};
        continue;
      }
      const Json& rule = named.contains(member.key()) ? named.at(member.key()) : others;
      if (Result mismatch = check(rule, member.value(), place)) return mismatch;
    }
    return std::nullopt;
  }

  Result items(const Json& schema, const Json& json, const std::string& at) const {
    if (!json.is_array()) return std::nullopt;
    for (std::size_t i = 0; i < json.size(); ++i) {
      if (Result mismatch = check(schema.at("items"), json[i], fmt::format("{}/{}", at, i))) return mismatch;
    }
    return std::nullopt;
  }

  Result size(const Json& schema, const Json& json, const std::string& at) const {
    const std::size_t least = schema.value("minItems", std::size_t{0});
    const std::size_t most = schema.value("maxItems", static_cast<std::size_t>(-1));
    if (!json.is_array() || (json.size() >= least && json.size() <= most)) return std::nullopt;
    return Mismatch{at, "another number of items", json};
  }

  Result minimum(const Json& schema, const Json& json, const std::string& at) const {
    if (!json.is_number() || json.get<double>() >= schema.at("minimum").get<double>()) return std::nullopt;
    return Mismatch{at, fmt::format("a number not below {}", schema.at("minimum").dump()), json};
  }

  const Json& root_;
};

}  // namespace

std::optional<Mismatch> first_mismatch(const Json& schema, const Json& json) {
  return Checker(schema).check(schema, json, "");
}

}  // namespace peercert::report
