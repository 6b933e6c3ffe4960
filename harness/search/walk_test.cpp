#include "search/walk.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <set>

#include "suite/test_suite.h"
#include "suite/verbs.h"

namespace peercert::search {
namespace {

const WalkMaterial& material() {
  static const WalkMaterial kMaterial = WalkMaterial::from(suite::fixtures());
  return kMaterial;
}

TEST(Walk, TheSameSeedAndNumberGiveTheSameSteps) {
  EXPECT_EQ(to_json(walk(material(), 7, 3)).dump(), to_json(walk(material(), 7, 3)).dump());
  EXPECT_NE(to_json(walk(material(), 7, 3)).dump(), to_json(walk(material(), 7, 4)).dump());
  EXPECT_NE(to_json(walk(material(), 7, 3)).dump(), to_json(walk(material(), 8, 3)).dump());
}

TEST(Walk, EveryStepIsOneThatACaseMayHave) {
  for (std::uint64_t number = 0; number < 300; ++number) {
    const suite::Scenario one = walk(material(), 1, number);
    for (const suite::Step& step : one.steps) {
      const suite::Verb* verb = suite::find_verb(step.verb);
      ASSERT_NE(verb, nullptr) << step.verb;
      EXPECT_GE(step.args.size(), verb->least_args) << one.name() << " " << step.id;
      if (verb->acts_on == suite::ActsOn::kContext) {
        EXPECT_EQ(one.contexts.count(step.on), 1U) << one.name() << " " << step.id;
      } else {
        EXPECT_EQ(suite::why_not(*verb, one.connections.at(step.on)), "") << one.name() << " " << step.id;
      }
    }
  }
}

// What a walk has no use for: it begins wrapped and connected, over no loopback, and its steps wait for nothing.
TEST(Walk, WalksTogetherHaveEveryVerbButThese) {
  const std::set<std::string> without = {"getpeercert_of_truth",
                                         "getpeercert_of_many",
                                         "get_verified_chain",
                                         "get_unverified_chain",
                                         "get_extra_info",
                                         "wrap",
                                         "connect",
                                         "connect_ex",
                                         "listen",
                                         "settimeout",
                                         "get_ca_certs",
                                         "forget_context",
                                         "match_hostname",
                                         "match_hostname_of_peer"};
  std::set<std::string> seen = without;
  for (std::uint64_t number = 0; number < 400; ++number) {
    for (const suite::Step& step : walk(material(), 1, number).steps) {
      EXPECT_EQ(without.count(step.verb), 0U) << step.verb;
      seen.insert(step.verb);
    }
  }
  for (const suite::Verb& verb : suite::verbs()) EXPECT_EQ(seen.count(std::string(verb.name)), 1U) << verb.name;
}

}  // namespace
}  // namespace peercert::search
