#include "subject/message_schema.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include <map>
#include <memory>
#include <stdexcept>
#include <vector>

#include "suite/json_members.h"
#include "value/json_text.h"

namespace peercert::subject {
namespace {

using Plain = nlohmann::json;  // what valijson has an adapter for
using Error = valijson::ValidationResults::Error;

const Json& schema() {
  static const Json kSchema = parse_json(kProtocolSchema);
  return kSchema;
}

// Removes every "pattern": std::regex recurses once a character, and a subject decides how many there are.
void remove_patterns(Plain& json) {
  if (json.is_object() && json.contains("pattern") && json["pattern"].is_string()) json.erase("pattern");
  for (Plain& member : json) {
    if (member.is_structured()) remove_patterns(member);
  }
}

std::unique_ptr<valijson::Schema> parse(const std::string& definition) {
  if (!schema().at("definitions").contains(definition)) {
    throw std::logic_error(fmt::format("protocol.schema.json has no definition \"{}\"", definition));
  }
  Plain json = Plain::parse(kProtocolSchema);
  remove_patterns(json);
  json.erase("anyOf");
  json["allOf"] = Plain::array();
  json["allOf"].emplace_back()["$ref"] = "#/definitions/" + definition;
  auto parsed = std::make_unique<valijson::Schema>();
  valijson::SchemaParser(valijson::SchemaParser::kDraft7)
      .populateSchema(valijson::adapters::NlohmannJsonAdapter(json), *parsed);
  return parsed;
}

// The steps of the way to an error, without the root: valijson writes them "<root>", "[steps]", "[0]".
std::vector<std::string> way_to(const Error& error) {
  std::vector<std::string> way;
  for (std::size_t i = 1; i < error.context.size(); ++i) {
    way.push_back(error.context[i].substr(1, error.context[i].size() - 2));
  }
  return way;
}

// Follows references.
const Json* resolved(const Json* rule) {
  while (rule != nullptr && rule->contains("$ref")) {
    rule = &schema().at(Json::json_pointer(rule->at("$ref").get<std::string>().substr(1)));
  }
  return rule;
}

// The part of the schema that speaks of the member or item `name` of what `rule` speaks of.
const Json* rule_for(const Json* rule, const std::string& name) {
  if (rule == nullptr) return nullptr;
  if (rule->contains("items")) {
    const Json& items = rule->at("items");
    return resolved(items.is_array() ? &items.at(std::stoul(name)) : &items);
  }
  if (rule->contains("properties") && rule->at("properties").contains(name)) {
    return resolved(&rule->at("properties").at(name));
  }
  const auto others = rule->find("additionalProperties");
  return others != rule->end() && others->is_object() ? resolved(&*others) : nullptr;
}

std::string words_of(const Json& rule) {
  if (rule.contains("description")) return rule.at("description");
  if (rule.contains("const")) return rule.at("const").dump();
  if (rule.contains("enum")) return "one of " + rule.at("enum").dump();
  if (!rule.contains("type")) return "what the schema says";
  const std::string type = rule.at("type");
  return (type.find_first_of("aeiou") == 0 ? "an " : "a ") + type;
}

// What stands between the last two quotes.
std::string quoted_end(const std::string& text) {
  const std::size_t last = text.rfind('\''), first = text.rfind('\'', last - 1);
  return text.substr(first + 1, last - first - 1);
}

// valijson's texts are meant for somebody who has the schema before them.
std::string expectation(const Error& error, const Json* rule) {
  const std::string& text = error.description;
  if (text.find("Missing required property") == 0) return fmt::format("a member \"{}\"", quoted_end(text));
  if (text.find("Missing dependency") == 0) return fmt::format("a member \"{}\" as well", quoted_end(text));
  if (text.find("Object contains a property") == 0) return fmt::format("no member \"{}\"", quoted_end(text));
  if (text.find("exactly one child") != std::string::npos) return "only one of the members that exclude each other";
  return rule == nullptr ? text : words_of(*rule);
}

Violation violation(const Error& error, const std::string& definition, const Json& message) {
  const Json* rule = &schema().at("definitions").at(definition);
  const Json* place = &message;
  std::string pointer;
  for (const std::string& name : way_to(error)) {
    rule = rule_for(rule, name);
    place = place->is_array() ? &place->at(std::stoul(name)) : &place->at(name);
    pointer += "/" + name;
  }
  return {pointer, expectation(error, rule), suite::json_excerpt(*place)};
}

}  // namespace

std::optional<Violation> first_violation(const std::string& definition, const Json& message) {
  static std::map<std::string, std::unique_ptr<valijson::Schema>> parsed;
  std::unique_ptr<valijson::Schema>& rules = parsed[definition];
  if (!rules) rules = parse(definition);
  const Plain plain = Plain::parse(message.dump());
  valijson::ValidationResults results;
  valijson::Validator validator(valijson::Validator::kStrongTypes);
  if (validator.validate(*rules, valijson::adapters::NlohmannJsonAdapter(plain), &results)) return std::nullopt;
  const Error* innermost = &*results.begin();
  for (const Error& error : results) {
    if (error.context.size() > innermost->context.size()) innermost = &error;
  }
  return violation(*innermost, definition, message);
}

}  // namespace peercert::subject
