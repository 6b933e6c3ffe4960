#include "export/unsafe.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace peercert::exports {
namespace {

suite::Case case_of(const std::string& id, const std::string& certificate) {
  suite::Case one;
  one.id = id;
  one.certificates = {certificate};
  suite::Scenario scenario;
  scenario.case_id = id;
  scenario.steps = {{"s", "getpeercert", "client", {}, {}}};
  one.scenarios = {scenario};
  one.expectations = {{}};
  return one;
}

TEST(Unsafe, ScenariosTheirCertificatesAndTheEntriesGo) {
  suite::Suite suite;
  suite.cases = {case_of("t/a", "of_a"), case_of("t/b", "of_b")};
  suite.drift.emplace_back().cases = {"t/a"};
  const forge::Fixtures fixtures({{"of_a", {}}, {"of_b", {}}, {"root", {}}});
  EXPECT_EQ(without_unsafe(suite, fixtures).left_out, 0U);
  suite.drift[0].memory_safety = true;
  const Safe safe = without_unsafe(suite, fixtures);
  EXPECT_EQ(safe.left_out, 1U);
  ASSERT_EQ(safe.suite.cases.size(), 1U);
  EXPECT_EQ(safe.suite.cases[0].id, "t/b");
  EXPECT_TRUE(safe.suite.drift.empty());
  EXPECT_EQ(safe.fixtures.find("of_a"), nullptr);
  EXPECT_NE(safe.fixtures.find("of_b"), nullptr);
  EXPECT_NE(safe.fixtures.find("root"), nullptr);
}

}  // namespace
}  // namespace peercert::exports
