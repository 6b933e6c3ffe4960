// A second reader: it reads every committed certificate back and compares it with its recipe. It shares nothing with
// the encoders but the recipe; its tags are those of RFC 5280 and X.680, written as the octets that stand in the file.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "forge/pem.h"
#include "forge/test_read_names.h"
#include "forge/test_reader.h"
#include "forge/toml_file.h"

namespace peercert::forge {
namespace {

using test::read_general_name;
using test::read_general_names;
using test::read_integer;
using test::read_name;
using test::read_oid;
using test::read_raw;
using test::Reader;
using test::want;
using test::Wrong;

namespace fs = std::filesystem;

const fs::path kCerts = fs::path(PEERCERT_SOURCE_DIR) / "certs";

void read_serial(Reader& reader, const std::variant<std::string, Raw>& serial) {
  if (const Raw* raw = std::get_if<Raw>(&serial)) return read_raw(reader, *raw, 0x02, "serial");
  std::string wanted = std::get<std::string>(serial);
  if (static_cast<unsigned char>(wanted[0]) >= 0x80) wanted.insert(wanted.begin(), '\0');
  want(reader.content(0x02, "serial") == wanted, "serial: another number");
}

void read_version(Reader& reader, const std::variant<std::int64_t, Raw>& version) {
  const auto* number = std::get_if<std::int64_t>(&version);
  if (number != nullptr && *number == 1) return want(!reader.is_next(0xA0), "version: one that is written");
  Reader inside = reader.inside(0xA0, "version");
  if (number != nullptr) {
    read_integer(inside, *number - 1, "version");
  } else {
    read_raw(inside, std::get<Raw>(version), 0x02, "version");
  }
  inside.end("version");
}

void read_time(Reader& reader, const std::variant<der::Time, Raw>& time, const std::string& what) {
  if (const Raw* raw = std::get_if<Raw>(&time)) return read_raw(reader, *raw, 0x17, what);
  const der::Time& t = std::get<der::Time>(time);
  const bool utc = t.year >= 1950 && t.year <= 2049;
  const std::string year = utc ? fmt::format("{:02}", t.year % 100) : fmt::format("{:04}", t.year);
  const std::string wanted =
      fmt::format("{}{:02}{:02}{:02}{:02}{:02}Z", year, t.month, t.day, t.hour, t.minute, t.second);
  const std::string_view found = reader.content(utc ? 0x17 : 0x18, what);
  want(found == wanted, fmt::format("{}: {} and not {}", what, found, wanted));
}

// ReadExtension reads what the OCTET STRING of an extension holds; it is called for each kind of content.
struct ReadExtension {
  Reader& value;

  void operator()(const SubjectAltName& san) const { read_general_names(value.inside(0x30, "san"), san.names); }

  void operator()(const AuthorityInformationAccess& access) const {
    Reader list = value.inside(0x30, "access");
    for (const auto& description : access.descriptions) {
      if (const Raw* raw = std::get_if<Raw>(&description)) {
        read_raw(list, *raw, 0x30, "access description");
        continue;
      }
      const auto& typed = std::get<AccessDescription>(description);
      Reader pair = list.inside(0x30, "access description");
      read_oid(pair, 0x06, typed.method, "access method");
      read_general_name(pair, typed.location);
      pair.end("access description");
    }
    list.end("access");
  }

  void operator()(const CrlDistributionPoints& points) const {
    Reader list = value.inside(0x30, "distribution points");
    for (const auto& point : points.points) {
      if (const Raw* raw = std::get_if<Raw>(&point)) {
        read_raw(list, *raw, 0x30, "distribution point");
        continue;
      }
      Reader fields = list.inside(0x30, "distribution point");
      Reader choice = fields.inside(0xA0, "distributionPoint [0]");
      read_general_names(choice.inside(0xA0, "fullName [0]"), std::get<std::vector<GeneralName>>(point));
      choice.end("distributionPoint [0]");
      fields.end("distribution point");
    }
    list.end("distribution points");
  }

  void operator()(const BasicConstraints& constraints) const {
    Reader fields = value.inside(0x30, "basic constraints");
    if (constraints.ca) want(fields.content(0x01, "cA") == "\xFF", "cA: not true");
    if (constraints.path_length) read_integer(fields, *constraints.path_length, "path length");
    fields.end("basic constraints");
  }

