#include "forge/encode.h"

namespace peercert::forge {
namespace {

// RFC 5280 section 4.2.1 and 4.2.2.
constexpr std::string_view kSubjectKeyIdentifier = "2.5.29.14";
constexpr std::string_view kKeyUsage = "2.5.29.15";
constexpr std::string_view kBasicConstraints = "2.5.29.19";
constexpr std::string_view kAuthorityKeyIdentifier = "2.5.29.35";
constexpr std::string_view kExtendedKeyUsage = "2.5.29.37";

// The tags of GeneralName (RFC 5280 section 4.2.1.6).
der::Tag general_name_tag(GeneralName::Kind kind) {
  switch (kind) {
    case GeneralName::Kind::kEmail:
      return der::context(1);  // rfc822Name [1] IA5String
    case GeneralName::Kind::kDns:
      return der::context(2);  // dNSName [2] IA5String
    case GeneralName::Kind::kDirectory:
      return der::context(4, true);  // directoryName [4] EXPLICIT Name
    case GeneralName::Kind::kUri:
      return der::context(6);  // uniformResourceIdentifier [6] IA5String
    case GeneralName::Kind::kIp:
      return der::context(7);  // iPAddress [7] OCTET STRING
    default:
      return der::context(8);  // registeredID [8] OBJECT IDENTIFIER
  }
}

std::vector<std::string> encode_general_names(const std::vector<GeneralName>& names) {
  std::vector<std::string> parts;
  for (const GeneralName& name : names) parts.push_back(encode_general_name(name));
  return parts;
}

std::string encode_access_description(const std::variant<AccessDescription, Raw>& description) {
  if (const Raw* raw = std::get_if<Raw>(&description)) return encode_raw(*raw, der::kSequence);
  const AccessDescription& typed = std::get<AccessDescription>(description);
  return der::sequence({der::oid(typed.method), encode_general_name(typed.location)});
}

// DistributionPoint ::= SEQUENCE { distributionPoint [0] DistributionPointName OPTIONAL, ... }
// DistributionPointName ::= CHOICE { fullName [0] GeneralNames, ... }
std::string encode_distribution_point(const std::variant<std::vector<GeneralName>, Raw>& point) {
  if (const Raw* raw = std::get_if<Raw>(&point)) return encode_raw(*raw, der::kSequence);
  const std::string full_name = der::join(encode_general_names(std::get<std::vector<GeneralName>>(point)));
  return der::sequence({der::explicit_tag(0, der::explicit_tag(0, full_name))});
}

struct Encoded {
  std::string oid;
  std::string value;
};

struct ExtensionEncoder {
  const KeyIdentifiers& identifiers;

  Encoded operator()(const SubjectAltName& san) const {
    return {std::string(kSubjectAltName), der::sequence(encode_general_names(san.names))};
  }

  Encoded operator()(const AuthorityInformationAccess& access) const {
    std::vector<std::string> parts;
    for (const auto& description : access.descriptions) parts.push_back(encode_access_description(description));
    return {std::string(kAuthorityInfoAccess), der::sequence(parts)};
  }

  Encoded operator()(const CrlDistributionPoints& points) const {
    std::vector<std::string> parts;
    for (const auto& point : points.points) parts.push_back(encode_distribution_point(point));
    return {std::string(kCrlDistributionPoints), der::sequence(parts)};
  }

  // BasicConstraints ::= SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER OPTIONAL }
  Encoded operator()(const BasicConstraints& constraints) const {
    std::vector<std::string> parts;
    if (constraints.ca) parts.push_back(der::boolean(true));
    if (constraints.path_length) parts.push_back(der::integer(*constraints.path_length));
    return {std::string(kBasicConstraints), der::sequence(parts)};
  }

  Encoded operator()(const KeyUsage& usage) const { return {std::string(kKeyUsage), der::named_bits(usage.bits)}; }

  Encoded operator()(const ExtendedKeyUsage& usage) const {
    std::vector<std::string> parts;
    for (const std::string& oid : usage.oids) parts.push_back(der::oid(oid));
    return {std::string(kExtendedKeyUsage), der::sequence(parts)};
  }

  Encoded operator()(const SubjectKeyIdentifier&) const {
    return {std::string(kSubjectKeyIdentifier), der::octet_string(identifiers.subject)};
  }

  // AuthorityKeyIdentifier ::= SEQUENCE { keyIdentifier [0] IMPLICIT OCTET STRING OPTIONAL, ... }
  Encoded operator()(const AuthorityKeyIdentifier&) const {
    return {std::string(kAuthorityKeyIdentifier), der::sequence({der::element(der::context(0), identifiers.issuer)})};
  }

  Encoded operator()(const RawExtension& raw) const { return {raw.oid, raw.value}; }
};

}  // namespace

std::string encode_raw(const Raw& raw, const der::Tag& usual) {
  if (raw.whole) return raw.bytes;
  return der::element(raw.tag ? der::Tag{der::TagClass::kUniversal, *raw.tag, false} : usual, raw.bytes);
}

// AttributeTypeAndValue ::= SEQUENCE { type OBJECT IDENTIFIER, value ANY }
std::string encode_attribute(const Attribute& attribute) {
  const Text* text = std::get_if<Text>(&attribute.value);
  const std::string* oid = std::get_if<std::string>(&attribute.type);
  const std::string type = oid != nullptr ? der::oid(*oid) : encode_raw(std::get<Raw>(attribute.type), der::kOid);
  return der::sequence({type, text != nullptr ? der::element(tag_of(text->type), encode_text(*text))
                                              : encode_raw(std::get<Raw>(attribute.value), {})});
}

std::string encode_name(const std::variant<Name, Raw>& name) {
  if (const Raw* raw = std::get_if<Raw>(&name)) return encode_raw(*raw, der::kSequence);
  std::vector<std::string> sets;
  for (const RelativeName& rdn : std::get<Name>(name)) {
    std::vector<std::string> attributes;
    for (const Attribute& attribute : rdn) attributes.push_back(encode_attribute(attribute));
    sets.push_back(der::set_as_given(attributes));
  }
  return der::sequence(sets);
}

std::string encode_general_name(const GeneralName& name) {
  const der::Tag tag = general_name_tag(name.kind);
  if (const Raw* raw = std::get_if<Raw>(&name.value)) return encode_raw(*raw, tag);
  if (const Name* directory = std::get_if<Name>(&name.value)) return der::element(tag, encode_name(*directory));
  const std::string& text = std::get<std::string>(name.value);
  if (name.kind == GeneralName::Kind::kRegisteredId) return der::implicit_tag(tag.number, der::oid(text));
  return der::element(tag, text);
}

std::string oid_of(const Extension& extension) {
  return std::visit(ExtensionEncoder{{}}, extension.content).oid;
}

// Extension ::= SEQUENCE { extnID OBJECT IDENTIFIER, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }
std::string encode_extension(const Extension& extension, const KeyIdentifiers& identifiers) {
  const Encoded encoded = std::visit(ExtensionEncoder{identifiers}, extension.content);
  std::vector<std::string> parts{der::oid(encoded.oid)};
  if (extension.critical) parts.push_back(der::boolean(true));
  parts.push_back(der::octet_string(encoded.value));
  return der::sequence(parts);
}

}  // namespace peercert::forge
