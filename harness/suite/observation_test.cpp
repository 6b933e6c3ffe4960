#include "suite/observation.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace peercert::suite {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

constexpr const char* kRaised =
    R"({"step":"s2","raised":{"type":"ssl.SSLError","bases":["OSError","Exception"],)"
    R"("args":{"tuple":[{"int":"1"},{"str":"x"}]},"attributes":{"dict":[[{"str":"errno"},{"int":"1"}]]},"text":"x"},)"
    R"("on":"client","warnings":[{"type":"DeprecationWarning","text":"old"}]})";

auto read(const std::string& text) {
  return [text] { (void)observation_from_json(Json::parse(text)); };
}

auto refuses_with(const std::string& message) {
  return ThrowsMessage<std::runtime_error>(HasSubstr(message));
}

TEST(ObservationJson, AnExceptionIsReadWhole) {
  const Observation observation = observation_from_json(Json::parse(kRaised));
  EXPECT_EQ(observation.step, "s2");
  EXPECT_EQ(observation.value, std::nullopt);
  EXPECT_EQ(observation.on, "client");
  EXPECT_EQ(observation.warnings, (std::vector<Warning>{{"DeprecationWarning", "old"}}));
  const Raised expected{
      "ssl.SSLError", {"OSError", "Exception"}, Tuple{{Integer(1), Str{"x"}}}, Dict{{{Str{"errno"}, Integer(1)}}}, "x"};
  EXPECT_EQ(observation.raised, expected);
}

TEST(ObservationJson, NoneIsAValue) {
  const Observation observation = observation_from_json(Json::parse(R"({"step":"a","value":null,"warnings":[]})"));
  ASSERT_TRUE(observation.value.has_value());
  EXPECT_EQ(*observation.value, Value(None{}));
}

TEST(ObservationJson, WrittenIsWhatWasReadByteForByte) {
  const std::string value = R"({"step":"form","value":{"dict":[]},"warnings":[]})";
  for (const std::string& text : {std::string(kRaised), value}) {
    EXPECT_EQ(to_json(observation_from_json(Json::parse(text))).dump(), text);
  }
}

TEST(ObservationJson, ErrorsNameTheMember) {
  EXPECT_THAT(read(R"({"step":"a","warnings":[]})"),
              refuses_with("observation: expected either \"value\" or \"raised\""));
  EXPECT_THAT(read(R"({"step":"a","value":null})"), refuses_with("observation: member \"warnings\" is missing"));
  EXPECT_THAT(read(R"({"step":7,"value":null,"warnings":[]})"),
              refuses_with("observation/step: expected a string, found 7"));
  EXPECT_THAT(read(R"({"step":"a","value":{"int":1},"warnings":[]})"), refuses_with("observation/value: "));
  EXPECT_THAT(read(R"({"step":"a","value":null,"warnings":[{"type":"W"}]})"),
              refuses_with("observation/warnings/0: member \"text\" is missing"));
  EXPECT_THAT(read(R"({"step":"a","vlaue":null,"value":null,"warnings":[]})"),
              refuses_with("unknown member \"vlaue\""));
}

TEST(ObservationJson, ArgumentsAreATuple) {
  EXPECT_THAT(read(R"({"step":"a","raised":{"type":"E","bases":[],"args":{"list":[]},"attributes":{"dict":[]},)"
                   R"("text":""},"warnings":[]})"),
              refuses_with("observation/raised/args: expected a tuple"));
}

TEST(ObservationJson, AttributesAreADictionary) {
  EXPECT_THAT(read(R"({"step":"a","raised":{"type":"E","bases":[],"args":{"tuple":[]},"attributes":{"list":[]},)"
                   R"("text":""},"warnings":[]})"),
              refuses_with("observation/raised/attributes: expected a dict"));
}

TEST(SubjectInfoJson, BothWays) {
  const std::string text =
      R"({"implementation":"CPython","version":"3.11.2","tls_library":"OpenSSL 3.0.19 27 Jan 2026","features":["memory"]})";
  const SubjectInfo info = subject_info_from_json(Json::parse(text));
  EXPECT_EQ(info.features, std::vector<std::string>{"memory"});
  EXPECT_EQ(to_json(info).dump(), text);
}

TEST(SubjectInfoName, LeavesOutTheDateOfTheLibrary) {
  EXPECT_EQ((SubjectInfo{"CPython", "3.11.2", "OpenSSL 3.0.19 27 Jan 2026", {}}.name()),
            "CPython 3.11.2, OpenSSL 3.0.19");
  EXPECT_EQ((SubjectInfo{"Other", "1", "rustls", {}}.name()), "Other 1, rustls");
}

}  // namespace
}  // namespace peercert::suite
