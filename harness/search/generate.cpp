#include "search/generate.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "forge/encode.h"
#include "forge/object_names.h"
#include "search/dice.h"

namespace peercert::search {
namespace {

using forge::Attribute;
using forge::Extension;
using forge::GeneralName;
using forge::Name;
using forge::RelativeName;
using forge::StringType;
using forge::Text;

constexpr const char* kIssuer = "root_ed25519";

constexpr std::array kTypes{"commonName",   "surname",          "serialNumber",
                            "countryName",  "localityName",     "streetAddress",
                            "title",        "organizationName", "organizationalUnitName",
                            "description",  "postalCode",       "name",
                            "givenName",    "initials",         "dnQualifier",
                            "pseudonym",    "userId",           "domainComponent",
                            "emailAddress", "unstructuredName"};
constexpr std::array kDottedTypes{"1.2.3", "2.999.1", "1.3.6.1.4.1.55555.7", "2.5.4.200",
                                  "0.9.2342.19200300.100.1.250"};
constexpr std::array kIds{"1.2.3", "2.999.1", "1.3.6.1.4.1.55555.7", "2.5.4.3", "1.2.840.113549"};
constexpr std::array kStringTypes{StringType::kUtf8, StringType::kPrintable, StringType::kIa5,      StringType::kT61,
                                  StringType::kBmp,  StringType::kNumeric,   StringType::kUniversal};

// Characters of more and more string types; is_permitted has the last word.
constexpr std::array<std::string_view, 4> kAlphabets{"0123456789 ", "abcXYZ019 '()+,-./:=?", "abc@_*&!#\"<>\\~\t\n\x7f",
                                                     "a\u00e9\u00ff\u0416\u20ac\u4e2d\U0001F600\u202e"};

// The first byte of a character of UTF-8 is none of 10xxxxxx.
std::vector<std::string> characters(std::string_view utf8) {
  std::vector<std::string> result;
  for (const char byte : utf8) {
    if ((byte & 0xC0) == 0x80) {
      result.back() += byte;
    } else {
      result.emplace_back(1, byte);
    }
  }
  return result;
}

class Maker {
 public:
  Maker(std::uint64_t seed, std::uint64_t number) : dice_(seed, number) {}

  forge::Recipe recipe() {
    forge::Recipe made;
    made.name = "generated";
    made.issuer = kIssuer;
    made.key = "ed25519_leaf";
    if (!dice_.once_in(3)) made.issuer_name = name(1);
    made.serial = serial();
    made.subject = name(0);
    made.not_before = time();
    made.not_after = time();
    if (dice_.once_in(12)) made.version = static_cast<std::int64_t>(1 + dice_.below(2));
    if (std::get<std::int64_t>(made.version) == 3) made.extensions = extensions();
    return made;
  }

 private:
  std::string serial() {
    std::string magnitude(1, static_cast<char>(1 + dice_.below(255)));
    const std::size_t more = dice_.below(20);
    for (std::size_t i = 0; i < more; ++i) magnitude += static_cast<char>(dice_.below(256));
    return magnitude;
  }

  der::Time time() {
    const auto up_to = [this](std::size_t count) { return static_cast<int>(dice_.below(count)); };
    return {1950 + up_to(dice_.once_in(3) ? 8050 : 120), 1 + up_to(12), 1 + up_to(28), up_to(24), up_to(60), up_to(60)};
  }

  Text text(StringType type) {
    for (;;) {
      const auto choice = characters(kAlphabets[dice_.below(kAlphabets.size())]);
      Text made{type, ""};
      const std::size_t length = 1 + dice_.below(dice_.once_in(10) ? 100 : 12);
      for (std::size_t i = 0; i < length; ++i) made.text += dice_.one_of(choice);
      if (is_permitted(made)) return made;
    }
  }

  Attribute attribute() {
    const bool dotted = dice_.once_in(6);
    const forge::AttributeType* known = dotted ? nullptr : forge::find_attribute_type(dice_.one_of(kTypes));
    const std::string type = known == nullptr ? dice_.one_of(kDottedTypes) : std::string(known->oid);
    const StringType usual = known == nullptr ? StringType::kUtf8 : known->string_type;
    return {type, text(dice_.once_in(3) ? dice_.one_of(kStringTypes) : usual)};
  }

