#include "x509/fields.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <openssl/pem.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "x509/openssl.h"
#include "x509/test_certificate.h"

namespace peercert {
namespace {

using test::attribute;
using test::extension;
using test::sequence;
using test::set;
using test::tlv;
using test::utf8;

// The bytes of the field that has just this path; "" when there is none.
std::string bytes_at(const std::string& der, const std::string& path) {
  for (const Field& field : certificate_fields(der)) {
    if (field.path == path) return der.substr(field.offset, field.length);
  }
  return "";
}

test::Fields with_extension(std::string_view type, const std::string& value) {
  test::Fields fields;
  fields.extensions = extension(type, value);
  return fields;
}

TEST(Fields, EveryPlainMemberIsWhereItWasPut) {
  const test::Fields fields;
  const std::string der = test::der(fields);
  EXPECT_EQ(bytes_at(der, ""), der);
  EXPECT_EQ(bytes_at(der, "['version']"), fields.version);
  EXPECT_EQ(bytes_at(der, "['serialNumber']"), fields.serial);
  EXPECT_EQ(bytes_at(der, "['issuer']"), fields.issuer);
  EXPECT_EQ(bytes_at(der, "['notBefore']"), fields.not_before);
  EXPECT_EQ(bytes_at(der, "['notAfter']"), fields.not_after);
  EXPECT_EQ(bytes_at(der, "['subject']"), fields.subject);
}

TEST(Fields, WithoutAVersionNothingMoves) {
  test::Fields fields;
  fields.version = "";
  EXPECT_EQ(bytes_at(test::der(fields), "['version']"), "");
  EXPECT_EQ(bytes_at(test::der(fields), "['serialNumber']"), fields.serial);
}

TEST(Fields, AttributesByTheirIndices) {
  const std::string second = attribute("\x55\x04\x0A", utf8("b"));
  test::Fields fields;
  fields.subject =
      sequence(set(attribute(test::kCommonName, utf8("a"))) + set(attribute(test::kCommonName, utf8("c")) + second));
  const std::string der = test::der(fields);
  EXPECT_EQ(bytes_at(der, "['subject'][1][1]"), second);
  EXPECT_EQ(bytes_at(der, "['subject'][1][1][0]"), test::oid("\x55\x04\x0A"));
  EXPECT_EQ(bytes_at(der, "['subject'][1][1][1]"), utf8("b"));
}

TEST(Fields, SetWithoutAttributesCountsForNoIndex) {
  test::Fields fields;
  fields.subject = sequence(set("") + set(attribute(test::kCommonName, utf8("a"))));
  EXPECT_EQ(bytes_at(test::der(fields), "['subject'][0][0][1]"), utf8("a"));
}

TEST(Fields, AlternativeNamesHaveTagContentAndNamesInside) {
  const std::string names = tlv(0x82, "dns.example") + tlv(0xA4, test::common_name(utf8("d")));
  const std::string der = test::der(with_extension(test::kSubjectAltName, sequence(names)));
  EXPECT_EQ(bytes_at(der, "['subjectAltName']"), extension(test::kSubjectAltName, sequence(names)));
  EXPECT_EQ(bytes_at(der, "['subjectAltName'][0]"), tlv(0x82, "dns.example"));
  EXPECT_EQ(bytes_at(der, "['subjectAltName'][0][0]"), "\x82\x0B");
  EXPECT_EQ(bytes_at(der, "['subjectAltName'][0][1]"), "dns.example");
  EXPECT_EQ(bytes_at(der, "['subjectAltName'][1][1][0][0][1]"), utf8("d"));
}

TEST(Fields, UrlsCountOnlyThoseOfTheirMethodAndForm) {
  const std::string descriptions = sequence(test::oid(test::kCaIssuers) + tlv(0x86, "ca")) +
                                   sequence(test::oid(test::kOcsp) + tlv(0x82, "no URI")) +
                                   sequence(test::oid(test::kOcsp) + tlv(0x86, "ocsp"));
  const std::string der = test::der(with_extension(test::kAuthorityInfoAccess, sequence(descriptions)));
  EXPECT_EQ(bytes_at(der, "['OCSP'][0]"), "ocsp");
  EXPECT_EQ(bytes_at(der, "['OCSP'][1]"), "");
  EXPECT_EQ(bytes_at(der, "['caIssuers'][0]"), "ca");
}

TEST(Fields, DistributionPointsAreOneList) {
  const auto point = [](const std::string& names) { return sequence(tlv(0xA0, tlv(0xA0, names))); };
  const std::string points =
      point(tlv(0x86, "a") + tlv(0x82, "x")) + sequence(tlv(0x81, "\x01")) + point(tlv(0x86, "b"));
  const std::string der = test::der(with_extension(test::kCrlDistributionPoints, sequence(points)));
  EXPECT_EQ(bytes_at(der, "['crlDistributionPoints'][0]"), "a");
  EXPECT_EQ(bytes_at(der, "['crlDistributionPoints'][1]"), "b");
}

TEST(Fields, MalformedExtensionIsStillSomewhere) {
  const std::string der = test::der(with_extension(test::kSubjectAltName, "\x30\x7F\x82"));
  EXPECT_EQ(bytes_at(der, "['subjectAltName']"), extension(test::kSubjectAltName, "\x30\x7F\x82"));
  EXPECT_EQ(bytes_at(der, "['subjectAltName'][0]"), "");
}

TEST(Fields, NearestPlaceAroundIsFound) {
  const std::string der = test::der({});
  const std::vector<Field> fields = certificate_fields(der);
  EXPECT_EQ(field_of(fields, "['subject'][0][0][1]")->path, "['subject'][0][0][1]");
  EXPECT_EQ(field_of(fields, "['subject'][7][0]")->path, "['subject']");
  EXPECT_EQ(field_of(fields, "['subjectAltName'][0]")->path, "");
  EXPECT_EQ(field_of({}, "['subject']"), nullptr);
}

// Nothing that a certificate can be cut to, or have a byte of turned round, makes it throw or point outside.
TEST(Fields, AnythingIsReadWithoutThrowing) {
  const std::string whole = test::der(with_extension(test::kSubjectAltName, sequence(tlv(0x82, "dns"))));
  const auto within = [](const std::string& der) {
    for (const Field& field : certificate_fields(der)) {
      if (field.offset > der.size() || field.length > der.size() - field.offset) return false;
    }
    return true;
  };
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string turned = whole;
    turned[i] = static_cast<char>(~turned[i]);
    EXPECT_TRUE(within(whole.substr(0, i))) << i;
    EXPECT_TRUE(within(turned)) << i;
  }
}

// Every committed certificate that can be decoded: there are as many fields as there are items, and where the text is
// the bytes as they are, it is the field's.
class Fixture {
 public:
  explicit Fixture(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    const std::string pem = text.str();
    char *name = nullptr, *header = nullptr;
    unsigned char* data = nullptr;
    long size = 0;
    const BioOwner bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    EXPECT_EQ(PEM_read_bio(bio.get(), &name, &header, &data, &size), 1) << path;
    der_.assign(reinterpret_cast<char*>(data), static_cast<std::size_t>(size));
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_free(data);
    fields_ = certificate_fields(der_);
  }

