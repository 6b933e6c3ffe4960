#include "x509/plain_certificate.h"

#include <cstddef>

#include "x509/plain.h"
#include "x509/plain_reader.h"

namespace peercert::plain {
namespace {

// AlgorithmIdentifier ::= SEQUENCE { algorithm OBJECT IDENTIFIER, parameters ANY OPTIONAL }
void check_algorithm(std::string_view content) {
  PlainReader reader(content);
  require_oid(reader.take(kOid));
  if (reader.at_end()) return;
  const Element parameters = reader.next();
  if (parameters.tag == kOid) {
    require_oid(parameters.content);
  } else {
    require(parameters.tag == kSequence || (parameters.tag == kNull && parameters.content.empty()));
  }
  reader.end();
}

// SubjectPublicKeyInfo ::= SEQUENCE { algorithm AlgorithmIdentifier, subjectPublicKey BIT STRING }; OpenSSL 3 makes a
// text of the algorithm's identifier, and refuses the certificate when that is too long for one
void check_key(std::string_view content) {
  constexpr std::size_t kLongAlgorithm = 64;
  PlainReader reader(content);
  const std::string_view algorithm = reader.take(kSequence);
  require(PlainReader(algorithm).next().content.size() < kLongAlgorithm);
  check_algorithm(algorithm);
  require_bits(reader.take_last(kBitString));
}

// Extension ::= SEQUENCE { extnID OBJECT IDENTIFIER, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }
Extensions read_extensions(std::string_view content) {
  Extensions extensions;
  PlainReader list(content);
  while (!list.at_end()) {
    PlainReader extension(list.take(kSequence));
    const std::string_view type = extension.take(kOid);
    require_oid(type);
    if (extension.next_is(kBoolean)) require(extension.take(kBoolean).size() == 1);
    note_extension(type, extension.take_last(kOctetString), extensions);
  }
  return extensions;
}

// INTEGER; that of a number below zero is odd, and one that is padded
std::string_view positive(std::string_view content) {
  require_integer(content);
  if (static_cast<signed char>(content[0]) < 0) return "";
  if (content.size() > 1 && content[0] == 0) content.remove_prefix(1);
  return content;
}

// TBSCertificate ::= SEQUENCE { version [0] INTEGER DEFAULT v1, serialNumber INTEGER, signature, issuer, validity,
// subject, subjectPublicKeyInfo, issuerUniqueID [1], subjectUniqueID [2], extensions [3] }
Fields read_body(std::string_view content) {
  Fields fields;
  PlainReader body(content);
  if (body.next_is(constructed(0))) {
    fields.version = read_version(PlainReader(body.take(constructed(0))).take_last(kInteger));
  }
  const Element serial_number = body.next_of(kInteger);
  fields.serial_number = positive(serial_number.content);
  fields.serial_number_der = serial_number.whole;
  check_algorithm(body.take(kSequence));
  fields.issuer = body.next_of(kSequence).whole;
  PlainReader validity(body.take(kSequence));
  fields.not_before = validity.next();
  fields.not_after = validity.next();
  validity.end();
  fields.subject = body.next_of(kSequence).whole;
  check_key(body.take(kSequence));
  for (const unsigned char unique_id : {context(1), context(2)}) {
    if (body.next_is(unique_id)) require_bits(body.take(unique_id));
  }
  if (body.next_is(constructed(3))) {
    fields.extensions_der = body.take(constructed(3));
    fields.extensions = read_extensions(PlainReader(fields.extensions_der).take_last(kSequence));
  }
  body.end();
  return fields;
}

}  // namespace

// Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm AlgorithmIdentifier, signatureValue BIT STRING }
Fields find_fields(std::string_view der) {
  PlainReader certificate(PlainReader(der).take(kSequence));
  const std::string_view body = certificate.take(kSequence);
  check_algorithm(certificate.take(kSequence));
  require_bits(certificate.take_last(kBitString));
  return read_body(body);
}

}  // namespace peercert::plain
