#include "der/reader.h"
#include "search/certificates.h"
#include "search/der_values.h"

namespace peercert::search {
namespace {

using der::Node;

constexpr der::Tag kEnumerated{der::TagClass::kUniversal, 10, false};

bool starts_with(const Node& node, std::initializer_list<der::Tag> tags) {
  if (node.children.size() < tags.size()) return false;
  std::size_t i = 0;
  for (const der::Tag& tag : tags) {
    if (node.children[i++].tag != tag) return false;
  }
  return true;
}

bool is_time(const Node& node) {
  return node.tag == der::kUtcTime || node.tag == der::kGeneralizedTime;
}

// TBSCertList ::= SEQUENCE { version INTEGER OPTIONAL, signature, issuer, thisUpdate Time, ... } (RFC 5280, 5.1)
bool is_crl(const Node& signed_part) {
  const std::size_t version = starts_with(signed_part, {der::kInteger}) ? 1 : 0;
  const auto& parts = signed_part.children;
  return parts.size() > version + 2 && parts[version].tag == der::kSequence &&
         parts[version + 1].tag == der::kSequence && is_time(parts[version + 2]);
}

// CertificationRequestInfo ::= SEQUENCE { version INTEGER, subject, subjectPKInfo, attributes [0] } (RFC 2986, 4.1)
bool is_request(const Node& signed_part) {
  if (!starts_with(signed_part, {der::kInteger, der::kSequence, der::kSequence})) return false;
  return starts_with(signed_part.children[2], {der::kSequence, der::kBitString}) && signed_part.children.size() <= 4;
}

// OCSPRequest ::= SEQUENCE { tbsRequest, optionalSignature [0] OPTIONAL } (RFC 6960, 4.1.1): no algorithm follows
bool is_ocsp_request(const Node& whole) {
  const auto& parts = whole.children;
  if (parts.size() == 1) return !parts[0].children.empty();
  return parts.size() == 2 && parts[1].tag == der::context(0, true);
}

// CertificatePair ::= SEQUENCE { forward [0] Certificate OPTIONAL, reverse [1] Certificate OPTIONAL } (RFC 4523, 2.3)
bool is_pair(const Node& whole) {
  return starts_with(whole, {der::context(0, true)}) || starts_with(whole, {der::context(1, true)});
}

std::string kind_of(const Node& whole) {
  // PFX ::= SEQUENCE { version INTEGER, authSafe ContentInfo, ... } (RFC 7292, 4)
  if (starts_with(whole, {der::kInteger, der::kSequence}) && starts_with(whole.children[1], {der::kOid})) {
    const bool is_pkcs12 = whole.children[0].content == "\x03";
    return is_pkcs12 ? "PKCS #12" : "key";
  }
  if (starts_with(whole, {der::kInteger})) return "key";
  if (starts_with(whole, {der::kOid})) return "PKCS #7";
  if (starts_with(whole, {kEnumerated})) return "OCSP";
  if (is_pair(whole)) return "certificate pair";
  if (!starts_with(whole, {der::kSequence})) return "";
  // SubjectPublicKeyInfo, EncryptedPrivateKeyInfo: an AlgorithmIdentifier, and then a string
  if (starts_with(whole.children[0], {der::kOid})) return "key";
  if (is_ocsp_request(whole)) return "OCSP";
  if (is_crl(whole.children[0])) return "CRL";
  return is_request(whole.children[0]) ? "request" : "";
}

}  // namespace

std::string other_kind(std::string_view der) {
  try {
    return kind_of(der::read(der));
  } catch (const der::DerError&) {
    return "";  // broken inside: let the decoders say so
  }
}

bool is_one_value(std::string_view bytes) {
  const bool is_indefinite = bytes.size() >= 4 && bytes.substr(0, 2) == "\x30\x80";
  if (is_indefinite) return bytes.substr(bytes.size() - 2) == std::string_view("\0\0", 2);
  return value_size(bytes) == bytes.size();
}

}  // namespace peercert::search
