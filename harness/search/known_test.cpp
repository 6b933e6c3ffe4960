#include "search/known.h"

#include <gmock/gmock.h>

#include "suite/test_suite.h"

namespace peercert::search {
namespace {

std::vector<Known> load(const std::string& keys) {
  const suite::TemporaryCases files;
  return load_known(files.write("known.toml", "[[known]]\nid = \"k\"\nreason = \"R\"\nreference = \"I\"\n" + keys));
}

TEST(Known, ExplainsTheAnswerOfWhomItNamesAtThePlaceItNames) {
  const Known one = load("subject = \"CPython < 3.7\"\npath = \"['subjectAltName']\"\nyields = \"()\"\n").at(0);
  const suite::SubjectInfo old{"CPython", "3.6.15", "OpenSSL 3.0.19", {}};
  const suite::SubjectInfo newer{"CPython", "3.7.0", "OpenSSL 3.0.19", {}};
  EXPECT_TRUE(one.explains(old, {}, "['subjectAltName']", Value(Tuple{})));
  EXPECT_FALSE(one.explains(newer, {}, "['subjectAltName']", Value(Tuple{})));
  EXPECT_FALSE(one.explains(old, {}, "['subject']", Value(Tuple{})));
  EXPECT_FALSE(one.explains(old, {}, "['subjectAltName']", Value(None{})));
  EXPECT_FALSE(one.explains(old, {}, "['subjectAltName']", std::nullopt));
}

TEST(Known, ExplainsAnExceptionOfItsTypeAndText) {
  const Known one = load("subject = \"CPython\"\nraises = \"E\"\ntext = \"unknown\"\n").at(0);
  const suite::SubjectInfo info{"CPython", "3.6.15", "OpenSSL 3.0.19", {}};
  suite::Observation answer;
  EXPECT_FALSE(one.explains(info, answer, "", std::nullopt));
  answer.raised = Raised{"E", {"Exception"}, Tuple{}, Dict{}, "unknown"};
  EXPECT_TRUE(one.explains(info, answer, "", std::nullopt));
  answer.raised->text = "another";
  EXPECT_FALSE(one.explains(info, answer, "", std::nullopt));
}

TEST(Known, EntryMustSayWhomAndWhatItIsAbout) {
  EXPECT_THAT([] { (void)load("raises = \"E\"\n"); },
              suite::throws("cases/known.toml:1: known k: needs 'subject' or 'tls_library': whom is it about?"));
  EXPECT_THAT([] { (void)load("subject = \"CPython\"\n"); },
              suite::throws("cases/known.toml:1: known k: needs 'path' or 'raises': what is it about?"));
}

TEST(Known, ThoseOfTheSuiteCanBeRead) {
  EXPECT_FALSE(load_known(PEERCERT_SOURCE_DIR "/cases/corpora/known.toml").empty());
}

}  // namespace
}  // namespace peercert::search
