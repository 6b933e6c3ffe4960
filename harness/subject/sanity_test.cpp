// The sanity scenario, on subjects that answer from a script of observations.
#include "subject/sanity.h"

#include <gmock/gmock.h>

#include "subject/native.h"
#include "subject/process.h"
#include "tls/context.h"

namespace peercert::subject {
namespace {

using suite::Observation;
using suite::Outcome;
using testing::HasSubstr;

const forge::Fixtures& fixtures() {
  static const forge::Fixtures kAll = forge::Fixtures::load(PEERCERT_SOURCE_DIR "/certs");
  return kAll;
}

// Scripted answers every scenario with the same outcome.
class Scripted : public Subject {
 public:
  explicit Scripted(Outcome outcome, std::vector<std::string> features = {"tls_1_2", "memory"})
      : info_{"Scripted", "1", "none", std::move(features)}, outcome_(std::move(outcome)) {}
  [[nodiscard]] const suite::SubjectInfo& info() const override { return info_; }
  [[nodiscard]] Outcome run(const suite::Scenario& /*scenario*/) override { return outcome_; }
  [[nodiscard]] Outcome decode(const std::string& /*der*/) override { return outcome_; }
  [[nodiscard]] std::string last_words() override { return "a log"; }

 private:
  suite::SubjectInfo info_;
  Outcome outcome_;
};

Outcome good() {
  Outcome outcome;
  outcome.observations = {{"handshake", None{}, {}, {}, {}},
                          {"form", Value(Bytes{fixtures().find("server")->der}), {}, {}, {}},
                          {"dictionary", Value(Dict{}), {}, {}, {}}};
  return outcome;
}

std::string why_not(const Outcome& outcome, const std::vector<std::string>& features = {"tls_1_2", "memory"}) {
  Scripted subject(outcome, features);
  return Sanity(fixtures()).why_not(subject);
}

TEST(Sanity, TheLibraryPasses) {
  NativeSubject native;
  EXPECT_EQ(Sanity(fixtures()).why_not(native), "");
}

TEST(Sanity, BytesAndADictAreEnough) {
  EXPECT_EQ(why_not(good()), "");
  EXPECT_EQ(why_not(good(), {"socket", "tls_1_3"}), "");
}

TEST(Sanity, SaysWhatWasExpectedAndWhatCame) {
  Outcome none = good();
  none.observations[1].value = None{};
  EXPECT_EQ(why_not(none),
            "in the simplest scenario there is, a client that requires the server's certificate (TLS 1.2, memory), the "
            "client's getpeercert(True) should be the 892 bytes of the server's certificate; got None; its stderr ends "
            "with:\na log");
  Outcome list = good();
  list.observations[2].value = List{};
  EXPECT_THAT(why_not(list), HasSubstr("the client's getpeercert() should be a dict; got []"));
}

TEST(Sanity, AHandshakeThatFails) {
  Outcome failed = good();
  failed.observations[0] = {"handshake", {}, Raised{"ssl.SSLError", {}, Tuple{}, Dict{}, "no cipher"}, "server", {}};
  EXPECT_THAT(why_not(failed), HasSubstr("the handshake should be done; server raised ssl.SSLError: no cipher"));
}

TEST(Sanity, ASkipIsNoPass) {
  EXPECT_THAT(why_not({Outcome::Kind::kSkip, {}, "not my verb", 0}), HasSubstr("it skipped it: not my verb"));
  EXPECT_THAT(why_not({Outcome::Kind::kError, {}, "a bug", 0}), HasSubstr("it failed by itself: a bug"));
  EXPECT_THAT(why_not({Outcome::Kind::kObserved, {}, "", 0}), HasSubstr("it broke the protocol: "));
}

TEST(Sanity, WithoutTlsThereIsNothingToAsk) {
  EXPECT_EQ(
      why_not(good(), {"memory"}),
      "it has neither the feature tls_1_2 nor tls_1_3, so it cannot be asked anything; it says that it has memory");
  EXPECT_THAT(why_not(good(), {"tls_1_3"}), HasSubstr("neither the feature memory nor socket"));
  EXPECT_THAT(why_not(good(), {}), HasSubstr("it says that it has none at all"));
}

TEST(Sanity, TheStderrOfAProcessIsShown) {
  ProcessSubject subject(
      "sh -c 'while read -r line; do case $line in *start*) echo oh dear >&2; echo "
      "\"{\\\"peercert\\\":1,\\\"start\\\":1,\\\"subject\\\":{\\\"implementation\\\":\\\"Sh\\\",\\\"version\\\":"
      "\\\"1\\\",\\\"tls_library\\\":\\\"\\\",\\\"features\\\":[\\\"tls_1_3\\\",\\\"memory\\\"]}}\";; "
      "*) echo \"{\\\"peercert\\\":1,\\\"run\\\":2,\\\"skip\\\":\\\"no\\\"}\";; esac; done'");
  const std::string why = Sanity(fixtures()).why_not(subject);
  EXPECT_THAT(why, HasSubstr("(TLS 1.3, memory), it skipped it: no"));
  EXPECT_THAT(why, testing::EndsWith("its stderr ends with:\noh dear"));
}

}  // namespace
}  // namespace peercert::subject
