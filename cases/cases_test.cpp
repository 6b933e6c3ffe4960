// Every case as a GoogleTest: native/THEME.CASE plays it on the C++ library without a reference, reference/THEME.CASE
// on the Python of the build. Both are strict: in our own tests a note or a fixed drift entry is a failure too.
// served/all.ObservesWhatNativeDoes plays all of them on the C++ library once more, through `peercert subject`.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "forge/fixtures.h"
#include "report/results.h"
#include "report/run_of.h"
#include "report/terminal.h"
#include "subject/native.h"
#include "subject/process.h"
#include "subject/sanity.h"
#include "subject/session.h"
#include "subject/with_peers.h"
#include "suite/load.h"

namespace {

using namespace peercert;

struct Loaded {
  forge::Fixtures fixtures = forge::Fixtures::load(PEERCERT_SOURCE_DIR "/certs");
  suite::Suite suite = suite::Suite::load(PEERCERT_SOURCE_DIR "/cases", fixtures);
  subject::Sanity sanity{fixtures};
};

const Loaded& loaded() {
  static const Loaded kLoaded;
  return kLoaded;
}

subject::Entrant native() {
  return {"subject", "native", [] { return std::make_unique<subject::NativeSubject>(); }};
}

subject::Entrant reference() {
  const std::string command = "'" PEERCERT_PYTHON "' '" PEERCERT_SOURCE_DIR "/scripts/python_subject.py'";
  return {"reference", "python3", subject::process_factory(command)};
}

class CaseTest : public testing::Test {
 public:
  CaseTest(std::vector<suite::Case> cases, subject::Entrant entrant)
      : cases_(std::move(cases)), entrant_(std::move(entrant)) {}

  void TestBody() override {
    auto session = subject::play_session(loaded().suite, cases_, {entrant_}, {1, &loaded().sanity, {}});
    if (lacks_what_they_need(session.rows)) GTEST_SKIP() << session.rows.front().detail;
    const auto run =
        report::run_of(PEERCERT_VERSION, loaded().suite, loaded().fixtures, cases_, {entrant_}, std::move(session));
    const Json results = report::results_json(run);
    EXPECT_TRUE(report::is_good(results, true)) << report::terminal(results, true);
  }

 private:
  // Python has pre-shared keys from 3.13 on, say. The library has to play whatever is not Python's own.
  [[nodiscard]] bool lacks_what_they_need(const std::vector<suite::Row>& rows) const {
    return entrant_.role == "reference" && !rows.empty() &&
           std::all_of(rows.begin(), rows.end(), [](const auto& row) { return row.verdict == suite::Verdict::kSkip; });
  }

  std::vector<suite::Case> cases_;
  subject::Entrant entrant_;
};

// What an outcome says, all of it but how long it took.
Json said(const suite::Outcome& outcome) {
  Json json = {{"kind", static_cast<int>(outcome.kind)}, {"detail", outcome.detail}};
  for (const suite::Observation& observation : outcome.observations)
    json["observations"].push_back(to_json(observation));
  return json;
}

class ServedTest : public testing::Test {
 public:
  void TestBody() override {
    subject::NativeSubject native;
    subject::ProcessSubject served("'" PEERCERT_TOOL "' subject");
    EXPECT_EQ(to_json(served.info()), to_json(native.info()));
    for (const suite::Case& one : loaded().suite.cases) {
      for (const suite::Scenario& scenario : one.scenarios) {
        EXPECT_EQ(said(run_with_peers(served, scenario)).dump(1), said(run_with_peers(native, scenario)).dump(1))
            << scenario.name();
      }
    }
    for (const auto& [name, fixture] : loaded().fixtures.all()) {
      EXPECT_EQ(said(served.decode(fixture.der)).dump(1), said(native.decode(fixture.der)).dump(1)) << name;
    }
  }
};

// The library has no event loop, and a bool is a bool. Whatever else it cannot play is a failure.
bool is_pythons_own(const suite::Case& one) {
  return std::all_of(one.scenarios.begin(), one.scenarios.end(), [](const suite::Scenario& scenario) {
    return std::any_of(scenario.needs.begin(), scenario.needs.end(),
                       [](const std::string& need) { return need == "asyncio" || need == "truth_values"; });
  });
}

// What a case is tested under: its name or, for the many cases of recipes, "certificates/AREA/RECIPE/WAY", their area.
std::string test_name(const suite::Case& one) {
  const std::string name = one.id.substr(one.theme.size() + 1);
  return one.theme == "certificates" ? name.substr(0, name.find('/')) : name;
}

using Group = std::pair<std::string, std::string>;  // theme, name of the test

void add(const std::string& witness, const std::map<Group, std::vector<suite::Case>>& groups,
         subject::Entrant (*entrant)()) {
  for (const auto& [group, cases] : groups) {
    const std::vector<suite::Case>& of_group = cases;
    testing::RegisterTest((witness + "/" + group.first).c_str(), group.second.c_str(), nullptr, nullptr, __FILE__,
                          __LINE__,
                          [of_group, entrant]() -> testing::Test* { return new CaseTest(of_group, entrant()); });
  }
}

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  try {
    std::map<Group, std::vector<suite::Case>> native_groups, all_groups;
    for (const suite::Case& one : loaded().suite.cases) {
      const Group group{one.theme, test_name(one)};
      if (!is_pythons_own(one)) native_groups[group].push_back(one);
      all_groups[group].push_back(one);
    }
    add("native", native_groups, native);
    if (!std::string_view(PEERCERT_PYTHON).empty()) add("reference", all_groups, reference);
    testing::RegisterTest("served/all", "ObservesWhatNativeDoes", nullptr, nullptr, __FILE__, __LINE__,
                          []() -> testing::Test* { return new ServedTest; });
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "cases_test: %s\n", failure.what());
    return 2;
  }
  return RUN_ALL_TESTS();
}
