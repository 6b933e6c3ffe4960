#include "search/known.h"

#include <gmock/gmock.h>

#include "suite/test_suite.h"

namespace peercert::search {
namespace {

std::vector<Known> load(const std::string& keys) {
  const suite::TemporaryCases files;
  return load_known(files.write("known.toml", "[[known]]\nid = \"k\"\nreason = \"R\"\nreference = \"I\"\n" + keys));
}

bool explains(const Known& one, const suite::SubjectInfo& info, const std::string& at,
              const std::optional<Value>& there) {
  return one.explains({info, {}, there}, {}, at);
}

TEST(Known, ExplainsTheAnswerOfWhomItNamesAtThePlaceItNames) {
  const Known one = load("subject = \"CPython < 3.7\"\npath = \"['subjectAltName']\"\nyields = \"()\"\n").at(0);
  const suite::SubjectInfo old{"CPython", "3.6.15", "OpenSSL 3.0.19", {}};
  const suite::SubjectInfo newer{"CPython", "3.7.0", "OpenSSL 3.0.19", {}};
  EXPECT_TRUE(explains(one, old, "['subjectAltName']", Value(Tuple{})));
  EXPECT_FALSE(explains(one, newer, "['subjectAltName']", Value(Tuple{})));
  EXPECT_FALSE(explains(one, old, "['subject']", Value(Tuple{})));
  EXPECT_FALSE(explains(one, old, "['subjectAltName']", Value(None{})));
  EXPECT_FALSE(explains(one, old, "['subjectAltName']", std::nullopt));
}

TEST(Known, ExplainsAnExceptionOfItsTypeAndTextBesideWhatItNames) {
  const Known one = load("subject = \"CPython\"\nraises = \"E\"\ninstead = \"dict\"\ntext = \"unknown\"\n").at(0);
  const suite::SubjectInfo info{"CPython", "3.6.15", "OpenSSL 3.0.19", {}};
  suite::Observation answer, other;
  other.value = Dict{};
  const auto explained = [&] { return one.explains({info, answer, std::nullopt}, other, ""); };
  EXPECT_FALSE(explained());
  answer.raised = Raised{"E", {"Exception"}, Tuple{}, Dict{}, "unknown"};
  EXPECT_TRUE(explained());
  other.value = None{};
  EXPECT_FALSE(explained());
  other = {};
  EXPECT_FALSE(explained());
  other.value = Dict{};
  answer.raised->text = "another";
  EXPECT_FALSE(explained());
}

TEST(Known, WhatTheOtherRaisesIsLookedAtToo) {
  const Known one = load("subject = \"CPython\"\nraises = \"E\"\ninstead = \"F\"\n").at(0);
  const suite::SubjectInfo info{"CPython", "3.6.15", "OpenSSL 3.0.19", {}};
  suite::Observation answer, other;
  answer.raised = Raised{"E", {}, Tuple{}, Dict{}, ""};
  other.raised = Raised{"F", {}, Tuple{}, Dict{}, ""};
  EXPECT_TRUE(one.explains({info, answer, std::nullopt}, other, ""));
  other.raised->type = "G";
  EXPECT_FALSE(one.explains({info, answer, std::nullopt}, other, ""));
}

TEST(Known, EntryMustSayWhomAndWhatItIsAbout) {
  EXPECT_THAT([] { (void)load("raises = \"E\"\n"); },
              suite::throws("cases/known.toml:1: known k: needs 'subject' or 'tls_library': whom is it about?"));
  EXPECT_THAT([] { (void)load("subject = \"CPython\"\n"); },
              suite::throws("cases/known.toml:1: known k: needs 'path' or 'raises': what is it about?"));
  EXPECT_THAT(
      [] { (void)load("subject = \"CPython\"\nraises = \"E\"\n"); },
      suite::throws("cases/known.toml:1: known k: 'raises' and 'instead' stand together: what the other one does, a "
                    "type that it raises, or \"dict\""));
}

TEST(Known, ThoseOfTheSuiteCanBeRead) {
  EXPECT_FALSE(load_known(PEERCERT_SOURCE_DIR "/cases/corpora/known.toml").empty());
}

}  // namespace
}  // namespace peercert::search
