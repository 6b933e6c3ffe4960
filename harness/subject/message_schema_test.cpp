#include "subject/message_schema.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

#include "subject/answer.h"
#include "subject/native.h"
#include "subject/serve.h"
#include "subject/subject.h"
#include "subject/test_scenario.h"
#include "value/json_text.h"

namespace peercert::subject {
namespace {

// "/steps/0: expected a string, found 7", or "" when there is no violation.
std::string violation_of(const std::string& definition, const std::string& text) {
  const auto violation = first_violation(definition, parse_json(text));
  return violation ? violation->pointer + ": expected " + violation->expected + ", found " + violation->found : "";
}

std::string observing(const std::string& value) {
  return violation_of("run_answer",
                      R"({"peercert":1,"run":1,"observations":[{"step":"a","value":)" + value + R"(,"warnings":[]}]})");
}

TEST(MessageSchema, TakesWhatWeSendAndSay) {
  const suite::Scenario played = test::scenario(
      "1.2", "memory", {test::step("a", "getpeercert", "client"), test::step("b", "handshake", "client")});
  EXPECT_EQ(violation_of("run", message({"run", 1}, {{"scenario", to_json(played)}}).dump()), "");
  EXPECT_EQ(violation_of("to_subject", R"({"peercert":1,"stop":3})"), "");
  EXPECT_EQ(violation_of("decode", R"({"peercert":1,"decode":3,"der":"30"})"), "");
  EXPECT_EQ(violation_of("decode_digests", R"({"peercert":1,"decode_digests":3,"pems":["x"]})"), "");
  EXPECT_EQ(
      violation_of("decode_digests_answer", R"({"peercert":1,"decode_digests":3,"observations":[{"skip":"no"},")" +
                                                std::string(64, 'a') + R"("]})"),
      "");
  EXPECT_NE(violation_of("decode_digests_answer", R"({"peercert":1,"decode_digests":3,"observations":[7]})"), "");
  EXPECT_EQ(violation_of("decode_all", R"({"peercert":1,"decode_all":3,"ders":["30",""]})"), "");
  EXPECT_EQ(violation_of("decode_all_answer", R"({"peercert":1,"decode_all":3,"observations":[{"skip":"no"}]})"), "");
  NativeSubject native;
  for (const suite::Observation& observation : native.run(played).observations) {
    EXPECT_EQ(violation_of("observation", to_json(observation).dump()), "");
  }
}

TEST(MessageSchema, NamesThePlaceTheExpectedAndTheFound) {
  EXPECT_EQ(violation_of("start_answer", R"({"peercert":1,"start":1})"),
            R"(: expected a member "subject", found {"peercert":1,"start":1})");
  EXPECT_EQ(violation_of("stop", R"({"peercert":1,"stop":1,"bye":true})"),
            R"(: expected no member "bye", found {"peercert":1,"stop":1,"bye":true})");
  EXPECT_EQ(violation_of("stop", R"({"peercert":2,"stop":1})"), "/peercert: expected 1, found 2");
  EXPECT_EQ(violation_of("stop", R"({"peercert":1,"stop":"1"})"), R"(/stop: expected an integer, found "1")");
  EXPECT_EQ(
      violation_of("run_answer", R"({"peercert":1,"run":1,"skip":"a","error":"b"})"),
      R"(: expected only one of the members that exclude each other, found {"peercert":1,"run":1,"skip":"a","error":"b"})");
  EXPECT_THAT(violation_of("run", R"({"peercert":1,"run":1,"scenario":{"case":"a"}})"),
              testing::StartsWith("/scenario: expected a member"));
}

TEST(MessageSchema, TaggedValuesAreFollowedToTheInnermost) {
  EXPECT_EQ(observing("null"), "");
  EXPECT_EQ(observing(R"({"tuple":[{"dict":[[{"str":"a"},{"other":"a.A","repr":"x"}]]}]})"), "");
  EXPECT_EQ(observing("7"),
            "/observations/0/value: expected a tagged value: null, true, false or an object with one tag, found 7");
  EXPECT_EQ(
      observing(R"({"tuple":[null,{"list":[5]}]})"),
      "/observations/0/value/tuple/1/list/0: expected a tagged value: null, true, false or an object with one tag, "
      "found 5");
  EXPECT_THAT(observing(R"({"set":[]})"), testing::HasSubstr(R"(expected no member "set")"));
  EXPECT_THAT(observing(R"({"other":"a"})"), testing::HasSubstr(R"(expected a member "repr" as well)"));
  EXPECT_NE(observing(R"({"int":"1","str":"a"})"), "");
  EXPECT_NE(observing("{}"), "");
}

