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

std::string decode_subject(const std::string& subject) {
  Fields fields;
  fields.subject = subject;
  return test::literal_of(decode(fields), "subject");
}

std::string decode_value(const std::string& value) {
  return decode_subject(test::common_name(value));
}

std::string decode_type(const std::string& type) {
  return decode_subject(sequence(set(attribute(type, utf8("x")))));
}

std::string name_of(const std::string& type, const Value& value) {
  return to_literal(Tuple{{Tuple{{Tuple{{Str{type}, value}}}}}});
}

std::string name_with(const Value& value) {
  return name_of("commonName", value);
}

std::string of_type(const std::string& type) {
  return name_of(type, Str{"x"});
}

Raised failure(const std::string& subject) {
  return test::raised([&] { return decode_subject(subject); });
}

TEST(NameTest, RdnsAndTheirAttributesKeepTheirOrder) {
  const std::string organization = attribute("\x55\x04\x0A", utf8("zzz"));
  const std::string name = attribute(kCommonName, utf8("a"));
  EXPECT_EQ(decode_subject(sequence(set(organization + name) + set(name))),
            "((('organizationName', 'zzz'), ('commonName', 'a')), (('commonName', 'a'),))");
}

TEST(NameTest, RepeatedAttributeTypesAreAllThere) {
  const std::string unit = set(attribute("\x55\x04\x0B", utf8("u")));
  const std::string one_of_them = "(('organizationalUnitName', 'u'),)";
  EXPECT_EQ(decode_subject(sequence(unit + unit + unit)),
            "(" + one_of_them + ", " + one_of_them + ", " + one_of_them + ")");
}

TEST(NameTest, EmptyNameAndEmptySetsVanish) {
  EXPECT_EQ(decode_subject(sequence("")), "()");
  EXPECT_EQ(decode_subject(sequence(set("") + set(attribute(kCommonName, utf8("a"))) + set(""))), name_with(Str{"a"}));
}

TEST(NameTest, TypeIsTheLongNameOrDotted) {
  EXPECT_EQ(decode_type("\x55\x04\x0D"), of_type("description"));
  EXPECT_EQ(decode_type("\x2A\x86\x48\x86\xF7\x0D\x01\x09\x01"), of_type("emailAddress"));
  EXPECT_EQ(decode_type("\x55\x1D\x11"), of_type("X509v3 Subject Alternative Name"));
  EXPECT_EQ(decode_type("\x2A\x03\x04"), of_type("1.2.3.4"));
}

TEST(NameTest, LongDottedTypeIsWhole) {
  std::string content = "\x2A", dotted = "1.2";
  for (int i = 0; i < 200; ++i) content += "\x07", dotted += ".7";
  EXPECT_EQ(decode_type(content), of_type(dotted));
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
  EXPECT_EQ(decode_value(utf8(text)), name_with(Str{text}));
  EXPECT_EQ(decode_value(utf8("")), name_with(Str{""}));
}

TEST(NameTest, PrintableIa5T61AndNumericStringsAreLatin1) {
  constexpr unsigned char kTags[] = {0x13, 0x16, 0x14, 0x12};
  for (const unsigned char tag : kTags) {
    EXPECT_EQ(decode_value(tlv(tag, "a\xE9\0"s)), name_with(Str{"a\xC3\xA9\0"s}));
  }
}

TEST(NameTest, BmpStringIsUcs2) {
  EXPECT_EQ(decode_value(tlv(0x1E, "\0A\x20\xAC"s)), name_with(Str{"A\xE2\x82\xAC"}));
}

TEST(NameTest, UniversalStringIsUcs4) {
  EXPECT_EQ(decode_value(tlv(0x1C, "\0\x01\xF6\x00"s)), name_with(Str{"\xF0\x9F\x98\x80"}));
}

TEST(NameTest, BitStringIsBytesWithUnusedBitsZero) {
  EXPECT_EQ(decode_value(tlv(0x03, "\x03\xFF\xFF"s)), name_with(Bytes{"\xFF\xF8"}));
}

TEST(NameTest, BitStringWithoutBitsIsNone) {
  EXPECT_EQ(decode_value(tlv(0x03, "\0"s)), name_with(None{}));
}

TEST(NameTest, SequenceIsNoText) {
  const Raised raised = failure(test::common_name(sequence(utf8("x"))));
  EXPECT_EQ(raised.type, "ssl.SSLError");
  EXPECT_EQ(raised.args, Value(Tuple{{Integer(0), Str{"unknown error"}}}));
}

}  // namespace
}  // namespace peercert
