// The grammar of certificates (RFC 5280 section 4.1 and appendix A), as tables, as far as it takes to name what stands
// in one. It is for people: nothing that decodes rests on it.
#ifndef PEERCERT_X509_GRAMMAR_H
#define PEERCERT_X509_GRAMMAR_H

#include <array>
#include <span>
#include <string_view>

namespace peercert::grammar {

struct Type;

// Part is one component of a SEQUENCE, or one alternative of a CHOICE.
struct Part {
  std::string_view name;  // "" for what has the name of what it is in
  const Type* type;
  int context = -1;       // the number of its context tag; what has one may be absent
  bool optional = false;  // one without a context tag that may be absent
};

struct Type {
  enum class Shape {
    kParts,   // `parts`, in their order
    kItems,   // any number of parts[0]; without parts, of anything
    kChoice,  // one of `parts`, told apart by their context tags
    kOpened,  // an OCTET STRING in which an extension has its value
  };
  Shape shape = Shape::kItems;
  int tag = -1;  // the universal tag that it has; -1 for any
  std::span<const Part> parts{};
  bool qualifies = true;  // its name stands before the names of what is in it
};

inline constexpr Type kAnything{}, kBoolean{.tag = 1}, kInteger{.tag = 2}, kBitString{.tag = 3}, kOctetString{.tag = 4};
inline constexpr Type kOid{.tag = 6};

inline constexpr std::array kAlgorithmParts = {Part{"algorithm", &kOid}, Part{"parameters", &kAnything, -1, true}};
inline constexpr Type kAlgorithm{Type::Shape::kParts, 16, kAlgorithmParts};

// Name ::= SEQUENCE OF SET OF SEQUENCE { type, value }
inline constexpr std::array kAttributeParts = {Part{"type", &kOid}, Part{"value", &kAnything}};
inline constexpr Type kAttribute{Type::Shape::kParts, 16, kAttributeParts};
inline constexpr std::array kRelativeParts = {Part{"attribute", &kAttribute}};
inline constexpr Type kRelativeName{Type::Shape::kItems, 17, kRelativeParts};
inline constexpr std::array kNameParts = {Part{"rdn", &kRelativeName}};
inline constexpr Type kName{Type::Shape::kItems, 16, kNameParts};

// GeneralName ::= CHOICE; the tag of directoryName is explicit, since Name is a CHOICE itself.
inline constexpr std::array kExplicitNameParts = {Part{"", &kName}};
inline constexpr Type kExplicitName{Type::Shape::kParts, -1, kExplicitNameParts};
inline constexpr std::array kGeneralNameParts = {Part{"otherName", &kAnything, 0},
                                                 Part{"rfc822Name", &kAnything, 1},
                                                 Part{"dNSName", &kAnything, 2},
                                                 Part{"x400Address", &kAnything, 3},
                                                 Part{"directoryName", &kExplicitName, 4},
                                                 Part{"ediPartyName", &kAnything, 5},
                                                 Part{"uniformResourceIdentifier", &kAnything, 6},
                                                 Part{"iPAddress", &kAnything, 7},
                                                 Part{"registeredID", &kOid, 8}};
inline constexpr Type kGeneralName{Type::Shape::kChoice, -1, kGeneralNameParts};
inline constexpr std::array kGeneralNamesParts = {Part{"", &kGeneralName}};
inline constexpr Type kGeneralNames{Type::Shape::kItems, 16, kGeneralNamesParts};

// AuthorityInfoAccessSyntax ::= SEQUENCE OF SEQUENCE { accessMethod, accessLocation }
inline constexpr std::array kAccessParts = {Part{"accessMethod", &kOid}, Part{"accessLocation", &kGeneralName}};
inline constexpr Type kAccess{Type::Shape::kParts, 16, kAccessParts};
inline constexpr std::array kAccessesParts = {Part{"", &kAccess}};
inline constexpr Type kAccesses{Type::Shape::kItems, 16, kAccessesParts};

// CRLDistributionPoints ::= SEQUENCE OF SEQUENCE { distributionPoint [0], reasons [1], cRLIssuer [2] }
inline constexpr std::array kPointNameParts = {Part{"fullName", &kGeneralNames, 0},
                                               Part{"nameRelativeToCRLIssuer", &kRelativeName, 1}};
inline constexpr Type kPointName{Type::Shape::kParts, -1, kPointNameParts};
inline constexpr std::array kPointParts = {Part{"distributionPoint", &kPointName, 0}, Part{"reasons", &kAnything, 1},
                                           Part{"cRLIssuer", &kGeneralNames, 2}};
inline constexpr Type kPoint{Type::Shape::kParts, 16, kPointParts};
inline constexpr std::array kPointsParts = {Part{"", &kPoint}};
inline constexpr Type kPoints{Type::Shape::kItems, 16, kPointsParts};

inline constexpr std::array kConstraintsParts = {Part{"cA", &kBoolean, -1, true},
                                                 Part{"pathLenConstraint", &kInteger, -1, true}};
inline constexpr Type kConstraints{Type::Shape::kParts, 16, kConstraintsParts};
inline constexpr std::array kPurposesParts = {Part{"keyPurposeId", &kOid}};
inline constexpr Type kPurposes{Type::Shape::kItems, 16, kPurposesParts};
inline constexpr std::array kAuthorityKeyParts = {Part{"keyIdentifier", &kAnything, 0},
                                                  Part{"authorityCertIssuer", &kGeneralNames, 1},
                                                  Part{"authorityCertSerialNumber", &kAnything, 2}};
inline constexpr Type kAuthorityKey{Type::Shape::kParts, 16, kAuthorityKeyParts};

// ExtensionType is an extension that has a name; the content of its extnValue is of this type.
struct ExtensionType {
  std::string_view oid, name;
  const Type* type;
};
inline constexpr std::array kExtensionTypes = {ExtensionType{"2.5.29.14", "subjectKeyIdentifier", &kOctetString},
                                               ExtensionType{"2.5.29.15", "keyUsage", &kBitString},
                                               ExtensionType{"2.5.29.17", "subjectAltName", &kGeneralNames},
                                               ExtensionType{"2.5.29.18", "issuerAltName", &kGeneralNames},
                                               ExtensionType{"2.5.29.19", "basicConstraints", &kConstraints},
                                               ExtensionType{"2.5.29.31", "cRLDistributionPoints", &kPoints},
                                               ExtensionType{"2.5.29.35", "authorityKeyIdentifier", &kAuthorityKey},
                                               ExtensionType{"2.5.29.37", "extKeyUsage", &kPurposes},
                                               ExtensionType{"1.3.6.1.5.5.7.1.1", "authorityInfoAccess", &kAccesses}};

// Extensions ::= SEQUENCE OF SEQUENCE { extnID, critical DEFAULT FALSE, extnValue }
inline constexpr Type kExtensionValue{Type::Shape::kOpened, 4};
inline constexpr std::array kExtensionParts = {Part{"extnID", &kOid}, Part{"critical", &kBoolean, -1, true},
                                               Part{"extnValue", &kExtensionValue}};
inline constexpr Type kExtension{Type::Shape::kParts, 16, kExtensionParts};
inline constexpr std::array kExtensionsParts = {Part{"", &kExtension}};
inline constexpr Type kExtensions{Type::Shape::kItems, 16, kExtensionsParts};
inline constexpr std::array kExplicitExtensionsParts = {Part{"", &kExtensions}};
inline constexpr Type kExplicitExtensions{Type::Shape::kParts, -1, kExplicitExtensionsParts};

inline constexpr std::array kVersionParts = {Part{"", &kInteger}};
inline constexpr Type kVersion{Type::Shape::kParts, -1, kVersionParts};
inline constexpr std::array kValidityParts = {Part{"notBefore", &kAnything}, Part{"notAfter", &kAnything}};
inline constexpr Type kValidity{Type::Shape::kParts, 16, kValidityParts};
inline constexpr std::array kPublicKeyParts = {Part{"algorithm", &kAlgorithm}, Part{"subjectPublicKey", &kBitString}};
inline constexpr Type kPublicKey{Type::Shape::kParts, 16, kPublicKeyParts};

inline constexpr std::array kBodyParts = {Part{"version", &kVersion, 0},
                                          Part{"serialNumber", &kInteger},
                                          Part{"signature", &kAlgorithm},
                                          Part{"issuer", &kName},
                                          Part{"validity", &kValidity},
                                          Part{"subject", &kName},
                                          Part{"subjectPublicKeyInfo", &kPublicKey},
                                          Part{"issuerUniqueID", &kAnything, 1},
                                          Part{"subjectUniqueID", &kAnything, 2},
                                          Part{"extensions", &kExplicitExtensions, 3}};
inline constexpr Type kBody{Type::Shape::kParts, 16, kBodyParts, false};
inline constexpr std::array kCertificateParts = {
    Part{"tbsCertificate", &kBody}, Part{"signatureAlgorithm", &kAlgorithm}, Part{"signatureValue", &kBitString}};
inline constexpr Type kCertificate{Type::Shape::kParts, 16, kCertificateParts, false};

}  // namespace peercert::grammar

#endif
