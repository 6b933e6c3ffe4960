#include "search/crew.h"

#include <gmock/gmock.h>

#include <memory>

#include "search/test_corpus.h"
#include "suite/test_suite.h"

namespace peercert::search {
namespace {

using suite::Outcome;

// Echo gives back the bytes, and crashes, if it is to, on "bad". Whoever has crashed once is of no more use.
class Echo : public subject::Subject {
 public:
  explicit Echo(bool crashes) : crashes_(crashes) {}
  [[nodiscard]] const suite::SubjectInfo& info() const override { return info_; }
  [[nodiscard]] Outcome run(const suite::Scenario&) override { return {Outcome::Kind::kSkip, {}, "", 0}; }
  [[nodiscard]] Outcome decode(const std::string& der) override {
    crashed_ = crashed_ || (crashes_ && der == "bad");
    if (crashed_) return {Outcome::Kind::kCrash, {}, "gone", 0};
    suite::Observation seen;
    seen.value = Bytes{der};
    return {Outcome::Kind::kObserved, {seen}, "", 0};
  }

 private:
  bool crashes_;
  bool crashed_ = false;
  suite::SubjectInfo info_{"Echo", "1", "OpenSSL 3", {}};
};

subject::Entrant echo(const std::string& role, bool crashes) {
  return {role, "echo", [crashes] { return std::make_unique<Echo>(crashes); }};
}

Source in(std::vector<std::string> paths) {
  return [paths = std::move(paths)](const Take& take) { return read_corpus(paths, take); };
}

SearchOptions with_jobs(std::size_t jobs) {
  SearchOptions options;
  options.jobs = jobs;
  return options;
}

std::string bundle() {
  std::string text;
  for (int i = 0; i < 200; ++i) text += test::pem("CERTIFICATE", i == 50 ? "bad" : "c" + std::to_string(i));
  return text;
}

TEST(Crew, CrashCostsOneCertificate) {
  const suite::TemporaryCases files;
  const auto found = search_corpus(in({files.write("a.pem", bundle())}),
                                   {echo("subject", true), echo("reference", false)}, {}, with_jobs(3));
  EXPECT_EQ(found.contents.distinct, 200U);
  EXPECT_EQ(found.scores[0].failures, 1U);
  EXPECT_EQ(found.scores[0].same, 199U);
  ASSERT_EQ(found.causes.size(), 1U);
  EXPECT_EQ(found.causes[0].example.index, 50U);
}

// Forgetful says of several at once what the first of them was.
class Forgetful : public Echo {
 public:
  Forgetful() : Echo(false) {}
  [[nodiscard]] std::vector<Outcome> decode_all(const std::vector<std::string>& ders) override {
    return std::vector<Outcome>(ders.size(), decode(ders.front()));
  }
};

TEST(Crew, WhatDiffersAmongManyIsAskedAgainAlone) {
  const suite::TemporaryCases files;
  const subject::Entrant forgetful{"subject", "forgetful", [] { return std::make_unique<Forgetful>(); }};
  const auto found = search_corpus(in({files.write("a.pem", bundle())}), {forgetful, echo("reference", false)}, {});
  EXPECT_EQ(found.scores[0].same, 200U);
  EXPECT_TRUE(found.causes.empty());
}

// Digester gives digests of batches, which are wrong for "bad".
class Digester : public Echo {
 public:
  Digester() : Echo(false) {}
  [[nodiscard]] subject::ReadDecoded decode_batch(const subject::Batch& batch,
                                                  const subject::Batch* /*next*/) override {
    return [ders = batch.ders] {
      std::vector<subject::Decoded> all;
      for (const std::string& der : ders)
        all.push_back({der == "bad" ? "0" : subject::digest_of(Value(Bytes{der})), {}});
      return all;
    };
  }
};

subject::Entrant digester() {
  return {"subject", "digester", [] { return std::make_unique<Digester>(); }};
}

TEST(Crew, DigestsCountAsTheValuesThatTheyAreOf) {
  const suite::TemporaryCases files;
  const std::string path = files.write("a.pem", bundle());
  for (const auto& entrants :
       {std::vector{digester(), digester()}, std::vector{digester(), echo("reference", false)}}) {
    const auto found = search_corpus(in({path}), entrants, {});
    EXPECT_EQ(found.scores[0].same, 200U);
    EXPECT_EQ(found.scores[1].dictionaries, 200U);
    EXPECT_TRUE(found.causes.empty());
  }
}

TEST(Crew, SameDigestThatIsNotTheRecipesIsShown) {
  const Source one = [](const Take& take) {
    take({0, "made", 0, "", "x", Value(Bytes{"y"})});
    return Contents{0, 1, 1, 1, {}, 0, {}};
  };
  const auto found = search_corpus(one, {digester(), digester()}, {});
  EXPECT_EQ(found.scores[1].different, 1U);
  ASSERT_EQ(found.causes.size(), 1U);
  EXPECT_EQ(found.causes[0].example.difference, "the value: expected b'y', got b'x'");
}

TEST(Crew, WitnessThatCannotBeStartedEndsTheSearch) {
  subject::Entrant none{"subject", "none",
                        []() -> std::unique_ptr<subject::Subject> { throw subject::StartError("cannot start"); }};
  EXPECT_THROW((void)search_corpus(in({"/"}), {none, echo("reference", false)}, {}), subject::StartError);
}

TEST(Crew, WitnessThatCannotBeStartedAgainEndsTheSearch) {
  const suite::TemporaryCases files;
  int started = 0;
  subject::Entrant once{"subject", "once", [&started]() -> std::unique_ptr<subject::Subject> {
                          if (started++ > 0) throw subject::StartError("cannot start");
                          return std::make_unique<Echo>(true);
                        }};
  EXPECT_THROW(
      (void)search_corpus(in({files.write("a.pem", bundle())}), {once, echo("reference", false)}, {}, with_jobs(1)),
      subject::StartError);
}

// Certificates "0", "1", ... of which every fourth is one that Echo crashes on.
Source numbered(std::size_t first, std::size_t count) {
  return [=](const Take& take) {
    for (std::size_t i = first; i < count; ++i) {
      const std::string name = std::to_string(i);
      take({i, "made", i, "", i % 4 == 0 ? "bad" : name, {}, "trail " + name});
    }
    return Contents{0, count, count, count, {}, 0, {}};
  };
}

TEST(Crew, StopsWithEverythingCountedThatWasTaken) {
  std::size_t asked = 0;
  std::vector<Checkpoint> saved;
  SearchOptions options;
  options.stop = [&asked] { return ++asked > 300; };
  options.save = [&saved](const Checkpoint& checkpoint) { saved.push_back(checkpoint); };
  const auto found = search_corpus(numbered(0, 1000), {echo("subject", true), echo("reference", false)}, {}, options);
  EXPECT_TRUE(found.stopped);
  ASSERT_EQ(saved.size(), 1U);
  EXPECT_EQ(saved[0].position.taken, 300U);
  EXPECT_EQ(saved[0].position.trail, "trail 299");
  EXPECT_EQ(saved[0].scores[0].same, 225U);
  EXPECT_EQ(saved[0].scores[0].failures, 75U);
  EXPECT_EQ(saved[0].scores[1].dictionaries, 300U);
}

TEST(Crew, SavesOnTheWayAndGoesOn) {
  std::size_t saved = 0;
  SearchOptions options;
  options.save_every = std::chrono::seconds(0);
  options.save = [&saved](const Checkpoint& checkpoint) {
    ++saved;
    EXPECT_EQ(checkpoint.scores[1].dictionaries, checkpoint.position.taken);
  };
  const auto found = search_corpus(numbered(0, 20), {echo("subject", true), echo("reference", false)}, {}, options);
  EXPECT_FALSE(found.stopped);
  EXPECT_EQ(saved, 19U);  // before each but the first
  EXPECT_EQ(found.scores[0].same, 15U);
}

TEST(Crew, WhatBegunThrowsEndsTheSearch) {
  SearchOptions options;
  options.begun = [](const std::vector<suite::SubjectInfo>& witnesses) {
    EXPECT_EQ(witnesses.size(), 2U);
    throw std::runtime_error("other witnesses");
  };
  EXPECT_THROW((void)search_corpus(numbered(0, 20), {echo("subject", true), echo("reference", false)}, {}, options),
               std::runtime_error);
}

}  // namespace
}  // namespace peercert::search
