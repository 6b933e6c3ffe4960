#include "report/corpus_file.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "report/corpus_report.h"
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
  run.entrants = {{"reference", "python3", {}}};
  run.found.witnesses = {{"CPython", "3.11.2", "OpenSSL 3", {}}};
  run.found.scores.resize(1);
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
  write_state(files.path(), {{3, "abc"}, sample()});
  const auto state = load_state(files.path());
  ASSERT_TRUE(state);
  EXPECT_EQ(state->position.taken, 3U);
  EXPECT_EQ(state->position.trail, "abc");
  EXPECT_EQ(state->so_far, sample());
  remove_state(files.path());
  EXPECT_FALSE(load_state(files.path()));
  remove_state(files.path());
}

template <typename Load>
std::string refusal_of(const Load& load) {
  try {
    load();
  } catch (const ResultsError& error) {
    return error.what();
  }
  return "";
}

TEST(CorpusFile, WhatIsNoneIsRefused) {
  const suite::TemporaryCases files;
  const auto load = [](const std::filesystem::path& path) { return refusal_of([&] { (void)load_corpus(path); }); };
  EXPECT_THAT(load(files.path() / "none.json"), HasSubstr("none.json: cannot be read"));
  EXPECT_THAT(load(files.write("a.json", "{")), HasSubstr("a.json: "));
  EXPECT_THAT(load(files.write("b.json", R"({"peercert_corpus":2})")), HasSubstr("b.json: at "));
}

TEST(CorpusFile, StateOfAnotherVersionIsRefused) {
  const suite::TemporaryCases files;
  const auto load = [&] { return refusal_of([&] { (void)load_state(files.path()); }); };
  (void)files.write("corpus.state.json", R"({"peercert_corpus_state":2})");
  EXPECT_THAT(load(), HasSubstr("expected the state of a search, version 1"));
  (void)files.write("corpus.state.json", R"({"peercert_corpus_state":1,"so_far":)" + sample().dump() + "}");
  EXPECT_THAT(load(), HasSubstr("at '/position'"));
}

}  // namespace
}  // namespace peercert::report
