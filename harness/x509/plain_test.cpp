#include "x509/plain.h"

#include <gtest/gtest.h>
#include <openssl/objects.h>

#include "x509/decode_by_openssl.h"
#include "x509/plain_certificate.h"
#include "x509/plain_extensions.h"
#include "x509/test_certificate.h"

namespace peercert::plain {
namespace {

using test::attribute;
using test::kCommonName;
using test::memory;
using test::oid;
using test::sequence;
using test::set;
using test::tlv;
using namespace std::string_literals;

template <typename Read>
bool is_plain(const Read& read) {
  try {
    static_cast<void>(read());
    return true;
  } catch (const NotPlain&) {
    return false;
  }
}

Name read_name(std::string_view der) {
  return plain::read_name(der, memory());
}

// What is read of a certificate where nothing is left to OpenSSL.
bool is_plain(const test::Fields& fields) {
  const std::string der = test::der(fields);
  return is_plain([&] {
    const plain::Fields found = find_fields(der);
    read_name(found.subject);
    read_name(found.issuer);
    static_cast<void>(read_serial_number(found.serial_number, memory()));
    static_cast<void>(read_time(found.not_before.tag, found.not_before.content, memory()));
    return read_time(found.not_after.tag, found.not_after.content, memory());
  });
}

// What a common name with this value is; "not plain" for what is not.
std::string common_name(const std::string& value) {
  try {
    return std::string(read_name(test::common_name(value)).at(0).at(0).value.data);
  } catch (const NotPlain&) {
    return "not plain";
  }
}

std::string time(unsigned char tag, const std::string& content) {
  try {
    return std::string(read_time(tag, content, memory()));
  } catch (const NotPlain&) {
    return "not plain";
  }
}

// `value` must last.
Extensions with(std::string_view type, const std::string& value) {
  Extensions extensions;
  note_extension(type, value, extensions);
  return extensions;
}

TEST(PlainName, TypeThatAProgramNamesLaterHasItsNameFromThenOn) {
  const std::string name = sequence(set(attribute("\x55\x04\x7E", tlv(kUtf8String, "x"))));
  EXPECT_EQ(read_name(name).at(0).at(0).type, "2.5.4.126");
  ASSERT_NE(OBJ_create("2.5.4.126", "givenLater", "given later"), NID_undef);
  EXPECT_EQ(read_name(name).at(0).at(0).type, "given later");
}

TEST(PlainReader, TakesLengthsAsDerWritesThem) {
  for (const std::size_t size : {0U, 1U, 127U, 128U, 255U, 256U, 65535U, 65536U}) {
    const std::string content(size, 'x');
    const std::string element = tlv(kOctetString, content);
    PlainReader reader(element);
    EXPECT_EQ(reader.take_last(kOctetString), content) << size;
  }
}

TEST(PlainReader, LeavesEveryOtherFramingToOpenSsl) {
  const std::string cases[] = {""s,
                               "\x04"s,
                               "\x04\x01"s,
                               "\x04\x81\x01x"s,
                               "\x04\x80"s,
                               "\x04\x82\0\x01x"s,
                               "\x04\x84"s,
                               "\x04\x85\1\1\1\1\1"s,
                               "\x04\xFF"s,
                               "\x1F\x01\0"s,
                               "\x24\x03\x04\x01x"s,
                               "\x05\x01x"s};
  for (const std::string& bytes : cases) {
    EXPECT_FALSE(is_plain([&] { return PlainReader(bytes).take(kOctetString); })) << ::testing::PrintToString(bytes);
  }
}

TEST(PlainReader, NothingMayFollowTheLast) {
  const std::string two = tlv(kNull, "") + tlv(kNull, "");
  EXPECT_FALSE(is_plain([&] { return PlainReader(two).take_last(kNull); }));
  EXPECT_EQ(PlainReader(two).count(), 2U);
}

TEST(Plain, StringsAreTheirCharacters) {
  EXPECT_EQ(common_name(tlv(kUtf8String, "b\xC3\xBC\0"s)), "b\xC3\xBC\0"s);
  for (const Octet tag : {kPrintableString, kIa5String, kT61String, kNumericString}) {
    EXPECT_EQ(common_name(tlv(tag, "a\xE9")), "a\xC3\xA9");
  }
  EXPECT_EQ(common_name(tlv(kBmpString, "\0A\x20\xAC"s)), "A\xE2\x82\xAC");
}

TEST(Plain, OddValuesAreLeftToOpenSsl) {
  const std::string odd[] = {tlv(kUtf8String, "\xE9"),
                             tlv(kUtf8String, "\xED\xA0\x80"),
                             tlv(kBmpString, "a"),
                             tlv(kBmpString, "\xD8\0"s),
                             tlv(kBitString, "\0a"s),
                             tlv(0x1C, "\0\0\0a"s),
                             tlv(0x2C, tlv(kUtf8String, "a")),
                             tlv(kSequence, ""),
                             tlv(0x1A, "a"),
                             tlv(kUtf8String, "a") + tlv(kUtf8String, "b")};
  for (const std::string& value : odd) EXPECT_EQ(common_name(value), "not plain") << ::testing::PrintToString(value);
}

TEST(Plain, TypesHaveTheirNamesOrNumbers) {
  const auto type = [](const std::string& content) {
    return read_name(sequence(set(attribute(content, tlv(kUtf8String, "x"))))).at(0).at(0).type;
  };
  EXPECT_EQ(type("\x55\x04\x03"), "commonName");
  EXPECT_EQ(type("\x55\x04\x0B"), "organizationalUnitName");
  EXPECT_EQ(type("\x2A\x86\x48\x86\xF7\x0D\x01\x09\x01"), "emailAddress");
  EXPECT_EQ(type("\x09\x92\x26\x89\x93\xF2\x2C\x64\x01\x19"), "domainComponent");
  EXPECT_EQ(type("\x2B\x06\x01\x05\x05\x07\x09\x01"), "id-pda-dateOfBirth");
  EXPECT_EQ(type("\x55\x04\x7F"), "2.5.4.127");
  EXPECT_EQ(type("\x55\x04\x81\0"s), "2.5.4.128");
  for (const std::string& odd : {""s, "\x55\x04\x83"s, "\x55\x80\x04"s, "\x80\x01"s, std::string(128, '\x01')}) {
    EXPECT_FALSE(is_plain([&] { return type(odd); })) << ::testing::PrintToString(odd);
  }
}

TEST(Plain, SetsWithoutAttributesAreDropped) {
  EXPECT_EQ(read_name(sequence(set("") + set(attribute(kCommonName, tlv(kUtf8String, "x"))) + set(""))).size(), 1U);
  EXPECT_TRUE(read_name(sequence("")).empty());
}

TEST(Plain, NamesBeyondOpenSslsLimitAreLeftToIt) {
  constexpr std::size_t kMost = std::size_t{1} << 20, kAround = 25;
  for (const std::size_t size : {kMost, kMost + 1}) {
    test::Fields fields;
    fields.subject = test::common_name(tlv(kUtf8String, std::string(size - kAround, 'a')));
    ASSERT_EQ(fields.subject.size(), size);
    const std::string der = test::der(fields);
    EXPECT_EQ(is_plain(fields), size == kMost);
    EXPECT_EQ(test::raised([&] { return decode_certificate(der); }).type,
              test::raised([&] { return decode_by_openssl(der); }).type);
  }
}

TEST(Plain, TimesOfDer) {
  EXPECT_EQ(time(kUtcTime, "111121030952Z"), "Nov 21 03:09:52 2011 GMT");
  EXPECT_EQ(time(kUtcTime, "500101000000Z"), "Jan  1 00:00:00 1950 GMT");
  EXPECT_EQ(time(kUtcTime, "491231235959Z"), "Dec 31 23:59:59 2049 GMT");
  EXPECT_EQ(time(kGeneralizedTime, "20000229235959Z"), "Feb 29 23:59:59 2000 GMT");
  EXPECT_EQ(time(kGeneralizedTime, "99991231235959Z"), "Dec 31 23:59:59 9999 GMT");
  EXPECT_EQ(time(kGeneralizedTime, "10000101000000Z"), "Jan  1 00:00:00 1000 GMT");
}

TEST(Plain, OtherTimesAreLeftToOpenSsl) {
  for (const char* text :
       {"1111210309Z", "11112103095Z", "111121030952z", "111121030952+", "110021030952Z", "111321030952Z",
        "111100030952Z", "111131030952Z", "110229030952Z", "111121240952Z", "111121036052Z", "111121030960Z",
        "1x1121030952Z", "11112103095:Z", "1/1121030952Z", ":11121030952Z", "/11121030952Z", "111121030952+0100", ""}) {
    EXPECT_EQ(time(kUtcTime, text), "not plain") << text;
  }
  for (const char* text : {"21000229000000Z", "09991231235959Z", "20000229235959.5Z", "111121030952Z"}) {
    EXPECT_EQ(time(kGeneralizedTime, text), "not plain") << text;
  }
  EXPECT_EQ(time(kUtf8String, "111121030952Z"), "not plain");
}

TEST(Plain, VersionsOf64Bits) {
  EXPECT_EQ(read_version("\x02"), 3);
  EXPECT_EQ(read_version("\xFF"), 0);
  EXPECT_EQ(read_version("\x80"), -127);
  EXPECT_EQ(read_version("\0\x80"s), 129);
  EXPECT_EQ(read_version("\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"), INT64_MIN);
  for (const std::string& odd : {""s, "\0\x01"s, "\xFF\x80"s, "\0\x80\0\0\0\0\0\0\0"s}) {
    EXPECT_FALSE(is_plain([&] { return read_version(odd); })) << ::testing::PrintToString(odd);
  }
}

TEST(Plain, SerialNumbersOfOneLine) {
  EXPECT_EQ(read_serial_number("\0"s, memory()), "00");
  EXPECT_EQ(read_serial_number("\x95\xF0", memory()), "95F0");
  EXPECT_EQ(read_serial_number(std::string(35, '\x0A'), memory()).size(), 70U);
  EXPECT_FALSE(is_plain([] { return read_serial_number(std::string(36, '\x0A'), memory()); }));
  EXPECT_FALSE(is_plain([] { return read_serial_number("", memory()); }));
}

TEST(Plain, GeneralNamesInTheirOrder) {
  const std::string names = tlv(0x82, "a\0b"s) + tlv(0x81, "m@x") + tlv(0x86, "u:\xC3\xA9") + tlv(0x87, "\x7F\0\0\1"s) +
                            tlv(0xA4, test::common_name(tlv(kUtf8String, "d")));
  const std::string value = sequence(names) + "ignored";
  PeerCertificate certificate;
  certificate.subject_alt_name = subject_alt_name(with(test::kSubjectAltName, value), memory());
  EXPECT_EQ(test::literal_of(certificate, "subjectAltName"),
            "(('DNS', 'a\\x00b'), ('email', 'm@x'), ('URI', 'u:\\xe9'), ('IP Address', '127.0.0.1'), "
            "('DirName', ((('commonName', 'd'),),)))");
}

TEST(Plain, GeneralNamesOfAnotherKindAreLeftToOpenSsl) {
  const std::string odd[] = {tlv(0x88, "\x2A\x03"), tlv(0xA0, oid("\x2A\x03") + tlv(0xA0, tlv(0x0C, "x"))),
                             tlv(0xA3, ""),         tlv(0xA5, tlv(0xA1, tlv(0x0C, "x"))),
                             tlv(0x89, ""),         tlv(0xA2, tlv(0x16, "x")),
                             tlv(0x82, "\xE9"),     tlv(0xA4, "")};
  for (const std::string& name : odd) {
    const std::string value = sequence(tlv(0x82, "a") + name);
    EXPECT_FALSE(is_plain([&] { return subject_alt_name(with(test::kSubjectAltName, value), memory()); }));
  }
}

std::string joined(const std::optional<Uris>& uris) {
  std::string all;
  for (const std::string_view uri : uris.value()) all += (all.empty() ? "" : " ") + std::string(uri);
  return all;
}

std::string description(std::string_view method, const std::string& location) {
  return sequence(oid(method) + location);
}

TEST(Plain, AccessIsByMethod) {
  const std::string value =
      sequence(description(test::kCaIssuers, tlv(0x86, "c")) + description(test::kOcsp, tlv(0x86, "o1")) +
               description(test::kOcsp, tlv(0x82, "dns")) + description(test::kOcsp, tlv(0x81, "m@x")) +
               description(test::kOcsp, tlv(0x87, "four")) + description("\x2A\x03", tlv(0x86, "other")) +
               description(test::kOcsp, tlv(0x86, "o2")));
  const Access found = access(with(test::kAuthorityInfoAccess, value), memory());
  EXPECT_EQ(joined(found.ocsp), "o1 o2");
  EXPECT_EQ(joined(found.ca_issuers), "c");
  const std::string empty = sequence("");
  EXPECT_EQ(access(with(test::kAuthorityInfoAccess, empty), memory()).ocsp, std::nullopt);
  EXPECT_EQ(access(Extensions(), memory()).ca_issuers, std::nullopt);
}

TEST(Plain, OddAccessIsLeftToOpenSsl) {
  const std::string odd[] = {description(test::kOcsp, tlv(0x86, "\xFF")), description(test::kOcsp, tlv(0x88, "\x2A")),
                             description("", tlv(0x86, "u")),
                             description(test::kOcsp, tlv(0x86, "u") + tlv(0x86, "u"))};
  for (const std::string& one : odd) {
    const std::string value = sequence(one);
    EXPECT_FALSE(is_plain([&] { return access(with(test::kAuthorityInfoAccess, value), memory()); }));
  }
}

TEST(Plain, DistributionPointsAreTheirFullNames) {
  const auto full = [](const std::string& names) { return tlv(0xA0, tlv(0xA0, names)); };
  const std::string value =
      sequence(sequence(full(tlv(0x86, "a") + tlv(0x82, "dns") + tlv(0x86, "b"))) + sequence("") +
               sequence(tlv(0x81, "\1\x80"s)) + sequence(full(tlv(0x86, "c")) + tlv(0x81, "\1\x80"s)));
  EXPECT_EQ(joined(crl_distribution_points(with(test::kCrlDistributionPoints, value), memory())), "a b c");
  const std::string empty = sequence("");
  EXPECT_EQ(crl_distribution_points(with(test::kCrlDistributionPoints, empty), memory()), std::nullopt);
  const std::string odd[] = {tlv(0xA0, tlv(0xA1, "")), tlv(0xA2, ""), tlv(0x81, ""), tlv(0x81, "\x08x"), tlv(0xA0, "")};
  for (const std::string& point : odd) {
    const std::string points = sequence(sequence(point));
    EXPECT_FALSE(
        is_plain([&] { return crl_distribution_points(with(test::kCrlDistributionPoints, points), memory()); }));
  }
}

TEST(Plain, AnExtensionThatIsThereTwiceIsAbsent) {
  const std::string names = sequence(tlv(0x82, "a"));
  Extensions extensions = with(test::kSubjectAltName, names);
  for (int i = 0; i < 2; ++i) {
    note_extension(test::kSubjectAltName, names, extensions);
    EXPECT_EQ(subject_alt_name(extensions, memory()), std::nullopt);
  }
}

TEST(PlainCertificate, AnOrdinaryOneIsPlain) {
  test::Fields fields;
  fields.extensions = test::extension(test::kSubjectAltName, sequence(tlv(0x82, "a"))) +
                      sequence(oid("\x55\x1D\x0F") + tlv(kBoolean, "\xFF") + tlv(kOctetString, ""));
  EXPECT_TRUE(is_plain(fields));
  EXPECT_TRUE(is_plain([&] { return find_fields(test::der(fields) + "ignored"); }));
  EXPECT_EQ(decode_certificate(test::der(fields)), decode_by_openssl(test::der(fields)));
}

TEST(PlainCertificate, WhatGetpeercertSaysNothingOfIsLookedAtToo) {
  const std::string der = test::der(test::Fields());
  const auto replaced = [&](const std::string& what, const std::string& by) {
    std::string changed = der;
    changed.replace(changed.find(what), what.size(), by);
    return is_plain([&] { return find_fields(changed); });
  };
  EXPECT_TRUE(replaced("kkkk", "KKKK"));
  EXPECT_FALSE(replaced("\x03\x21\0k"s, "\x03\x21\x08k"s));                // unused bits of the key
  EXPECT_FALSE(replaced("\x06\x03\x2B\x65\x70", "\x06\x03\x2B\x65\xF0"));  // the algorithm's identifier
}

TEST(PlainCertificate, EachOddFieldMakesItOdd) {
  const auto odd = [](auto member, const std::string& value) {
    test::Fields fields;
    fields.*member = value;
    return !is_plain(fields);
  };
  EXPECT_TRUE(odd(&test::Fields::version, tlv(0xA0, tlv(kInteger, "\x02") + tlv(kNull, ""))));
  EXPECT_TRUE(odd(&test::Fields::version, tlv(0xA0, tlv(kOctetString, "\x02"))));
  EXPECT_FALSE(odd(&test::Fields::version, ""));
  EXPECT_TRUE(odd(&test::Fields::serial, tlv(kInteger, "\x80")));
  EXPECT_TRUE(odd(&test::Fields::serial, tlv(kInteger, "\0\x01"s)));
  EXPECT_TRUE(odd(&test::Fields::not_before, tlv(kUtcTime, "never")));
  EXPECT_TRUE(odd(&test::Fields::not_after, tlv(kUtcTime, "300101000000Z") + tlv(kNull, "")));
  EXPECT_TRUE(odd(&test::Fields::issuer, tlv(kSet, "")));
  EXPECT_TRUE(odd(&test::Fields::subject, sequence(set(sequence("")))));
  EXPECT_TRUE(odd(&test::Fields::key_algorithm, sequence(oid(std::string(64, '\x07')))));
  EXPECT_FALSE(odd(&test::Fields::key_algorithm, sequence(oid(std::string(63, '\x07')) + tlv(kNull, ""))));
  EXPECT_TRUE(odd(&test::Fields::key_algorithm, sequence(oid("\x2B\x65\x70") + tlv(kNull, "x"))));
  EXPECT_TRUE(odd(&test::Fields::key_algorithm, sequence(oid("\x2B\x65\x70") + tlv(kInteger, "\1"))));
  EXPECT_FALSE(odd(&test::Fields::key_algorithm, sequence(oid("\x2B\x65\x70") + sequence(""))));
  EXPECT_FALSE(odd(&test::Fields::key_algorithm, sequence(oid("\x2B\x65\x70") + oid("\x2B\x65\x70"))));
  EXPECT_TRUE(odd(&test::Fields::key_algorithm, sequence(oid("\x2B\x65\x70") + oid("\x2B\xF0"))));
  EXPECT_TRUE(odd(&test::Fields::extensions, sequence(oid("\x55\x1D\x11"))));
  EXPECT_TRUE(
      odd(&test::Fields::extensions, sequence(oid("\x55\x1D\x11") + tlv(kBoolean, "") + tlv(kOctetString, ""))));
  EXPECT_TRUE(odd(&test::Fields::extensions, sequence(oid("\x55\x1D\x91") + tlv(kOctetString, ""))));
}

}  // namespace
}  // namespace peercert::plain
