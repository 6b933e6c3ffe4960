// From a recipe to what getpeercert() must yield: the documentation's rules, and nothing of the certificate.
#include <fmt/format.h>

#include <array>

#include "der/hex.h"
#include "forge/forge.h"
#include "forge/object_names.h"

namespace peercert::forge {
namespace {

Value name_value(const Name& name) {
  Tuple rdns;
  for (const RelativeName& rdn : name) {
    Tuple pairs;
    for (const Attribute& attribute : rdn) {
      pairs.items.push_back(Tuple{{Str{object_name(attribute.oid)}, Str{std::get<Text>(attribute.value).text}}});
    }
    rdns.items.emplace_back(std::move(pairs));
  }
  return rdns;
}

// "%b %e %H:%M:%S %Y GMT" in the C locale: the day is padded with a blank.
Value time_value(const std::variant<der::Time, Raw>& time) {
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const der::Time& moment = std::get<der::Time>(time);
  return Str{fmt::format("{} {:2} {:02}:{:02}:{:02} {} GMT", kMonths.at(static_cast<std::size_t>(moment.month - 1)),
                         moment.day, moment.hour, moment.minute, moment.second, moment.year)};
}

// Four decimal octets, or eight groups in upper-case hexadecimal without leading zeros and without "::".
std::string ip_text(const std::string& octets) {
  const bool is_v4 = octets.size() == 4;
  std::string text;
  for (std::size_t i = 0; i < octets.size(); i += is_v4 ? 1 : 2) {
    const unsigned first = static_cast<unsigned char>(octets[i]);
    if (is_v4) {
      text += fmt::format("{}{}", i == 0 ? "" : ".", first);
    } else {
      text += fmt::format("{}{:X}", i == 0 ? "" : ":", first << 8 | static_cast<unsigned char>(octets[i + 1]));
    }
  }
  return text;
}

Value general_name_value(const GeneralName& name) {
  const auto pair = [](const char* kind, Value value) -> Value { return Tuple{{Str{kind}, std::move(value)}}; };
  if (const Name* directory = std::get_if<Name>(&name.value)) return pair("DirName", name_value(*directory));
  const std::string& text = std::get<std::string>(name.value);
  switch (name.kind) {
    case GeneralName::Kind::kDns:
      return pair("DNS", Str{text});
    case GeneralName::Kind::kEmail:
      return pair("email", Str{text});
    case GeneralName::Kind::kUri:
      return pair("URI", Str{text});
    case GeneralName::Kind::kIp:
      return pair("IP Address", Str{ip_text(text)});
    default:
      return pair("Registered ID", Str{object_name(text)});
  }
}

Str uri_value(const GeneralName& name) {
  return Str{std::get<std::string>(name.value)};
}

Tuple urls_of(const AuthorityInformationAccess& access, AccessDescription::Method method) {
  Tuple urls;
  for (const AccessDescription& description : access.descriptions) {
    if (description.method == method) urls.items.emplace_back(uri_value(description.location));
  }
  return urls;
}

Tuple urls_of(const CrlDistributionPoints& points) {
  Tuple urls;
  for (const auto& point : points.points) {
    for (const GeneralName& name : std::get<std::vector<GeneralName>>(point)) urls.items.emplace_back(uri_value(name));
  }
  return urls;
}

// The extension of that kind, or nullptr.
template <typename Content>
const Content* find_extension(const Recipe& recipe) {
  for (const Extension& extension : recipe.extensions) {
    if (const Content* content = std::get_if<Content>(&extension.content)) return content;
  }
  return nullptr;
}

void add(Dict& dict, const char* key, Value value) {
  dict.entries.push_back({Str{key}, std::move(value)});
}

void add_unless_empty(Dict& dict, const char* key, Tuple tuple) {
  if (!tuple.items.empty()) add(dict, key, std::move(tuple));
}

void add_extensions(Dict& dict, const Recipe& recipe) {
  if (const auto* san = find_extension<SubjectAltName>(recipe)) {
    Tuple names;
    for (const GeneralName& name : san->names) names.items.push_back(general_name_value(name));
    add(dict, "subjectAltName", std::move(names));
  }
  if (const auto* access = find_extension<AuthorityInformationAccess>(recipe)) {
    add_unless_empty(dict, "OCSP", urls_of(*access, AccessDescription::Method::kOcsp));
    add_unless_empty(dict, "caIssuers", urls_of(*access, AccessDescription::Method::kCaIssuers));
  }
  if (const auto* points = find_extension<CrlDistributionPoints>(recipe)) {
    add_unless_empty(dict, "crlDistributionPoints", urls_of(*points));
  }
}

}  // namespace

Value computed_value(const Recipe& recipe, const Recipes& recipes) {
  Dict dict;
  add(dict, "subject", name_value(std::get<Name>(recipe.subject)));
  add(dict, "issuer", name_value(std::get<Name>(recipes.at(recipe.issuer).subject)));
  add(dict, "version", Integer(recipe.version));
  add(dict, "serialNumber", Str{der::to_upper_hex(std::get<std::string>(recipe.serial))});
  add(dict, "notBefore", time_value(recipe.not_before));
  add(dict, "notAfter", time_value(recipe.not_after));
  add_extensions(dict, recipe);
  return dict;
}

}  // namespace peercert::forge
