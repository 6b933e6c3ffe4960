// What makes a recipe's value something that a person must say.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "forge/encode.h"
#include "forge/forge.h"

namespace peercert::forge {
namespace {

constexpr std::size_t kLongestSerial = 20;  // octets; RFC 5280 section 4.1.2.2

class Oddities {
 public:
  void add(std::string phrase) { found_.push_back(std::move(phrase)); }
  void add_if(bool condition, std::string_view phrase) {
    if (condition) found_.emplace_back(phrase);
  }

  void look_at(const Recipe& recipe, const Recipe& issuer);
  [[nodiscard]] std::vector<std::string> take() { return std::move(found_); }

 private:
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
  void look_at_content(const RawExtension& raw) { add(fmt::format("raw extension {}", raw.oid)); }

  std::vector<std::string> found_;
};

void Oddities::look_at_rdn(const RelativeName& rdn, std::string_view what) {
  add_if(rdn.empty(), fmt::format("a relative name of {} without attributes", what));
  std::vector<std::string> encoded;
  for (const Attribute& attribute : rdn) {
    const Text* text = std::get_if<Text>(&attribute.value);
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
  add_if(san.names.empty(), "san without names");
  for (const GeneralName& name : san.names) look_at_general_name(name, "san");
}

void Oddities::look_at_content(const AuthorityInformationAccess& access) {
  add_if(access.descriptions.empty(), "authority_information_access without entries");
  for (const AccessDescription& description : access.descriptions) {
    look_at_general_name(description.location, "authority_information_access");
  }
}

void Oddities::look_at_content(const CrlDistributionPoints& points) {
  add_if(points.points.empty(), "crl_distribution_points without points");
  for (const auto& point : points.points) {
    add_if(std::holds_alternative<Raw>(point), "raw distribution point");
    const auto* full_name = std::get_if<std::vector<GeneralName>>(&point);
    if (full_name == nullptr) continue;
    add_if(full_name->empty(), "distribution point without names");
    for (const GeneralName& name : *full_name) look_at_general_name(name, "crl_distribution_points");
  }
}

// RFC 5280 section 4.2: no more than one extension of a kind, and extensions only in version 3.
void Oddities::look_at_extensions(const Recipe& recipe) {
  add_if(recipe.version != 3 && !recipe.extensions.empty(), "extensions in a version other than 3");
  std::set<std::size_t> kinds;
  for (const Extension& extension : recipe.extensions) {
    std::visit([this](const auto& content) { look_at_content(content); }, extension.content);
    add_if(!kinds.insert(extension.content.index()).second, "the same extension twice");
  }
}

void Oddities::look_at(const Recipe& recipe, const Recipe& issuer) {
  const std::string* serial = std::get_if<std::string>(&recipe.serial);
  add_if(serial == nullptr, "raw serial");
  add_if(serial != nullptr && (serial->size() > kLongestSerial || *serial == std::string(1, '\0')),
         "a serial that is not positive or longer than 20 octets");
  add_if(recipe.version < 1 || recipe.version > 3, "a version other than 1, 2 and 3");
  add_if(std::holds_alternative<Raw>(recipe.not_before), "raw not_before");
  add_if(std::holds_alternative<Raw>(recipe.not_after), "raw not_after");
  look_at_name(recipe.subject, "subject");
  if (&issuer != &recipe) look_at_name(issuer.subject, "the issuer's subject");
  const Name* issuer_name = std::get_if<Name>(&issuer.subject);
  add_if(issuer_name != nullptr && issuer_name->empty(), "an issuer without a name");
  look_at_extensions(recipe);
}

}  // namespace

std::vector<std::string> oddities(const Recipe& recipe, const Recipes& recipes) {
  Oddities oddities;
  oddities.look_at(recipe, recipes.at(recipe.issuer));
  return oddities.take();
}

}  // namespace peercert::forge
