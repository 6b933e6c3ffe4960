#include "subject/audit.h"

#include <gmock/gmock.h>

#include <memory>

#include "value/literal.h"

namespace peercert::subject {
namespace {

using suite::Outcome;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::ThrowsMessage;
using Answer = std::function<Outcome(const suite::Scenario&)>;

constexpr auto kCaught = Trial::Outcome::kCaught;
constexpr auto kNote = Trial::Outcome::kNote;
constexpr auto kNotCaught = Trial::Outcome::kNotCaught;
constexpr auto kBroken = Trial::Outcome::kBroken;

// FakeSubject answers each scenario as it is told.
class FakeSubject : public Subject {
 public:
  explicit FakeSubject(Answer answer) : answer_(std::move(answer)) {}
  [[nodiscard]] const suite::SubjectInfo& info() const override { return info_; }
  [[nodiscard]] Outcome run(const suite::Scenario& scenario) override { return answer_(scenario); }
  [[nodiscard]] Outcome decode(const std::string& /*der*/) override { return {}; }

 private:
  suite::SubjectInfo info_{"fake", "1", "none", {}};
  Answer answer_;
};

Factory fake(const Answer& answer) {
  return [answer] { return std::make_unique<FakeSubject>(answer); };
}

Outcome gives(const std::string& literal) {
  suite::Observation observation;
  observation.step = "ask";
  observation.value = parse_literal(literal);
  return {Outcome::Kind::kObserved, {observation}, "", 0};
}

Outcome fails(Outcome::Kind kind) {
  return {kind, {}, "because", 0};
}

// good is what the rules say.
Outcome good(const suite::Scenario& /*scenario*/) {
  return gives("1");
}

// wrong_in answers 2 in the case `id`, and in `tls` of it where given.
Answer wrong_in(const std::string& id, const std::string& tls = "") {
  return [=](const suite::Scenario& scenario) {
    const bool here = scenario.case_id == id && (tls.empty() || scenario.where.at("tls") == tls);
    return gives(here ? "2" : "1");
  };
}

// add_case adds a case of one step that must give 1 and rests on `rule`, in TLS 1.2 and 1.3.
void add_case(suite::Suite& suite, const std::string& id, const std::string& rule) {
  suite::Expectation expectation;
  expectation.value = parse_literal("1");
  suite::Case one;
  one.id = id;
  one.rules = {rule};
  for (const char* tls : {"1.2", "1.3"}) {
    suite::Scenario scenario;
    scenario.case_id = id;
    scenario.where = {{"tls", tls}};
    scenario.steps = {{"ask", "getpeercert", "client", {}, {}}};
    one.scenarios.push_back(scenario);
    one.expectations.push_back({{"ask", "getpeercert", {rule}, {expectation}}});
  }
  suite.cases.push_back(one);
}

suite::Suite small_suite() {
  suite::Suite suite;
  for (const auto& [id, level] :
       {std::pair("first_rule", suite::Level::kDocumented), std::pair("second_rule", suite::Level::kCompatible),
        std::pair("accident", suite::Level::kAccident)}) {
    suite::Rule rule;
    rule.id = id;
    rule.level = level;
    suite.rules.push_back(rule);
  }
  add_case(suite, "t/first", "first_rule");
  add_case(suite, "t/second", "second_rule");
  add_case(suite, "t/accident", "accident");
  return suite;
}

SeededFault fault(const std::string& rule, const Answer& answer, const std::string& name = "fault") {
  return {"fake", name, rule, "Something.", "fake " + name, fake(answer)};
}

Audit audit(const std::vector<SeededFault>& faults, const AuditOptions& options = {}) {
  const auto suite = small_suite();
  return run_audit(suite, suite.cases, {{"fake", "fake", fake(good)}}, faults, options);
}

Trial trial(const std::string& rule, const Answer& answer, const AuditOptions& options = {}) {
  return audit({fault(rule, answer)}, options).trials.at(0);
}

TEST(AuditTest, FaultIsCaughtByTheCaseOfItsRule) {
  const Trial found = trial("second_rule", wrong_in("t/second"));
  EXPECT_EQ(found.outcome, kCaught);
  EXPECT_THAT(found.cases, ElementsAre("t/second"));
  EXPECT_THAT(found.elsewhere, IsEmpty());
}

TEST(AuditTest, CaseAboutAnotherRuleIsNoCatch) {
  const Trial found = trial("second_rule", wrong_in("t/first"));
  EXPECT_EQ(found.outcome, kNotCaught);
  EXPECT_THAT(found.cases, IsEmpty());
  EXPECT_THAT(found.elsewhere, ElementsAre("t/first"));
}

TEST(AuditTest, RightAnswersAreNoFault) {
  const Trial found = trial("first_rule", good);
  EXPECT_EQ(found.outcome, kNotCaught);
  EXPECT_THAT(found.same_as, ElementsAre("unmodified"));
}

TEST(AuditTest, NoteIsACatchWhenStrictOnly) {
  EXPECT_EQ(trial("accident", wrong_in("t/accident")).outcome, kNotCaught);
  AuditOptions strict;
  strict.strict = true;
  const Trial found = trial("accident", wrong_in("t/accident"), strict);
  EXPECT_EQ(found.outcome, kNote);
  EXPECT_THAT(found.cases, ElementsAre("t/accident"));
}

TEST(AuditTest, SubjectThatCannotBeStartedIsBroken) {
  SeededFault seeded = fault("first_rule", good);
  seeded.make = []() -> std::unique_ptr<Subject> { throw StartError("no such program"); };
  const Trial found = audit({seeded}).trials.at(0);
  EXPECT_EQ(found.outcome, kBroken);
  EXPECT_EQ(found.detail, "no such program");
}

TEST(AuditTest, SubjectThatFailsItselfIsBrokenEvenWhereItIsAlsoWrong) {
  for (const auto kind :
       {Outcome::Kind::kError, Outcome::Kind::kCrash, Outcome::Kind::kHang, Outcome::Kind::kProtocolError}) {
    const Trial found = trial("first_rule", [kind](const suite::Scenario& scenario) {
      if (scenario.case_id == "t/second") return fails(kind);
      return gives(scenario.case_id == "t/first" ? "2" : "1");
    });
    EXPECT_EQ(found.outcome, kBroken);
    EXPECT_THAT(found.detail, AllOf(HasSubstr("t/second[tls=1.2]"), HasSubstr("because")));
  }
}

TEST(AuditTest, SkippingWhatTheUnmodifiedPlaysIsBroken) {
  const Trial found = trial("first_rule", [](const suite::Scenario& scenario) {
    return scenario.case_id == "t/first" ? fails(Outcome::Kind::kSkip) : gives("1");
  });
  EXPECT_EQ(found.outcome, kBroken);
  EXPECT_THAT(found.detail, HasSubstr("skips what the unmodified subject plays"));
}

TEST(AuditTest, SubjectThatIsNeverRightIsBroken) {
  EXPECT_EQ(trial("first_rule", [](const suite::Scenario&) { return gives("2"); }).detail, "nothing passes");
}

TEST(AuditTest, UnmodifiedSubjectMustBeGreen) {
  const auto suite = small_suite();
  const auto run = [&](const Answer& answer) {
    return run_audit(suite, suite.cases, {{"fake", "the command", fake(answer)}}, {}, {});
  };
  EXPECT_THAT([&] { run(wrong_in("t/first")); },
              ThrowsMessage<std::runtime_error>(AllOf(HasSubstr("the command is not green"), HasSubstr("is 'fail'"))));
  EXPECT_THAT([&] { run([](const suite::Scenario&) { return fails(Outcome::Kind::kSkip); }); },
              ThrowsMessage<std::runtime_error>(HasSubstr("plays nothing")));
}

TEST(AuditTest, FaultsWithTheSameAnswersNameEachOther) {
  const Audit found =
      audit({fault("first_rule", wrong_in("t/first"), "a"), fault("first_rule", wrong_in("t/first"), "b"),
             fault("second_rule", wrong_in("t/second"), "c")});
  EXPECT_THAT(found.trials[0].same_as, ElementsAre("b"));
  EXPECT_THAT(found.trials[1].same_as, ElementsAre("a"));
  EXPECT_THAT(found.trials[2].same_as, IsEmpty());
}

TEST(AuditTest, QuickPlaysEachPointOnceInPlacesThatTakeTurns) {
  const auto thin = thinned(small_suite().cases);
  ASSERT_EQ(thin.size(), 3U);
  for (const suite::Case& one : thin) EXPECT_EQ(one.scenarios.size(), one.expectations.size());
  EXPECT_EQ(thin[0].scenarios.at(0).name(), "t/first[tls=1.2]");
  EXPECT_EQ(thin[1].scenarios.at(0).name(), "t/second[tls=1.3]");
}

TEST(AuditTest, QuickStillCatchesWhatShowsInOnePlaceOnly) {
  AuditOptions quick;
  quick.quick = true;
  EXPECT_EQ(audit({}, quick).scenarios, 3U);
  for (const std::string tls : {"1.2", "1.3"}) {
    const Trial found = trial("first_rule", wrong_in("t/first", tls), quick);
    EXPECT_EQ(found.outcome, kCaught) << tls;
    EXPECT_THAT(found.same_as, IsEmpty()) << tls;
  }
}

constexpr AuditOptions kUntilCaught{2, false, false, true};

// counting returns `answer`, which also counts how often it was asked.
Answer counting(const Answer& answer, std::size_t& count) {
  return [=, &count](const suite::Scenario& scenario) {
    ++count;
    return answer(scenario);
  };
}

TEST(AuditTest, UntilCaughtBeginsWithTheRuleAndEndsWhenSomethingHasPassed) {
  std::size_t count = 0;
  const Trial found = trial("second_rule", counting(wrong_in("t/second", "1.2"), count), kUntilCaught);
  EXPECT_EQ(found.outcome, kCaught);
  EXPECT_THAT(found.cases, ElementsAre("t/second"));
  EXPECT_EQ(count, 2U);  // TLS 1.2, which catches it, and 1.3, which passes
}

TEST(AuditTest, UntilCaughtPlaysEverythingBeforeItSaysNotCaught) {
  std::size_t count = 0;
  EXPECT_EQ(trial("second_rule", counting(wrong_in("t/first"), count), kUntilCaught).outcome, kNotCaught);
  EXPECT_EQ(count, 6U);
}

TEST(AuditTest, UntilCaughtStillFindsWhatIsBrokenOnTheWay) {
  const Trial hung = trial(
      "first_rule", [](const suite::Scenario&) { return fails(Outcome::Kind::kHang); }, kUntilCaught);
  EXPECT_EQ(hung.outcome, kBroken);
  EXPECT_THAT(hung.detail, HasSubstr("t/first[tls=1.2]"));
  EXPECT_EQ(trial(
                "first_rule", [](const suite::Scenario&) { return gives("2"); }, kUntilCaught)
                .detail,
            "nothing passes");
}

TEST(AuditTest, UntilCaughtEndsAtANoteOnlyWhereNothingMoreCanBeHad) {
  AuditOptions options = kUntilCaught;
  options.strict = true;
  std::size_t count = 0;
  EXPECT_EQ(trial("accident", counting(wrong_in("t/accident", "1.2"), count), options).outcome, kNote);
  EXPECT_EQ(count, 2U);
}

TEST(AuditTest, UntilCaughtDoesNotSayWhichFaultsAreTheSame) {
  const Audit found = audit(
      {fault("first_rule", wrong_in("t/first"), "a"), fault("first_rule", wrong_in("t/first"), "b")}, kUntilCaught);
  EXPECT_THAT(found.trials[0].same_as, IsEmpty());
}

}  // namespace
}  // namespace peercert::subject
