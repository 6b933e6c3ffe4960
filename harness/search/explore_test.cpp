#include "search/explore.h"

#include <gmock/gmock.h>

#include <memory>

#include "search/host_names.h"
#include "search/walk.h"
#include "suite/test_suite.h"

namespace peercert::search {
namespace {

using suite::Outcome;

// Answerer says of every walk the same: None at each step, but what it is told to say at each getpeercert().
class Answerer : public subject::Subject {
 public:
  Answerer(std::string literal, Outcome::Kind kind) : literal_(std::move(literal)), kind_(kind) {}
  [[nodiscard]] const suite::SubjectInfo& info() const override { return info_; }
  [[nodiscard]] Outcome decode(const std::string&) override { return {Outcome::Kind::kSkip, {}, "", 0}; }
  [[nodiscard]] Outcome run(const suite::Scenario& walk) override {
    Outcome outcome{kind_, {}, kind_ == Outcome::Kind::kObserved ? "" : "gone", 0};
    if (kind_ != Outcome::Kind::kObserved) return outcome;
    for (const suite::Step& step : walk.steps) {
      outcome.observations.push_back(suite::gave(step.verb == "getpeercert" ? literal_ : "None"));
      outcome.observations.back().step = step.id;
    }
    return outcome;
  }

 private:
  std::string literal_;
  Outcome::Kind kind_;
  suite::SubjectInfo info_{"Answerer", "1", "OpenSSL 3", {}};
};

subject::Entrant answerer(const std::string& literal, Outcome::Kind kind = Outcome::Kind::kObserved) {
  return {"subject", "answerer", [=] { return std::make_unique<Answerer>(literal, kind); }};
}

Explored explored(const std::vector<subject::Entrant>& entrants) {
  ExploreOptions options;
  options.count = 5;
  options.first = 20;
  const auto material = WalkMaterial::from(suite::fixtures());
  return explore([&](std::uint64_t number) { return walk(material, 1, number); }, entrants, options);
}

TEST(Explore, TheSameAnswersAreNoDifference) {
  const Explored result = explored({answerer("{}"), answerer("{}")});
  EXPECT_TRUE(result.causes.empty());
  EXPECT_GT(result.answers, 5U);
}

TEST(Explore, WhatDiffersInTheSameWordsIsOneCause) {
  const Explored result = explored({answerer("None"), answerer("{}")});
  ASSERT_EQ(result.causes.size(), 1U);
  EXPECT_EQ(result.causes[0].text, "getpeercert() gives None instead of an empty dict");
  EXPECT_EQ(result.causes[0].walks, 5U);
  EXPECT_EQ(result.causes[0].number, 20U);
  EXPECT_THAT(result.causes[0].step, testing::HasSubstr("getpeercert() after "));
}

TEST(Explore, ACrashIsACauseWhoeverCrashes) {
  const Explored result = explored({answerer("{}"), answerer("{}", Outcome::Kind::kCrash)});
  ASSERT_EQ(result.causes.size(), 1U);
  EXPECT_EQ(result.causes[0].text, "crash");
  EXPECT_EQ(result.causes[0].witness, 1U);
  EXPECT_EQ(result.answers, 0U);
}

TEST(Explore, AWalkThatCannotBePlayedIsCounted) {
  const Explored result = explored({answerer("{}", Outcome::Kind::kSkip), answerer("{}")});
  EXPECT_TRUE(result.causes.empty());
  EXPECT_EQ(result.played, (std::vector<std::size_t>{0, 5}));
}

TEST(Explore, WhatIsAskedOfTheModuleIsToldWithItsArguments) {
  ExploreOptions options;
  options.count = 1;
  const auto asker = [](std::uint64_t number) {
    suite::Scenario walk = host_names(1, number);
    walk.steps.resize(1);
    walk.steps[0].args = {Dict{}, Str{"x"}};
    return walk;
  };
  struct Matcher : Answerer {
    using Answerer::Answerer;
    [[nodiscard]] Outcome run(const suite::Scenario& /*walk*/) override {
      Outcome outcome{Outcome::Kind::kObserved, {suite::raised("ValueError", "('no',)")}, "", 0};
      outcome.observations[0].step = "s0";
      return outcome;
    }
  };
  const subject::Entrant matcher{"subject", "matcher",
                                 [] { return std::make_unique<Matcher>("", Outcome::Kind::kObserved); }};
  const Explored result = explore(asker, {matcher, answerer("None")}, options);
  ASSERT_EQ(result.causes.size(), 1U);
  EXPECT_EQ(result.causes[0].step, "s0 ssl.match_hostname({}, 'x')");
  EXPECT_EQ(result.answers, 1U);
}

}  // namespace
}  // namespace peercert::search
