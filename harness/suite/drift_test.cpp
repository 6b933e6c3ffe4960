#include "suite/drift.h"

#include "suite/test_suite.h"

namespace peercert::suite {
namespace {

const std::string kEntry =
    "[[drift]]\nid = \"d\"\nsubject = \"CPython >= 3.8, < 3.10\"\ncase = \"t/*\"\nreason = \"R\"\nreference = \"I\"\n";

std::vector<Drift> load(const std::string& text) {
  const TemporaryCases cases;
  return load_drift(cases.write("drift.toml", text), fixtures());
}

auto loading_drift(const std::string& text) {
  return [text] { (void)load(text); };
}

SubjectInfo cpython(const std::string& version) {
  return {"CPython", version, "OpenSSL 3.0.19", {}};
}

TEST(Drift, EveryKeyIsRead) {
  const auto entries = load(kEntry +
                            "tls_library = \"OpenSSL < 3\"\nstep = \"s\"\nwhere = { tls = \"1.3\" }\n"
                            "yields = \"{}\"\n");
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].id, "d");
  EXPECT_EQ(entries[0].cases, std::vector<std::string>{"t/*"});
  EXPECT_EQ(entries[0].step, "s");
  EXPECT_EQ(entries[0].where.at("tls"), "1.3");
  EXPECT_EQ(entries[0].yields, Value(Dict{}));
  EXPECT_EQ(entries[0].reason, "R");
  EXPECT_EQ(entries[0].reference, "I");
  EXPECT_EQ(entries[0].place.text(), "cases/drift.toml:1");
}

TEST(Drift, CoversTheSubjectsCasesStepsAndPlacesThatItNames) {
  const Drift entry = load(kEntry + "step = \"s\"\nwhere = { tls = \"1.3\" }\nraises = \"E\"\n").at(0);
  EXPECT_TRUE(entry.covers(cpython("3.9.1"), "t/a/b", {{"tls", "1.3"}, {"form", "x"}}, "s"));
  EXPECT_FALSE(entry.covers(cpython("3.10"), "t/a", {{"tls", "1.3"}}, "s"));
  EXPECT_FALSE(entry.covers(cpython("3.9"), "u/a", {{"tls", "1.3"}}, "s"));
  EXPECT_FALSE(entry.covers(cpython("3.9"), "t/a", {{"tls", "1.2"}}, "s"));
  EXPECT_FALSE(entry.covers(cpython("3.9"), "t/a", {}, "s"));
  EXPECT_FALSE(entry.covers(cpython("3.9"), "t/a", {{"tls", "1.3"}}, "other"));
}

TEST(Drift, BothTheSubjectAndTheLibraryMustBeMet) {
  const Drift entry = load(kEntry + "tls_library = \"OpenSSL < 3\"\nraises = \"E\"\n").at(0);
  EXPECT_FALSE(entry.covers(cpython("3.9"), "t/a", {}, "any"));
  EXPECT_TRUE(entry.covers({"CPython", "3.9", "OpenSSL 1.1.1w", {}}, "t/a", {}, "any"));
}

TEST(Drift, ExplainsTheExactValueOrTheExactType) {
  const Drift yields = load(kEntry + "yields = \"1\"\n").at(0);
  EXPECT_TRUE(yields.explains(gave("1")));
  EXPECT_FALSE(yields.explains(gave("True")));
  EXPECT_FALSE(yields.explains(raised("E")));
  const Drift raises = load(kEntry + "raises = \"E\"\n").at(0);
  EXPECT_TRUE(raises.explains(raised("E")));
  EXPECT_FALSE(raises.explains(raised("F", "()", {"E"})));
  EXPECT_FALSE(raises.explains(gave("1")));
}

TEST(Drift, AnUnstableEntryExplainsAnyAnswer) {
  const Drift entry = load(kEntry + "unstable = true\n").at(0);
  EXPECT_TRUE(entry.explains(gave("1")));
  EXPECT_TRUE(entry.explains(raised("E")));
  EXPECT_THAT(loading_drift(kEntry + "unstable = true\nyields = \"1\"\n"),
              throws("cases/drift.toml:1: drift d: needs exactly one of 'yields', 'certificate', 'der', 'raises', "
                     "'differs' and 'unstable'"));
  EXPECT_THAT(loading_drift(kEntry + "unstable = false\n"),
              throws("cases/drift.toml:7: drift d: key 'unstable': expected true, or no such key, found false"));
}

std::vector<Difference> differing(const std::string& expected, const std::string& got) {
  return differences(parse_literal(expected), parse_literal(got));
}

TEST(Drift, ADifferenceInTheNamedMembersAloneIsExplained) {
  const Drift entry = load(kEntry + "differs = [\"subject\", \"order\"]\n").at(0);
  const std::string got = "{'version': 3, 'subject': (1, 2)}";
  EXPECT_TRUE(entry.explains(gave(got), differing("{'subject': (1,), 'version': 3}", got)));
  EXPECT_FALSE(entry.explains(gave(got), differing("{'subject': (1,), 'version': 2}", got)));
  EXPECT_FALSE(entry.explains(raised("E"), {}));
  EXPECT_FALSE(entry.explains(gave("{}"), differing("None", "{}")));
}

