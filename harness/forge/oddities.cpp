// What makes a recipe's value something that a person must say.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "forge/encode.h"
#include "forge/forge.h"

namespace peercert::forge {
namespace {

constexpr std::size_t kLongestSerial = 20;  // octets; RFC 5280 section 4.1.2.2

using Affected = std::vector<std::string>;

const Affected kAltName{"subjectAltName"};
const Affected kAccess{"OCSP", "caIssuers"};
const Affected kPoints{"crlDistributionPoints"};
const Affected kEveryExtension{"subjectAltName", "OCSP", "caIssuers", "crlDistributionPoints"};

// The keys of the extension of that identifier; none for one that the dictionary does not show.
Affected keys_of_extension(std::string_view oid) {
  if (oid == kSubjectAltName) return kAltName;
  if (oid == kAuthorityInfoAccess) return kAccess;
  if (oid == kCrlDistributionPoints) return kPoints;
  return {};
}

class Oddities {
 public:
  void look_at(const Recipe& recipe, const Recipe& issuer);
  [[nodiscard]] std::vector<Oddity> take() { return std::move(found_); }

 private:
  void add_if(bool condition, std::string phrase) {
    if (condition) found_.push_back({std::move(phrase), keys_});
  }
  void look_at_numbers_and_times(const Recipe& recipe);
  void look_at_name(const std::variant<Name, Raw>& name, std::string_view what);
  void look_at_rdn(const RelativeName& rdn, std::string_view what);
  void look_at_general_name(const GeneralName& name, std::string_view what);
  void look_at_extensions(const Recipe& recipe);
  void look_at_content(const SubjectAltName& san);
  void look_at_content(const AuthorityInformationAccess& access);
  void look_at_content(const CrlDistributionPoints& points);
  void look_at_content(const BasicConstraints&) {}
  void look_at_content(const KeyUsage&) {}
  void look_at_content(const ExtendedKeyUsage&) {}
  void look_at_content(const SubjectKeyIdentifier&) {}
  void look_at_content(const AuthorityKeyIdentifier&) {}
  void look_at_content(const RawExtension& raw);