  RelativeName relative_name() {
    RelativeName made;
    for (std::size_t count = 1 + (dice_.once_in(5) ? dice_.below(4) : 0); count > 0; --count)
      made.push_back(attribute());
    // X.690 11.6: the shorter encoding of a SET OF first
    std::sort(made.begin(), made.end(), [](const Attribute& a, const Attribute& b) {
      return der::sorted_set({encode_attribute(a), encode_attribute(b)}) ==
                 der::set_as_given({encode_attribute(a), encode_attribute(b)}) &&
             encode_attribute(a) != encode_attribute(b);
    });
    return made;
  }

  Name name(std::size_t fewest) {
    Name made;
    for (std::size_t count = fewest + dice_.below(dice_.once_in(20) ? 40 : 6); count > 0; --count) {
      made.push_back(relative_name());
    }
    return made;
  }

  std::string octets(std::size_t count) {
    std::string made;
    for (; count > 0; --count) made += static_cast<char>(dice_.once_in(3) ? 0 : dice_.below(256));
    return made;
  }

  GeneralName general_name() {
    using Kind = GeneralName::Kind;
    switch (dice_.below(6)) {
      case 0:
        return {Kind::kDns, text(StringType::kIa5).text};
      case 1:
        return {Kind::kEmail, text(StringType::kIa5).text};
      case 2:
        return {Kind::kUri, text(StringType::kIa5).text};
      case 3:
        return {Kind::kIp, octets(dice_.once_in(2) ? 4 : 16)};
      case 4:
        return {Kind::kDirectory, name(0)};
      default:
        return {Kind::kRegisteredId, dice_.one_of(kIds)};
    }
  }

  std::vector<GeneralName> general_names() {
    std::vector<GeneralName> made;
    for (std::size_t count = 1 + dice_.below(dice_.once_in(10) ? 60 : 6); count > 0; --count)
      made.push_back(general_name());
    return made;
  }

  forge::AuthorityInformationAccess access() {
    forge::AuthorityInformationAccess made;
    for (std::size_t count = 1 + dice_.below(5); count > 0; --count) {
      const std::string_view method = dice_.once_in(5) ? "1.2.3" : dice_.once_in(2) ? forge::kOcsp : forge::kCaIssuers;
      made.descriptions.emplace_back(forge::AccessDescription{std::string(method), general_name()});
    }
    return made;
  }

  forge::CrlDistributionPoints points() {
    forge::CrlDistributionPoints made;
    for (std::size_t count = 1 + dice_.below(4); count > 0; --count) made.points.emplace_back(general_names());
    return made;
  }

  std::vector<Extension> extensions() {
    std::vector<Extension> made;
    const auto add = [&](auto content) { made.push_back({std::move(content), dice_.once_in(4)}); };
    if (!dice_.once_in(3)) add(forge::SubjectAltName{general_names()});
    if (dice_.once_in(2)) add(access());
    if (dice_.once_in(2)) add(points());
    if (dice_.once_in(3)) add(forge::BasicConstraints{dice_.once_in(2), {}});
    if (dice_.once_in(4)) add(forge::KeyUsage{{static_cast<unsigned>(dice_.below(9))}});
    if (dice_.once_in(4)) add(forge::RawExtension{"1.2.3.4", octets(dice_.below(20))});
    for (std::size_t i = made.size(); i > 1; --i) std::swap(made[i - 1], made[dice_.below(i)]);
    return made;
  }

  Dice dice_;
};

}  // namespace

Generator::Generator(const forge::Recipes& recipes, forge::Keys keys, std::uint64_t seed)
    : issuers_{{kIssuer, recipes.at(kIssuer)}}, keys_(std::move(keys)), seed_(seed) {}

forge::Recipe Generator::recipe(std::uint64_t number) const {
  return Maker(seed_, number).recipe();
}

Generated Generator::certificate(std::uint64_t number) const {
  const forge::Recipe made = recipe(number);
  return {forge::forge(made, issuers_, keys_), forge::computed_value(made, issuers_)};
}

}  // namespace peercert::search
