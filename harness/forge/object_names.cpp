#include "forge/object_names.h"

#include <array>

namespace peercert::forge {
namespace {

constexpr StringType kUtf8 = StringType::kUtf8;
constexpr StringType kPrintable = StringType::kPrintable;
constexpr StringType kIa5 = StringType::kIa5;
constexpr StringType kNumeric = StringType::kNumeric;

// X.520, RFC 5280 appendix A.1 and RFC 4519; RFC 1274 and RFC 4524; RFC 2985; RFC 3739; CA/Browser Forum EV guidelines
// 9.2.4; the Russian order 795. OpenSSL has these names since 1.1.1.
constexpr std::array<AttributeType, 127> kAttributeTypes{{
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
    {"searchGuide", "2.5.4.14", kUtf8},
    {"businessCategory", "2.5.4.15", kUtf8},
    {"postalAddress", "2.5.4.16", kUtf8},
    {"postalCode", "2.5.4.17", kUtf8},
    {"postOfficeBox", "2.5.4.18", kUtf8},
    {"physicalDeliveryOfficeName", "2.5.4.19", kUtf8},
    {"telephoneNumber", "2.5.4.20", kPrintable},
    {"telexNumber", "2.5.4.21", kUtf8},
    {"teletexTerminalIdentifier", "2.5.4.22", kUtf8},
    {"facsimileTelephoneNumber", "2.5.4.23", kUtf8},
    {"x121Address", "2.5.4.24", kNumeric},
    {"internationaliSDNNumber", "2.5.4.25", kNumeric},
    {"registeredAddress", "2.5.4.26", kUtf8},
    {"destinationIndicator", "2.5.4.27", kPrintable},
    {"preferredDeliveryMethod", "2.5.4.28", kUtf8},
    {"presentationAddress", "2.5.4.29", kUtf8},
    {"supportedApplicationContext", "2.5.4.30", kUtf8},
    {"member", "2.5.4.31", kUtf8},
    {"owner", "2.5.4.32", kUtf8},
    {"roleOccupant", "2.5.4.33", kUtf8},
    {"seeAlso", "2.5.4.34", kUtf8},
    {"userPassword", "2.5.4.35", kUtf8},
    {"userCertificate", "2.5.4.36", kUtf8},
    {"cACertificate", "2.5.4.37", kUtf8},
    {"authorityRevocationList", "2.5.4.38", kUtf8},
    {"certificateRevocationList", "2.5.4.39", kUtf8},
    {"crossCertificatePair", "2.5.4.40", kUtf8},
    {"name", "2.5.4.41", kUtf8},
    {"givenName", "2.5.4.42", kUtf8},
    {"initials", "2.5.4.43", kUtf8},
    {"generationQualifier", "2.5.4.44", kUtf8},
    {"x500UniqueIdentifier", "2.5.4.45", kUtf8},
    {"dnQualifier", "2.5.4.46", kPrintable},
    {"enhancedSearchGuide", "2.5.4.47", kUtf8},
    {"protocolInformation", "2.5.4.48", kUtf8},
    {"distinguishedName", "2.5.4.49", kUtf8},
    {"uniqueMember", "2.5.4.50", kUtf8},
    {"houseIdentifier", "2.5.4.51", kUtf8},
    {"supportedAlgorithms", "2.5.4.52", kUtf8},
    {"deltaRevocationList", "2.5.4.53", kUtf8},
    {"dmdName", "2.5.4.54", kUtf8},
    {"pseudonym", "2.5.4.65", kUtf8},
    {"role", "2.5.4.72", kUtf8},
    {"organizationIdentifier", "2.5.4.97", kUtf8},
    {"countryCode3c", "2.5.4.98", kPrintable},
    {"countryCode3n", "2.5.4.99", kNumeric},
    {"dnsName", "2.5.4.100", kUtf8},
    {"userId", "0.9.2342.19200300.100.1.1", kUtf8},
    {"textEncodedORAddress", "0.9.2342.19200300.100.1.2", kUtf8},
    {"rfc822Mailbox", "0.9.2342.19200300.100.1.3", kIa5},
    {"info", "0.9.2342.19200300.100.1.4", kUtf8},
    {"favouriteDrink", "0.9.2342.19200300.100.1.5", kUtf8},
    {"roomNumber", "0.9.2342.19200300.100.1.6", kUtf8},
    {"photo", "0.9.2342.19200300.100.1.7", kUtf8},
    {"userClass", "0.9.2342.19200300.100.1.8", kUtf8},
    {"host", "0.9.2342.19200300.100.1.9", kUtf8},
    {"manager", "0.9.2342.19200300.100.1.10", kUtf8},
    {"documentIdentifier", "0.9.2342.19200300.100.1.11", kUtf8},
    {"documentTitle", "0.9.2342.19200300.100.1.12", kUtf8},
    {"documentVersion", "0.9.2342.19200300.100.1.13", kUtf8},
    {"documentAuthor", "0.9.2342.19200300.100.1.14", kUtf8},
    {"documentLocation", "0.9.2342.19200300.100.1.15", kUtf8},
    {"homeTelephoneNumber", "0.9.2342.19200300.100.1.20", kUtf8},
    {"secretary", "0.9.2342.19200300.100.1.21", kUtf8},
    {"otherMailbox", "0.9.2342.19200300.100.1.22", kUtf8},
    {"lastModifiedTime", "0.9.2342.19200300.100.1.23", kUtf8},
    {"lastModifiedBy", "0.9.2342.19200300.100.1.24", kUtf8},
    {"domainComponent", "0.9.2342.19200300.100.1.25", kIa5},
    {"aRecord", "0.9.2342.19200300.100.1.26", kIa5},
    {"pilotAttributeType27", "0.9.2342.19200300.100.1.27", kUtf8},
    {"mXRecord", "0.9.2342.19200300.100.1.28", kIa5},
    {"nSRecord", "0.9.2342.19200300.100.1.29", kIa5},
    {"sOARecord", "0.9.2342.19200300.100.1.30", kIa5},
    {"cNAMERecord", "0.9.2342.19200300.100.1.31", kIa5},
    {"associatedDomain", "0.9.2342.19200300.100.1.37", kIa5},
    {"associatedName", "0.9.2342.19200300.100.1.38", kUtf8},
    {"homePostalAddress", "0.9.2342.19200300.100.1.39", kUtf8},
    {"personalTitle", "0.9.2342.19200300.100.1.40", kUtf8},
    {"mobileTelephoneNumber", "0.9.2342.19200300.100.1.41", kUtf8},
    {"pagerTelephoneNumber", "0.9.2342.19200300.100.1.42", kUtf8},
    {"friendlyCountryName", "0.9.2342.19200300.100.1.43", kUtf8},
    {"uniqueIdentifier", "0.9.2342.19200300.100.1.44", kUtf8},
    {"organizationalStatus", "0.9.2342.19200300.100.1.45", kUtf8},
    {"janetMailbox", "0.9.2342.19200300.100.1.46", kUtf8},
    {"mailPreferenceOption", "0.9.2342.19200300.100.1.47", kUtf8},
    {"buildingName", "0.9.2342.19200300.100.1.48", kUtf8},
    {"dSAQuality", "0.9.2342.19200300.100.1.49", kUtf8},
    {"singleLevelQuality", "0.9.2342.19200300.100.1.50", kUtf8},
    {"subtreeMinimumQuality", "0.9.2342.19200300.100.1.51", kUtf8},
    {"subtreeMaximumQuality", "0.9.2342.19200300.100.1.52", kUtf8},
    {"personalSignature", "0.9.2342.19200300.100.1.53", kUtf8},
    {"dITRedirect", "0.9.2342.19200300.100.1.54", kUtf8},
    {"audio", "0.9.2342.19200300.100.1.55", kUtf8},
    {"documentPublisher", "0.9.2342.19200300.100.1.56", kUtf8},
    {"emailAddress", "1.2.840.113549.1.9.1", kIa5},
    {"unstructuredName", "1.2.840.113549.1.9.2", kUtf8},
    {"contentType", "1.2.840.113549.1.9.3", kUtf8},
    {"messageDigest", "1.2.840.113549.1.9.4", kUtf8},
    {"signingTime", "1.2.840.113549.1.9.5", kUtf8},
    {"countersignature", "1.2.840.113549.1.9.6", kUtf8},
    {"challengePassword", "1.2.840.113549.1.9.7", kUtf8},
    {"unstructuredAddress", "1.2.840.113549.1.9.8", kUtf8},
    {"extendedCertificateAttributes", "1.2.840.113549.1.9.9", kUtf8},
    {"friendlyName", "1.2.840.113549.1.9.20", kUtf8},
    {"localKeyID", "1.2.840.113549.1.9.21", kUtf8},
    {"id-pda-dateOfBirth", "1.3.6.1.5.5.7.9.1", kUtf8},
    {"id-pda-placeOfBirth", "1.3.6.1.5.5.7.9.2", kUtf8},
    {"id-pda-gender", "1.3.6.1.5.5.7.9.3", kPrintable},
    {"id-pda-countryOfCitizenship", "1.3.6.1.5.5.7.9.4", kPrintable},
    {"id-pda-countryOfResidence", "1.3.6.1.5.5.7.9.5", kPrintable},
    {"jurisdictionLocalityName", "1.3.6.1.4.1.311.60.2.1.1", kUtf8},
    {"jurisdictionStateOrProvinceName", "1.3.6.1.4.1.311.60.2.1.2", kUtf8},
    {"jurisdictionCountryName", "1.3.6.1.4.1.311.60.2.1.3", kPrintable},
    {"INN", "1.2.643.3.131.1.1", kNumeric},
    {"OGRN", "1.2.643.100.1", kNumeric},
    {"SNILS", "1.2.643.100.3", kNumeric},
}};

struct NamedObject {
  std::string_view name;
  std::string_view oid;
};

// Identifiers of other things, which a name or a registeredID may carry all the same.
constexpr std::array<NamedObject, 19> kOtherObjects{{
    {"data", "0.9"},
    {"ISO Member Body", "1.2"},
    {"Signing Tool of Subject", "1.2.643.100.111"},
    {"GOST R 34.10-2012 with GOST R 34.11-2012 (256 bit)", "1.2.643.7.1.1.3.2"},
    {"X9.57 CM ?", "1.2.840.10040.4"},
    {"RSA Data Security, Inc.", "1.2.840.113549"},
    {"sha256WithRSAEncryption", "1.2.840.113549.1.1.11"},
    {"Extension Request", "1.2.840.113549.1.9.14"},
    {"S/MIME Capabilities", "1.2.840.113549.1.9.15"},
    {"ED25519", "1.3.101.112"},
    {"certicom-arc", "1.3.132"},
    {"Microsoft User Principal Name", "1.3.6.1.4.1.311.20.2.3"},
    {"TLS Web Server Authentication", "1.3.6.1.5.5.7.3.1"},
    {"TLS Web Client Authentication", "1.3.6.1.5.5.7.3.2"},
    {"sha256", "2.16.840.1.101.3.4.2.1"},
    {"directory services (X.500)", "2.5"},
    {"X509", "2.5.4"},
    {"X509v3 Subject Alternative Name", "2.5.29.17"},
    {"X509v3 Basic Constraints", "2.5.29.19"},
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