  [[nodiscard]] const std::string& der() const { return der_; }
  [[nodiscard]] bool has(const std::string& path) const { return field_of(fields_, path)->path == path; }
  [[nodiscard]] std::string bytes(const std::string& path) const {
    const Field* field = field_of(fields_, path);
    return field->path == path ? der_.substr(field->offset, field->length) : "nothing";
  }

 private:
  std::string der_;
  std::vector<Field> fields_;
};

std::size_t check_uris(const Fixture& fixture, const std::string& key, const std::optional<Uris>& uris) {
  for (std::size_t i = 0; uris && i < uris->size(); ++i) {
    EXPECT_EQ(fixture.bytes(fmt::format("['{}'][{}]", key, i)), (*uris)[i]);
  }
  return uris ? uris->size() : 0;
}

std::size_t check_alt_names(const Fixture& fixture, const PeerCertificate& certificate) {
  std::size_t checked = 0;
  for (std::size_t i = 0; certificate.subject_alt_name && i < certificate.subject_alt_name->size(); ++i) {
    const GeneralName& name = (*certificate.subject_alt_name)[i];
    const std::string path = fmt::format("['subjectAltName'][{}]", i);
    EXPECT_TRUE(fixture.has(path + "[1]")) << path;
    const bool in_pieces = (fixture.bytes(path)[0] & 0x20) != 0;
    if (in_pieces || (name.type != "DNS" && name.type != "email" && name.type != "URI")) continue;
    EXPECT_EQ(fixture.bytes(path + "[1]"), std::get<std::string_view>(name.value));
    ++checked;
  }
  return checked;
}

TEST(Fields, BytesOfEveryCommittedCertificate) {
  const auto folder = std::filesystem::path(PEERCERT_SOURCE_DIR) / "certs" / "fixtures";
  std::size_t texts = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".pem" || entry.path().stem() == "access_in_ber")
      continue;  // its texts are in pieces
    SCOPED_TRACE(entry.path().filename());
    const Fixture fixture(entry.path());
    PeerCertificate certificate;
    try {
      certificate = decode_certificate(fixture.der());
    } catch (const std::exception&) {
      continue;
    }
    for (std::size_t i = 0; i < certificate.subject.size(); ++i) {
      EXPECT_TRUE(fixture.has(fmt::format("['subject'][{}][{}][1]", i, certificate.subject[i].size() - 1)));
      EXPECT_FALSE(fixture.has(fmt::format("['subject'][{}][{}]", i, certificate.subject[i].size())));
    }
    EXPECT_FALSE(fixture.has(fmt::format("['subject'][{}]", certificate.subject.size())));
    texts += check_alt_names(fixture, certificate) + check_uris(fixture, "OCSP", certificate.ocsp) +
             check_uris(fixture, "caIssuers", certificate.ca_issuers) +
             check_uris(fixture, "crlDistributionPoints", certificate.crl_distribution_points);
  }
  EXPECT_GT(texts, 400U);
}

}  // namespace
}  // namespace peercert
