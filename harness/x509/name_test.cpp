#include "x509/name.h"

#include <gtest/gtest.h>

#include "x509/test_certificate.h"

namespace peercert {
namespace {

using test::attribute;
using test::decode;
using test::Fields;
using test::kCommonName;
using test::sequence;
using test::set;
using test::tlv;
using test::utf8;
using namespace std::string_literals;

Name decode_subject(const std::string& subject) {
  Fields fields;
  fields.subject = subject;
  return decode(fields).subject;
}

AttributeValue decode_value(const std::string& value) {
  return decode_subject(test::common_name(value)).at(0).at(0).value;
}

std::string decode_type(const std::string& type) {
  return decode_subject(sequence(set(attribute(type, utf8("x"))))).at(0).at(0).type;
}

Raised failure(const std::string& subject) {
  return test::raised([&] { return decode_subject(subject); });
}

TEST(NameTest, RdnsAndTheirAttributesKeepTheirOrder) {
  const std::string organization = attribute("\x55\x04\x0A", utf8("zzz"));
  const std::string name = attribute(kCommonName, utf8("a"));
  const Name expected = {{{"organizationName", Str{"zzz"}}, {"commonName", Str{"a"}}}, {{"commonName", Str{"a"}}}};
  EXPECT_EQ(decode_subject(sequence(set(organization + name) + set(name))), expected);
}

TEST(NameTest, RepeatedAttributeTypesAreAllThere) {
  const std::string unit = set(attribute("\x55\x04\x0B", utf8("u")));
  EXPECT_EQ(decode_subject(sequence(unit + unit + unit)).size(), 3U);
}

TEST(NameTest, EmptyNameAndEmptySetsVanish) {
  EXPECT_EQ(decode_subject(sequence("")), Name{});
  EXPECT_EQ(decode_subject(sequence(set("") + set(attribute(kCommonName, utf8("a"))) + set(""))).size(), 1U);
}

TEST(NameTest, TypeIsTheLongNameOrDotted) {
  EXPECT_EQ(decode_type("\x55\x04\x0D"), "description");
  EXPECT_EQ(decode_type("\x2A\x86\x48\x86\xF7\x0D\x01\x09\x01"), "emailAddress");
  EXPECT_EQ(decode_type("\x55\x1D\x11"), "X509v3 Subject Alternative Name");
  EXPECT_EQ(decode_type("\x2A\x03\x04"), "1.2.3.4");
}

TEST(NameTest, LongDottedTypeIsWhole) {
  std::string content = "\x2A", dotted = "1.2";
  for (int i = 0; i < 200; ++i) content += "\x07", dotted += ".7";
  EXPECT_EQ(decode_type(content), dotted);
}

TEST(NameTest, TypeBeyondOpenSslsLimitIsAnSslError) {
  const Raised raised = failure(sequence(set(attribute(std::string(587, '\x07'), utf8("x")))));
  EXPECT_EQ(raised.type, "ssl.SSLError");
  EXPECT_EQ(raised.text, "unknown error");
  EXPECT_EQ(raised.args, Value(Tuple{{Integer(0), Str{"unknown error"}}}));
}

TEST(NameTest, Utf8StringIsKeptAsItIs) {
  const std::string text =
      "b\xC3\xBC"
      "cher \xF0\x9F\x98\x80\0 \r\n"s;
  EXPECT_EQ(decode_value(utf8(text)), AttributeValue(Str{text}));
  EXPECT_EQ(decode_value(utf8("")), AttributeValue(Str{""}));
}

TEST(NameTest, PrintableIa5T61AndNumericStringsAreLatin1) {
  constexpr unsigned char kTags[] = {0x13, 0x16, 0x14, 0x12};
  for (const unsigned char tag : kTags) {
    EXPECT_EQ(decode_value(tlv(tag, "a\xE9\0"s)), AttributeValue(Str{"a\xC3\xA9\0"s}));
  }
}

TEST(NameTest, BmpStringIsUcs2) {
  EXPECT_EQ(decode_value(tlv(0x1E, "\0A\x20\xAC"s)), AttributeValue(Str{"A\xE2\x82\xAC"}));
}

TEST(NameTest, UniversalStringIsUcs4) {
  EXPECT_EQ(decode_value(tlv(0x1C, "\0\x01\xF6\x00"s)), AttributeValue(Str{"\xF0\x9F\x98\x80"}));
}

TEST(NameTest, BitStringIsBytesWithUnusedBitsZero) {
  EXPECT_EQ(decode_value(tlv(0x03, "\x03\xFF\xFF"s)), AttributeValue(Bytes{"\xFF\xF8"}));
}

TEST(NameTest, BitStringWithoutBitsIsNone) {
  EXPECT_EQ(decode_value(tlv(0x03, "\0"s)), AttributeValue(None{}));
}

TEST(NameTest, SequenceIsNoText) {
  const Raised raised = failure(test::common_name(sequence(utf8("x"))));
  EXPECT_EQ(raised.type, "ssl.SSLError");
  EXPECT_EQ(raised.args, Value(Tuple{{Integer(0), Str{"unknown error"}}}));
}

}  // namespace
}  // namespace peercert
