#include "report/annotated.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "value/literal.h"
#include "x509/test_certificate.h"

namespace peercert::report {
namespace {

using test::sequence;
using test::tlv;
using testing::HasSubstr;
using testing::Not;

Style wide() {
  return {Colour::kNo, 200};
}

TEST(Annotated, ElementIsOffsetHeaderNameContentAndEntry) {
  const Value dictionary = parse_literal("{'serialNumber': '01', 'version': 3}");
  const std::string text = annotated(test::der({}), &dictionary, false, wide());
  EXPECT_THAT(text, HasSubstr("\n     6  a0 03            version: [0], 3 bytes\n"
                              "                         = ['version']: 3\n"
                              "     8  02 01              version: INTEGER, 1 byte: 02\n"
                              "    11  02 01            serialNumber: INTEGER, 1 byte: 01\n"
                              "                         = ['serialNumber']: '01'\n"));
}

TEST(Annotated, AttributeIsWhatItBecomes) {
  const Value dictionary = parse_literal("{'subject': ((('commonName', 'subject'),),)}");
  const std::string text = annotated(test::der({}), &dictionary, false, wide());
  EXPECT_THAT(text, HasSubstr("subject: SEQUENCE, 18 bytes\n                         = ['subject']\n"));
  EXPECT_THAT(text, HasSubstr("subject.rdn[0].attribute[0].value: UTF8String, 7 bytes: 73 75 62 6a 65 63 74 "
                              "\"subject\"\n                               = ['subject'][0][0][1]: 'subject'\n"));
}

TEST(Annotated, WithoutADictionaryPlacesHaveNoValues) {
  const std::string text = annotated(test::der({}), nullptr, false, wide());
  EXPECT_THAT(text, HasSubstr("= ['serialNumber']\n"));
  EXPECT_THAT(text, Not(HasSubstr("nothing")));
}

TEST(Annotated, ExtensionThatBecomesNothingIsSaid) {
  test::Fields fields;
  fields.extensions = test::extension(test::kSubjectAltName, tlv(0x05, ""));
  const Value dictionary = parse_literal("{'version': 3}");
  const std::string text = annotated(test::der(fields), &dictionary, false, wide());
  EXPECT_THAT(text, HasSubstr("= nothing: the dictionary has no ['subjectAltName']\n"));
  EXPECT_THAT(text, HasSubstr("! X.509 wants SEQUENCE\n"));
}

TEST(Annotated, EntryWithoutBytesIsThere) {
  test::Fields fields;
  fields.version = "";
  const Value dictionary = parse_literal("{'version': 1}");
  EXPECT_THAT(annotated(test::der(fields), &dictionary, false, wide()),
              HasSubstr("no bytes of its own: = ['version']: 1\n"));
}

TEST(Annotated, LongContentsAreCountedUnlessWhole) {
  const std::string der = test::der({});  // the signature is 65 bytes
  EXPECT_THAT(annotated(der, nullptr, false, wide()), HasSubstr("          ... and 17 bytes more\n"));
  EXPECT_THAT(annotated(der, nullptr, true, wide()), Not(HasSubstr("more")));
}

TEST(Annotated, MiddleOfVeryManyElementsIsCountedUnlessWhole) {
  test::Fields fields;
  std::string names;
  for (int i = 0; i < 1000; ++i) names += tlv(0x82, "a");
  fields.extensions = test::extension(test::kSubjectAltName, sequence(names));
  const std::string text = annotated(test::der(fields), nullptr, false, wide());
  EXPECT_THAT(text, HasSubstr("elements are left out; --whole shows them\n"));
  EXPECT_THAT(text, HasSubstr("signatureValue"));
  EXPECT_THAT(annotated(test::der(fields), nullptr, true, wide()), HasSubstr("subjectAltName[999].dNSName"));
}

TEST(Annotated, WhatIsNoCertificateIsThereAsBytes) {
  EXPECT_THAT(annotated("\x30", nullptr, false, wide()),
              HasSubstr("     0               no DER, 1 byte: 30\n                     ! byte 1: ends where a length"));
}

TEST(Annotated, NoByteOfACertificateReachesTheTerminal) {
  test::Fields fields;
  fields.subject = test::common_name(test::utf8("\x1b[31m"));
  const Value dictionary = parse_literal("{'subject': ((('commonName', '\\x1b[31m'),),)}");
  EXPECT_THAT(annotated(test::der(fields), &dictionary, false, wide()), Not(HasSubstr("\x1b")));
}

TEST(ValueAt, FollowsSubscripts) {
  const Value value = parse_literal("{'a': (1, [2, {'b c': None}])}");
  EXPECT_EQ(*value_at(value, ""), value);
  EXPECT_EQ(to_literal(*value_at(value, "['a'][0]")), "1");
  EXPECT_EQ(to_literal(*value_at(value, "['a'][1][1]['b c']")), "None");
}

TEST(ValueAt, WhatIsNotThereIsNothing) {
  const Value value = parse_literal("{'a': (1,)}");
  for (const char* path : {"['b']", "['a'][1]", "['a'][0][0]", "['a']['b']", "[0]", "['a'", "x", "['a'][-1]", "[]"}) {
    EXPECT_EQ(value_at(value, path), nullptr) << path;
  }
}

}  // namespace
}  // namespace peercert::report
