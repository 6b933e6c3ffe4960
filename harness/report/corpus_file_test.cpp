#include "report/corpus_file.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "report/corpus_report.h"
#include "report/test_refusal.h"
#include "suite/test_suite.h"

namespace peercert::report {
namespace {

using testing::HasSubstr;

Json sample() {
  CorpusRun run;
  run.version = "1";
  run.known_digest = std::string(64, '0');
  run.made = search::Made{"mutants", 7, 0, 5, "d"};
  run.shard = {2, 3};
  run.entrants = {{"subject", "native", {}}, {"reference", "python3", {}}};
  run.found.contents = {0, 5, 5, 2, {}, 0, {}};
  run.found.witnesses = {{"peercert", "0.1", "OpenSSL 3", {}}, {"CPython", "3.11.2", "OpenSSL 3", {}}};
  run.found.scores = {{2, 0, 0, 0, 2, 0, 0}, {2, 0, 0, 0, 0, 0, 0}};
  return corpus_json(run);
}

TEST(CorpusFile, IsReadBack) {
  const suite::TemporaryCases files;
  write_corpus(files.path(), sample());
  EXPECT_EQ(load_corpus(files.path() / "corpus.json"), sample());
}

TEST(CorpusFile, StateIsReadBackAndRemoved) {
  const suite::TemporaryCases files;
  EXPECT_FALSE(load_state(files.path()));
  write_state(files.path(), {{5, ""}, sample()});
  const auto state = load_state(files.path());
  ASSERT_TRUE(state);
  EXPECT_EQ(state->position.taken, 5U);
  EXPECT_EQ(state->position.trail, "");
  EXPECT_EQ(state->so_far, sample());
  remove_state(files.path());
  EXPECT_FALSE(load_state(files.path()));
  remove_state(files.path());
}

TEST(CorpusFile, WhatIsNoneIsRefused) {
  const suite::TemporaryCases files;
  const auto load = [](const std::filesystem::path& path) {
    return test::refusal_of([&] { return load_corpus(path); });
  };
  EXPECT_THAT(load(files.path() / "none.json"), HasSubstr("none.json: cannot be read"));
  EXPECT_THAT(load(files.write("a.json", "{")), HasSubstr("a.json: has no JSON at byte 2"));
  EXPECT_THAT(load(files.write("b.json", R"({"peercert_corpus":2})")),
              HasSubstr("b.json: at '/peercert_corpus': expected version 1, found 2"));
  EXPECT_THAT(load(files.write("c.json", R"({"peercert_corpus":1})")), HasSubstr("c.json: at '': expected a member '"));
}

TEST(CorpusFile, WhatWasChangedByHandIsRefused) {
  const suite::TemporaryCases files;
  Json corpus = sample();
  corpus["contents"]["decoded"] = 3;
  const auto path = files.write("corpus.json", corpus.dump());
  EXPECT_THAT(test::refusal_of([&] { return load_corpus(path); }), HasSubstr("corpus.json: at '/contents/decoded'"));
  write_state(files.path(), {{4, ""}, sample()});
  EXPECT_THAT(test::refusal_of([&] { return load_state(files.path()); }),
              HasSubstr("corpus.state.json: at '/so_far/witnesses/0/dictionaries'"));
}

TEST(CorpusFile, StateOfAnotherVersionIsRefused) {
  const suite::TemporaryCases files;
  const auto load = [&] { return test::refusal_of([&] { return load_state(files.path()); }); };
  (void)files.write("corpus.state.json", R"({"peercert_corpus_state":2})");
  EXPECT_THAT(load(), HasSubstr("at '/peercert_corpus_state': expected version 1, found 2"));
  (void)files.write("corpus.state.json", R"({"peercert_corpus_state":1,"so_far":)" + sample().dump() + "}");
  EXPECT_THAT(load(), HasSubstr("at '/position'"));
  const auto load_at = [&](const std::string& position) {
    (void)files.write("corpus.state.json",
                      R"({"peercert_corpus_state":1,"so_far":)" + sample().dump() + R"(,"position":)" + position + "}");
    return load();
  };
  EXPECT_THAT(load_at(R"({"taken":-1,"trail":""})"), HasSubstr("at '/position/taken': expected how many"));
  EXPECT_THAT(load_at(R"({"taken":5})"), HasSubstr("at '/position/trail': expected a string, found null"));
}

}  // namespace
}  // namespace peercert::report
