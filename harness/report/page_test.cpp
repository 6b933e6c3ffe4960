#include "report/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

#include "report/results.h"
#include "report/sample_run.h"

namespace peercert::report {
namespace {

using testing::HasSubstr;
using testing::Not;

Json page_of(const Run& run) {
  return page(results_json(run), false);
}

std::string committed(const std::string& name) {
  std::ifstream file(std::string(PEERCERT_SOURCE_DIR) + "/certs/fixtures/" + name + ".pem", std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(Page, CountsAndOutcome) {
  const Json json = page_of(sample_run());
  EXPECT_EQ(json["counts"], Json({{"rules", 1}, {"cases", 1}, {"scenarios", 2}, {"subjects", 2}}));
  EXPECT_EQ(json["good"], false);
  EXPECT_THAT(json["closing"].get<std::string>(), HasSubstr("1 of 4 runs differs"));
  EXPECT_EQ(page_of(passing_run())["good"], true);
}

TEST(Page, SubjectsHaveTheirScoresAndOptions) {
  const Json subjects = page_of(sample_run())["subjects"];
  EXPECT_EQ(subjects[0]["name"], "peercert 0.1.0");
  EXPECT_EQ(subjects[0]["option"], " --subject native");
  EXPECT_EQ(subjects[0]["scores"], Json({{"documented", {1, 2}}}));
  EXPECT_EQ(subjects[1]["option"], "");
}

TEST(Page, PlacesNameTheRowOfEverySubject) {
  const Json json = page_of(sample_run());
  const Json& places = json["cases"][0]["places"];
  ASSERT_EQ(places.size(), 2U);
  EXPECT_EQ(places[1]["where"], "tls=1.3,transport=memory");
  EXPECT_EQ(places[1]["command"], "peercert run --case 'validation/client_cert_none[tls=1.3,transport=memory]'");
  EXPECT_EQ(json["rows"][places[1]["rows"][0].get<std::size_t>()]["verdict"], "fail");
  EXPECT_EQ(json["rows"][places[1]["rows"][1].get<std::size_t>()]["verdict"], "pass");
}

TEST(Page, WhatRepeatsStandsOnce) {
  const Json json = page_of(sample_run());
  EXPECT_EQ(json["rows"].size(), 2U);   // four rows: three passes alike, and the failure
  EXPECT_EQ(json["steps"].size(), 4U);  // three steps, and another answer of one
}

TEST(Page, SubjectThatPlayedNothingHasNoRowsAndAReason) {
  const Json json = page_of(absent_run("no such program"));
  EXPECT_EQ(json["subjects"][1]["absence"], "no such program");
  EXPECT_EQ(json["cases"][0]["places"][0]["rows"][1], -1);
}

TEST(Page, StepsSayWhatTheRuleSaysAndWhatCame) {
  const Json json = page_of(sample_run());
  const Json& row = json["rows"][json["cases"][0]["places"][1]["rows"][0].get<std::size_t>()];
  const Json& step = json["steps"][row["steps"][1].get<std::size_t>()];
  EXPECT_EQ(step["call"], "client.getpeercert()");
  EXPECT_EQ(json["texts"][step["expected"].get<std::size_t>()], "{}");
  EXPECT_EQ(json["texts"][step["got"].get<std::size_t>()], "None");
}

TEST(Page, DifferenceInsideAValueHasItsPath) {
  auto run = sample_run();
  run.rows[2].steps[1].differences = {{"['version']", DifferenceKind::kMissing, Value(Integer(3)), std::nullopt}};
  const Json json = page_of(run);
  const Json& row = json["rows"][json["cases"][0]["places"][1]["rows"][0].get<std::size_t>()];
  const Json& difference = json["steps"][row["steps"][1].get<std::size_t>()]["differences"][0];
  EXPECT_EQ(difference[0], "['version']");
  EXPECT_EQ(difference[1], "missing");
  EXPECT_EQ(json["texts"][difference[2].get<std::size_t>()], "3");
}

TEST(Page, CertificateIsDecodedAndItsBytesAreFound) {
  auto run = sample_run();
  run.certificates["server"] = committed("server");
  run.recipes["server"] = "[certificate.server]\n";
  const Json certificates = page_of(run)["certificates"];
  const Json& server = certificates[certificates[0]["name"] == "server" ? 0 : 1];
  EXPECT_EQ(server["recipe"], "[certificate.server]\n");
  EXPECT_THAT(server["decoded"].get<std::string>(), HasSubstr("'serialNumber': '0B01AF'"));
  const auto serial = std::find_if(server["fields"].begin(), server["fields"].end(),
                                   [](const Json& field) { return field[0] == "['serialNumber']"; });
  ASSERT_NE(serial, server["fields"].end());
  EXPECT_EQ(server["hex"].get<std::string>().substr(2 * (*serial)[1].get<std::size_t>(), 10), "02030b01af");
}

TEST(Page, LongBytesOfACertificateAreItsAndOthersStandInFull) {
  auto run = passing_run();
  EXPECT_THAT(page_of(run)["texts"].dump(), HasSubstr(std::string(100, '0')));
  run.certificates["server"] = committed("server");
  const Json first = page_of(run);
  const Json& server = first["certificates"][first["certificates"][0]["name"] == "server" ? 0 : 1];
  std::string der;
  const std::string hex = server["hex"];
  for (std::size_t i = 0; i < hex.size(); i += 2) der += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  for (suite::Row& row : run.rows) row.steps[2].got.value = Value(Bytes{der});
  const Json json = page_of(run);
  const Json& step = json["steps"][json["rows"][0]["steps"][2].get<std::size_t>()];
  EXPECT_EQ(json["certificates"][step["got_certificate"].get<std::size_t>()]["name"], "server");
}

TEST(Page, CausesNameTheirRows) {
  const Json cause = page_of(sample_run())["causes"][0];
  EXPECT_EQ(cause["text"], "getpeercert() gives None instead of an empty dict");
  EXPECT_EQ(cause["rows"], Json::parse("[[0, 1, 0]]"));
  EXPECT_EQ(cause["key"].get<std::string>().size(), 8U);
}

TEST(Page, RulesKeepWhatTheyHave) {
  auto run = sample_run();
  run.rules[0].conflict = "It says A and does B.";
  EXPECT_EQ(page_of(run)["rules"][0]["conflict"], "It says A and does B.");
  run.rules[0].proposal = "It does B.";
  EXPECT_EQ(page_of(run)["rules"][0]["proposal"], "It does B.");
  EXPECT_FALSE(page_of(sample_run())["rules"][0].contains("conflict"));
}

TEST(Page, NoTextHasCharactersThatCouldBeTakenForOthers) {
  const std::string text = page_of(hostile_run(kHostile)).dump();
  EXPECT_THAT(text, HasSubstr("\\\\x01\\\\x1b[31m\\\\x7f\\\\x9b\\\\u202e"));
  for (const char* part : {"\\u0001", "\\u001b", "\x7f", "\xc2\x9b", "\xe2\x80\xae"}) {
    EXPECT_THAT(text, Not(HasSubstr(part)));
  }
}

}  // namespace
}  // namespace peercert::report
