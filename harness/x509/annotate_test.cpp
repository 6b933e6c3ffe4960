#include "x509/annotate.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "x509/test_certificate.h"

namespace peercert {
namespace {

using namespace std::string_literals;

using test::extension;
using test::sequence;
using test::tlv;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string der_with_extension(std::string_view type, const std::string& value) {
  test::Fields fields;
  fields.extensions = extension(type, value);
  return test::der(fields);
}

// The first annotation of that name, and of that tag unless it is "".
Annotation named(const std::string& der, const std::string& name, const std::string& what = "") {
  for (const Annotation& one : annotate_certificate(der)) {
    if (one.name == name && (what.empty() || one.what == what)) return one;
  }
  return {};
}

std::string content(const std::string& der, const Annotation& one) {
  return der.substr(one.offset + one.header_length, one.length);
}

std::vector<std::string> faults(const std::string& der) {
  std::vector<std::string> out;
  for (const Annotation& one : annotate_certificate(der)) {
    if (!one.fault.empty()) out.push_back(fmt::format("{}: {}", one.name, one.fault));
  }
  return out;
}

// Headers, and the contents of what is not opened: whether they are all of the bytes, each once and in order.
bool covers(const std::string& der) {
  std::size_t at = 0;
  for (const Annotation& one : annotate_certificate(der)) {
    if (one.offset != at) return false;
    at += one.header_length + (one.opened ? 0 : one.length);
  }
  return at == der.size();
}

TEST(Annotate, NamesAreThoseOfX509) {
  std::vector<std::string> names;
  for (const Annotation& one : annotate_certificate(test::der({}))) names.push_back(one.name);
  EXPECT_THAT(names,
              ElementsAre("Certificate", "tbsCertificate", "version", "version", "serialNumber", "signature",
                          "signature.algorithm", "issuer", "issuer.rdn[0]", "issuer.rdn[0].attribute[0]",
                          "issuer.rdn[0].attribute[0].type", "issuer.rdn[0].attribute[0].value", "validity",
                          "validity.notBefore", "validity.notAfter", "subject", "subject.rdn[0]",
                          "subject.rdn[0].attribute[0]", "subject.rdn[0].attribute[0].type",
                          "subject.rdn[0].attribute[0].value", "subjectPublicKeyInfo", "subjectPublicKeyInfo.algorithm",
                          "subjectPublicKeyInfo.algorithm.algorithm", "subjectPublicKeyInfo.subjectPublicKey",
                          "signatureAlgorithm", "signatureAlgorithm.algorithm", "signatureValue"));
  EXPECT_THAT(faults(test::der({})), IsEmpty());
  EXPECT_TRUE(covers(test::der({})));
}

TEST(Annotate, ValueIsWhereItStandsAndBecomesWhatItBecomes) {
  const std::string der = test::der({});
  const Annotation value = named(der, "subject.rdn[0].attribute[0].value");
  EXPECT_EQ(value.what, "UTF8String");
  EXPECT_EQ(content(der, value), "subject");
  EXPECT_THAT(value.becomes, ElementsAre("['subject'][0][0][1]"));
  const Annotation type = named(der, "subject.rdn[0].attribute[0].type");
  EXPECT_EQ(type.says, "2.5.4.3, commonName");
  EXPECT_THAT(type.becomes, ElementsAre("['subject'][0][0][0]"));
}

TEST(Annotate, GeneralNamesAreNamedByTheirTags) {
  const std::string der = der_with_extension(
      test::kSubjectAltName, sequence(tlv(0x82, "a.org") + tlv(0xA4, test::common_name(test::utf8("x")))));
  EXPECT_EQ(named(der, "extensions[0]").says, "subjectAltName");
  EXPECT_EQ(content(der, named(der, "subjectAltName[0].dNSName")), "a.org");
  EXPECT_THAT(named(der, "subjectAltName[0].dNSName").becomes,
              ElementsAre("['subjectAltName'][0]", "['subjectAltName'][0][1]"));
  EXPECT_THAT(named(der, "subjectAltName[1].directoryName.rdn[0].attribute[0].value").becomes,
              ElementsAre("['subjectAltName'][1][1][0][0][1]"));
  EXPECT_THAT(faults(der), IsEmpty());
  EXPECT_TRUE(covers(der));
}

TEST(Annotate, OptionalPartsMayBeAbsent) {
  test::Fields fields;
  fields.version = "";
  const std::string der = test::der(fields);
  EXPECT_EQ(content(der, named(der, "serialNumber")), "\x01");
  EXPECT_THAT(faults(der), IsEmpty());
}

TEST(Annotate, LocationsOfAccessAndPointsAreUris) {
  const std::string uri = tlv(0x86, "http://a");
  EXPECT_EQ(named(der_with_extension(test::kCrlDistributionPoints, sequence(sequence(tlv(0xA0, tlv(0xA0, uri))))),
                  "cRLDistributionPoints[0].distributionPoint.fullName[0].uniformResourceIdentifier")
                .becomes,
            std::vector<std::string>{"['crlDistributionPoints'][0]"});
  EXPECT_EQ(named(der_with_extension(test::kAuthorityInfoAccess, sequence(sequence(test::oid(test::kOcsp) + uri))),
                  "authorityInfoAccess[0].accessLocation.uniformResourceIdentifier")
                .becomes,
            std::vector<std::string>{"['OCSP'][0]"});
}

TEST(Annotate, AnotherElementThanX509WantsIsSaid) {
  EXPECT_THAT(faults(der_with_extension(test::kSubjectAltName, tlv(0x05, ""))),
              ElementsAre("subjectAltName: X.509 wants SEQUENCE"));
  EXPECT_THAT(faults(der_with_extension(test::kSubjectAltName, sequence(tlv(0x0C, "a")))),
              ElementsAre("subjectAltName[0]: X.509 has no such alternative here"));
  test::Fields fields;
  fields.serial = tlv(0x0C, "1");
  EXPECT_THAT(faults(test::der(fields)), ElementsAre("serialNumber: X.509 wants INTEGER"));
}

TEST(Annotate, ExtensionThatStandsTwiceIsSaid) {
  test::Fields fields;
  const std::string once = extension(test::kSubjectAltName, sequence(""));
  fields.extensions = once + extension(test::kCrlDistributionPoints, sequence("")) + once;
  EXPECT_THAT(faults(test::der(fields)), ElementsAre("extensions[2]: X.509 has each extension once"));
}

TEST(Annotate, ExtensionsWhoseTypesCannotBeReadAreNotTheSame) {
  test::Fields fields;
  fields.extensions = extension("\x55\x1D\x81", sequence("")) + extension("\x55\x1D\x82", sequence(""));
  EXPECT_THAT(faults(test::der(fields)), Each(HasSubstr("object identifier ends inside an arc")));
  EXPECT_THAT(faults(test::der(fields)), SizeIs(2));
}

TEST(Annotate, WhatIsMissingAndWhatIsTooMuchIsSaid) {
  EXPECT_THAT(faults(sequence(sequence(tlv(2, "\x01")))),
              ElementsAre("Certificate: signatureAlgorithm is missing", "tbsCertificate: signature is missing"));
  test::Fields fields;
  fields.not_after += tlv(0x05, "");
  EXPECT_THAT(faults(test::der(fields)), ElementsAre("validity[2]: X.509 has nothing here"));
}

TEST(Annotate, WhatIsNoDerIsThereAsBytes) {
  const std::string der = der_with_extension(test::kSubjectAltName, sequence(tlv(0x82, "a") + "\x82\x05zz"));
  EXPECT_TRUE(covers(der));
  const std::size_t broken = der.find("\x82\x05zz");
  EXPECT_THAT(faults(der), ElementsAre(fmt::format("subjectAltName[1].dNSName: byte {}: length of 5 runs past the end "
                                                   "at byte {}",
                                                   broken + 1, broken + 4)));
  const std::string cut = der_with_extension(test::kSubjectAltName, sequence(tlv(0x82, "a") + "\x82"));
  EXPECT_TRUE(covers(cut));
  const std::size_t lone = cut.find("\x82\x01") + 3;
  EXPECT_THAT(faults(cut), ElementsAre(fmt::format(": byte {}: ends where a length should be", lone + 1)));
}

TEST(Annotate, BytesAfterTheCertificateAreSaid) {
  EXPECT_THAT(faults(test::der({}) + "\0\0\0"s), ElementsAre(": bytes after the certificate"));
}

TEST(Annotate, LengthThatEndsIn80IsNotIndefinite) {
  for (const char last : {'\x80', '\x81'}) {
    const std::string der = "\x30\x82\x01"s + last + std::string(0x100 + static_cast<unsigned char>(last), '\x05');
    EXPECT_THAT(faults(der + "\0\0"s), testing::Contains(": bytes after the certificate"));
    EXPECT_NE(annotate_certificate(der + "\0\0"s).back().name, "end of contents");
  }
}

TEST(Annotate, IndefiniteLengthEndsWithItsOctets) {
  const std::string inside = test::der({}).substr(3);  // what follows 30 81 XX
  const std::string der = "\x30\x80"s + inside + "\0\0"s;
  EXPECT_TRUE(covers(der));
  EXPECT_THAT(faults(der), ElementsAre("Certificate: byte 1: indefinite length"));
  EXPECT_EQ(annotate_certificate(der).back().name, "end of contents");
}

TEST(Annotate, ObjectIdentifierThatIsNoneIsSaid) {
  const std::string der = der_with_extension("\x55\x1D\x81", sequence(""));
  const std::size_t last = der.find("\x55\x1D\x81") + 2;
  EXPECT_THAT(faults(der),
              ElementsAre(HasSubstr(fmt::format(": byte {}: object identifier ends inside an arc", last))));
}

TEST(Annotate, EveryBeginningOfACertificateIsGoneThrough) {
  const std::string der = der_with_extension(test::kSubjectAltName, sequence(tlv(0x82, "a.org")));
  for (std::size_t length = 0; length <= der.size(); ++length) EXPECT_TRUE(covers(der.substr(0, length))) << length;
}

TEST(Annotate, EveryChangedByteIsGoneThrough) {
  const std::string whole = der_with_extension(test::kSubjectAltName, sequence(tlv(0x82, "a.org")));
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const char other : {'\0', '\x30', '\x7f', '\x80', '\xff'}) {
      std::string der = whole;
      der[at] = other;
      EXPECT_TRUE(covers(der)) << at << " is " << static_cast<int>(other);
    }
  }
}

}  // namespace
}  // namespace peercert
