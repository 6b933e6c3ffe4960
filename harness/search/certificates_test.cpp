#include "search/certificates.h"

#include <gmock/gmock.h>

#include "der/hex.h"
#include "forge/fixtures.h"
#include "search/test_corpus.h"

namespace peercert::search {
namespace {

using testing::ElementsAre;

std::string hex(std::string_view text) {
  return der::from_hex(text);
}

TEST(Certificates, BundleGivesItsCertificatesAndTheKindsOfTheRest) {
  const std::string key = "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n";
  const auto found = test::found_in("text before\n" + test::pem("CERTIFICATE", "0\x01x") + key +
                                    test::pem("X509 CERTIFICATE", "0\x01y") + test::pem("X509 CRL", "z"));
  EXPECT_THAT(found.certificates, ElementsAre("0\x01x", "0\x01y"));
  EXPECT_THAT(found.others, ElementsAre("key", "CRL"));
}

TEST(Certificates, OfATrustedCertificateTheSettingsAreLeftOut) {
  const auto found = test::found_in(test::pem("TRUSTED CERTIFICATE", "0\x01x0\x02yz"));
  EXPECT_THAT(found.certificates, ElementsAre("0\x01x"));
}

TEST(Certificates, BytesAfterACertificateAreLeftToTheDecoders) {
  const auto found = test::found_in(test::pem("CERTIFICATE", "0\x01xmore"));
  EXPECT_THAT(found.certificates, ElementsAre("0\x01xmore"));
}

TEST(Certificates, BrokenBlockIsCountedAndTheNextIsRead) {
  const auto found =
      test::found_in("-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n" + test::pem("CERTIFICATE", "x"));
  EXPECT_THAT(found.certificates, ElementsAre("x"));
  EXPECT_THAT(found.others, ElementsAre("broken PEM block"));
  EXPECT_THAT(found.broken, ElementsAre("PEM block 1 in it is broken"));
}

TEST(Certificates, BlocksAreCountedFromOneWhateverIsInThem) {
  const auto found = test::found_in(test::pem("CERTIFICATE", "x") + test::pem("X509 CRL", "z") +
                                    "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n");
  EXPECT_THAT(found.broken, ElementsAre("PEM block 3 in it is broken"));
}

TEST(Certificates, OneDerValueIsACertificateUnlessItIsSomethingElse) {
  EXPECT_THAT(test::found_in(hex("3003020100")).others, ElementsAre("key"));
  EXPECT_THAT(test::found_in(hex("3000")).certificates, ElementsAre(hex("3000")));
  EXPECT_THAT(test::found_in("hello").others, ElementsAre("neither PEM nor DER"));
  EXPECT_THAT(test::found_in("").others, ElementsAre("empty file"));
}

TEST(Certificates, DerThatIsCutOffIsTold) {
  const auto cut_off = test::found_in(hex("300402"));
  EXPECT_THAT(cut_off.others, ElementsAre("no whole DER"));
  EXPECT_THAT(cut_off.broken, ElementsAre("by its header DER of 6 bytes, and ends after 3"));
  EXPECT_THAT(test::found_in("0").broken, ElementsAre("no whole DER value from byte 0 on"));
  EXPECT_THAT(test::found_in("0 errors, and some more text that is as long as it says").broken,
              ElementsAre("no whole DER value from byte 0 on"));
}

TEST(Certificates, ArchiveInAnArchiveIsTold) {
  const std::string tar = std::string(257, 'a') + "ustar" + std::string(250, '\0');
  for (const std::string& archive : {tar, std::string("PK\3\4..."), std::string("\x1f\x8b\x08")}) {
    const auto found = test::found_in(archive);
    EXPECT_THAT(found.others, ElementsAre("archive in an archive"));
    EXPECT_THAT(found.broken, ElementsAre("an archive or a compressed file in another, which is not opened"));
  }
}

TEST(Certificates, RealCertificateHasTheOutlineOfNothingElse) {
  const auto fixtures = forge::Fixtures::load(PEERCERT_SOURCE_DIR "/certs");
  EXPECT_EQ(other_kind(fixtures.find("server")->der), "");
}

TEST(Certificates, OtherKindsAreToldByTheirOutline) {
  EXPECT_EQ(other_kind(hex("300A 020103 3005 06032A0304")), "PKCS #12");
  EXPECT_EQ(other_kind(hex("3005 06032A0304")), "PKCS #7");
  EXPECT_EQ(other_kind(hex("3003 0A0100")), "OCSP");
  EXPECT_EQ(other_kind(hex("3002 A000")), "certificate pair");
  EXPECT_EQ(other_kind(hex("300C 3006 3000 3000 1700 3000 0300")), "CRL");
  EXPECT_EQ(other_kind(hex("3013 300D 020100 3000 3004 3000 0300 A000 3000 0300")), "request");
}

TEST(Certificates, ReadFailureIsPassedOn) {
  const ReadBytes fails = [](char*, std::size_t) -> std::size_t { throw CorpusError("broken"); };
  EXPECT_THROW(find_certificates(fails, {[](const std::string&) {}, [](const std::string&) {}}), CorpusError);
}

}  // namespace
}  // namespace peercert::search