TEST(Drift, ADictionaryInPlaceOfAnExceptionIsAnAnswer) {
  const Drift entry = load(kEntry + "differs = [\"answer\"]\n").at(0);
  EXPECT_TRUE(entry.explains(gave("{}"), differing("None", "{}")));
  EXPECT_FALSE(entry.explains(gave("None"), differing("{}", "None")));
}

TEST(Drift, ACauseIsTheFirstTwoSegmentsOfAnId) {
  const Drift entry = load(kEntry + "raises = \"E\"\nmatters = \"M\"\nreproducer = \"r\"\npartly = true\n").at(0);
  EXPECT_EQ(entry.cause(), "d");
  EXPECT_EQ(entry.matters, "M");
  EXPECT_EQ(entry.reproducer, "r");
  EXPECT_TRUE(entry.partly);
  Drift longer = entry;
  longer.id = "a/b/c/d";
  EXPECT_EQ(longer.cause(), "a/b");
}

TEST(Drift, AnUnstableEntryNeedsAReasonAndAReference) {
  const std::string bare = "[[drift]]\nid = \"d\"\nsubject = \"PyPy\"\ncase = \"t/*\"\nunstable = true\n";
  EXPECT_THAT(loading_drift(bare), testing::ThrowsMessage<forge::TomlError>(testing::HasSubstr("'reason'")));
  EXPECT_THAT(loading_drift(bare + "reason = \"R\"\n"),
              testing::ThrowsMessage<forge::TomlError>(testing::HasSubstr("'reference'")));
}

TEST(Drift, ErrorsNameFileLineAndKey) {
  EXPECT_THAT(loading_drift(kEntry + "raises = \"E\"\nsteps = \"s\"\n"),
              throws("cases/drift.toml:8: drift d: key 'steps': nobody reads this key; is it misspelt?"));
  const std::string one =
      "cases/drift.toml:1: drift d: needs exactly one of 'yields', 'certificate', 'der', 'raises', 'differs' and "
      "'unstable'";
  EXPECT_THAT(loading_drift(kEntry), throws(one));
  EXPECT_THAT(loading_drift(kEntry + "raises = \"E\"\nyields = \"1\"\n"), throws(one));
  EXPECT_THAT(loading_drift(kEntry + "yields = \"{\"\n"),
              testing::ThrowsMessage<forge::TomlError>(
                  testing::StartsWith("cases/drift.toml:7: drift d: key 'yields': no Python literal: offset 1: ")));
  EXPECT_THAT(loading_drift(kEntry + "raises = \"E\"\n" + kEntry + "raises = \"E\"\n"),
              throws("cases/drift.toml:9: drift d: key 'id': another entry has this id already"));
  EXPECT_THAT(loading_drift("[[drift]]\nid = \"d\"\ncase = \"t/*\"\n"),
              throws("cases/drift.toml:1: drift d: needs 'subject' or 'tls_library': whom is it about?"));
  EXPECT_THAT(loading_drift("[[drift]]\nid = \"d\"\nsubject = \"CPython 3\"\n"),
              throws("cases/drift.toml:3: drift d: key 'subject': '3' in 'CPython 3' is no bound; expected an operator "
                     "and a version, such as '>= 3.10'"));
  EXPECT_THAT(loading_drift("[[drifts]]\n"),
              throws("cases/drift.toml:1: cases/drift.toml: key 'drifts': nobody reads this key; is it misspelt?"));
}

TEST(Glob, AStarMatchesSlashesToo) {
  EXPECT_TRUE(matches_glob("a/*", "a/b/c"));
  EXPECT_TRUE(matches_glob("a/?[bc]", "a/xb"));
  EXPECT_FALSE(matches_glob("a/*", "b/a/c"));
}

TEST(Drift, WhatIsSeenCanBeACertificate) {
  EXPECT_EQ(load(kEntry + "der = \"server\"\n").at(0).yields, Value(Bytes{fixtures().find("server")->der}));
  EXPECT_EQ(load(kEntry + "certificate = \"server\"\n").at(0).yields, fixtures().find("server")->expected[0].value);
  EXPECT_THAT(loading_drift(kEntry + "certificate = \"alt_name/latin_1_mail_address\"\n"),
              throws("cases/drift.toml:7: drift d: key 'certificate': 'alt_name/latin_1_mail_address' has no "
                     "dictionary that is the "
                     "same for all"));
  EXPECT_THAT(loading_drift(kEntry + "der = \"x\"\n"),
              throws("cases/drift.toml:7: drift d: key 'der': there is no certificate 'x' in certs/recipes"));
}

}  // namespace
}  // namespace peercert::suite
