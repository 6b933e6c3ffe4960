#include "x509/decode.h"

#include <gtest/gtest.h>
#include <openssl/err.h>

#include "x509/extensions.h"
#include "x509/openssl.h"
#include "x509/test_certificate.h"

namespace peercert {
namespace {

using test::decode;
using test::extension;
using test::Fields;
using test::sequence;
using test::tlv;
using namespace std::string_literals;

std::int64_t decode_version(const std::string& version) {
  Fields fields;
  fields.version = version;
  return decode(fields).version;
}

std::string decode_serial(const std::string& content) {
  Fields fields;
  fields.serial = tlv(0x02, content);
  return std::string(decode(fields).serial_number);
}

std::string decode_time(unsigned char tag, const std::string& text) {
  Fields fields;
  fields.not_before = tlv(tag, text);
  return std::string(decode(fields).not_before);
}

PeerCertificate decode_with(const std::string& extensions) {
  Fields fields;
  fields.extensions = extensions;
  return decode(fields);
}

std::string alt_names(const std::string& extensions) {
  return test::literal_of(decode_with(extensions), "subjectAltName");
}

std::string points_of(const std::string& extensions) {
  return test::literal_of(decode_with(extensions), "crlDistributionPoints");
}

std::string subject_alt_name(const std::string& value) {
  return extension(test::kSubjectAltName, value);
}

std::string uri(const std::string& text) {
  return tlv(0x86, text);
}

std::string access(std::string_view method, const std::string& location) {
  return sequence(test::oid(method) + location);
}

std::string information_access(const std::string& descriptions) {
  return extension(test::kAuthorityInfoAccess, sequence(descriptions));
}

// full_name returns a DistributionPoint with distributionPoint [0] { fullName [0] `names` }.
std::string full_name(const std::string& names) {
  return sequence(tlv(0xA0, tlv(0xA0, names)));
}

std::string distribution_points(const std::string& points) {
  return extension(test::kCrlDistributionPoints, sequence(points));
}

TEST(DecodeTest, OrdinaryCertificate) {
  EXPECT_EQ(to_literal(to_value(decode({}))),
            "{'subject': ((('commonName', 'subject'),),), 'issuer': ((('commonName', 'issuer'),),), 'version': 3, "
            "'serialNumber': '01', 'notBefore': 'Jan  1 00:00:00 2020 GMT', 'notAfter': 'Jan  1 00:00:00 2030 GMT'}");
}

TEST(DecodeTest, BytesAfterTheCertificateAreIgnored) {
  EXPECT_EQ(decode_certificate(test::der({}) + "more"), decode({}));
}

TEST(DecodeTest, WhatIsNoCertificateIsAnSslError) {
  for (const std::string& bytes : {""s, "x"s, test::der({}).substr(0, 100)}) {
    const Raised raised = test::raised([&] { return decode_certificate(bytes); });
    EXPECT_EQ(raised.type, "ssl.SSLError");
    EXPECT_EQ(raised.args, Value(Tuple{{Str{"Error decoding PEM-encoded file"}}}));
    EXPECT_EQ(raised.text, "('Error decoding PEM-encoded file',)");
    EXPECT_EQ(raised.attributes, Value(Dict{{{Str{"errno"}, None{}}, {Str{"strerror"}, None{}}}}));
  }
}

TEST(DecodeTest, VersionIsOneMoreThanWritten) {
  EXPECT_EQ(decode_version(""), 1);
  EXPECT_EQ(decode_version(tlv(0xA0, tlv(0x02, "\0"s))), 1);
  EXPECT_EQ(decode_version(tlv(0xA0, tlv(0x02, "\x03"))), 4);
  EXPECT_EQ(decode_version(tlv(0xA0, tlv(0x02, "\xFF"))), 0);
  EXPECT_EQ(decode_version(tlv(0xA0, tlv(0x02, "\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"))), INT64_MIN);
  EXPECT_EQ(decode_version(tlv(0xA0, tlv(0x02, "\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"))), 0);
}

TEST(DecodeTest, SerialNumberIsUpperCaseWithTwoDigitsAByte) {
  EXPECT_EQ(decode_serial("\0"s), "00");
  EXPECT_EQ(decode_serial("\x0F"), "0F");
  EXPECT_EQ(decode_serial("\0\x80"s), "80");
  EXPECT_EQ(decode_serial("\0\x95\xF0"s), "95F0");
  EXPECT_EQ(decode_serial("\xFF"), "-01");
  EXPECT_EQ(decode_serial("\xFF\0"s), "-0100");
}

TEST(DecodeTest, SerialNumberBreaksAfter35Bytes) {
  std::string digits;
  for (int i = 0; i < 35; ++i) digits += "1A";
  EXPECT_EQ(decode_serial(std::string(35, '\x1A')), digits);
  EXPECT_EQ(decode_serial(std::string(36, '\x1A')), digits + "\\\n");
  EXPECT_EQ(decode_serial(std::string(400, '\x1A')), digits + "\\\n");
}

TEST(DecodeTest, UtcTimeIsOfTheYears1950To2049) {
  EXPECT_EQ(decode_time(0x17, "491231235959Z"), "Dec 31 23:59:59 2049 GMT");
  EXPECT_EQ(decode_time(0x17, "500105000000Z"), "Jan  5 00:00:00 1950 GMT");
}

TEST(DecodeTest, GeneralizedTimeKeepsYearAndFraction) {
  EXPECT_EQ(decode_time(0x18, "00990101000000Z"), "Jan  1 00:00:00 99 GMT");
  EXPECT_EQ(decode_time(0x18, "20500101000000.123Z"), "Jan  1 00:00:00.123 2050 GMT");
}

TEST(DecodeTest, ImpossibleTimeIsBadTimeValue) {
  for (const std::string text : {"201301000000Z", "200230000000Z", "210229000000Z", "200101240000Z", "200101000000z"}) {
    EXPECT_EQ(decode_time(0x17, text), "Bad time value") << text;
  }
}

TEST(DecodeTest, SubjectAltNameIsAbsentWithoutTheExtensionAndEmptyWithoutNames) {
  EXPECT_EQ(alt_names(""), "absent");
  EXPECT_EQ(alt_names(subject_alt_name(sequence(""))), "()");
}

TEST(DecodeTest, MalformedSubjectAltNameIsAbsent) {
  for (const std::string& value :
       {""s, "x"s, tlv(0x31, ""), tlv(0x05, ""), sequence(tlv(0x82, "a") + tlv(0x89, "b"))}) {
    EXPECT_EQ(alt_names(subject_alt_name(value)), "absent");
  }
}

TEST(DecodeTest, TwoSubjectAltNamesAreNone) {
  const std::string names = subject_alt_name(sequence(tlv(0x82, "a")));
  EXPECT_EQ(alt_names(names + names), "absent");
}

TEST(DecodeTest, ExtensionsCountInAnyVersion) {
  Fields fields;
  fields.version = "";
  fields.extensions = subject_alt_name(sequence(tlv(0x82, "a")));
  EXPECT_EQ(test::literal_of(decode(fields), "subjectAltName"), "(('DNS', 'a'),)");
}

TEST(DecodeTest, OcspAndCaIssuersAreTheirMethodsUris) {
  const PeerCertificate certificate =
      decode_with(information_access(access(test::kOcsp, uri("o1")) + access(test::kCaIssuers, uri("i")) +
                                     access(test::kOcsp, uri("o2")) + access("\x2A\x03", uri("\xFF"))));
  EXPECT_EQ(test::literal_of(certificate, "OCSP"), "('o1', 'o2')");
  EXPECT_EQ(test::literal_of(certificate, "caIssuers"), "('i',)");
}

TEST(DecodeTest, AccessWithoutUriIsAbsent) {
  const PeerCertificate certificate = decode_with(information_access(access(test::kOcsp, tlv(0x82, "\xFF"))));
  EXPECT_EQ(certificate.ocsp, std::nullopt);
  EXPECT_EQ(decode_with(information_access("")).ocsp, std::nullopt);
  EXPECT_EQ(decode_with(extension(test::kAuthorityInfoAccess, "x")).ca_issuers, std::nullopt);
  const std::string twice = information_access(access(test::kOcsp, uri("o")));
  EXPECT_EQ(decode_with(twice + twice).ocsp, std::nullopt);
}

TEST(DecodeTest, CrlDistributionPointsAreAllFullNameUris) {
  const std::string directory = tlv(0xA4, test::common_name(test::utf8("d")));
  const std::string points = full_name(uri("a") + directory + uri("b")) + full_name(uri("") + uri("a"));
  EXPECT_EQ(points_of(distribution_points(points)), "('a', 'b', '', 'a')");
}

TEST(DecodeTest, DistributionPointsWithoutFullNameArePassedOver) {
  const std::string empty = sequence("");  // CVE-2019-5010
  const std::string reasons = sequence(tlv(0x81, "\x01\x80"));
  const std::string issuer = sequence(tlv(0xA2, uri("issuer")));
  const std::string relative = sequence(tlv(0xA0, tlv(0xA1, test::attribute(test::kCommonName, test::utf8("r")))));
  const std::string points = empty + reasons + issuer + relative;
  EXPECT_EQ(points_of(distribution_points(points + full_name(uri("a")))), "('a',)");
  EXPECT_EQ(points_of(distribution_points(points)), "absent");
}

TEST(DecodeTest, FirstFailureInTheOrderOfKeysIsReported) {
  const Raised raised = test::raised([] {
    return decode_with(distribution_points(full_name(uri("\xFE"))) +
                       information_access(access(test::kCaIssuers, uri("\xFD")) + access(test::kOcsp, uri("\xFC"))));
  });
  EXPECT_EQ(raised.type, "UnicodeDecodeError");
  EXPECT_EQ(raised.args,
            Value(Tuple{{Str{"utf-8"}, Bytes{"\xFC"}, Integer(0), Integer(1), Str{"invalid start byte"}}}));
}

// The version is read after the names, so that they cannot tell of its error.
TEST(DecodeTest, AnErrorThatTheVersionWillLeaveIsNotToldBefore) {
  Fields fields;
  fields.version = tlv(0xA0, tlv(0x02, "\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"));
  for (std::string Fields::*name : {&Fields::subject, &Fields::issuer}) {
    Fields odd = fields;
    odd.*name = test::common_name(test::sequence(""));
    EXPECT_EQ(test::raised([&] { return decode(odd); }).text, "unknown error");
  }
}

// CPython leaves its errors behind here (gh-81891).
// X509_get_version() leaves an error where the directory name then fails without one of its own.
TEST(DecodeTest, AnErrorThatTheVersionLeftIsTold) {
  if (OPENSSL_VERSION_NUMBER < 0x30000000L) GTEST_SKIP() << "OpenSSL 1.1.1 leaves none";
  Fields fields;
  fields.version = tlv(0xA0, tlv(0x02, "\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"));
  const std::string no_text = tlv(0xA4, test::common_name(test::sequence("")));
  fields.extensions = test::extension(test::kSubjectAltName, test::sequence(no_text));
  EXPECT_EQ(test::raised([&] { return decode(fields); }).text, "[ASN1: TOO_LARGE] too large");
  EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST(DecodeTest, ErrorQueueIsLeftAsFound) {
  ERR_clear_error();
  EXPECT_EQ(alt_names(subject_alt_name("x")), "absent");
  EXPECT_EQ(ERR_peek_error(), 0U);
  const unsigned char garbage = 0;
  const unsigned char* data = &garbage;
  EXPECT_EQ(X509Owner(d2i_X509(nullptr, &data, 1)), nullptr);
  const unsigned long oldest = ERR_peek_error(), newest = ERR_peek_last_error();
  EXPECT_EQ(alt_names(subject_alt_name("x")), "absent");
  EXPECT_EQ(ERR_peek_error(), oldest);
  EXPECT_EQ(ERR_peek_last_error(), newest);
  EXPECT_NE(newest, 0U);
  ERR_clear_error();
}

}  // namespace
}  // namespace peercert
