#include "x509/peer_certificate.h"

#include <gtest/gtest.h>

#include "value/literal.h"

namespace peercert {
namespace {

PeerCertificate small_certificate() {
  PeerCertificate certificate;
  certificate.subject = {{{"commonName", Str{"a"}}}};
  certificate.issuer = {{{"commonName", Str{"b"}}}};
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
  certificate.crl_distribution_points = {"c1", "c2"};
  certificate.ca_issuers = {"i"};
  certificate.ocsp = {"o"};
  certificate.subject_alt_name = {{"DNS", Str{"d"}}};
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
  const Name name = {{{"x", Str{"1"}}, {"y", Str{"2"}}}, {{"z", Str{"3"}}}};
  EXPECT_EQ(to_literal(to_value(name)), "((('x', '1'), ('y', '2')), (('z', '3'),))");
}

TEST(PeerCertificateTest, BytesAndNoneKeepTheirTypes) {
  const Name name = {{{"x", Bytes{"\xFF"}}, {"y", None{}}}};
  EXPECT_EQ(to_literal(to_value(name)), "((('x', b'\\xff'), ('y', None)),)");
}

TEST(PeerCertificateTest, DirectoryNameIsNested) {
  PeerCertificate certificate = small_certificate();
  certificate.subject_alt_name = {{"DirName", Name{{{"commonName", Str{"d"}}}}}};
  EXPECT_EQ(to_literal(*to_value(certificate).get_if<Dict>()->find("subjectAltName")),
            "(('DirName', ((('commonName', 'd'),),)),)");
}

}  // namespace
}  // namespace peercert
