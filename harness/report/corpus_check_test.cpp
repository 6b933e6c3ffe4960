#include "report/corpus_check.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <string>

#include "report/corpus_report.h"
#include "report/test_refusal.h"
#include "suite/test_suite.h"

namespace peercert::report {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

// Of five certificates the subject crashes on one, the reference skips another, and one differs.
CorpusRun sample_search() {
  CorpusRun run;
  run.version = "1";
  run.known_digest = std::string(64, '0');
  run.paths = {"roots"};
  run.entrants = {{"subject", "native", {}}, {"reference", "python3", {}}};
  run.found.contents = {1, 6, 5, 5, {}, 0, {}};
  run.found.witnesses = {{"peercert", "0.1", "OpenSSL 3", {}}, {"CPython", "3.11.2", "OpenSSL 3", {}}};
  run.found.scores = {{3, 1, 1, 0, 2, 0, 2}, {4, 0, 0, 1, 0, 0, 0}};
  const std::string sha256(64, 'a');
  run.found.causes = {{0, "decode(): ['subject'] is missing", nullptr, 1, {4, "a.pem", 4, sha256, ""}},
                      {0, "crash", nullptr, 1, {0, "a.pem", 0, sha256, ""}},
                      {1, "skip: too long", nullptr, 1, {1, "a.pem", 1, sha256, ""}}};
  return run;
}

// What is said when `value` stands at `pointer` of a corpus.json.
std::string refusal_with(const std::string& pointer, const Json& value, const CorpusRun& run = sample_search()) {
  Json corpus = corpus_json(run);
  corpus[Json::json_pointer(pointer)] = value;
  return test::refusal_of([&] { check_corpus("c.json", corpus); });
}

CorpusRun part_of_mutants() {
  CorpusRun run = sample_search();
  run.made = search::Made{"mutants", 7, 0, 10, "d"};
  run.shard = {2, 2};
  run.found.contents = {0, 10, 10, 5, {}, 0, {}};
  return run;
}

TEST(CorpusCheck, WhatAddsUpIsTaken) {
  check_corpus("c.json", corpus_json(sample_search()));
  check_corpus("c.json", corpus_json(part_of_mutants()));
}

TEST(CorpusCheck, ContentsThatContradictEachOther) {
  EXPECT_EQ(refusal_with("/contents/decoded", 4), "c.json: at '/contents/decoded': expected 5, found 4");
  EXPECT_EQ(refusal_with("/contents/certificates", 4), "c.json: at '/contents/distinct': expected at most 4, found 5");
  EXPECT_EQ(refusal_with("/contents/unreadable_files", 2), "c.json: at '/contents/unreadable': expected 2, found 0");
  EXPECT_EQ(refusal_with("/contents/decoded", 11, part_of_mutants()),
            "c.json: at '/contents/decoded': expected at most 10, found 11");
  EXPECT_EQ(refusal_with("/contents/decoded", 6, part_of_mutants()),
            "c.json: at '/contents/decoded': expected 5, found 6");
  EXPECT_EQ(refusal_with("/made/count", 9, part_of_mutants()), "c.json: at '/contents/distinct': expected 9, found 10");
  EXPECT_EQ(refusal_with("/shard/number", 3, part_of_mutants()),
            "c.json: at '/shard/number': expected at most 2, found 3");
}

TEST(CorpusCheck, WitnessesThatDidNotMeetEveryCertificate) {
  EXPECT_EQ(refusal_with("/witnesses/0/dictionaries", 4),
            "c.json: at '/witnesses/0/dictionaries': expected 5 with exceptions, failures and skips, as many as were "
            "decoded, found 6");
  EXPECT_EQ(refusal_with("/witnesses/1/exceptions", 6),
            "c.json: at '/witnesses/1/exceptions': expected at most 5, found 6");
  EXPECT_EQ(refusal_with("/witnesses/0/different", 0),
            "c.json: at '/witnesses/0/different': expected at least 1, the failures, found 0");
}

TEST(CorpusCheck, WhatWasComparedIsWhatWasAnswered) {
  EXPECT_EQ(refusal_with("/witnesses/0/same", 4),
            "c.json: at '/witnesses/0/same': expected 3 to 4 with known and different, less the failures, found 5");
  EXPECT_EQ(refusal_with("/witnesses/0/same", 1),
            "c.json: at '/witnesses/0/same': expected 3 to 4 with known and different, less the failures, found 2");
  EXPECT_EQ(refusal_with("/witnesses/1/same", 1), "c.json: at '/witnesses/1/same': expected 0, found 1");
  EXPECT_EQ(refusal_with("/witnesses/1/known", 1), "c.json: at '/witnesses/1/known': expected 0, found 1");
}

TEST(CorpusCheck, TheLastWitnessAloneIsTheReference) {
  EXPECT_THAT(refusal_with("/witnesses/1/role", "subject"),
              HasSubstr("at '/witnesses/1/role': expected \"reference\""));
  EXPECT_THAT(refusal_with("/witnesses/0/role", "reference"),
              HasSubstr("at '/witnesses/0/role': expected \"subject\""));
  EXPECT_EQ(refusal_with("/witnesses", Json::array()),
            "c.json: at '/witnesses': expected a subject and the reference, found 0");
}

TEST(CorpusCheck, CausesOfNobodyAndOfNothing) {
  EXPECT_EQ(refusal_with("/causes/0/witness", 2),
            "c.json: at '/causes/0/witness': expected the number of a witness, below 2, found 2");
  EXPECT_EQ(refusal_with("/causes/0/example/number", 5),
            "c.json: at '/causes/0/example/number': expected the number of a certificate, below 5, found 5");
  EXPECT_THAT(refusal_with("/causes/0/example/sha256", "xy"),
              EndsWith("expected a SHA-256 in hexadecimal, found \"xy\""));
}

TEST(CorpusCheck, CausesOfMoreThanDiffer) {
  EXPECT_EQ(refusal_with("/causes/0/certificates", 3),
            "c.json: at '/causes/0/certificates': expected at most 2, found 3");
  EXPECT_THAT(refusal_with("/causes/2/certificates", 2), EndsWith("expected at most 1, found 2"));
  EXPECT_THAT(refusal_with("/causes/0/witness", 1), EndsWith("/causes/0/certificates': expected at most 0, found 1"));
  CorpusRun run = sample_search();
  run.found.causes[0].text = "decode(): a warning is missing";  // of which a certificate has several
  EXPECT_EQ(refusal_with("/causes/1/certificates", 3, run), "nothing");
}

// What is said of a search that was interrupted at `position`.
std::string refusal_at(const search::Position& position, const CorpusRun& run = sample_search()) {
  const CorpusState state{position, corpus_json(run)};
  return test::refusal_of([&] { check_so_far("s.json", state); });
}

TEST(CorpusCheck, StateOfWhatWasTaken) {
  const std::string trail(64, 'b');
  EXPECT_EQ(refusal_at({5, trail}), "nothing");
  EXPECT_THAT(refusal_at({6, trail}), HasSubstr("at '/so_far/witnesses/0/dictionaries': expected 6 with exceptions"));
  EXPECT_THAT(refusal_at({5, "b"}), HasSubstr("at '/position/trail': expected a SHA-256 in hexadecimal, found \"b\""));
  EXPECT_THAT(refusal_at({0, trail}), HasSubstr("at '/position/trail': expected nothing, since nothing was taken"));
  EXPECT_THAT(refusal_at({4, trail}), HasSubstr("at '/so_far/witnesses/0/dictionaries': expected 4 with"));
}

TEST(CorpusCheck, StateOfAPart) {
  const std::string trail(64, 'b');
  CorpusRun run = sample_search();
  run.shard = {1, 2};
  EXPECT_EQ(refusal_at({9, trail}, run), "nothing");
  EXPECT_EQ(refusal_at({4, trail}, run),
            "s.json: at '/position/taken': expected at least 5, which were decoded, found 4");
}

TEST(CorpusCheck, StateOfMutants) {
  EXPECT_EQ(refusal_at({10, ""}, part_of_mutants()), "nothing");
  EXPECT_EQ(refusal_at({11, ""}, part_of_mutants()), "s.json: at '/position/taken': expected at most 10, found 11");
  EXPECT_THAT(refusal_at({8, ""}, part_of_mutants()),
              HasSubstr("at '/so_far/witnesses/0/dictionaries': expected 4 with"));
  EXPECT_THAT(refusal_at({10, "b"}, part_of_mutants()), HasSubstr("at '/position/trail': expected nothing, since the"));
}

}  // namespace
}  // namespace peercert::report
