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

TEST(Walk, WalksTogetherHaveNearlyEveryVerb) {
  std::set<std::string> seen;
  for (std::uint64_t number = 0; number < 300; ++number) {
    for (const suite::Step& step : walk(material(), 1, number).steps) seen.insert(step.verb);
  }
  EXPECT_THAT(seen, testing::IsSupersetOf({"handshake", "do_handshake", "deliver", "truncate", "inject", "eof", "read",
                                           "write", "unwrap", "set_context", "set_session", "set_verify_mode", "close",
                                           "detach", "shutdown", "makefile", "verify_client_post_handshake"}));
}

}  // namespace
}  // namespace peercert::search
