// Sessions with subjects that answer at once, late, or not at all.
#include "subject/session.h"

#include <gmock/gmock.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace peercert::subject {
namespace {

using suite::Outcome;
using testing::ElementsAre;

// Slow skips every scenario, with its own name as the reason, and takes longer over the first ones.
class Slow : public Subject {
 public:
  explicit Slow(const std::string& name) : info_{name, "1", "none", {"tls_1_2", "memory"}} { ++instances; }
  [[nodiscard]] const suite::SubjectInfo& info() const override { return info_; }
  [[nodiscard]] Outcome run(const suite::Scenario& scenario) override {
    if (scenario.where.at("n") == "0") std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return {Outcome::Kind::kSkip, {}, info_.implementation + " " + scenario.where.at("n"), 0};
  }
  [[nodiscard]] Outcome decode(const std::string& /*der*/) override { return {}; }

  static std::atomic<int> instances;

 private:
  suite::SubjectInfo info_;
};
std::atomic<int> Slow::instances{0};

Entrant slow(const std::string& name, const std::string& role = "subject") {
  return {role, name, [name] { return std::make_unique<Slow>(name); }};
}

Entrant absent() {
  return {"subject", "absent", []() -> std::unique_ptr<Subject> { throw StartError("no such program"); }};
}

suite::Case three_places() {
  suite::Case one;
  one.id = "t/a";
  for (const char* n : {"0", "1", "2"}) {
    suite::Scenario scenario;
    scenario.case_id = one.id;
    scenario.where = {{"n", n}};
    one.scenarios.push_back(scenario);
    one.expectations.emplace_back();
  }
  return one;
}

Session play(const std::vector<Entrant>& entrants, const SessionOptions& options) {
  return play_session(suite::Suite{}, {three_places()}, entrants, options);
}

std::vector<std::string> details(const Session& session) {
  std::vector<std::string> result;
  for (const suite::Row& row : session.rows) result.push_back(row.detail);
  return result;
}

TEST(Session, TheOrderOfTheRowsDoesNotDependOnTiming) {
  for (const std::size_t jobs : {std::size_t{1}, std::size_t{2}, std::size_t{7}}) {
    EXPECT_THAT(details(play({slow("a"), slow("b", "reference")}, {jobs, nullptr, {}})),
                ElementsAre("a 0", "b 0", "a 1", "b 1", "a 2", "b 2"));
  }
}

TEST(Session, WhoCannotBeStartedIsNotPlayedAndTheOthersAre) {
  const Session session = play({absent(), slow("a")}, {2, nullptr, {}});
  EXPECT_THAT(session.not_played, ElementsAre("no such program", ""));
  EXPECT_THAT(details(session), ElementsAre("a 0", "a 1", "a 2"));
  EXPECT_EQ(session.rows.at(0).subject, 1U);
  EXPECT_EQ(session.subjects.at(0).implementation, "");
}

TEST(Session, WhoFailsTheSanityScenarioIsNotPlayed) {
  const Sanity sanity(forge::Fixtures::load(PEERCERT_SOURCE_DIR "/certs"));
  class Skipping : public Slow {
   public:
    Skipping() : Slow("skipping") {}
    [[nodiscard]] Outcome run(const suite::Scenario& /*scenario*/) override {
      return {Outcome::Kind::kSkip, {}, "no", 0};
    }
  };
  const Session session = play({{"subject", "s", [] { return std::make_unique<Skipping>(); }}}, {1, &sanity, {}});
  EXPECT_THAT(session.not_played, ElementsAre(testing::HasSubstr("it skipped it: no")));
  EXPECT_TRUE(session.rows.empty());
  EXPECT_EQ(session.subjects.at(0).implementation, "skipping");
}

TEST(Session, NobodyIsPlayed) {
  EXPECT_TRUE(play({absent()}, {}).rows.empty());
}

TEST(Session, WhereNoFurtherInstanceStartsTheFirstPlaysEverything) {
  auto started = std::make_shared<std::atomic<int>>(0);
  const Entrant once = {"subject", "once", [started]() -> std::unique_ptr<Subject> {
                          if (started->fetch_add(1) > 0) throw StartError("only once");
                          return std::make_unique<Slow>("once");
                        }};
  EXPECT_THAT(details(play({once}, {3, nullptr, {}})), ElementsAre("once 0", "once 1", "once 2"));
}

TEST(Session, AnInstanceServesOneWorkerAndIsNotStartedTwice) {
  Slow::instances = 0;
  (void)play({slow("a"), slow("b")}, {1, nullptr, {}});
  EXPECT_EQ(Slow::instances, 2);
}

TEST(Session, TheObserverHearsOfEveryScenario) {
  std::vector<std::string> heard;
  SessionOptions options;
  options.observer.begun = [&](std::size_t entrants, std::size_t scenarios) {
    heard.push_back(std::to_string(entrants) + " x " + std::to_string(scenarios));
  };
  options.observer.played = [&](const Entrant& entrant) { heard.push_back(entrant.command); };
  (void)play({absent(), slow("a")}, options);
  EXPECT_THAT(heard, ElementsAre("1 x 3", "a", "a", "a"));
}

}  // namespace
}  // namespace peercert::subject
