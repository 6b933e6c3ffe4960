#include "forge/recipe.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "forge/toml_file.h"

namespace peercert::forge {
namespace {

using testing::ElementsAre;
using testing::ThrowsMessage;

const std::string kCertificate =
    "[certificate.x]\n"
    "issuer = 'self'\n"
    "key = 'k'\n"
    "serial = '0A1B'\n"
    "subject = []\n";

// Reads a certificate with one more line, the sixth, and expects the message that follows "r.toml:6: certificate x: ".
void expect_error(const std::string& line, const std::string& message) {
  EXPECT_THAT([&line] { (void)parse_recipes(kCertificate + line, "r.toml"); },
              ThrowsMessage<TomlError>("r.toml:6: certificate x: " + message))
      << line;
}

// Reads a certificate in which `from` is replaced, and expects the whole message.
void expect_error_after(const std::string& from, const std::string& to, const std::string& message) {
  std::string text = kCertificate;
  text.replace(text.find(from), from.size(), to);
  EXPECT_THAT([&text] { (void)parse_recipes(text, "r.toml"); }, ThrowsMessage<TomlError>(message)) << text;
}

Recipe read_with(const std::string& lines) {
  return parse_recipes(kCertificate + lines, "r.toml").at("x");
}

TEST(Recipe, HasDefaults) {
  const Recipe recipe = read_with("");
  EXPECT_EQ(recipe.issuer, "x");
  EXPECT_EQ(std::get<std::int64_t>(recipe.version), 3);
  EXPECT_EQ(std::get<std::string>(recipe.serial), "\x0A\x1B");
  EXPECT_EQ(std::get<der::Time>(recipe.not_before), (der::Time{2020, 1, 1, 0, 0, 0}));
  EXPECT_EQ(std::get<der::Time>(recipe.not_after), (der::Time{2049, 12, 31, 23, 59, 59}));
  EXPECT_EQ(recipe.file, "r.toml");
  EXPECT_EQ(recipe.line, 1U);
}

TEST(Recipe, ReadsListsOfIds) {
  const Recipe recipe = read_with("rules = ['a', 'b/c_1']\nwhy = 'W'\nchain = ['root']");
  EXPECT_THAT(recipe.rules, ElementsAre("a", "b/c_1"));
  EXPECT_THAT(recipe.chain, ElementsAre("root"));
}

TEST(Recipe, ReadsConditionalExpectations) {
  const Recipe recipe = read_with(
      "expect = [{ raises = 'UnicodeDecodeError', args = '(1,)', when = 'openssl >= 3.5' }, { value = 'None' }]");
  ASSERT_EQ(recipe.expect.size(), 2U);
  EXPECT_EQ(recipe.expect[0].raises, "UnicodeDecodeError");
  EXPECT_EQ(recipe.expect[0].args, Value(Tuple{{Integer(1)}}));
  EXPECT_EQ(recipe.expect[0].when, "openssl >= 3.5");
  EXPECT_EQ(recipe.expect[1].value, Value(None{}));
}

TEST(RecipeErrors, NameTheUnknownKey) {
  expect_error("isuer = 'x'", "key 'isuer': nobody reads this key; is it misspelt?");
  expect_error("expect = [{ value = 'None', valeu = '1' }]",
               "expect[0]: key 'valeu': nobody reads this key; is it misspelt?");
  expect_error("extensions = [{ san = [], crtical = true }]",
               "extensions[0]: key 'crtical': nobody reads this key; is it misspelt?");
  expect_error("not_before = { hex = '00', hax = 1 }", "not_before: key 'hax': nobody reads this key; is it misspelt?");
  EXPECT_THAT([] { (void)parse_recipes("\ncertificates = 1", "r.toml"); },
              ThrowsMessage<TomlError>("r.toml:2: r.toml: key 'certificates': nobody reads this key; is it misspelt?"));
}

TEST(RecipeErrors, NameTheMissingKey) {
  expect_error_after("key = 'k'\n", "", "r.toml:1: certificate x: the key 'key' is missing");
  expect_error_after("serial = '0A1B'\n", "", "r.toml:1: certificate x: the key 'serial' is missing");
  expect_error("extensions = [{ oid = '1.2.3' }]", "extensions[0]: the key 'der' is missing");
  expect_error("extensions = [{ basic_constraints = {} }]",
               "extensions[0]: basic_constraints: the key 'ca' is missing");
}

TEST(RecipeErrors, NameTheWrongType) {
  expect_error_after("'0A1B'", "95", "r.toml:4: certificate x: serial: expected a string, found an integer");
  expect_error_after("[]\n", "[['commonName']]\n",
                     "r.toml:5: certificate x: subject[0][0]: expected an array, found a string");
  expect_error("version = '3'", "version: expected an integer, found a string");
  expect_error("extensions = [1]", "extensions[0]: expected a table, found an integer");
  expect_error("extensions = [{ san = [], critical = 1 }]",
               "extensions[0]: critical: expected true or false, found an integer");
  expect_error("chain = 'root'", "chain: expected an array, found a string");
  expect_error("version = 3.0", "version: expected an integer, found a float");
}

TEST(RecipeErrors, NameTheLineInsideAnArray) {
  const std::string text =
      kCertificate + "extensions = [\n  { san = [\n    { dns = 'a' },\n    { ip = '1.2.3' },\n] }]";
  EXPECT_THAT([&text] { (void)parse_recipes(text, "r.toml"); },
              ThrowsMessage<TomlError>("r.toml:9: certificate x: extensions[0]: san[1].ip: '1.2.3' is no IP address"));
}

TEST(RecipeErrors, Times) {
  expect_error("not_before = 2020-01-01",
               "not_before: expected a date and time such as 2020-01-01T00:00:00Z, found a date or time");
  for (const char* time : {"2020-01-01T00:00:00", "2020-01-01T00:00:00+01:00", "2020-01-01T00:00:00.5Z"}) {
    expect_error(std::string("not_before = ") + time,
                 "not_before: expected whole seconds in UTC, as in 2020-01-01T00:00:00Z");
  }
}

TEST(RecipeErrors, SerialsAndHex) {
  expect_error_after("0A1B", "00FF",
                     "r.toml:4: certificate x: serial: expected a hexadecimal number without leading zero bytes");
  expect_error_after("0A1B", "",
                     "r.toml:4: certificate x: serial: expected a hexadecimal number without leading zero bytes");
  expect_error_after("0A1B", "A1B", "r.toml:4: certificate x: serial: 'A1B': expected a hexadecimal digit at offset 3");
}

TEST(RecipeErrors, Ids) {
  expect_error("rules = ['Upper']", "rules[0]: 'Upper' is no id: [a-z0-9_]+(/[a-z0-9_]+)*");
  expect_error("rules = ['a//b']", "rules[0]: 'a//b' is no id: [a-z0-9_]+(/[a-z0-9_]+)*");
  expect_error("chain = ['../x']", "chain[0]: '../x' is no id: [a-z0-9_]+(/[a-z0-9_]+)*");
  expect_error_after("certificate.x", "certificate.a-b",
                     "r.toml:1: certificate a-b: 'a-b' is no id: [a-z0-9_]+(/[a-z0-9_]+)*");
}

TEST(RecipeErrors, Names) {
  const auto expect = [](const std::string& subject, const std::string& message) {
    expect_error_after("[]\n", subject + "\n", "r.toml:5: certificate x: subject[0][0]" + message);
  };
  expect("[[['commonNam', 'x']]]",
         "[0]: 'commonNam' is neither an attribute type that we know nor a dotted object identifier");
  expect("[[['commonName']]]", ": expected [type, value], found 1 items");
  expect("[[['commonName', { bmp = '𝄞' }]]]", "[1]: bmp: 'bmp' has no room for U+1D11E");
  expect("[[['countryName', '字']]]", "[1]: 'printable' has no room for U+5B57");
  expect("[[['commonName', { utf9 = 'x' }]]]", "[1]: the key 'hex' is missing");
  expect("[[[{ oid = '1.2', arc = 'x', repeat = 2 }, 'x']]]", "[0]: '1.2.x.x' is no object identifier");
}

TEST(RecipeErrors, Extensions) {
  expect_error("extensions = [{ critical = true }]", "extensions[0]: no extension in this table");
  expect_error("extensions = [{ san = [], key_usage = [] }]", "extensions[0]: two extensions in one table");
  expect_error("extensions = [{ san = [{ dsn = 'x' }] }]", "extensions[0]: san[0].dsn: unknown kind of name 'dsn'");
  expect_error("extensions = [{ san = [{ dns = 'x', uri = 'y' }] }]",
               "extensions[0]: san[0]: expected one name in this table, found 2");
  expect_error("extensions = [{ san = [{ registered_id = '1' }] }]",
               "extensions[0]: san[0].registered_id: '1' is no object identifier");
  expect_error("extensions = [{ key_usage = ['sign'] }]", "extensions[0]: key_usage[0]: unknown key usage 'sign'");
  expect_error("extensions = [{ extended_key_usage = ['server'] }]",
               "extensions[0]: extended_key_usage[0]: 'server' is no object identifier");
  expect_error("extensions = [{ subject_key_identifier = false }]",
               "extensions[0]: subject_key_identifier: expected true, or no such extension at all");
  expect_error("extensions = [{ authority_information_access = [{ oscp = 'x' }] }]",
               "extensions[0]: authority_information_access[0]: expected the key 'ocsp', 'ca_issuers', 'method' or "
               "'der', found 'oscp'");
}

TEST(RecipeErrors, Expectations) {
  expect_error("expect = []", "expect: expected at least one entry");
  expect_error("expect = [{}]",
               "expect[0]: expected exactly one of 'value', 'raises', 'refused', and 'with' or 'without' or both");
  expect_error("expect = [{ value = '1', raises = 'E' }]",
               "expect[0]: expected exactly one of 'value', 'raises', 'refused', and 'with' or 'without' or both");
  expect_error("expect = [{ value = '1', args = '()' }]", "expect[0]: 'args' without 'raises'");
  expect_error("expect = [{ value = '1' }, { value = '2' }]",
               "expect[1]: never counts: the entry before has no 'when'");
  EXPECT_THAT([] { (void)read_with("expect = [{ value = '(' }]"); },
              ThrowsMessage<TomlError>(testing::StartsWith("r.toml:6: certificate x: expect[0]: value: offset 1: ")));
}

TEST(RecipeErrors, Cases) {
  expect_error_after("issuer", "why = 'W'\nissuer",
                     "r.toml:1: certificate x: 'why' and 'carried' are for recipes with 'rules', which are cases");
  expect_error_after("issuer", "rules = ['a']\nissuer",
                     "r.toml:1: certificate x: the key 'why' is missing beside 'rules'");
  expect_error("carried = 'by_hand'",
               "carried: 'by_hand' is none of handshake, peer, refused, without_time_check, unvalidated, direct");
}

TEST(RecipeErrors, Bytes) {
  expect_error("signature = { hex = { repeat = 0, of = '00' } }",
               "signature: hex: repeat: expected a number from 1 to 100000, found 0");
  expect_error("signature = { hex = {} }",
               "signature: hex: expected a table with 'text', 'oid', 'element' or 'repeat'");
  expect_error("signature = { hex = { oid = '1' } }", "signature: hex: oid: '1' is no object identifier");
  expect_error("length_octets = 9", "length_octets: expected 1 to 8");
}

// Repetitions multiply: these would be ten thousand million bytes.
TEST(RecipeErrors, RepetitionsThatTakeTooMuchMemory) {
  expect_error("signature = { hex = { repeat = 100000, of = { repeat = 100000, of = '00' } } }",
               "signature: hex: repeat: 100000 times 100000 bytes are more than 1000000");
  expect_error("issuer_name = [{ rdn = [['title', { utf8 = 'x', repeat = 90000 }]], repeat = 100000 }]",
               "issuer_name[0]: repeat: 100000 times 90025 bytes are more than 1000000");
  expect_error("extensions = [{ san = [{ dns = { text = 'x', repeat = 90000 }, repeat = 100000 }] }]",
               "extensions[0]: san[0].repeat: 100000 times 90005 bytes are more than 1000000");
}

TEST(Recipe, WritesBytesInManyWays) {
  const auto bytes = [](const std::string& lines) {
    return read_with("signature = { hex = " + lines + " }").frame.signature->bytes;
  };
  EXPECT_EQ(bytes("['01 02', '03']"), "\x01\x02\x03");
  EXPECT_EQ(bytes("{ text = 'é' }"), "\xC3\xA9");
  EXPECT_EQ(bytes("{ oid = '1.2.3' }"), "\x06\x02\x2A\x03");
  EXPECT_EQ(bytes("{ element = '30', of = { repeat = 2, of = '05 01' } }"), "\x30\x04\x05\x01\x05\x01");
  EXPECT_EQ(bytes("{ element = '30', length_octets = 2, of = '01' }"), std::string("\x30\x82\x00\x01\x01", 5));
}

TEST(RecipeErrors, SyntaxAndRepeatedNames) {
  EXPECT_THAT([] { (void)parse_recipes("[certificate.x]\n[certificate.x]\n", "r.toml"); },
              ThrowsMessage<TomlError>(testing::StartsWith("r.toml:2: ")));
  EXPECT_THAT([] { (void)parse_recipes("\n\n[certificate", "r.toml"); },
              ThrowsMessage<TomlError>(testing::StartsWith("r.toml:3: ")));
}

TEST(RecipeErrors, LettersOutsideOfStrings) {
  for (const std::string text : {"é", "é = 1", "a = 'x' é", "a = \"\"\"\\\né\"\"\" é"}) {
    EXPECT_THAT([&text] { (void)parse_recipes(text, "r.toml"); },
                ThrowsMessage<TomlError>(testing::HasSubstr("saw 'é'")))
        << text;
  }
}

// What comes after "[" is no key; the parser asserted that it is one.
TEST(RecipeErrors, TablesWithoutName) {
  for (const std::string text : {"[=]", "[[[a]]]", "[#]", "[[\n]]"}) {
    EXPECT_THAT([&text] { (void)parse_recipes(text, "r.toml"); },
                ThrowsMessage<TomlError>(testing::HasSubstr("expected bare key starting character")))
        << text;
  }
}

}  // namespace
}  // namespace peercert::forge