std::string with_argument(const std::string& value) {
  return violation_of("step", R"({"id":"a","do":"getpeercert","on":"c","args":[)" + value + R"(],"kwargs":{}})");
}

TEST(MessageSchema, AnArgumentIsNeverAnOther) {
  EXPECT_EQ(with_argument(R"({"dict":[[{"str":"a"},{"tuple":[{"int":"1"}]}]]})"), "");
  EXPECT_THAT(with_argument(R"({"other":"a.A","repr":"x"})"),
              testing::HasSubstr(R"(/args/0: expected a tagged value that is no "other")"));
  EXPECT_THAT(with_argument(R"({"list":[{"other":"a.A","repr":"x"}]})"),
              testing::HasSubstr("/args/0/list/0: expected"));
  EXPECT_NE(with_argument(R"({"int":"1","str":"a"})"), "");
}

TEST(MessageSchema, DeepAndLongValuesDoNotEndUs) {
  std::string deep = "null";
  for (int i = 0; i < 490; ++i) deep = R"({"tuple":[)" + deep + "]}";
  EXPECT_EQ(observing(deep), "");
  EXPECT_EQ(observing(R"({"bytes":")" + std::string(1'000'000, '0') + R"("})"), "");
  EXPECT_EQ(observing(R"({"int":")" + std::string(1'000'000, '1') + R"("})"), "");
}

TEST(MessageSchema, ADefinitionThatIsNotThereIsOurMistake) {
  EXPECT_THROW((void)first_violation("runn", Json::object()), std::logic_error);
}

// PROTOCOL.md, line by line.
std::vector<std::string> document() {
  std::ifstream file(PEERCERT_SOURCE_DIR "/harness/subject/PROTOCOL.md");
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

// The contents of its fenced blocks whose first line is "```" and `kind`; for "json", the definition is what follows.
std::vector<std::pair<std::string, std::string>> blocks(const std::string& kind) {
  std::vector<std::pair<std::string, std::string>> found;
  bool inside = false;
  for (const std::string& line : document()) {
    const bool fence = line.rfind("```", 0) == 0;
    if (fence) inside = !inside && line.rfind("```" + kind, 0) == 0;
    if (fence && inside) found.emplace_back(line.substr(std::min(line.size(), kind.size() + 4)), "");
    if (!fence && inside) found.back().second += line + "\n";
  }
  return found;
}

TEST(ProtocolDocument, EveryJsonBlockIsAsItsDefinitionSays) {
  const auto all = blocks("json");
  EXPECT_GE(all.size(), 4U);
  for (const auto& [definition, text] : all) EXPECT_EQ(violation_of(definition, text), "") << text;
}

TEST(ProtocolDocument, NamesEveryFeature) {
  std::ifstream file(PEERCERT_SOURCE_DIR "/harness/subject/PROTOCOL.md");
  const std::string text(std::istreambuf_iterator<char>(file), {});
  for (const std::string& feature : protocol_features()) EXPECT_NE(text.find("`" + feature + "`"), std::string::npos);
}

TEST(ProtocolDocument, TheTranscriptIsWhatTheNativeSubjectAnswers) {
  const auto all = blocks("transcript");
  ASSERT_EQ(all.size(), 1U);
  std::istringstream lines(all[0].second);
  NativeSubject native;
  std::string sent;
  int answers = 0;
  for (std::string line; std::getline(lines, line);) {
    const std::string text = line.substr(2);
    if (line[0] == '>') {
      sent = text;
      continue;
    }
    ASSERT_EQ(line.substr(0, 2), "< ") << line;
    EXPECT_EQ(violation_of("from_subject", text), "") << text;
    std::istringstream in(sent);
    std::ostringstream out;
    serve(native, in, out);
    Json expected = parse_json(text), got = parse_json(out.str());
    for (Json* answer : {&expected, &got}) {
      if (answer->contains("subject")) (*answer)["subject"] = nullptr;  // each says what it is itself
      if (!answer->contains("run") && answer->contains("error")) (*answer)["error"] = nullptr;  // in its own words
    }
    EXPECT_EQ(got.dump(1), expected.dump(1));
    ++answers;
  }
  EXPECT_GE(answers, 4);
}

}  // namespace
}  // namespace peercert::subject
