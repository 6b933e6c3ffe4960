// Certificates for tests, put together byte by byte, so that each holds exactly the oddity that a test is about.
// Nothing signs them: a decoder does not look at signatures.
#ifndef PEERCERT_X509_TEST_CERTIFICATE_H
#define PEERCERT_X509_TEST_CERTIFICATE_H

#include <string>
#include <string_view>
#include <vector>

#include "value/literal.h"
#include "x509/arena.h"
#include "x509/decode.h"
#include "x509/test_raised.h"

namespace peercert::test {

using namespace std::string_literals;  // "\0"s

// tlv returns one DER element: tag, length, content.
inline std::string tlv(unsigned char tag, std::string_view content) {
  std::string length;
  for (std::size_t rest = content.size(); rest > 0; rest >>= 8) length.insert(length.begin(), static_cast<char>(rest));
  std::string head(1, static_cast<char>(tag));
  if (content.size() < 0x80) return head + static_cast<char>(content.size()) + std::string(content);
  return head + static_cast<char>(0x80 | length.size()) + length + std::string(content);
}

inline std::string sequence(std::string_view content) {
  return tlv(0x30, content);
}
inline std::string set(std::string_view content) {
  return tlv(0x31, content);
}
inline std::string oid(std::string_view content) {
  return tlv(0x06, content);
}
inline std::string utf8(std::string_view text) {
  return tlv(0x0C, text);
}

// attribute returns AttributeTypeAndValue: `type` are the content octets of the OID, `value` is a whole element.
inline std::string attribute(std::string_view type, std::string_view value) {
  return sequence(oid(type) + std::string(value));
}

inline constexpr std::string_view kCommonName = "\x55\x04\x03";

// common_name returns a Name with one RDN of one attribute.
inline std::string common_name(std::string_view value) {
  return sequence(set(attribute(kCommonName, value)));
}

// extension returns Extension; `type` are the content octets of the OID, `value` what is in the OCTET STRING.
inline std::string extension(std::string_view type, std::string_view value) {
  return sequence(oid(type) + tlv(0x04, value));
}

inline constexpr std::string_view kSubjectAltName = "\x55\x1D\x11";
inline constexpr std::string_view kCrlDistributionPoints = "\x55\x1D\x1F";
inline constexpr std::string_view kAuthorityInfoAccess = "\x2B\x06\x01\x05\x05\x07\x01\x01";
inline constexpr std::string_view kOcsp = "\x2B\x06\x01\x05\x05\x07\x30\x01";
inline constexpr std::string_view kCaIssuers = "\x2B\x06\x01\x05\x05\x07\x30\x02";

// Fields are whole elements; those that a test does not set are ordinary.
struct Fields {
  std::string version = tlv(0xA0, tlv(0x02, "\x02"));
  std::string serial = tlv(0x02, "\x01");
  std::string issuer = common_name(utf8("issuer"));
  std::string not_before = tlv(0x17, "200101000000Z");
  std::string not_after = tlv(0x17, "300101000000Z");
  std::string subject = common_name(utf8("subject"));
  std::string key_algorithm = sequence(oid("\x2B\x65\x70"));  // Ed25519
  std::string extensions;                                     // one after the other
};

inline std::string der(const Fields& fields) {
  const std::string algorithm = sequence(oid("\x2B\x65\x70"));  // Ed25519
  const std::string key = sequence(fields.key_algorithm + tlv(0x03, "\0"s + std::string(32, 'k')));
  const std::string extensions = fields.extensions.empty() ? "" : tlv(0xA3, sequence(fields.extensions));
  const std::string to_be_signed =
      sequence(fields.version + fields.serial + algorithm + fields.issuer +
               sequence(fields.not_before + fields.not_after) + fields.subject + key + extensions);
  return sequence(to_be_signed + algorithm + tlv(0x03, "\0"s + std::string(64, 's')));
}

inline PeerCertificate decode(const Fields& fields) {
  return decode_certificate(der(fields));
}

// memory returns an arena that lasts as long as the tests.
inline Arena& memory() {
  static Arena arena(0);
  return arena;
}

// literal_of returns what stands in the dictionary under `key`, as Python writes it: "(('DNS', 'a'),)"; "absent".
inline std::string literal_of(const PeerCertificate& certificate, std::string_view key) {
  const Value dictionary = to_value(certificate);
  const Value* value = dictionary.get_if<Dict>()->find(key);
  return value == nullptr ? "absent" : to_literal(*value);
}

}  // namespace peercert::test

#endif
