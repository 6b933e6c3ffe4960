// From a recipe to what getpeercert() must yield: the documentation's rules, and nothing of the certificate.
#include <fmt/format.h>

#include <array>
#include <set>

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
      pairs.items.push_back(
          Tuple{{Str{object_name(std::get<std::string>(attribute.type))}, Str{std::get<Text>(attribute.value).text}}});
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

// RFC 5280 lets a location be a name of any kind; the dictionary has URIs only.
void add_uri(Tuple& urls, const GeneralName& name) {
  if (name.kind == GeneralName::Kind::kUri) urls.items.emplace_back(Str{std::get<std::string>(name.value)});
}

Tuple urls_of(const AuthorityInformationAccess& access, std::string_view method) {
  Tuple urls;
  for (const auto& description : access.descriptions) {
    const AccessDescription& typed = std::get<AccessDescription>(description);
    if (typed.method == method) add_uri(urls, typed.location);
  }
  return urls;
}

Tuple urls_of(const CrlDistributionPoints& points) {
  Tuple urls;
  for (const auto& point : points.points) {
    for (const GeneralName& name : std::get<std::vector<GeneralName>>(point)) add_uri(urls, name);
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

// Dictionary is built key by key, without those that are somebody else's to say.
class Dictionary {
 public:
  explicit Dictionary(std::set<std::string> left_out) : left_out_(std::move(left_out)) {}

  [[nodiscard]] bool wants(const std::string& key) const { return left_out_.count(key) == 0; }
  void add(const char* key, Value value) { dict_.entries.push_back({Str{key}, std::move(value)}); }
  void add_unless_empty(const char* key, Tuple tuple) {
    if (!tuple.items.empty()) add(key, std::move(tuple));
  }
  [[nodiscard]] Value take() { return std::move(dict_); }

 private:
  std::set<std::string> left_out_;
  Dict dict_;
};

void add_alt_names(Dictionary& dict, const Recipe& recipe) {
  const auto* san = find_extension<SubjectAltName>(recipe);
  if (san == nullptr || !dict.wants("subjectAltName")) return;
  Tuple names;
  for (const GeneralName& name : san->names) names.items.push_back(general_name_value(name));
  dict.add("subjectAltName", std::move(names));
}

void add_urls(Dictionary& dict, const Recipe& recipe) {
  const auto* access = find_extension<AuthorityInformationAccess>(recipe);
  if (access != nullptr && dict.wants("OCSP")) {
    dict.add_unless_empty("OCSP", urls_of(*access, kOcsp));
    dict.add_unless_empty("caIssuers", urls_of(*access, kCaIssuers));
  }
  const auto* points = find_extension<CrlDistributionPoints>(recipe);
  if (points != nullptr && dict.wants("crlDistributionPoints")) {
    dict.add_unless_empty("crlDistributionPoints", urls_of(*points));
  }
}

}  // namespace

const std::vector<std::string>& keys_of_dictionary() {
  static const std::vector<std::string> kKeys{
      "subject",  "issuer",         "version", "serialNumber", "notBefore",
      "notAfter", "subjectAltName", "OCSP",    "caIssuers",    "crlDistributionPoints"};
  return kKeys;
}

Value computed_value(const Recipe& recipe, const Recipes& recipes) {
  std::set<std::string> left_out;
  for (const Oddity& oddity : oddities(recipe, recipes)) left_out.insert(oddity.keys.begin(), oddity.keys.end());
  Dictionary dict(std::move(left_out));
  if (dict.wants("subject")) dict.add("subject", name_value(std::get<Name>(recipe.subject)));
  if (dict.wants("issuer")) {
    dict.add("issuer", name_value(std::get<Name>(recipe.name_of_issuer(recipes.at(recipe.issuer)))));
  }
  if (dict.wants("version")) dict.add("version", Integer(std::get<std::int64_t>(recipe.version)));
  if (dict.wants("serialNumber")) {
    dict.add("serialNumber", Str{der::to_upper_hex(std::get<std::string>(recipe.serial))});
  }
  if (dict.wants("notBefore")) dict.add("notBefore", time_value(recipe.not_before));
  if (dict.wants("notAfter")) dict.add("notAfter", time_value(recipe.not_after));
  add_alt_names(dict, recipe);
  add_urls(dict, recipe);
  return dict.take();
}

Value completed(const Value& computed, const Expected& expected) {
  Dict dict;
  for (const std::string& key : keys_of_dictionary()) {
    const Value* given = expected.with ? expected.with->get_if<Dict>()->find(key) : nullptr;
    const Value* value = given != nullptr ? given : computed.get_if<Dict>()->find(key);
    if (value != nullptr) dict.entries.push_back({Str{key}, *value});
  }
  return dict;
}

}  // namespace peercert::forge
