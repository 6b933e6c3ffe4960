#include "forge/fixtures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "forge/fixture_files.h"
#include "forge/pem.h"
#include "forge/toml_file.h"
#include "value/literal.h"

namespace peercert::forge {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::IsEmpty;
using testing::StartsWith;
using testing::ThrowsMessage;

namespace fs = std::filesystem;

const fs::path kCommitted = fs::path(PEERCERT_SOURCE_DIR) / "certs";

const std::string kRecipes =
    "[certificate.a]\nissuer = 'self'\nkey = 'ed25519_root'\nserial = '01'\nsubject = [[['commonName', 'a']]]\n"
    "[certificate.b]\nissuer = 'a'\nkey = 'ed25519_leaf'\nserial = { hex = 'ff' }\nsubject = []\nchain = ['a']\n"
    "rules = ['some_rule']\nwhy = 'W'\nexpect = [{ value = 'None' }]\n";

// A folder like certs/, with two recipes and the committed keys; it goes when the test ends.
class CertsFolder : public testing::Test {
 protected:
  CertsFolder() : certs_(fs::path(testing::TempDir()) / ("peercert_certs_" + std::to_string(getpid()))) {
    fs::remove_all(certs_);
    fs::create_directories(certs_);
    fs::copy(kCommitted / "keys", certs_ / "keys");
    put("recipes/r.toml", kRecipes);
  }
  ~CertsFolder() override { fs::remove_all(certs_); }

  void put(const std::string& name, const std::string& contents) const { write_atomically(certs_ / name, contents); }

  // Expects load() to throw an Error whose message ends like this.
  template <typename Error>
  void expect_load_error(const std::string& ending) const {
    EXPECT_THAT([this] { (void)Fixtures::load(certs_); }, ThrowsMessage<Error>(EndsWith(ending)));
  }

