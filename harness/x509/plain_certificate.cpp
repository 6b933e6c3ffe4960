#include "x509/plain_certificate.h"

#include <cstddef>
#include <utility>

#include "x509/plain.h"
#include "x509/plain_extensions.h"
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

void add_extensions(const Extensions& extensions, PeerCertificate& result) {
  result.subject_alt_name = subject_alt_name(extensions);
  Access uris = access(extensions);
  result.ocsp = std::move(uris.ocsp);
  result.ca_issuers = std::move(uris.ca_issuers);
  result.crl_distribution_points = crl_distribution_points(extensions);
}

std::string read_serial(std::string_view content) {
  require_integer(content);
  require(static_cast<signed char>(content[0]) >= 0);
  if (content.size() > 1 && content[0] == 0) content.remove_prefix(1);
  return read_serial_number(content);
}

std::string take_time(PlainReader& validity) {
  const Element time = validity.next();
  return read_time(time.tag, time.content);
}

// TBSCertificate ::= SEQUENCE { version [0] INTEGER DEFAULT v1, serialNumber INTEGER, signature, issuer, validity,
// subject, subjectPublicKeyInfo, issuerUniqueID [1], subjectUniqueID [2], extensions [3] }
PeerCertificate read_body(std::string_view content) {
  PeerCertificate result;
  PlainReader body(content);
  result.version = 1;
  if (body.next_is(constructed(0))) {
    result.version = read_version(PlainReader(body.take(constructed(0))).take_last(kInteger));
  }
  result.serial_number = read_serial(body.take(kInteger));
  check_algorithm(body.take(kSequence));
  result.issuer = read_name(body.next().whole);
  PlainReader validity(body.take(kSequence));
  result.not_before = take_time(validity);
  result.not_after = take_time(validity);
  validity.end();
  result.subject = read_name(body.next().whole);
  check_key(body.take(kSequence));
  for (const unsigned char unique_id : {context(1), context(2)}) {
    if (body.next_is(unique_id)) require_bits(body.take(unique_id));
  }
  if (body.next_is(constructed(3))) {
    add_extensions(read_extensions(PlainReader(body.take(constructed(3))).take_last(kSequence)), result);
  }
  body.end();
  return result;
}

}  // namespace

// Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm AlgorithmIdentifier, signatureValue BIT STRING }
PeerCertificate read_certificate(std::string_view der) {
  PlainReader certificate(PlainReader(der).take(kSequence));
  const std::string_view body = certificate.take(kSequence);
  check_algorithm(certificate.take(kSequence));
  require_bits(certificate.take_last(kBitString));
  return read_body(body);
}

}  // namespace peercert::plain