  // Bit 0 is the highest of the first octet (X.690 8.6.2).
  void operator()(const KeyUsage& usage) const {
    const std::string_view octets = value.content(0x03, "key usage");
    std::vector<unsigned> found;
    for (unsigned bit = 0; bit < 8 * (octets.size() - 1); ++bit) {
      if ((static_cast<unsigned char>(octets[1 + bit / 8]) >> (7 - bit % 8) & 1) != 0) found.push_back(bit);
    }
    EXPECT_THAT(usage.bits, testing::UnorderedElementsAreArray(found));
  }

  void operator()(const ExtendedKeyUsage& usage) const {
    Reader list = value.inside(0x30, "extended key usage");
    for (const std::string& oid : usage.oids) read_oid(list, 0x06, oid, "extended key usage");
    list.end("extended key usage");
  }

  // RFC 7093 section 2: 160 bits.
  void operator()(const SubjectKeyIdentifier&) const {
    want(value.content(0x04, "key identifier").size() == 20, "key identifier: of another length");
  }

  void operator()(const AuthorityKeyIdentifier&) const {
    Reader fields = value.inside(0x30, "key identifier");
    want(fields.content(0x80, "key identifier").size() == 20, "key identifier: of another length");
    fields.end("key identifier");
  }

  void operator()(const RawExtension& raw) const { value.skip(raw.value, "extension " + raw.oid); }
};

// RFC 5280 sections 4.2.1 and 4.2.2.
struct OidOf {
  std::string operator()(const SubjectAltName&) const { return "2.5.29.17"; }
  std::string operator()(const AuthorityInformationAccess&) const { return "1.3.6.1.5.5.7.1.1"; }
  std::string operator()(const CrlDistributionPoints&) const { return "2.5.29.31"; }
  std::string operator()(const BasicConstraints&) const { return "2.5.29.19"; }
  std::string operator()(const KeyUsage&) const { return "2.5.29.15"; }
  std::string operator()(const ExtendedKeyUsage&) const { return "2.5.29.37"; }
  std::string operator()(const SubjectKeyIdentifier&) const { return "2.5.29.14"; }
  std::string operator()(const AuthorityKeyIdentifier&) const { return "2.5.29.35"; }
  std::string operator()(const RawExtension& raw) const { return raw.oid; }
};

void read_extension(Reader fields, const Extension& extension) {
  const std::string oid = std::visit(OidOf{}, extension.content);
  read_oid(fields, 0x06, oid, "extension");
  if (extension.critical) want(fields.content(0x01, oid + ": critical") == "\xFF", oid + ": critical, and not true");
  Reader value = fields.inside(0x04, oid);
  std::visit(ReadExtension{value}, extension.content);
  value.end(oid);
  fields.end(oid);
}

void read_extensions(Reader& tbs, const Recipe& recipe) {
  if (recipe.frame.extensions) return read_raw(tbs, *recipe.frame.extensions, 0xA3, "extensions");
  if (recipe.extensions.empty()) return;
  Reader tagged = tbs.inside(0xA3, "extensions");
  Reader list = tagged.inside(0x30, "extensions");
  for (const Extension& extension : recipe.extensions) read_extension(list.inside(0x30, "extension"), extension);
  list.end("extensions");
  tagged.end("extensions");
}

void read_given(Reader& reader, const std::optional<Raw>& given, unsigned char usual, const std::string& what) {
  if (given) read_raw(reader, *given, usual, what);
}

// What is given, or else any element with the usual identifier.
void read_given_or_any(Reader& reader, const std::optional<Raw>& given, unsigned char usual, const std::string& what) {
  if (given) return read_raw(reader, *given, usual, what);
  want(!reader.content(usual, what).empty(), what + ": empty");
}

void read_to_be_signed(Reader tbs, const Recipe& recipe, const Recipe& issuer) {
  read_version(tbs, recipe.version);
  read_serial(tbs, recipe.serial);
  read_given_or_any(tbs, recipe.frame.signature_algorithm, 0x30, "inner algorithm");
  read_name(tbs, recipe.issuer_name ? *recipe.issuer_name : issuer.subject, "issuer");
  Reader validity = tbs.inside(0x30, "validity");
  read_time(validity, recipe.not_before, "notBefore");
  read_time(validity, recipe.not_after, "notAfter");
  validity.end("validity");
  read_name(tbs, recipe.subject, "subject");
  read_given_or_any(tbs, recipe.frame.public_key, 0x30, "public key");
  read_given(tbs, recipe.frame.issuer_unique_id, 0x81, "issuerUniqueID");
  read_given(tbs, recipe.frame.subject_unique_id, 0x82, "subjectUniqueID");
  read_extensions(tbs, recipe);
  tbs.end("TBSCertificate");
}

void read_certificate(Reader& certificate, const Recipe& recipe, const Recipe& issuer) {
  const Frame& frame = recipe.frame;
  read_to_be_signed(certificate.inside(0x30, "TBSCertificate"), recipe, issuer);
  read_given_or_any(certificate,
                    frame.outer_signature_algorithm ? frame.outer_signature_algorithm : frame.signature_algorithm, 0x30,
                    "outer algorithm");
  read_given_or_any(certificate, frame.signature, 0x03, "signature");
}

// read_back throws Wrong at the first thing of `der` that is not as the recipe says. Where the outermost length is left
// open, two zero octets follow the signature (X.690 8.1.3.6).
void read_back(std::string_view der, const Recipe& recipe, const Recipe& issuer) {
  const Frame& frame = recipe.frame;
  Reader all(der);
  if (frame.indefinite_length) {
    all.skip("\x30\x80", "certificate");
    read_certificate(all, recipe, issuer);
    all.skip(std::string(2, '\0'), "end of the contents");
  } else {
    Reader certificate(all.content(0x30, "certificate", frame.length_octets));
    read_certificate(certificate, recipe, issuer);
    certificate.end("certificate");
  }
  all.skip(frame.after, "after the certificate");
  all.end("after the certificate");
}

std::string committed(const std::string& name) {
  return certificate_from_pem(read_file(kCerts / "fixtures" / (name + ".pem"))).value_or("");
}

TEST(ReadBackTest, EveryCertificateIsWhatItsRecipeSays) {
  const Recipes recipes = load_recipes(kCerts);
  ASSERT_FALSE(recipes.empty());
  for (const auto& [name, recipe] : recipes) {
    SCOPED_TRACE(name);
    EXPECT_NO_THROW(read_back(committed(name), recipe, recipes.at(recipe.issuer)));
  }
}

// What read_back says of the certificate `name` when its recipe is changed.
template <typename Change>
std::string said_of(const std::string& name, Change change) {
  const Recipes recipes = load_recipes(kCerts);
  Recipe recipe = recipes.at(name);
  change(recipe);
  try {
    read_back(committed(name), recipe, recipes.at(recipe.issuer));
    return "";
  } catch (const Wrong& wrong) {
    return wrong.what();
  }
}

TEST(ReadBackTest, WhatDiffersIsSeen) {
  const std::string name = "server";
  EXPECT_EQ(said_of(name, [](Recipe&) {}), "");
  EXPECT_EQ(said_of(name, [](Recipe& r) { r.version = 2; }), "version: another number");
  EXPECT_EQ(said_of(name, [](Recipe& r) { std::get<std::string>(r.serial) += '\0'; }), "serial: another number");
  EXPECT_NE(said_of(name, [](Recipe& r) { std::get<der::Time>(r.not_after).second ^= 1; }), "");
  EXPECT_NE(said_of(name, [](Recipe& r) { std::get<Name>(r.subject).pop_back(); }), "");
  EXPECT_NE(said_of(name, [](Recipe& r) { r.issuer_name = r.subject; }), "");
  EXPECT_EQ(said_of(name, [](Recipe& r) { r.extensions.pop_back(); }), "extensions: more than there should be");
  EXPECT_NE(said_of(name, [](Recipe& r) { r.extensions[0].critical ^= true; }), "");
  EXPECT_NE(said_of(name, [](Recipe& r) { r.extensions[0].content = RawExtension{"2.5.29.17", "x"}; }), "");
  EXPECT_EQ(said_of(name, [](Recipe& r) { r.frame.after = "x"; }),
            "after the certificate: other bytes than those given");
  EXPECT_EQ(said_of(name, [](Recipe& r) { r.frame.length_octets = 3; }), "certificate: a length of other octets");
  EXPECT_EQ(said_of(name, [](Recipe& r) { r.frame.indefinite_length = true; }),
            "certificate: other bytes than those given");
}

}  // namespace
}  // namespace peercert::forge
