#include "report/corpus_merge.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "report/corpus_report.h"
#include "report/test_refusal.h"

namespace peercert::report {
namespace {

using testing::HasSubstr;

search::Cause cause(const std::string& text, std::size_t certificates, std::size_t first) {
  return {0, text, nullptr, certificates, {first, "a.pem", first, "abcd", "example " + std::to_string(first)}};
}

// One of two shards of a corpus of five certificates.
CorpusRun run(std::size_t number, std::size_t decoded, std::vector<search::Cause> causes) {
  CorpusRun run;
  run.version = "1";
  run.known_digest = std::string(64, '0');
  run.paths = {"roots"};
  run.shard = {number, 2};
  run.entrants = {{"subject", "native", {}}, {"reference", "python3", {}}};
  run.found.contents = {1, 6, 5, decoded, {{"key", 2}}, 0, {}};
  run.found.witnesses = {{"peercert", "0.1", "OpenSSL 3.0.19 27 Jan", {}}, {"CPython", "3.11.2", "OpenSSL 3", {}}};
  run.found.scores = {{decoded, 0, 0, 0, 1, 0, decoded - 1}, {decoded, 0, 0, 0, 0, 0, 0}};
  run.found.causes = std::move(causes);
  return run;
}

std::vector<Source> shards() {
  return {{"one/corpus.json", corpus_json(run(1, 2, {cause("a", 1, 3)}))},
          {"two/corpus.json", corpus_json(run(2, 3, {cause("a", 1, 1), cause("b", 2, 0)}))}};
}

TEST(CorpusMerge, IsTheCorpusAsAWhole) {
  CorpusRun whole = run(1, 5, {cause("a", 2, 1), cause("b", 2, 0)});
  whole.shard = {};
  whole.found.scores[0] = {5, 0, 0, 0, 2, 0, 3};
  const Json expected = corpus_json(whole);
  EXPECT_EQ(merged_corpora(shards()).dump(1), expected.dump(1));
  auto turned = shards();
  std::swap(turned[0], turned[1]);
  EXPECT_EQ(merged_corpora(turned).dump(1), expected.dump(1));
}

TEST(CorpusMerge, CausesStandInTheSameOrderHoweverTheyCame) {
  const Json causes = corpus_json(run(1, 5, {cause("b", 2, 0), cause("c", 9, 0), cause("a", 2, 0)})).at("causes");
  std::string order;
  for (const Json& one : causes) order += one.at("cause").get<std::string>();
  EXPECT_EQ(order, "cab");
}

std::string refusal_of(const std::vector<Source>& sources) {
  return test::refusal_of([&] { return merged_corpora(sources); });
}

TEST(CorpusMerge, MissingAndRepeatedShardsAreRefused) {
  EXPECT_EQ(refusal_of({shards()[1]}), "missing shards: 1/2");
  EXPECT_EQ(refusal_of({shards()[0], shards()[0], shards()[1]}),
            "one/corpus.json and one/corpus.json are both shard 1/2");
}

TEST(CorpusMerge, WholeCorpusIsNoShard) {
  CorpusRun whole = run(1, 5, {});
  whole.shard = {};
  EXPECT_THAT(refusal_of({{"w.json", corpus_json(whole)}}), HasSubstr("w.json: is no shard, but a whole corpus"));
}

// What is said when the second shard differs from the first.
template <typename Change>
std::string refusal_when(const Change& change) {
  auto sources = shards();
  change(sources[1].results);
  return refusal_of(sources);
}

TEST(CorpusMerge, AnotherSearchIsRefused) {
  EXPECT_EQ(refusal_when([](Json& json) { json["version"] = "2"; }),
            "two/corpus.json is by another version than one/corpus.json: \"2\", and \"1\"");
  EXPECT_THAT(refusal_when([](Json& json) { json["known_digest"] = "x"; }), HasSubstr("with other known differences"));
  EXPECT_THAT(refusal_when([](Json& json) { json["paths"] = {"other"}; }), HasSubstr("of other paths"));
  EXPECT_THAT(refusal_when([](Json& json) { json["made"] = {{"seed", 1}}; }), HasSubstr("{\"seed\":1}, and nothing"));
  EXPECT_THAT(refusal_when([](Json& json) { json["witnesses"][1]["name"] = "CPython 3.12"; }),
              HasSubstr("with other witnesses"));
  EXPECT_THAT(refusal_when([](Json& json) { json["witnesses"].erase(1); }), HasSubstr("with other witnesses"));
  EXPECT_THAT(refusal_when([](Json& json) { json["shard"]["of"] = 3; }), HasSubstr("part of another division"));
  EXPECT_THAT(refusal_when([](Json& json) { json["contents"]["files"] = 7; }), HasSubstr("with other contents"));
  EXPECT_THAT(refusal_when([](Json& json) { json["contents"]["decoded"] = 7; }), HasSubstr("they are not its parts"));
}

}  // namespace
}  // namespace peercert::report
