// The certificates, read back with the reader of harness/der, say what their recipes say.
#include "forge/forge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/err.h>

#include "der/hex.h"
#include "der/reader.h"
#include "forge/toml_file.h"

namespace peercert::forge {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

const std::filesystem::path kKeys = std::filesystem::path(PEERCERT_SOURCE_DIR) / "certs" / "keys";

// The fields of a TBSCertificate of version 3.
enum Field : std::size_t { kVersion, kSerial, kSignature, kIssuer, kValidity, kSubject, kPublicKey, kExtensions };

// A certificate under an authority with the key `root_key`, and the bytes that its tree points into.
struct Forged {
  std::string der;
  der::Node tree;

  [[nodiscard]] const der::Node& field(Field field) const { return tree.child(0).child(field); }
  [[nodiscard]] std::string hex(Field which) const {
    const der::Node& node = field(which);
    return der::to_hex(der.substr(node.offset, node.end_offset() - node.offset));
  }
  // The Extension SEQUENCE at that place.
  [[nodiscard]] const der::Node& extension(std::size_t index) const { return field(kExtensions).child(0).child(index); }
};

Forged forge_with(const std::string& lines, const std::string& root_key = "ed25519_root") {
  const std::string root =
      "[certificate.root]\nissuer = 'self'\nserial = '01'\nsubject = [[['countryName', 'XX']]]\nkey = '" + root_key +
      "'\n";
  std::string leaf = "[certificate.x]\nissuer = 'root'\nkey = 'ed25519_leaf'\n";
  if (lines.find("serial =") == std::string::npos) leaf += "serial = '95F0'\n";
  if (lines.find("subject =") == std::string::npos) leaf += "subject = []\n";
  const Recipes recipes = parse_recipes(root + leaf + lines, "r.toml");
  Forged forged{forge(recipes.at("x"), recipes, Keys(kKeys)), {}};
  forged.tree = der::read(forged.der);
  return forged;
}

TEST(Forge, ExplicitFieldsOfACertificate) {
  const Forged forged = forge_with("subject = [[['commonName', 'x']]]\nextensions = [{ oid = '1.2.3', der = '0500' }]");
  EXPECT_EQ(forged.hex(kVersion), "a003020102");
  EXPECT_EQ(forged.hex(kSerial), "02030095f0");
  EXPECT_EQ(forged.hex(kSignature), "300506032b6570");
  EXPECT_EQ(forged.hex(kIssuer), "300d310b3009060355040613025858");
  EXPECT_EQ(forged.hex(kSubject), "300c310a300806035504030c0178");
  EXPECT_EQ(forged.hex(kExtensions), "a30c300a300806022a0304020500");
}

// The certificate that these lines make, and what getpeercert(True) gives of it, beside those of a plain one.
struct Enclosed {
  std::string forged, binary_form, plain;
};

Enclosed enclosed(const std::string& lines) {
  const std::string text = "[certificate.x]\nissuer = 'self'\nserial = '01'\nsubject = []\nkey = 'ed25519_leaf'\n";
  const Recipes plain = parse_recipes(text, "r.toml");
  const Recipes odd = parse_recipes(text + lines, "r.toml");
  const std::string forged = forge(odd.at("x"), odd, Keys(kKeys));
  return {forged, binary_form(odd.at("x"), forged), forge(plain.at("x"), plain, Keys(kKeys))};
}

// The plain certificate begins with 30 81 LENGTH.
TEST(Forge, LongerLengthIsNotInTheBinaryForm) {
  const Enclosed found = enclosed("length_octets = 4\n");
  EXPECT_EQ(der::to_hex(found.forged.substr(0, 5)), "3084000000");
  EXPECT_EQ(found.forged.substr(6), found.plain.substr(3));
  EXPECT_EQ(found.binary_form, found.plain);
}

TEST(Forge, IndefiniteLengthIsNotInTheBinaryForm) {
  const Enclosed found = enclosed("indefinite_length = true\n");
  EXPECT_EQ(found.forged, "\x30\x80" + found.plain.substr(3) + std::string(2, '\0'));
  EXPECT_EQ(found.binary_form, found.plain);
}

TEST(Forge, WhatFollowsIsNotInTheBinaryForm) {
  const Enclosed found = enclosed("after = '0500'\n");
  EXPECT_EQ(found.forged, found.plain + std::string("\x05\0", 2));
  EXPECT_EQ(found.binary_form, found.plain);
  EXPECT_EQ(enclosed("after = '0500'\nindefinite_length = true\n").binary_form, found.plain);
  EXPECT_EQ(enclosed("after = '0500'\nlength_octets = 1\n").binary_form, found.plain);
}

TEST(Forge, LengthIsNotBothLongerAndIndefinite) {
  EXPECT_THAT([] { return enclosed("length_octets = 4\nindefinite_length = true\n"); },
              ThrowsMessage<TomlError>(HasSubstr("not both")));
}

TEST(Forge, VersionOneIsNotWrittenAndHasNoExtensions) {
  const Forged forged = forge_with("version = 1");
  const der::Node& tbs = forged.tree.child(0);
  EXPECT_EQ(tbs.children.size(), 6U);
  EXPECT_EQ(tbs.child(0).tag, der::kInteger);
}

TEST(Forge, TimesChangeTheirTypeIn2050) {
  const Forged forged = forge_with("not_before = 2049-12-31T23:59:59Z\nnot_after = 2050-01-01T00:00:00Z");
  EXPECT_EQ(forged.field(kValidity).child(0).tag, der::kUtcTime);
  EXPECT_EQ(forged.field(kValidity).child(0).content, "491231235959Z");
  EXPECT_EQ(forged.field(kValidity).child(1).tag, der::kGeneralizedTime);
  EXPECT_EQ(forged.field(kValidity).child(1).content, "20500101000000Z");
}

TEST(Forge, EveryAttributeHasItsStringType) {
  const Forged forged = forge_with(
      "subject = [[['countryName', 'X'], ['serialNumber', '1'], ['commonName', { bmp = 'é' }]],\n"
      "  [['emailAddress', 'a@b'], ['commonName', { tag = 5, hex = '' }]]]");
  const der::Node& first = forged.field(kSubject).child(0);
  EXPECT_EQ(first.child(0).child(1).tag, der::kPrintableString);
  EXPECT_EQ(first.child(1).child(1).tag, der::kPrintableString);
  EXPECT_EQ(first.child(2).child(1).tag, der::kBmpString);
  EXPECT_EQ(first.child(2).child(1).content, std::string_view("\x00\xE9", 2));
  EXPECT_EQ(forged.field(kSubject).child(1).child(0).child(1).tag, der::kIa5String);
  EXPECT_EQ(forged.field(kSubject).child(1).child(1).child(1).tag, der::kNull);
}

TEST(Forge, RawContentHasTheStringTypeThatItsAttributeHas) {
  const Forged forged = forge_with("subject = [[['emailAddress', { hex = 'e9' }], ['countryName', { hex = 'e9' }]]]");
  EXPECT_EQ(forged.field(kSubject).child(0).child(0).child(1).tag, der::kIa5String);
  EXPECT_EQ(forged.field(kSubject).child(0).child(1).child(1).tag, der::kPrintableString);
}

TEST(Forge, AttributeTypesOfAnyLength) {
  const Forged forged = forge_with("subject = [[[{ oid = '1.2', arc = '7', repeat = 3 }, 'x']]]");
  EXPECT_EQ(forged.hex(kSubject), "300d310b300906042a0707070c0178");
}

TEST(Forge, EveryGeneralNameHasItsTag) {
  const Forged forged = forge_with(
      "extensions = [{ san = [{ dns = 'd' }, { email = 'e' }, { uri = 'u' }, { ip = '1.2.3.4' }, { directory = [] },\n"
      "  { registered_id = '2.5.4.3' }, { der = '8000' }, { dns = { hex = 'e9' } }], critical = true }]");
  const der::Node& extension = forged.extension(0);
  EXPECT_EQ(der::oid_text(extension.child(0)), "2.5.29.17");
  EXPECT_EQ(der::to_hex(extension.child(1).content), "ff");
  EXPECT_EQ(der::to_hex(extension.child(2).content),
            "301d"
            "820164"
            "810165"
            "860175"
            "870401020304"
            "a4023000"
            "8803550403"
            "8000"
            "8201e9");
}

TEST(Forge, UrlExtensions) {
  const Forged forged = forge_with(
      "extensions = [{ authority_information_access = [{ ocsp = 'o' }, { ca_issuers = 'c' }] },\n"
      "  { crl_distribution_points = [['a', 'b'], ['c']] }]");
  EXPECT_EQ(der::to_hex(forged.extension(0).child(1).content),
            "301e"
            "300d06082b0601050507300186016f"
            "300d06082b06010505073002860163");
  EXPECT_EQ(der::to_hex(forged.extension(1).child(1).content),
            "3015"
            "300aa008a006860161860162"
            "3007a005a003860163");
}

TEST(Forge, ConstraintsAndUsages) {
  const Forged forged = forge_with(
      "extensions = [{ basic_constraints = { ca = true, path_length = 0 } }, { basic_constraints = { ca = false } },\n"
      "  { key_usage = ['keyCertSign', 'cRLSign'] }, { extended_key_usage = ['serverAuth', '1.2.3'] }]");
  EXPECT_EQ(der::to_hex(forged.extension(0).child(2).content), "30060101ff020100");
  EXPECT_EQ(der::to_hex(forged.extension(1).child(2).content), "3000");
  EXPECT_EQ(der::to_hex(forged.extension(2).child(2).content), "03020106");
  EXPECT_EQ(der::to_hex(forged.extension(3).child(1).content), "300e06082b0601050507030106022a03");
}

TEST(Forge, KeyIdentifiersLinkLeafAndIssuer) {
  const Forged forged =
      forge_with("extensions = [{ subject_key_identifier = true }, { authority_key_identifier = true }]");
  const Keys keys(kKeys);
  EXPECT_EQ(keys.load("ed25519_leaf").identifier().size(), 20U);
  EXPECT_EQ(forged.extension(0).child(1).content, "\x04\x14" + keys.load("ed25519_leaf").identifier());
  EXPECT_EQ(forged.extension(1).child(1).content, "\x30\x16\x80\x14" + keys.load("ed25519_root").identifier());
}

TEST(Forge, SameRecipeSameBytes) {
  for (const char* key : {"rsa_root", "ed25519_root"})
    EXPECT_EQ(forge_with("", key).der, forge_with("", key).der) << key;
}

TEST(Forge, SignatureHasTheKindOfTheIssuersKey) {
  const Forged rsa = forge_with("", "rsa_root");
  EXPECT_EQ(der::oid_text(rsa.tree.child(1).child(0)), "1.2.840.113549.1.1.11");
  EXPECT_EQ(rsa.tree.child(1).child(1).tag, der::kNull);
  EXPECT_EQ(rsa.tree.child(2).content.size(), 257U);
  EXPECT_EQ(forge_with("").tree.child(2).content.size(), 65U);
}

TEST(Forge, KeysWithRandomSignaturesCannotIssue) {
  EXPECT_THAT([] { (void)forge_with("", "p256_leaf"); },
              ThrowsMessage<KeyError>(HasSubstr("p256_leaf.pem: cannot be an issuer's: only RSA and Ed25519 keys")));
}

TEST(Keys, BadKeysAreNamedAndLeaveNoErrorBehind) {
  ERR_clear_error();
  EXPECT_THAT([] { (void)Keys(kKeys).load("none"); }, ThrowsMessage<KeyError>(HasSubstr("none.pem: cannot be read")));
  EXPECT_THAT([] { (void)Key::load(kKeys / "README.md"); },
              ThrowsMessage<KeyError>(HasSubstr("README.md: expected a private key in PEM, without a password")));
  EXPECT_EQ(ERR_peek_error(), 0U);
}

}  // namespace
}  // namespace peercert::forge
