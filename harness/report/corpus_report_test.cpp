#include "report/corpus_report.h"

#include <gmock/gmock.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace peercert::report {
namespace {

using testing::HasSubstr;
using testing::Not;
using valijson::adapters::NlohmannJsonAdapter;

search::Known known() {
  search::Known one;
  one.id = "k";
  one.reason = "Because.";
  one.reference = "bpo-1";
  return one;
}

Json sample(std::size_t different, std::size_t unreadable = 0) {
  static const search::Known kKnown = known();
  CorpusRun run;
  run.version = "1";
  run.paths = {"roots"};
  run.entrants = {{"subject", "native", {}}, {"reference", "python3", {}}};
  run.known_digest = std::string(64, '0');
  run.found.contents = {5, 4, 3, 3, {{"key", 2}}, unreadable, {}};
  if (unreadable > 0) run.found.contents.unreadable = {{"gone\x1b", "No such file"}};
  run.found.witnesses = {{"peercert", "0.1", "OpenSSL 3.0.19 27 Jan", {}}, {"CPython", "3.11.2", "OpenSSL 3", {}}};
  run.found.scores.resize(2);
  run.found.scores[0].same = 3 - different;
  run.found.scores[0].different = different;
  run.found.causes = {{0, "decode(): crash", nullptr, 1, {0, "roots/a.pem", 4, "abcd", "what"}},
                      {0, "decode() gives None", &kKnown, 1, {0, "roots/a.pem", 4, "abcd", "what"}}};
  return corpus_json(run);
}

TEST(CorpusReport, JsonIsWhatTheSchemaSays) {
  std::ifstream file(PEERCERT_SOURCE_DIR "/reports/corpus.schema.json");
  const auto text = nlohmann::json::parse(file);
  valijson::Schema schema;
  valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(NlohmannJsonAdapter(text), schema);
  auto corpus = nlohmann::json::parse(sample(1, 1).dump(-1, ' ', true));
  valijson::Validator validator(valijson::Validator::kStrongTypes);
  EXPECT_TRUE(validator.validate(schema, NlohmannJsonAdapter(corpus), nullptr));
  corpus["contents"]["others"]["key"] = "two";
  EXPECT_FALSE(validator.validate(schema, NlohmannJsonAdapter(corpus), nullptr));
}

TEST(CorpusReport, TerminalShowsCountsCausesAndExamples) {
  const std::string text = corpus_terminal(sample(1, 1));
  EXPECT_THAT(text, HasSubstr("5 files: 4 certificates, 3 of them distinct\nno certificate: 2 key\n"));
  EXPECT_THAT(text, HasSubstr("cannot be read: gone\\x1b: No such file\n"));
  EXPECT_THAT(text, HasSubstr("differs: decode(): crash (1 certificate)\n"));
  EXPECT_THAT(text, HasSubstr("  k: Because. (bpo-1)\n"));
  EXPECT_THAT(text, HasSubstr("  roots/a.pem, number 4 in it, SHA-256 abcd\n"));
  EXPECT_THAT(text, HasSubstr("peercert: 3 certificates x 1 subject: 1 difference\n"));
}

TEST(CorpusReport, TerminalShowsTheFirstOfWhatIsBroken) {
  Json corpus = sample(0);
  EXPECT_THAT(corpus_terminal(corpus), Not(HasSubstr("broken here")));
  for (int i = 0; i < 11; ++i) {
    corpus["contents"]["broken"].push_back({{"file", std::to_string(i) + ".der"}, {"why", "broken here"}});
  }
  const std::string text = corpus_terminal(corpus);
  EXPECT_THAT(text, HasSubstr("no certificate: 2 key\n  0.der: broken here\n"));
  EXPECT_THAT(text, HasSubstr("  9.der: broken here\n  and others; corpus.json (--report) names more of them\n"));
}

TEST(CorpusReport, DifferencesAndWhatWasNotReadDecideTheStatus) {
  EXPECT_TRUE(corpus_has_differences(sample(1)));
  EXPECT_FALSE(corpus_has_differences(sample(0)));
  EXPECT_TRUE(corpus_was_compared(sample(0)));
  EXPECT_FALSE(corpus_was_compared(sample(0, 1)));
}

}  // namespace
}  // namespace peercert::report
