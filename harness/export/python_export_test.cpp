#include "export/python_export.h"

#include <algorithm>

#include "export/test_folder.h"
#include "export/test_source.h"

namespace peercert::exports {
namespace {

suite::Scenario scenario(const std::string& transport) {
  suite::Scenario one;
  one.case_id = "t/a";
  one.where = {{"transport", transport}};
  one.steps = {{"s", "getpeercert", "client", {}, {}}};
  if (transport == "loopback") one.peers["server"] = {};
  return one;
}

suite::Suite two_ways() {
  suite::Suite suite;
  suite.cases.emplace_back().id = "t/a";
  suite.cases[0].scenarios = {scenario("memory"), scenario("loopback")};
  suite.cases[0].expectations.resize(2);
  return suite;
}

TEST(PythonExport, LeavesOutWhatNeedsAPeerOfTheHarness) {
  const Playable plays = playable(two_ways());
  ASSERT_EQ(plays.left_out.size(), 1U);
  EXPECT_EQ(plays.left_out[0].name, "t/a[transport=loopback]");
  EXPECT_EQ(plays.left_out[0].why, "a peer of the harness is at the other end");
  EXPECT_EQ(plays.cases[0].scenarios.size(), 1U);
  EXPECT_EQ(plays.cases[0].expectations.size(), 1U);
}

TEST(PythonExport, LeavesOutFaultsOfMemorySafety) {
  suite::Suite suite = two_ways();
  suite::Drift& entry = suite.drift.emplace_back();
  entry.cases = {"t/*"};
  entry.step = "s";
  EXPECT_EQ(playable(suite).left_out.size(), 1U);
  entry.memory_safety = true;
  EXPECT_EQ(playable(suite).left_out.size(), 2U);
  EXPECT_TRUE(playable(suite).cases.empty());
}

TEST(PythonExport, RefersToNoFileThatIsNotThere) {
  const auto files = python_files(small_source());
  const auto exists = [&files](const std::string& name) {
    return std::any_of(files.begin(), files.end(), [&name](const File& file) { return file.name == name; });
  };
  const std::string mark = "{\"file\":\"";
  std::size_t references = 0;
  for (const File& file : files) {
    if (file.name.find(".json") == std::string::npos) continue;
    for (auto at = file.contents.find(mark); at != std::string::npos;
         at = file.contents.find(mark, at + 1), ++references) {
      const auto first = at + mark.size();
      std::string name = file.contents.substr(first, file.contents.find('"', first) - first);
      if (!exists(name) && name.find(".der") != std::string::npos) name.replace(name.find(".der"), 4, ".pem");
      EXPECT_TRUE(exists(name)) << file.name << ": " << name;
    }
  }
  EXPECT_GT(references, 100U);
}

TEST(PythonExport, HasACertificateAndItsReferenceBesideTheModule) {
  const auto files = python_files(small_source());
  const auto has = [&files](const std::string& name) {
    return std::any_of(files.begin(), files.end(), [&name](const File& file) { return file.name == name; });
  };
  for (const char* name : {"certificates/server.pem", "certificates/server.pem.reference", "keys/rsa_leaf.pem",
                           "test_getpeercert.py", "judge.py", "player.py", "left_out.txt"}) {
    EXPECT_TRUE(has(name)) << name;
  }
  EXPECT_FALSE(has("certificates/server.der"));
}

}  // namespace
}  // namespace peercert::exports