  fs::path certs_;
};

using FixturesTest = CertsFolder;

TEST_F(FixturesTest, WhatIsWrittenIsLoaded) {
  EXPECT_THAT(write(certs_).written, ElementsAre("a.pem", "a.pem.reference", "b.pem"));
  const Fixtures fixtures = Fixtures::load(certs_);
  ASSERT_NE(fixtures.find("b"), nullptr);
  const Fixture& b = *fixtures.find("b");
  EXPECT_EQ(certificate_from_pem(b.pem), b.der);
  EXPECT_THAT(b.key_pem, StartsWith("-----BEGIN PRIVATE KEY-----\n"));
  EXPECT_THAT(b.chain, ElementsAre("a"));
  EXPECT_THAT(b.rules, ElementsAre("some_rule"));
  EXPECT_EQ(b.issuer, "a");
  EXPECT_EQ(b.file, "recipes/r.toml");
  EXPECT_EQ(b.line, 6U);
  EXPECT_EQ(fixtures.find("c"), nullptr);
}

TEST_F(FixturesTest, ExpectationsAreComputedOrGiven) {
  write(certs_);
  const Fixtures fixtures = Fixtures::load(certs_);
  ASSERT_EQ(fixtures.find("a")->expected.size(), 1U);
  EXPECT_EQ(fixtures.find("a")->expected[0].value->get_if<Dict>()->entries.size(), 6U);
  ASSERT_EQ(fixtures.find("b")->expected.size(), 1U);
  EXPECT_EQ(fixtures.find("b")->expected[0].value, Value(None{}));
}

TEST_F(FixturesTest, ASecondWriteChangesNothing) {
  const Report first = write(certs_);
  const Report second = write(certs_);
  EXPECT_THAT(second.written, IsEmpty());
  EXPECT_EQ(second.unchanged, first.written);
  EXPECT_THAT(check(certs_), IsEmpty());
}

TEST_F(FixturesTest, CheckNamesEveryMismatch) {
  write(certs_);
  const std::string pem = read_file(certs_ / "fixtures/a.pem");
  put("fixtures/a.pem", pem.substr(0, 100) + "?" + pem.substr(101));
  put("fixtures/b.pem", read_file(certs_ / "fixtures/b.pem").substr(0, 50));
  put("fixtures/old/c.pem", "");
  fs::remove(certs_ / "fixtures/a.pem.reference");
  std::vector<std::string> lines;
  for (const Mismatch& mismatch : check(certs_)) lines.push_back(describe(mismatch));
  EXPECT_THAT(lines, ElementsAre("a.pem: differs from its recipe at byte 100", "a.pem.reference: is missing",
                                 "b.pem: differs from its recipe at byte 50", "old/c.pem: belongs to no recipe"));
}

TEST_F(FixturesTest, NamesSelect) {
  EXPECT_THAT(write(certs_, {"b"}).written, ElementsAre("b.pem"));
  EXPECT_THAT(check(certs_, {"b"}), IsEmpty());
  EXPECT_EQ(check(certs_, {"a"}).size(), 2U);
  EXPECT_THAT([this] { (void)check(certs_, {"z"}); }, ThrowsMessage<FixtureError>("no recipe is called 'z'"));
}

TEST_F(FixturesTest, SurplusFilesAreReportedAndLeft) {
  put("fixtures/old.pem", "");
  EXPECT_THAT(write(certs_).surplus, ElementsAre("old.pem"));
  EXPECT_TRUE(fs::exists(certs_ / "fixtures/old.pem"));
  expect_load_error<FixtureError>("fixtures/old.pem: belongs to no recipe");
}

TEST_F(FixturesTest, LoadRefusesWhatIsMissingOrBroken) {
  expect_load_error<FixtureError>("fixtures/a.pem: is missing; run peercert forge");
  write(certs_);
  put("fixtures/b.pem", "x");
  expect_load_error<FixtureError>("fixtures/b.pem: is no certificate in PEM; peercert forge makes it anew");
  write(certs_);
  put("fixtures/a.pem.reference", "{");
  EXPECT_THAT([this] { (void)Fixtures::load(certs_); },
              ThrowsMessage<FixtureError>(testing::HasSubstr("fixtures/a.pem.reference: offset 1: ")));
  expect_load_error<FixtureError>("; peercert forge makes it anew");
  fs::remove(certs_ / "fixtures/a.pem.reference");
  expect_load_error<FixtureError>("fixtures/a.pem.reference: is missing; run peercert forge");
}

TEST_F(FixturesTest, NamesThatNothingHasAreErrorsOfTheRecipe) {
  const std::string start = "[certificate.c]\nserial = '01'\nsubject = []\n";
  put("recipes/s.toml", start + "issuer = 'z'\nkey = 'rsa_leaf'\n");
  expect_load_error<TomlError>("recipes/s.toml:1: certificate c: issuer: there is no certificate 'z'");
  put("recipes/s.toml", start + "issuer = 'a'\nkey = 'z'\n");
  expect_load_error<TomlError>("recipes/s.toml:1: certificate c: key: there is no key 'z'");
  put("recipes/s.toml", start + "issuer = 'a'\nkey = 'rsa_leaf'\nchain = ['z']");
  expect_load_error<TomlError>("recipes/s.toml:1: certificate c: chain: there is no certificate 'z'");
}

TEST_F(FixturesTest, ANameIsUsedOnce) {
  put("recipes/s.toml", "\n" + kRecipes);
  expect_load_error<TomlError>("recipes/s.toml:2: certificate a: the name is used already at recipes/r.toml:1");
}

TEST_F(FixturesTest, EachFactStandsOnce) {
  const std::string start = "[certificate.c]\nissuer = 'a'\nkey = 'rsa_leaf'\nsubject = []\n";
  put("recipes/s.toml", start + "serial = '01'\nexpect = [{ value = '1' }]");
  expect_load_error<TomlError>(
      "recipes/s.toml:1: certificate c: expect: the value is computed from the recipe and must not be given again");
  put("recipes/s.toml", start + "serial = { hex = '' }\nversion = 9");
  expect_load_error<TomlError>(
      "recipes/s.toml:1: certificate c: the key 'expect' is missing; no value can be computed because of: "
      "a version other than 1, 2 and 3, raw serial");
  put("recipes/s.toml", start + "serial = { hex = '' }\nexpect = [{ with = \"{'serialNumber': '', 'version': 3}\" }]");
  expect_load_error<TomlError>(
      "recipes/s.toml:1: certificate c: expect: 'version' is computed from the recipe and must not be given again");
}

TEST_F(FixturesTest, WhatIsSaidIsCompletedWhateverIsSaidBefore) {
  put("recipes/s.toml",
      "[certificate.c]\nissuer = 'a'\nkey = 'rsa_leaf'\nsubject = []\nserial = { hex = '' }\n"
      "expect = [{ raises = 'ValueError', when = 'openssl >= 9' }, { with = \"{'serialNumber': ''}\" }]");
  write(certs_);
  const auto fixtures = Fixtures::load(certs_);
  const auto& said = fixtures.find("c")->expected;
  ASSERT_EQ(said.size(), 2U);
  EXPECT_FALSE(said[0].value);
  ASSERT_TRUE(said[1].value);
  EXPECT_NE(said[1].value->get_if<Dict>()->find("issuer"), nullptr);
}

TEST_F(FixturesTest, WhatCannotBeWrittenIsNamed) {
  EXPECT_THAT([this] { put("recipes/r.toml/x.toml", ""); },
              ThrowsMessage<FixtureError>(EndsWith("recipes/r.toml/x.toml: cannot be written: Not a directory")));
}

TEST(CommittedFixtures, TheDocumentationsExampleIsEntryForEntryAsPrinted) {
  const Fixtures fixtures = Fixtures::load(kCommitted);
  const Value printed = parse_literal(R"({'issuer': ((('countryName', 'IL'),),
            (('organizationName', 'StartCom Ltd.'),),
            (('organizationalUnitName',
              'Secure Digital Certificate Signing'),),
            (('commonName',
              'StartCom Class 2 Primary Intermediate Server CA'),)),
 'notAfter': 'Nov 22 08:15:19 2013 GMT',
 'notBefore': 'Nov 21 03:09:52 2011 GMT',
 'serialNumber': '95F0',
 'subject': ((('description', '571208-SLe257oHY9fVQ07Z'),),
             (('countryName', 'US'),),
             (('stateOrProvinceName', 'California'),),
             (('localityName', 'San Francisco'),),
             (('organizationName', 'Electronic Frontier Foundation, Inc.'),),
             (('commonName', '*.eff.org'),),
             (('emailAddress', 'hostmaster@eff.org'),)),
 'subjectAltName': (('DNS', '*.eff.org'), ('DNS', 'eff.org')),
 'version': 3})");
  const Value& ours = *fixtures.find("documentation")->expected.at(0).value;
  EXPECT_EQ(ours.get_if<Dict>()->entries.size(), printed.get_if<Dict>()->entries.size());
  for (const auto& [key, value] : printed.get_if<Dict>()->entries) {
    const Value* found = ours.get_if<Dict>()->find(key.get_if<Str>()->text);
    ASSERT_NE(found, nullptr) << to_literal(key);
    EXPECT_EQ(*found, value) << to_literal(key);
  }
}

TEST(CommittedFixtures, AreWhatTheirRecipesMake) {
  std::vector<std::string> lines;
  for (const Mismatch& mismatch : check(kCommitted)) lines.push_back(describe(mismatch));
  EXPECT_THAT(lines, IsEmpty());
}

}  // namespace
}  // namespace peercert::forge
