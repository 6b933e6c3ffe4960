#include "forge/object_names.h"

#include <array>

namespace peercert::forge {
namespace {

constexpr StringType kUtf8 = StringType::kUtf8;
constexpr StringType kPrintable = StringType::kPrintable;
constexpr StringType kIa5 = StringType::kIa5;

// RFC 5280 appendix A.1, RFC 4519, RFC 2985, RFC 4524, ETSI EN 319 412-1, CA/Browser Forum EV guidelines 9.2.4.
constexpr std::array<AttributeType, 45> kAttributeTypes{{
    {"commonName", "2.5.4.3", kUtf8},
    {"surname", "2.5.4.4", kUtf8},
    {"serialNumber", "2.5.4.5", kPrintable},
    {"countryName", "2.5.4.6", kPrintable},
    {"localityName", "2.5.4.7", kUtf8},
    {"stateOrProvinceName", "2.5.4.8", kUtf8},
    {"streetAddress", "2.5.4.9", kUtf8},
    {"organizationName", "2.5.4.10", kUtf8},
    {"organizationalUnitName", "2.5.4.11", kUtf8},
    {"title", "2.5.4.12", kUtf8},
    {"description", "2.5.4.13", kUtf8},
    {"businessCategory", "2.5.4.15", kUtf8},
    {"postalCode", "2.5.4.17", kUtf8},
    {"postOfficeBox", "2.5.4.18", kUtf8},
    {"physicalDeliveryOfficeName", "2.5.4.19", kUtf8},
    {"telephoneNumber", "2.5.4.20", kPrintable},
    {"name", "2.5.4.41", kUtf8},
    {"givenName", "2.5.4.42", kUtf8},
    {"initials", "2.5.4.43", kUtf8},
    {"generationQualifier", "2.5.4.44", kUtf8},
    {"x500UniqueIdentifier", "2.5.4.45", kUtf8},
    {"dnQualifier", "2.5.4.46", kPrintable},
    {"houseIdentifier", "2.5.4.51", kUtf8},
    {"dmdName", "2.5.4.54", kUtf8},
    {"pseudonym", "2.5.4.65", kUtf8},
    {"role", "2.5.4.72", kUtf8},
    {"organizationIdentifier", "2.5.4.97", kUtf8},
    {"countryCode3c", "2.5.4.98", kPrintable},
    {"countryCode3n", "2.5.4.99", StringType::kNumeric},
    {"dnsName", "2.5.4.100", kUtf8},
    {"userId", "0.9.2342.19200300.100.1.1", kUtf8},
    {"rfc822Mailbox", "0.9.2342.19200300.100.1.3", kIa5},
    {"favouriteDrink", "0.9.2342.19200300.100.1.5", kUtf8},
    {"userClass", "0.9.2342.19200300.100.1.8", kUtf8},
    {"domainComponent", "0.9.2342.19200300.100.1.25", kIa5},
    {"documentPublisher", "0.9.2342.19200300.100.1.56", kUtf8},
    {"emailAddress", "1.2.840.113549.1.9.1", kIa5},
    {"unstructuredName", "1.2.840.113549.1.9.2", kUtf8},
    {"unstructuredAddress", "1.2.840.113549.1.9.8", kUtf8},
    {"jurisdictionLocalityName", "1.3.6.1.4.1.311.60.2.1.1", kUtf8},
    {"jurisdictionStateOrProvinceName", "1.3.6.1.4.1.311.60.2.1.2", kUtf8},
    {"jurisdictionCountryName", "1.3.6.1.4.1.311.60.2.1.3", kPrintable},
    {"INN", "1.2.643.3.131.1.1", StringType::kNumeric},
    {"OGRN", "1.2.643.100.1", StringType::kNumeric},
    {"SNILS", "1.2.643.100.3", StringType::kNumeric},
}};

struct NamedObject {
  std::string_view name;
  std::string_view oid;
};

// Identifiers of other things, which a name or a registeredID may carry all the same.
constexpr std::array<NamedObject, 12> kOtherObjects{{
    {"ISO Member Body", "1.2"},
    {"RSA Data Security, Inc.", "1.2.840.113549"},
    {"sha256WithRSAEncryption", "1.2.840.113549.1.1.11"},
    {"Extension Request", "1.2.840.113549.1.9.14"},
    {"Microsoft User Principal Name", "1.3.6.1.4.1.311.20.2.3"},
    {"TLS Web Server Authentication", "1.3.6.1.5.5.7.3.1"},
    {"TLS Web Client Authentication", "1.3.6.1.5.5.7.3.2"},
    {"id-pda-countryOfCitizenship", "1.3.6.1.5.5.7.9.4"},
    {"sha256", "2.16.840.1.101.3.4.2.1"},
    {"X509v3 Subject Alternative Name", "2.5.29.17"},
    {"X509v3 Basic Constraints", "2.5.29.19"},
    {"ED25519", "1.3.101.112"},
}};

// RFC 5280 section 4.2.1.12.
constexpr std::array<NamedObject, 7> kExtendedKeyUsages{{
    {"serverAuth", "1.3.6.1.5.5.7.3.1"},
    {"clientAuth", "1.3.6.1.5.5.7.3.2"},
    {"codeSigning", "1.3.6.1.5.5.7.3.3"},
    {"emailProtection", "1.3.6.1.5.5.7.3.4"},
    {"timeStamping", "1.3.6.1.5.5.7.3.8"},
    {"OCSPSigning", "1.3.6.1.5.5.7.3.9"},
    {"anyExtendedKeyUsage", "2.5.29.37.0"},
}};

}  // namespace

const AttributeType* find_attribute_type(std::string_view name_or_oid) {
  for (const AttributeType& type : kAttributeTypes) {
    if (type.name == name_or_oid || type.oid == name_or_oid) return &type;
  }
  return nullptr;
}

std::string object_name(std::string_view oid) {
  if (const AttributeType* type = find_attribute_type(oid)) return std::string(type->name);
  for (const NamedObject& object : kOtherObjects) {
    if (object.oid == oid) return std::string(object.name);
  }
  return std::string(oid);
}

std::string_view extended_key_usage_oid(std::string_view word) {
  for (const NamedObject& usage : kExtendedKeyUsages) {
    if (usage.name == word) return usage.oid;
  }
  return {};
}

}  // namespace peercert::forge
