#include "x509/general_name.h"

#include <gtest/gtest.h>

#include <openssl/crypto.h>

#include "x509/test_certificate.h"

namespace peercert {
namespace {

using test::decode;
using test::Fields;
using test::oid;
using test::tlv;
using namespace std::string_literals;

// What 'subjectAltName' is with these names.
std::string decode_names(const std::string& names) {
  Fields fields;
  fields.extensions = test::extension(test::kSubjectAltName, test::sequence(names));
  return test::literal_of(decode(fields), "subjectAltName");
}

std::string only_name(const std::string& type, const std::string& text) {
  return to_literal(Tuple{{Tuple{{Str{type}, Str{text}}}}});
}

std::string other_name(std::string_view type, const std::string& value) {
  return tlv(0xA0, oid(type) + tlv(0xA0, value));
}

constexpr std::string_view kUserPrincipalName = "\x2B\x06\x01\x04\x01\x82\x37\x14\x02\x03";

TEST(GeneralNameTest, OrderAndDuplicatesAreKept) {
  EXPECT_EQ(decode_names(tlv(0x82, "b") + tlv(0x81, "m") + tlv(0x82, "a") + tlv(0x82, "b")),
            "(('DNS', 'b'), ('email', 'm'), ('DNS', 'a'), ('DNS', 'b'))");
}

TEST(GeneralNameTest, TextIsUtf8AndKeepsNul) {
  EXPECT_EQ(decode_names(tlv(0x82, "a.example\0.evil\n"s)), only_name("DNS", "a.example\0.evil\n"s));
  EXPECT_EQ(decode_names(tlv(0x81, "")), only_name("email", ""));
  EXPECT_EQ(decode_names(tlv(0x86, "http://b\xC3\xBC")), only_name("URI", "http://b\xC3\xBC"));
}

TEST(GeneralNameTest, Latin1TextIsAUnicodeDecodeError) {
  const Raised raised = test::raised([] { return decode_names(tlv(0x82, "ok") + tlv(0x82, "b\xE9")); });
  EXPECT_EQ(raised.type, "UnicodeDecodeError");
  EXPECT_EQ(raised.args,
            Value(Tuple{{Str{"utf-8"}, Bytes{"b\xE9"}, Integer(1), Integer(2), Str{"unexpected end of data"}}}));
}

TEST(GeneralNameTest, IPv4IsDecimal) {
  EXPECT_EQ(decode_names(tlv(0x87, "\x7F\0\0\x01"s)), only_name("IP Address", "127.0.0.1"));
}

TEST(GeneralNameTest, IPv6IsEightUpperCaseGroups) {
  const std::string address = "\x20\x01\x04\x10\0\x02\0\0\0\0\0\0\0\x0A\x00\xFF"s;
  EXPECT_EQ(decode_names(tlv(0x87, address)), only_name("IP Address", "2001:410:2:0:0:0:A:FF"));
}

TEST(GeneralNameTest, AddressOfAnotherLengthIsInvalid) {
  for (const std::size_t length : {0U, 3U, 5U, 8U, 15U, 17U, 32U}) {
    EXPECT_EQ(decode_names(tlv(0x87, std::string(length, '\x01'))), only_name("IP Address", "<invalid>"));
  }
}

TEST(GeneralNameTest, DirectoryNameIsAName) {
  const std::string name = tlv(0xA4, test::common_name(test::utf8("d")));
  EXPECT_EQ(decode_names(name), "(('DirName', ((('commonName', 'd'),),)),)");
  EXPECT_EQ(decode_names(tlv(0xA4, test::sequence(""))), "(('DirName', ()),)");
}

TEST(GeneralNameTest, RegisteredIdIsTheLongNameOrDotted) {
  EXPECT_EQ(decode_names(tlv(0x88, "\x55\x04\x03")), only_name("Registered ID", "commonName"));
  EXPECT_EQ(decode_names(tlv(0x88, "\x2A\x03\x04\x05")), only_name("Registered ID", "1.2.3.4.5"));
}

struct LongOid {
  std::string content = "\x2A";
  std::string dotted = "1.2";
  void add(const char* byte, const char* digits) { content += byte, dotted += digits; }
};

// long_oid returns an OID whose dotted text has `length` characters.
LongOid long_oid(std::size_t length) {
  LongOid result;
  const auto rest = [&] { return length - result.dotted.size(); };
  while (rest() > 5) result.add("\x7F", ".127");
  if (rest() == 5 || rest() == 2) result.add("\x01", ".1");
  if (rest() == 4) result.add("\x7F", ".127");
  if (rest() == 3) result.add("\x0A", ".10");
  return result;
}

std::string decode_registered_id(std::size_t length) {
  return decode_names(tlv(0x88, long_oid(length).content));
}

TEST(GeneralNameTest, RegisteredIdOf2046CharactersIsWhole) {
  EXPECT_EQ(decode_registered_id(2046), only_name("Registered ID", long_oid(2046).dotted));
}

TEST(GeneralNameTest, RegisteredIdOf2047CharactersEndsInNul) {
  const std::string text = long_oid(2047).dotted.substr(0, 2046) + '\0';
  EXPECT_EQ(decode_registered_id(2047), only_name("Registered ID", text));
}

TEST(GeneralNameTest, RegisteredIdOf2048CharactersIsInvalid) {
  EXPECT_EQ(decode_registered_id(2048), only_name("Registered ID", "<INVALID>"));
}

TEST(GeneralNameTest, UnknownOtherNameX400AndEdiAreUnsupported) {
  EXPECT_EQ(decode_names(other_name("\x2A\x03\x04", test::utf8("x"))), only_name("othername", "<unsupported>"));
  EXPECT_EQ(decode_names(tlv(0xA3, test::sequence(""))), only_name("X400Name", "<unsupported>"));
  EXPECT_EQ(decode_names(tlv(0xA5, tlv(0xA1, test::utf8("x")))), only_name("EdiPartyName", "<unsupported>"));
}

// OpenSSL 3.0 and later print the text of some otherNames.
class PrintedOtherNameTest : public testing::Test {
 protected:
  void SetUp() override {
    if (OpenSSL_version_num() < 0x30000000L) GTEST_SKIP() << "OpenSSL prints no otherName";
  }
  static std::string decode_text(const std::string& text) {
    return decode_names(other_name(kUserPrincipalName, test::utf8(text)));
  }
};

TEST_F(PrintedOtherNameTest, IsSplitAtTheFirstColon) {
  EXPECT_EQ(decode_text("a:b"), only_name("othername", "UPN:a:b"));
}

TEST_F(PrintedOtherNameTest, EndsAtNulAndAfterANewline) {
  EXPECT_EQ(decode_text("user\0more"s), only_name("othername", "UPN:user"));
  EXPECT_EQ(decode_text("user\nmore"), only_name("othername", "UPN:user\n"));
}

TEST_F(PrintedOtherNameTest, IsCutAt2046Bytes) {
  EXPECT_EQ(decode_text(std::string(3000, 'x')), only_name("othername", "UPN:" + std::string(2032, 'x')));
}

}  // namespace
}  // namespace peercert
