#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "forge/forge.h"
#include "value/literal.h"

namespace peercert::forge {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string kRoot =
    "[certificate.root]\n"
    "issuer = 'self'\n"
    "key = 'k'\n"
    "serial = '01'\n"
    "subject = [[['countryName', 'XX']], [['commonName', 'root']]]\n";

// A certificate under the root, with these lines and what they leave out.
Recipes recipes_with(const std::string& lines) {
  std::string text = kRoot + "[certificate.x]\nissuer = 'root'\nkey = 'k'\n";
  if (lines.find("serial =") == std::string::npos) text += "serial = '95F0'\n";
  if (lines.find("subject =") == std::string::npos) text += "subject = []\n";
  return parse_recipes(text + lines, "r.toml");
}

// What the certificate with these lines yields under one key; an Other when the key is absent.
Value under(const std::string& key, const std::string& lines) {
  const Recipes recipes = recipes_with(lines);
  EXPECT_THAT(oddities(recipes.at("x"), recipes), IsEmpty());
  const Value value = computed_value(recipes.at("x"), recipes);
  const Value* found = value.get_if<Dict>()->find(key);
  return found != nullptr ? *found : Value(Other{"absent", "absent"});
}

std::vector<std::string> phrases(const Recipe& recipe, const Recipes& recipes) {
  std::vector<std::string> phrases;
  for (const Oddity& oddity : oddities(recipe, recipes)) phrases.push_back(oddity.phrase);
  return phrases;
}

std::vector<std::string> oddities_of(const std::string& lines) {
  const Recipes recipes = recipes_with(lines);
  return phrases(recipes.at("x"), recipes);
}

// The keys that the first oddity of these lines touches.
std::vector<std::string> touched_by(const std::string& lines) {
  const Recipes recipes = recipes_with(lines);
  return oddities(recipes.at("x"), recipes).at(0).keys;
}

TEST(ComputedValue, HasItsKeysInTheOrderOfGetpeercert) {
  const Recipes recipes = recipes_with(
      "subject = [[['commonName', 'x']]]\n"
      "extensions = [{ crl_distribution_points = [['http://c']] },\n"
      "  { authority_information_access = [{ ca_issuers = 'http://b' }, { ocsp = 'http://a' }] },\n"
      "  { san = [{ dns = 'd' }] }]");
  EXPECT_EQ(to_literal(computed_value(recipes.at("x"), recipes)),
            "{'subject': ((('commonName', 'x'),),), "
            "'issuer': ((('countryName', 'XX'),), (('commonName', 'root'),)), 'version': 3, 'serialNumber': '95F0', "
            "'notBefore': 'Jan  1 00:00:00 2020 GMT', 'notAfter': 'Dec 31 23:59:59 2049 GMT', "
            "'subjectAltName': (('DNS', 'd'),), 'OCSP': ('http://a',), 'caIssuers': ('http://b',), "
            "'crlDistributionPoints': ('http://c',)}");
}

TEST(ComputedValue, LacksTheKeysOfAbsentExtensions) {
  const Recipes recipes = recipes_with("version = 1");
  EXPECT_EQ(to_literal(computed_value(recipes.at("x"), recipes)),
            "{'subject': (), 'issuer': ((('countryName', 'XX'),), (('commonName', 'root'),)), 'version': 1, "
            "'serialNumber': '95F0', 'notBefore': 'Jan  1 00:00:00 2020 GMT', 'notAfter': 'Dec 31 23:59:59 2049 GMT'}");
}

TEST(ComputedValue, KeepsRelativeNamesApart) {
  EXPECT_EQ(under("subject", "subject = [[['commonName', 'a'], ['commonName', 'b']], [['commonName', 'a']]]"),
            parse_literal("((('commonName', 'a'), ('commonName', 'b')), (('commonName', 'a'),))"));
}

TEST(ComputedValue, NamesAttributesFromOurTableAlone) {
  EXPECT_EQ(under("subject", "subject = [[['2.5.4.3', 'a']], [['1.2.3.4', 'b']], [['userId', 'c']]]"),
            parse_literal("((('commonName', 'a'),), (('1.2.3.4', 'b'),), (('userId', 'c'),))"));
}

TEST(ComputedValue, TextIsTheSameInEveryStringType) {
  EXPECT_EQ(under("subject", "subject = [[['title', { bmp = 'é' }]], [['title', { t61 = 'é' }]], [['title', 'é']]]"),
            parse_literal("((('title', '\\xe9'),), (('title', '\\xe9'),), (('title', '\\xe9'),))"));
}

TEST(ComputedValue, SerialIsUpperCaseWithTwoDigitsAByte) {
  EXPECT_EQ(under("serialNumber", "serial = '0a0bff'"), Value(Str{"0A0BFF"}));
  EXPECT_EQ(under("serialNumber", "serial = '01'"), Value(Str{"01"}));
}

TEST(ComputedValue, DaysArePaddedWithABlank) {
  EXPECT_EQ(under("notBefore", "not_before = 1999-02-03T04:05:06Z"), Value(Str{"Feb  3 04:05:06 1999 GMT"}));
  EXPECT_EQ(under("notAfter", "not_after = 2060-09-30T23:00:09Z"), Value(Str{"Sep 30 23:00:09 2060 GMT"}));
}

TEST(ComputedValue, IPv6IsEightUpperCaseGroups) {
  EXPECT_EQ(under("subjectAltName", "extensions = [{ san = [{ ip = '2001:410:2::a:ff' }, { ip = '10.0.200.3' }] }]"),
            parse_literal("(('IP Address', '2001:410:2:0:0:0:A:FF'), ('IP Address', '10.0.200.3'))"));
}

TEST(ComputedValue, EveryKindOfNameHasItsWord) {
  EXPECT_EQ(
      under(
          "subjectAltName",
          "extensions = [{ san = [{ uri = 'u' }, { dns = 'd' }, { email = 'e' }, { dns = 'd' },\n"
          "  { directory = [[['commonName', 'n']]] }, { registered_id = '2.5.4.3' }, { registered_id = '1.2.3' }] }]"),
      parse_literal("(('URI', 'u'), ('DNS', 'd'), ('email', 'e'), ('DNS', 'd'), "
                    "('DirName', ((('commonName', 'n'),),)), ('Registered ID', 'commonName'), "
                    "('Registered ID', '1.2.3'))"));
}

TEST(ComputedValue, UrlsAreFlatAndKeepTheirOrder) {
  const std::string lines =
      "extensions = [{ authority_information_access = [{ ocsp = 'b' }, { ca_issuers = 'd' }, { ocsp = 'a' }] },\n"
      "  { crl_distribution_points = [['z', 'y'], ['x']] }]";
  EXPECT_EQ(under("OCSP", lines), parse_literal("('b', 'a')"));
  EXPECT_EQ(under("caIssuers", lines), parse_literal("('d',)"));
  EXPECT_EQ(under("crlDistributionPoints", lines), parse_literal("('z', 'y', 'x')"));
}

TEST(ComputedValue, AKindOfUrlThatIsNotThereHasNoKey) {
  EXPECT_EQ(under("caIssuers", "extensions = [{ authority_information_access = [{ ocsp = 'b' }] }]").type_name(),
            "absent");
}

TEST(Oddities, RawBytesNeedAPerson) {
  EXPECT_THAT(oddities_of("serial = { hex = 'ff' }"), ElementsAre("raw serial"));
  EXPECT_THAT(oddities_of("not_after = { tag = 24, hex = '31' }"), ElementsAre("raw not_after"));
  EXPECT_THAT(oddities_of("subject = [[['title', { hex = 'ff' }]]]"), ElementsAre("raw bytes in subject"));
  EXPECT_THAT(oddities_of("subject = { der = '3000' }"), ElementsAre("raw subject"));
  EXPECT_THAT(oddities_of("extensions = [{ oid = '2.5.29.17', der = '0500' }]"),
              ElementsAre("raw extension 2.5.29.17"));
  EXPECT_THAT(oddities_of("version = { hex = '7f' }"), ElementsAre("raw version"));
  EXPECT_THAT(oddities_of("after = '00'"), ElementsAre("the key 'after'"));
  EXPECT_THAT(oddities_of("extensions = [{ san = [{ dns = { hex = 'e9' } }] }]"), ElementsAre("raw bytes in san"));
}

TEST(Oddities, ValuesThatAreNotPermittedNeedAPerson) {
  EXPECT_THAT(oddities_of("version = 4"), ElementsAre("a version other than 1, 2 and 3"));
  EXPECT_THAT(oddities_of("serial = '00'"), ElementsAre("a serial that is not positive or longer than 20 octets"));
  EXPECT_THAT(oddities_of("serial = '010203040506070809101112131415161718192021'"),
              ElementsAre("a serial that is not positive or longer than 20 octets"));
  EXPECT_THAT(oddities_of("subject = [[['countryName', 'a@b']]]"),
              ElementsAre("text in subject that its string type does not permit"));
  EXPECT_THAT(oddities_of("subject = [[]]"), ElementsAre("a relative name of subject without attributes"));
  EXPECT_THAT(oddities_of("subject = [[['title', 'b'], ['title', 'a']]]"),
              ElementsAre("attributes of subject that are not in the order of DER"));
}

TEST(Oddities, ExtensionsThatAreNotPermittedNeedAPerson) {
  EXPECT_THAT(oddities_of("version = 1\nextensions = [{ san = [{ dns = 'a' }] }]"),
              ElementsAre("extensions in a version other than 3"));
  EXPECT_THAT(oddities_of("extensions = [{ san = [{ dns = 'a' }] }, { san = [{ dns = 'a' }] }]"),
              ElementsAre("the extension 2.5.29.17 twice"));
  EXPECT_THAT(oddities_of("extensions = [{ san = [{ dns = 'é' }] }]"),
              ElementsAre("text in san that IA5String does not permit"));
  EXPECT_THAT(oddities_of("extensions = [{ san = [] }]"), ElementsAre("san without names"));
  EXPECT_THAT(oddities_of("extensions = [{ authority_information_access = [] }]"),
              ElementsAre("authority_information_access without entries"));
  EXPECT_THAT(oddities_of("extensions = [{ crl_distribution_points = [[]] }]"),
              ElementsAre("distribution point without names"));
}

TEST(Oddities, AnIssuersNameCountsForThoseItIssues) {
  const Recipes recipes = parse_recipes(
      "[certificate.root]\nissuer='self'\nkey='k'\nserial='01'\nsubject=[[['title', { hex = 'ff' }]]]\n"
      "[certificate.x]\nissuer='root'\nkey='k'\nserial='02'\nsubject=[]\n",
      "r.toml");
  EXPECT_THAT(phrases(recipes.at("x"), recipes), ElementsAre("raw bytes in issuer"));
  EXPECT_THAT(phrases(recipes.at("root"), recipes), ElementsAre("raw bytes in subject", "raw bytes in issuer"));
}

TEST(Oddities, AnExtensionThatTheDictionaryDoesNotShowIsNone) {
  EXPECT_THAT(oddities_of("extensions = [{ oid = '1.2.3', der = '0500' }]"), IsEmpty());
}

TEST(Oddities, TouchTheirOwnKeys) {
  EXPECT_THAT(touched_by("serial = { hex = 'ff' }"), ElementsAre("serialNumber"));
  EXPECT_THAT(touched_by("not_after = { hex = '31' }"), ElementsAre("notAfter"));
  EXPECT_THAT(touched_by("extensions = [{ oid = '1.3.6.1.5.5.7.1.1', der = '0500' }]"),
              ElementsAre("OCSP", "caIssuers"));
  EXPECT_THAT(touched_by("extensions = [{ crl_distribution_points = [] }]"), ElementsAre("crlDistributionPoints"));
  EXPECT_THAT(touched_by("signature = { hex = '00' }"), IsEmpty());
}

TEST(ComputedValue, LeavesOutWhatIsOddAndIsCompletedInOrder) {
  const Recipes recipes = recipes_with("serial = { hex = 'ff' }\nextensions = [{ san = [] }]");
  const Value computed = computed_value(recipes.at("x"), recipes);
  EXPECT_EQ(computed.get_if<Dict>()->find("serialNumber"), nullptr);
  EXPECT_EQ(computed.get_if<Dict>()->find("subjectAltName"), nullptr);
  Expected expected;
  expected.with = parse_literal("{'subjectAltName': (), 'serialNumber': '-01'}");
  EXPECT_EQ(to_literal(completed(computed, expected)),
            "{'subject': (), 'issuer': ((('countryName', 'XX'),), (('commonName', 'root'),)), 'version': 3, "
            "'serialNumber': '-01', 'notBefore': 'Jan  1 "
            "00:00:00 2020 GMT', 'notAfter': 'Dec 31 23:59:59 2049 GMT', 'subjectAltName': ()}");
}

TEST(ComputedValue, LocationsThatAreNoUriAreNoUrls) {
  const std::string lines =
      "extensions = [{ authority_information_access = [{ ocsp = { dns = 'a' } }, { method = '1.2.3', location = 'b' }, "
      "{ ca_issuers = 'c' }] }, { crl_distribution_points = [[{ dns = 'd' }, 'e']] }]";
  EXPECT_EQ(under("OCSP", lines).type_name(), "absent");
  EXPECT_EQ(under("caIssuers", lines), parse_literal("('c',)"));
  EXPECT_EQ(under("crlDistributionPoints", lines), parse_literal("('e',)"));
}

TEST(ComputedValue, WhatIsRepeatedStandsThereThatOften) {
  EXPECT_EQ(under("subject", "subject = [{ rdn = [['title', { utf8 = 'ab', repeat = 2 }]], repeat = 2 }]"),
            parse_literal("((('title', 'abab'),), (('title', 'abab'),))"));
  EXPECT_EQ(under("subjectAltName", "extensions = [{ san = [{ dns = { text = 'x', repeat = 3 }, repeat = 2 }] }]"),
            parse_literal("(('DNS', 'xxx'), ('DNS', 'xxx'))"));
}

}  // namespace
}  // namespace peercert::forge
