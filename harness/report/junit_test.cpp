#include "report/junit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <pugixml.hpp>

#include "report/results.h"
#include "report/sample_run.h"

namespace peercert::report {
namespace {

using testing::HasSubstr;

pugi::xml_document parsed(const Run& run) {
  pugi::xml_document document;
  EXPECT_TRUE(document.load_string(junit(results_json(run)).c_str()));
  return document;
}

TEST(Junit, SuiteForEachSubjectAndTestcaseForEachRow) {
  const pugi::xml_document document = parsed(sample_run());
  const pugi::xml_node suite = document.child("testsuites").child("testsuite");
  EXPECT_STREQ(suite.attribute("name").value(), "peercert 0.1.0");
  EXPECT_STREQ(suite.attribute("tests").value(), "2");
  EXPECT_STREQ(suite.attribute("failures").value(), "1");
  EXPECT_STREQ(suite.next_sibling("testsuite").attribute("failures").value(), "0");
  const pugi::xml_node test = suite.child("testcase");
  EXPECT_STREQ(test.attribute("classname").value(), "validation");
  EXPECT_STREQ(test.attribute("name").value(), "validation/client_cert_none[tls=1.2,transport=memory]");
  EXPECT_FALSE(test.first_child());
}

TEST(Junit, FailureHasMessageAndDescription) {
  const pugi::xml_document document = parsed(sample_run());
  const pugi::xml_node failure = document.select_node("//failure").node();
  EXPECT_STREQ(failure.attribute("message").value(), "decoded: expected dict, got NoneType");
  EXPECT_STREQ(failure.attribute("type").value(), "fail");
  EXPECT_THAT(failure.text().get(), HasSubstr("  got           None\n"));
}

TEST(Junit, CrashIsAnErrorAndSkipIsSkipped) {
  auto run = passing_run();
  run.rows[0].verdict = suite::Verdict::kCrash;
  run.rows[1].verdict = suite::Verdict::kSkip;
  run.rows[1].detail = "no TLS 1.2";
  const pugi::xml_document document = parsed(run);
  EXPECT_STREQ(document.select_node("//error").node().attribute("type").value(), "crash");
  EXPECT_STREQ(document.select_node("//skipped").node().attribute("message").value(), "no TLS 1.2");
}

TEST(Junit, WhatXmlCannotHoldIsEscapedAndKept) {
  const std::string xml = junit(results_json(hostile_run(kHostile)));
  EXPECT_EQ(xml.find('\x01'), std::string::npos);
  EXPECT_THAT(xml, HasSubstr("\\x01\\x1b[31m\\x7f\\x9b\\u202e"));
  EXPECT_EQ(xml.find("<img"), std::string::npos);
}

// Whether xmllint finds that `run` is as reports/junit.xsd says.
bool is_valid(const Run& run) {
  const std::string path = testing::TempDir() + "peercert_junit_schema_test.xml";
  write_file(path, junit(results_json(run)));
  const std::string schema = std::string(PEERCERT_SOURCE_DIR) + "/reports/junit.xsd";
  return std::system(("xmllint --noout --nonet --schema '" + schema + "' '" + path + "' >/dev/null 2>&1").c_str()) == 0;
}

TEST(Junit, IsWhatReadersOfJunitAccept) {
  EXPECT_TRUE(is_valid(sample_run()));
  EXPECT_TRUE(is_valid(hostile_run(kHostile)));
  EXPECT_TRUE(is_valid(absent_run(kHostile)));
  auto run = hostile_run(kHostile);
  run.rows[0].verdict = suite::Verdict::kCrash;
  run.rows[1].verdict = suite::Verdict::kSkip;
  EXPECT_TRUE(is_valid(run));
}

TEST(Junit, PythonsParserReadsItBack) {
  if (std::string(PEERCERT_PYTHON).empty()) GTEST_SKIP() << "configured without a Python";
  const std::string path = testing::TempDir() + "peercert_junit_test.xml";
  write_file(path, junit(results_json(hostile_run(kHostile))));
  const std::string check =
      " -c 'import sys, xml.etree.ElementTree as e; t = e.parse(sys.argv[1]).getroot(); "
      "f = t.find(\".//failure\"); sys.exit(not (\"]]>\" in f.text and \"<img src=x\" in f.get(\"message\")))' ";
  EXPECT_EQ(std::system((PEERCERT_PYTHON + check + path).c_str()), 0);
}

TEST(Junit, WhoWasNotPlayedIsAnError) {
  const pugi::xml_document document = parsed(absent_run("no such program"));
  const pugi::xml_node suite = document.child("testsuites").child("testsuite").next_sibling("testsuite");
  EXPECT_STREQ(suite.attribute("name").value(), "python9");
  EXPECT_STREQ(suite.attribute("errors").value(), "1");
  EXPECT_STREQ(suite.attribute("tests").value(), "1");
  const pugi::xml_node error = suite.child("testcase").child("error");
  EXPECT_STREQ(error.attribute("message").value(), "not played: no such program");
}

}  // namespace
}  // namespace peercert::report
