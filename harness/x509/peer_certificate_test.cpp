#include "x509/peer_certificate.h"

#include <gtest/gtest.h>

#include "value/literal.h"
#include "x509/test_certificate.h"

namespace peercert {
namespace {

using test::memory;

Uris uris(const std::vector<std::string_view>& all) {
  return memory().keep(all);
}

Name name(const std::vector<std::vector<Attribute>>& sets) {
  std::vector<RelativeDistinguishedName> kept;
  for (const auto& set : sets) kept.emplace_back(memory().keep(set));
  return memory().keep(kept);
}

Items<GeneralName> general_names(const std::vector<GeneralName>& names) {
  return memory().keep(names);
}

PeerCertificate small_certificate() {
  PeerCertificate certificate;
  certificate.subject = name({{{"commonName", {"a"}}}});
  certificate.issuer = name({{{"commonName", {"b"}}}});
  certificate.version = 3;
  certificate.serial_number = "01";
  certificate.not_before = "before";
  certificate.not_after = "after";
  return certificate;
}

TEST(PeerCertificateTest, SixKeysAreAlwaysThere) {
  EXPECT_EQ(to_literal(to_value(small_certificate())),
            "{'subject': ((('commonName', 'a'),),), 'issuer': ((('commonName', 'b'),),), 'version': 3, "
            "'serialNumber': '01', 'notBefore': 'before', 'notAfter': 'after'}");
}

TEST(PeerCertificateTest, OptionalKeysFollowInCPythonsOrder) {
  PeerCertificate certificate = small_certificate();
  certificate.crl_distribution_points = uris({"c1", "c2"});
  certificate.ca_issuers = uris({"i"});
  certificate.ocsp = uris({"o"});
  certificate.subject_alt_name = general_names({{"DNS", "d"}});
  const std::string literal = to_literal(to_value(certificate));
  EXPECT_EQ(literal.substr(literal.find("'subjectAltName'")),
            "'subjectAltName': (('DNS', 'd'),), 'OCSP': ('o',), 'caIssuers': ('i',), "
            "'crlDistributionPoints': ('c1', 'c2')}");
}

TEST(PeerCertificateTest, SubjectAltNameWithoutNamesIsAnEmptyTuple) {
  PeerCertificate certificate = small_certificate();
  certificate.subject_alt_name.emplace();
  EXPECT_EQ(*to_value(certificate).get_if<Dict>()->find("subjectAltName"), Value(Tuple{}));
}

TEST(PeerCertificateTest, MultiValuedRdnIsOneTupleOfPairs) {
  const Name two = name({{{"x", {"1"}}, {"y", {"2"}}}, {{"z", {"3"}}}});
  EXPECT_EQ(to_literal(to_value(two)), "((('x', '1'), ('y', '2')), (('z', '3'),))");
}

TEST(PeerCertificateTest, BytesAndNoneKeepTheirTypes) {
  const Name odd = name({{{"x", {"\xFF", AttributeValue::Type::kBytes}}, {"y", {"", AttributeValue::Type::kNone}}}});
  EXPECT_EQ(to_literal(to_value(odd)), "((('x', b'\\xff'), ('y', None)),)");
}

TEST(PeerCertificateTest, DirectoryNameIsNested) {
  PeerCertificate certificate = small_certificate();
  certificate.subject_alt_name = general_names({{"DirName", name({{{"commonName", {"d"}}}})}});
  EXPECT_EQ(to_literal(*to_value(certificate).get_if<Dict>()->find("subjectAltName")),
            "(('DirName', ((('commonName', 'd'),),)),)");
}

TEST(PeerCertificateTest, WhatTheySayIsComparedNotWhereItIs) {
  PeerCertificate one = small_certificate(), other = small_certificate();
  EXPECT_EQ(one, other);
  one.ocsp = uris({"o"});
  EXPECT_FALSE(one == other);
  other.ocsp = uris({"o"});
  EXPECT_EQ(one, other);
  other.subject = name({{{"commonName", {"a", AttributeValue::Type::kBytes}}}});
  EXPECT_FALSE(one == other);
}

TEST(PeerCertificateTest, ACopyLastsWithoutTheFirst) {
  std::optional<PeerCertificate> first = decode_certificate(test::der({}));
  const PeerCertificate copy = *first;
  const Value said = to_value(*first);
  first.reset();
  EXPECT_EQ(to_value(copy), said);
}

TEST(ItemsTest, AtRefusesWhatIsNotThere) {
  EXPECT_EQ(uris({"a", "b"}).at(1), "b");
  EXPECT_THROW(static_cast<void>(uris({"a"}).at(1)), std::out_of_range);
}

}  // namespace
}  // namespace peercert
