#include "report/results.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "report/reports.h"
#include "report/sample_run.h"
#include "report/schema.h"
#include "report/test_refusal.h"

namespace peercert::report {
namespace {

using testing::HasSubstr;

std::filesystem::path scratch(const std::string& name) {
  const std::filesystem::path directory = std::filesystem::path(testing::TempDir()) / "peercert_report" / name;
  std::filesystem::remove_all(directory);
  return directory;
}

std::string contents(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::string load_error(const std::string& text) {
  const std::filesystem::path path = scratch("load") / "results.json";
  write_file(path, text);
  return test::refusal_of([&] { return load_results(path); });
}

std::string load_error(const Json& results) {
  return load_error(results_text(results));
}

TEST(Results, SameRunSameBytes) {
  EXPECT_EQ(results_text(results_json(sample_run())), results_text(results_json(sample_run())));
}

TEST(Results, OrderInWhichScenariosFinishedDoesNotShow) {
  auto run = sample_run();
  std::reverse(run.rows.begin(), run.rows.end());
  EXPECT_EQ(results_json(run), results_json(sample_run()));
  EXPECT_EQ(timings_json(run), timings_json(sample_run()));
}

TEST(Results, TimeDoesNotShow) {
  auto run = sample_run();
  run.rows[0].seconds = 99;
  EXPECT_EQ(results_json(run), results_json(sample_run()));
  EXPECT_EQ(timings_json(run).at("rows")[0].at("seconds"), 99.0);
}

TEST(Results, AnotherAnswerShows) {
  EXPECT_NE(results_json(sample_run()), results_json(passing_run()));
}

TEST(Results, RowsAreInTheOrderOfPlacesThenSubjects) {
  const Json results = results_json(sample_run());
  std::vector<std::string> order;
  for (const Json& row : results.at("rows")) {
    const bool first = row.at("subject") == results.at("subjects")[0].at("id");
    order.push_back(row.at("where").at("tls").get<std::string>() + (first ? " peercert" : " CPython"));
  }
  EXPECT_THAT(order, testing::ElementsAre("1.2 peercert", "1.2 CPython", "1.3 peercert", "1.3 CPython"));
}

// echo -n '{"dict":[]}' | sha256sum
TEST(Results, ValueStandsOnceUnderItsDigest) {
  const Json results = results_json(sample_run());
  const std::string digest = results.at("rows")[0].at("steps")[1].at("got").at("value");
  EXPECT_EQ(digest, "19567ec627a83055");
  EXPECT_EQ(results.at("values").at(digest).dump(), R"({"dict":[]})");
  EXPECT_EQ(results.at("values").size(), 3U);  // None, {}, the bytes
}

TEST(Results, TotalsCountVerdictsOfEachSubject) {
  const Json results = results_json(sample_run());
  const std::string id = results.at("subjects")[0].at("id");
  EXPECT_EQ(results.at("totals").at(id).dump(), R"({"pass":1,"fail":1})");
}

TEST(Results, SameSubjectTwiceIsTwoSubjects) {
  auto run = sample_run();
  run.subjects[1] = run.subjects[0];
  const Json results = results_json(run);
  EXPECT_EQ(results.at("subjects")[1].at("id"), results.at("subjects")[0].at("id").get<std::string>() + "-2");
}

TEST(Results, CertificatesAreNamedAndThoseOfNoCaseLeftOut) {
  auto run = sample_run();
  run.certificates["unused"] = "PEM of unused";
  const Json results = results_json(run);
  std::vector<std::string> names;
  for (const Json& digest : results.at("cases")[0].at("certificates")) {
    names.push_back(results.at("certificates").at(digest.get<std::string>()).at("name"));
  }
  EXPECT_THAT(names, testing::ElementsAre("server", "root"));
  EXPECT_EQ(results.at("certificates").size(), 2U);
}

TEST(Results, CertificateThatIsNotThereIsAnError) {
  auto run = sample_run();
  run.certificates.erase("root");
  EXPECT_THROW(static_cast<void>(results_json(run)), std::out_of_range);
}

TEST(Results, CallIsWrittenAsPythonWould) {
  const Json results = results_json(sample_run());
  EXPECT_EQ(results.at("rows")[0].at("steps")[0].at("call"), "handshake()");
  EXPECT_EQ(results.at("rows")[0].at("steps")[2].at("call"), "client.getpeercert(binary_form=True)");
}

TEST(Results, CaseThatWasNotPlayedIsLeftOut) {
  auto run = sample_run();
  run.cases.push_back(run.cases[0]);
  run.cases[1].id = "validation/other";
  EXPECT_EQ(results_json(run).at("cases").size(), 1U);
}

TEST(Results, RowOfAnUnknownPlaceIsAnError) {
  auto run = sample_run();
  run.rows[0].where["tls"] = "1.1";
  EXPECT_THROW(static_cast<void>(results_json(run)), std::out_of_range);
}

TEST(Results, RowOfAnUnknownSubjectIsAnError) {
  auto run = sample_run();
  run.rows[0].subject = 2;
  EXPECT_THROW(static_cast<void>(results_json(run)), std::out_of_range);
}

TEST(Results, TextOutsideOfListsIsAsciiToo) {
  EXPECT_EQ(results_text({{"version", "\xc3\xa9"}}), "{\n \"version\": \"\\u00e9\"\n}\n");
}

TEST(Results, BytesThatAreNoTextAreKeptAsEscapes) {
  auto run = sample_run();
  run.rows[2].detail = "caught \xff here";
  EXPECT_THAT(results_text(results_json(run)), HasSubstr(R"("caught \\xff here")"));
}

TEST(Results, FileIsAsciiWithOneRowALine) {
  const std::string text = results_text(results_json(hostile_run(kHostile)));
  EXPECT_TRUE(std::all_of(text.begin(), text.end(), [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }));
  const std::string rows = text.substr(text.find("\"rows\""));
  EXPECT_EQ(std::count(rows.begin(), rows.end(), '\n'), 4 + 3);
}

TEST(Results, WhatIsWrittenIsReadBack) {
  for (const auto& run : {sample_run(), hostile_run(kHostile)}) {
    const std::filesystem::path directory = scratch("written");
    const Json results = write_reports(directory, run);
    EXPECT_EQ(load_results(directory / "results.json"), results);
    EXPECT_THAT(contents(directory / "timings.json"), HasSubstr("peercert_timings"));
    EXPECT_THAT(contents(directory / "index.html"), HasSubstr("</html>"));
    EXPECT_THAT(contents(directory / "junit.xml"), HasSubstr("</testsuites>"));
    EXPECT_THAT(contents(directory / "summary.md"), HasSubstr("| subject |"));
  }
}

// A second opinion on the schema and on our own reading of it.
TEST(Results, PythonsJsonschemaAgrees) {
  if (std::string(PEERCERT_PYTHON).empty()) GTEST_SKIP() << "configured without a Python";
  const std::string python = PEERCERT_PYTHON;
  if (std::system((python + " -c 'import jsonschema' 2>/dev/null").c_str()) != 0)
    GTEST_SKIP() << "no python3-jsonschema";
  const std::filesystem::path directory = scratch("jsonschema");
  write_results(directory, results_json(hostile_run(kHostile)), timings_json(sample_run()));
  for (const std::string name : {"results", "timings"}) {
    const std::string check =
        fmt::format("{} '{}/scripts/validate_json' '{}/reports/{}.schema.json' '{}'", python, PEERCERT_SOURCE_DIR,
                    PEERCERT_SOURCE_DIR, name, (directory / (name + ".json")).string());
    EXPECT_EQ(std::system(check.c_str()), 0) << check;
  }
}

TEST(Results, TimingsAreAsTheirSchemaSays) {
  const Json schema = Json::parse(contents(PEERCERT_SOURCE_DIR "/reports/timings.schema.json"));
  Json timings = timings_json(hostile_run(kHostile));
  EXPECT_FALSE(first_mismatch(schema, timings));
  timings["rows"][0]["seconds"] = -1;
  EXPECT_EQ(first_mismatch(schema, timings).value().pointer, "/rows/0/seconds");
}

TEST(LoadResults, AnotherVersionIsNamed) {
  Json results = results_json(sample_run());
  results["peercert_results"] = 2;
  EXPECT_THAT(load_error(results), HasSubstr("results.json: at '/peercert_results': expected version 1, found 2"));
}

TEST(LoadResults, GarbageIsNamed) {
  EXPECT_THAT(load_error(std::string("{]")), HasSubstr("results.json: has no JSON at byte 2"));
  EXPECT_THAT(load_error(std::string(R"({"a":1,"a":2})")), HasSubstr("results.json: has the name 'a' twice"));
  EXPECT_THAT(load_error(std::string("[]")), HasSubstr("at '': expected an object, found []"));
  EXPECT_THAT(load_error(std::string("{}")), HasSubstr("at '/peercert_results': expected version 1, found null"));
}

TEST(LoadResults, MissingFileIsNamed) {
  try {
    static_cast<void>(load_results("/nowhere/results.json"));
    FAIL();
  } catch (const ResultsError& error) {
    EXPECT_STREQ(error.what(), "/nowhere/results.json: cannot be read");
  }
}

TEST(LoadResults, WrongMemberIsNamedByPointer) {
  Json results = results_json(sample_run());
  results["rows"][2]["verdict"] = "great";
  EXPECT_THAT(load_error(results), HasSubstr("at '/rows/2/verdict': expected one of \"pass\", "));
  results = results_json(sample_run());
  results["rows"][1].erase("steps");
  EXPECT_THAT(load_error(results), HasSubstr("at '/rows/1': expected a member 'steps'"));
  results = results_json(sample_run());
  results["rules"][0]["sayz"] = "";
  EXPECT_THAT(load_error(results), HasSubstr("at '/rules/0/sayz': expected no such member"));
}

TEST(LoadResults, IdThatStandsForNothingIsNamed) {
  Json results = results_json(sample_run());
  results["rows"][3]["subject"] = "0";
  EXPECT_THAT(load_error(results), HasSubstr("at '/rows/3/subject': expected the id of a subject, found \"0\""));
  results = results_json(sample_run());
  results["rows"][2]["steps"][1]["got"]["value"] = "0";
  EXPECT_THAT(load_error(results),
              HasSubstr("at '/rows/2/steps/1/got/value': expected a digest from /values, found \"0\""));
  results = results_json(sample_run());
  results["rows"][2]["steps"][0]["got"]["value"] = "0";
  EXPECT_THAT(load_error(results), HasSubstr("at '/rows/2/steps/0/got/value'"));
  results = results_json(sample_run());
  results["rows"][2]["steps"][1]["rules"] = {"no_such"};
  EXPECT_THAT(load_error(results),
              HasSubstr("at '/rows/2/steps/1/rules': expected the id of a rule, found \"no_such\""));
  results = results_json(sample_run());
  results["rows"][2]["steps"][1]["differences"][0]["expected"] = "0";
  EXPECT_THAT(load_error(results), HasSubstr("at '/rows/2/steps/1/differences/expected'"));
}

TEST(WriteFile, FolderThatCannotBeMadeIsNamed) {
  EXPECT_THROW(write_file("/dev/null/reports/results.json", "x"), ResultsError);
}

TEST(Results, WhoWasNotPlayedKeepsItsIdAndSaysWhy) {
  report::Run run = passing_run();
  const Json played = results_json(run).at("subjects")[1];
  run.rows = {run.rows[0], run.rows[2]};
  run.subjects[1].not_played = "no such program";
  const Json absent = results_json(run).at("subjects")[1];
  EXPECT_EQ(absent.at("not_played"), "no such program");
  EXPECT_EQ(absent.at("id"), played.at("id"));
  EXPECT_FALSE(played.contains("not_played"));
}

}  // namespace
}  // namespace peercert::report