  Affected keys_;  // that what is being looked at touches
  std::vector<Oddity> found_;
};

void Oddities::look_at_rdn(const RelativeName& rdn, std::string_view what) {
  add_if(rdn.empty(), fmt::format("a relative name of {} without attributes", what));
  std::vector<std::string> encoded;
  for (const Attribute& attribute : rdn) {
    const Text* text = std::get_if<Text>(&attribute.value);
    add_if(std::holds_alternative<Raw>(attribute.type), fmt::format("a raw attribute type in {}", what));
    add_if(text == nullptr, fmt::format("raw bytes in {}", what));
    add_if(text != nullptr && !is_permitted(*text),
           fmt::format("text in {} that its string type does not permit", what));
    encoded.push_back(encode_attribute(attribute));
  }
  add_if(!der::in_set_order(encoded), fmt::format("attributes of {} that are not in the order of DER", what));
}

void Oddities::look_at_name(const std::variant<Name, Raw>& name, std::string_view what) {
  add_if(std::holds_alternative<Raw>(name), fmt::format("raw {}", what));
  if (const Name* typed = std::get_if<Name>(&name)) {
    for (const RelativeName& rdn : *typed) look_at_rdn(rdn, what);
  }
}

void Oddities::look_at_general_name(const GeneralName& name, std::string_view what) {
  add_if(std::holds_alternative<Raw>(name.value), fmt::format("raw bytes in {}", what));
  if (const Name* directory = std::get_if<Name>(&name.value)) look_at_name(*directory, what);
  const std::string* text = std::get_if<std::string>(&name.value);
  if (text == nullptr || name.kind == GeneralName::Kind::kIp) return;
  add_if(!is_permitted({StringType::kIa5, *text}), fmt::format("text in {} that IA5String does not permit", what));
}

void Oddities::look_at_content(const SubjectAltName& san) {
  keys_ = kAltName;
  add_if(san.names.empty(), "san without names");
  for (const GeneralName& name : san.names) look_at_general_name(name, "san");
}

void Oddities::look_at_content(const AuthorityInformationAccess& access) {
  keys_ = kAccess;
  add_if(access.descriptions.empty(), "authority_information_access without entries");
  for (const auto& description : access.descriptions) {
    const auto* typed = std::get_if<AccessDescription>(&description);
    add_if(typed == nullptr, "raw entry of authority_information_access");
    if (typed != nullptr) look_at_general_name(typed->location, "authority_information_access");
  }
}

void Oddities::look_at_content(const CrlDistributionPoints& points) {
  keys_ = kPoints;
  add_if(points.points.empty(), "crl_distribution_points without points");
  for (const auto& point : points.points) {
    add_if(std::holds_alternative<Raw>(point), "raw distribution point");
    const auto* full_name = std::get_if<std::vector<GeneralName>>(&point);
    if (full_name == nullptr) continue;
    add_if(full_name->empty(), "distribution point without names");
    for (const GeneralName& name : *full_name) look_at_general_name(name, "crl_distribution_points");
  }
}

void Oddities::look_at_content(const RawExtension& raw) {
  keys_ = keys_of_extension(raw.oid);
  add_if(!keys_.empty(), fmt::format("raw extension {}", raw.oid));
}

// RFC 5280 section 4.2: no more than one extension of a kind, and extensions only in version 3.
void Oddities::look_at_extensions(const Recipe& recipe) {
  keys_ = kEveryExtension;
  add_if(recipe.frame.extensions.has_value(), "raw extensions");
  const auto* version = std::get_if<std::int64_t>(&recipe.version);
  add_if((version == nullptr || *version != 3) && !recipe.extensions.empty(), "extensions in a version other than 3");
  std::set<std::string> seen;
  for (const Extension& extension : recipe.extensions) {
    std::visit([this](const auto& content) { look_at_content(content); }, extension.content);
    const std::string oid = oid_of(extension);
    keys_ = keys_of_extension(oid);
    add_if(!seen.insert(oid).second, fmt::format("the extension {} twice", oid));
  }
}

void Oddities::look_at_numbers_and_times(const Recipe& recipe) {
  keys_ = {"version"};
  const auto* version = std::get_if<std::int64_t>(&recipe.version);
  add_if(version == nullptr, "raw version");
  add_if(version != nullptr && (*version < 1 || *version > 3), "a version other than 1, 2 and 3");
  keys_ = {"serialNumber"};
  const auto* serial = std::get_if<std::string>(&recipe.serial);
  add_if(serial == nullptr, "raw serial");
  add_if(serial != nullptr && (serial->size() > kLongestSerial || *serial == std::string(1, '\0')),
         "a serial that is not positive or longer than 20 octets");
  keys_ = {"notBefore"};
  add_if(std::holds_alternative<Raw>(recipe.not_before), "raw not_before");
  keys_ = {"notAfter"};
  add_if(std::holds_alternative<Raw>(recipe.not_after), "raw not_after");
}

void Oddities::look_at(const Recipe& recipe, const Recipe& issuer) {
  look_at_numbers_and_times(recipe);
  keys_ = {"subject"};
  look_at_name(recipe.subject, "subject");
  const std::variant<Name, Raw>& issuer_name = recipe.name_of_issuer(issuer);
  keys_ = {"issuer"};
  look_at_name(issuer_name, "issuer");
  const Name* typed = std::get_if<Name>(&issuer_name);
  add_if(typed != nullptr && typed->empty(), "an issuer without a name");
  look_at_extensions(recipe);
  keys_ = {};
  for (const std::string& part : recipe.frame.parts()) add_if(true, fmt::format("the key '{}'", part));
}

}  // namespace

std::vector<Oddity> oddities(const Recipe& recipe, const Recipes& recipes) {
  Oddities oddities;
  oddities.look_at(recipe, recipes.at(recipe.issuer));
  return oddities.take();
}

}  // namespace peercert::forge
