#include "export/data.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "export/read_suite.h"
#include "export/test_folder.h"
#include "export/test_source.h"
#include "report/schema.h"
#include "value/json_text.h"

namespace peercert::exports {
namespace {

const std::vector<File>& files() {
  static const std::vector<File> kFiles = [] {
    const auto fixtures = forge::Fixtures::load(PEERCERT_SOURCE_DIR "/certs");
    const auto suite = suite::Suite::load(PEERCERT_SOURCE_DIR "/cases", fixtures);
    return data_files({suite, fixtures, "7.8.9"});
  }();
  return kFiles;
}

const std::string& text(const std::string& name) {
  const auto found = std::find_if(files().begin(), files().end(), [&](const File& file) { return file.name == name; });
  return found == files().end() ? throw std::out_of_range(name) : found->contents;
}

std::string schema_of(const std::string& name) {
  if (name.rfind("cases/", 0) == 0) return "cases";
  return name.rfind("certificates/", 0) == 0 ? "value" : name.substr(0, name.find('.'));
}

TEST(DataExport, EveryFileIsAsItsSchemaSays) {
  std::map<std::string, Json> schemas;
  for (const File& file : files()) {
    const bool is_json = file.name.size() > 5 && file.name.compare(file.name.size() - 5, 5, ".json") == 0;
    if (!is_json || file.name.rfind("schemas/", 0) == 0) continue;
    Json& schema = schemas[schema_of(file.name)];
    if (schema.is_null()) schema = parse_json(text("schemas/" + schema_of(file.name) + ".schema.json"));
    const auto mismatch = report::first_mismatch(schema, parse_json(file.contents));
    EXPECT_FALSE(mismatch) << file.name << " " << mismatch->pointer << ": expected " << mismatch->expected;
  }
  EXPECT_EQ(schemas.size(), 6U);
}

TEST(DataExport, AScenarioIsAsOnTheWire) {
  const Json theme = parse_json(text("cases/validation.json"));
  const Json& scenario = theme["cases"][0]["scenarios"][0]["scenario"];
  EXPECT_EQ(scenario["contexts"]["client"]["trust"], Json::parse(R"([{"file": "certificates/root.pem"}])"));
  EXPECT_EQ(scenario["certificates"]["server"]["key"], Json::parse(R"({"file": "keys/rsa_leaf.pem"})"));
  EXPECT_EQ(scenario["steps"][0]["do"], "handshake");
}

TEST(DataExport, ReadBackAndExportedAgainItIsTheSameBytes) {
  const TemporaryFolder folder;
  write_folder(folder.path(), files());
  const ReadSuite read = read_suite(folder.path());
  const auto again = data_files({read.suite, read.fixtures, read.version});
  ASSERT_EQ(again.size(), files().size());
  for (std::size_t i = 0; i < again.size(); ++i) {
    EXPECT_EQ(again[i].name, files()[i].name);
    EXPECT_TRUE(again[i].contents == files()[i].contents) << again[i].name;
  }
}

// The export with one text of one file replaced, and sums that fit.
auto reading_with(const std::string& name, const std::string& text, const std::string& other) {
  return [=] {
    const TemporaryFolder folder;
    std::vector<File> changed = data_files(small_source());
    for (File& file : changed) {
      const auto place = file.name == name ? file.contents.find(text) : std::string::npos;
      if (place != std::string::npos) file.contents.replace(place, text.size(), other);
    }
    write_folder(folder.path(), changed);
    (void)read_suite(folder.path());
  };
}

TEST(DataExport, WhatIsWrongIsNamed) {
  EXPECT_THAT(reading_with("rules.json", "\"says\":", "\"syas\":"),
              refuses("rules.json/rules/0: member \"says\" is missing"));
  EXPECT_THAT(reading_with("rules.json", "\"level\":", "\"x\":1,\"level\":"),
              refuses("rules.json/rules/0: unknown member \"x\""));
  EXPECT_THAT(reading_with("rules.json", "\"peercert_rules\":1", "\"peercert_rules\":2"),
              refuses("rules.json/peercert_rules: expected 1"));
  EXPECT_THAT(
      reading_with("drift.json", "\"reason\":", "\"yields\":null,\"reason\":"),
      refuses("drift.json/drift/0/yields: expected exactly one of 'yields', 'raises', 'differs' and 'unstable'"));
  EXPECT_THAT(reading_with("certificates.json", "\"carried\":\"handshake\"", "\"carried\":\"by_hand\""),
              refuses("/carried: expected one of handshake, "));
  EXPECT_THAT(reading_with("suite.json", "\"themes\":", "\"x\":1,\"themes\":"),
              refuses("suite.json: unknown member \"x\""));
}

TEST(DataExport, WhatIsWrongInACaseIsNamed) {
  const std::string file = "cases/validation.json";
  EXPECT_THAT(reading_with(file, "certificates/root.pem", "certificates/toor.pem"),
              refuses("certificates/toor.pem: is missing"));
  EXPECT_THAT(reading_with(file, "\"verify_mode\":", "\"verify\":"), refuses("member \"verify_mode\" is missing"));
  EXPECT_THAT(reading_with(file, "\"expect\":[{\"value", "\"expect\":[{},{\"value"),
              refuses("cases/validation.json/cases/0/scenarios/0/steps/", "/expect/0: expected exactly one"));
  EXPECT_THAT(reading_with(file, "\"rules\":[\"", "\"rules\":[\"no_"),
              refuses("there is no rule 'no_", "in rules.json"));
  EXPECT_THAT(reading_with(file, "\"theme\":\"validation\"", "\"theme\":\"other\""),
              refuses("/theme: expected \"validation\""));
}

}  // namespace
}  // namespace peercert::exports
