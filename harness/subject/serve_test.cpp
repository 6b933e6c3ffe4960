#include "subject/serve.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <sstream>

#include "value/json_text.h"

namespace peercert::subject {
namespace {

using testing::HasSubstr;

// A subject whose runs come to `outcome`; a certificate's bytes come back as they are.
class Fake : public Subject {
 public:
  suite::Outcome outcome;
  const suite::SubjectInfo& info() const override { return info_; }
  suite::Outcome run(const suite::Scenario&) override { return outcome; }
  suite::Outcome decode(const std::string& der) override {
    return {suite::Outcome::Kind::kObserved, {{"decode", Value(Bytes{der}), {}, {}, {}}}, "", 0};
  }

 private:
  suite::SubjectInfo info_{"Fake", "1", "none", {"decode"}};
};

std::string served(Fake& subject, const std::string& lines) {
  std::istringstream in(lines);
  std::ostringstream out;
  serve(subject, in, out);
  return out.str();
}

std::string served(const std::string& line) {
  Fake subject;
  return served(subject, line);
}

const std::string kRun =
    R"({"peercert":1,"run":7,"scenario":{"case":"a/b","where":{},"needs":[],"certificates":{},"contexts":{},)"
    R"("connections":{},"steps":[]}})";

TEST(Serve, StartSaysWhatTheSubjectIs) {
  EXPECT_EQ(served("{\"peercert\":1,\"start\":5}\n"),
            "{\"peercert\":1,\"start\":5,\"subject\":{\"implementation\":\"Fake\",\"version\":\"1\","
            "\"tls_library\":\"none\",\"features\":[\"decode\"]}}\n");
}

TEST(Serve, NothingIsReadAfterStop) {
  EXPECT_EQ(served("{\"peercert\":1,\"stop\":2}\n{\"peercert\":1,\"start\":3}\n"), "{\"peercert\":1,\"stop\":2}\n");
}

TEST(Serve, TheEndOfTheInputIsAStopWithoutAnswer) {
  EXPECT_EQ(served(""), "");
}

TEST(Serve, ObservationsSkipsAndErrors) {
  Fake subject;
  subject.outcome.observations = {{"one", Value(None{}), {}, {}, {}}};
  EXPECT_EQ(served(subject, kRun),
            "{\"peercert\":1,\"run\":7,\"observations\":[{\"step\":\"one\",\"value\":null,\"warnings\":[]}]}\n");
  subject.outcome = {suite::Outcome::Kind::kSkip, {}, "too old", 0};
  EXPECT_EQ(served(subject, kRun), "{\"peercert\":1,\"run\":7,\"skip\":\"too old\"}\n");
  subject.outcome = {suite::Outcome::Kind::kError, {}, "bad \xff", 0};
  EXPECT_EQ(served(subject, kRun), "{\"peercert\":1,\"run\":7,\"error\":\"bad \\\\xff\"}\n");
}

TEST(Serve, TextsWithoutUtf8AreEscaped) {
  Fake subject;
  Raised raised;
  raised.text = "\xed\xa0\x80";
  subject.outcome.observations = {{"one", {}, raised, {}, {{"Warning", "\xff"}}}};
  EXPECT_THAT(served(subject, kRun), testing::AllOf(HasSubstr(R"("text":"\\ud800")"), HasSubstr(R"("text":"\\xff")")));
}

TEST(Serve, DecodeTakesHexadecimal) {
  EXPECT_THAT(served(R"({"peercert":1,"decode":0,"der":"30ff"})"),
              HasSubstr(R"("observation":{"step":"decode","value":{"bytes":"30ff"})"));
  EXPECT_THAT(served(R"({"peercert":1,"decode":0,"der":"3"})"), HasSubstr(R"("decode":0,"error":")"));
}

TEST(Serve, DecodeAllAnswersForEach) {
  EXPECT_THAT(served(R"({"peercert":1,"decode_all":4,"ders":["30",""]})"),
              HasSubstr(R"("observations":[{"step":"decode","value":{"bytes":"30"},"warnings":[]},)"
                        R"({"step":"decode","value":{"bytes":""},"warnings":[]}])"));
  const std::string empty = R"("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n")";
  EXPECT_THAT(served(R"({"peercert":1,"decode_digests":4,"pems":[)" + empty + "]}"),
              HasSubstr(R"("decode_digests":4,"observations":[")" + digest_of(Value(Bytes{})).value() + "\"]}"));
  EXPECT_THAT(served(R"({"peercert":1,"decode_digests":4,"pems":["x"]})"), HasSubstr("message/pems/0"));
  EXPECT_THAT(served(R"({"peercert":1,"decode_all":4,"ders":["30","3"]})"), HasSubstr(R"("decode_all":4,"error":")"));
  EXPECT_THAT(served(R"({"peercert":1,"decode_all":4,"ders":"30"})"), HasSubstr("message/ders: expected a list"));
}

TEST(Serve, AMalformedScenarioIsAnErrorWithItsNumber) {
  EXPECT_THAT(served(R"({"peercert":1,"run":7,"scenario":{"cases":1}})"),
              HasSubstr(R"("run":7,"error":"scenario: member \"case\" is missing")"));
}

TEST(Serve, ALineThatIsNoMessageIsAnsweredAndItGoesOn) {
  const std::string next = "\n{\"peercert\":1,\"stop\":2}\n";
  const auto error_of = [&](const std::string& line) {
    const std::string lines = served(line + next);
    EXPECT_THAT(lines, testing::EndsWith(next));
    return parse_json(lines.substr(0, lines.find('\n'))).dump();
  };
  EXPECT_EQ(error_of("garbage"), R"({"peercert":1,"error":"no JSON at byte 1"})");
  EXPECT_EQ(error_of(""), R"({"peercert":1,"error":"no JSON at byte 1"})");
  EXPECT_EQ(error_of("\xff"), R"({"peercert":1,"error":"no JSON at byte 1"})");
  EXPECT_EQ(error_of("[]"), R"({"peercert":1,"error":"message: expected an object, found []"})");
  EXPECT_EQ(error_of(R"({"start":1})"), R"({"peercert":1,"error":"message: member \"peercert\" is missing"})");
  EXPECT_EQ(error_of(R"({"peercert":2,"start":1})"),
            R"({"peercert":1,"error":"message/peercert: expected protocol 1, found 2"})");
  EXPECT_THAT(error_of(R"({"peercert":true,"start":1})"), HasSubstr("expected protocol 1, found true"));
  EXPECT_THAT(error_of(R"({"peercert":1})"),
              HasSubstr("one of start, run, decode, decode_all, decode_digests, stop, found 0 of them"));
  EXPECT_THAT(error_of(R"({"peercert":1,"start":1,"stop":1})"), HasSubstr("found 2 of them"));
  EXPECT_THAT(error_of(R"({"peercert":1,"start":-1})"), HasSubstr("message/start: expected a whole number"));
  EXPECT_THAT(error_of(R"({"peercert":1,"start":true})"), HasSubstr("found true"));
  EXPECT_THAT(error_of(R"({"peercert":1,"start":1.5})"), HasSubstr("found 1.5"));
  EXPECT_THAT(error_of(R"({"peercert":1,"start":1,"x":1})"), HasSubstr(R"(unknown member \"x\")"));
  EXPECT_THAT(error_of(R"({"peercert":1,"run":1})"), HasSubstr(R"(member \"scenario\" is missing)"));
}

}  // namespace
}  // namespace peercert::subject
