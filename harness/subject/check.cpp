#include "subject/check.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <system_error>

#include "subject/check_handshakes.h"
#include "subject/check_scenarios.h"
#include "subject/message_schema.h"
#include "subject/subject.h"
#include "subject/words.h"
#include "suite/judge.h"
#include "value/literal.h"
#include "value/printable.h"

namespace peercert::subject {
namespace {

using suite::Observation;
using suite::Scenario;

constexpr const char* kOneOfThree = "A run is answered with one of \"observations\", \"skip\" and \"error\".";

// Checker plays the steps. Each returns what there is to say, and throws Wrong, Skipped or Note.
class Checker {
 public:
  Checker(Talk& talk, const CheckMaterial& material, const suite::SubjectInfo& info)
      : talk_(talk), material_(material), info_(info) {}

  std::string features() const;
  std::string simplest();
  std::string memory_handshake() { return handshake("memory", plain_handshake); }
  std::string socket_handshake() { return handshake("socket", plain_handshake); }
  std::string loopback() { return handshake("loopback", loopback_handshake); }
  std::string client_refuses() { return handshake(transport(), refused_by_client); }
  std::string server_refuses() { return handshake(transport(), refused_by_server); }
  std::string unverified() { return handshake(transport(), unverified_handshake); }
  std::string stalls() { return handshake(transport(), stalled_handshake); }
  std::string by_hand() { return handshake(transport(), handshake_by_hand); }
  std::string dictionary() { return handshake(transport(), dictionary_texts); }
  std::string goes_on_after_raising();
  std::string arguments();
  std::string unknown_verb();
  std::string no_messages();
  std::string unknown_members();
  std::string unknown_context_member();
  std::string numbers();
  std::string leaves_nothing();
  std::string decode();
  std::string decode_all();
  std::string decode_digests();
  std::string long_message();
  std::string stop();
  std::string end_of_input();

  // Whether any handshake went as it should.
  [[nodiscard]] bool plays() const { return plays_; }

 private:
  [[nodiscard]] bool has(const std::string& feature) const { return has_feature(info_, feature); }
  [[nodiscard]] std::string tls() const { return has("tls_1_2") || !has("tls_1_3") ? "1.2" : "1.3"; }
  [[nodiscard]] std::string transport() const { return has("memory") || !has("socket") ? "memory" : "socket"; }
  [[nodiscard]] Scenario scenario(std::vector<suite::Step> steps) const {
    return check_scenario(material_, tls(), transport(), std::move(steps));
  }
  [[nodiscard]] std::string handshake(const std::string& transport, std::string (*make)(const Handshakes&));
  [[nodiscard]] std::string run_line(const Scenario& scenario, const std::function<void(Json&)>& change);
  void expect_error(const std::string& line, const std::string& what);

  Talk& talk_;
  const CheckMaterial& material_;
  const suite::SubjectInfo& info_;
  bool plays_ = false;
};

std::string Checker::features() const {
  std::vector<std::string> unknown;
  const std::vector<std::string>& known = protocol_features();
  for (const std::string& feature : info_.features) {
    if (std::find(known.begin(), known.end(), feature) == known.end()) unknown.push_back(feature);
  }
  if (!unknown.empty()) {
    throw Note(fmt::format("the protocol knows no feature {}. Is it misspelt? The names that count: {}",
                           fmt::join(unknown, ", "), fmt::join(known, ", ")));
  }
  if (!has("memory") && !has("socket")) throw Note("it has neither memory nor socket, so nearly everything is skipped");
  if (!has("tls_1_2") && !has("tls_1_3")) {
    throw Note("it has neither tls_1_2 nor tls_1_3, so nearly everything is skipped");
  }
  return fmt::format("{}", fmt::join(info_.features, ", "));
}

std::string Checker::simplest() {
  const auto observed = talk_.run(scenario({check_step("early", "getpeercert")}));
  return "it " + std::string(observed[0].value ? "gave " : "") + shown(observed[0]);
}

std::string Checker::handshake(const std::string& transport, std::string (*make)(const Handshakes&)) {
  if (!has(transport)) throw Skipped(fmt::format("\"features\" does not name {}", transport));
  std::string says = make({talk_, material_, tls(), transport});
  plays_ = true;
  return says;
}

std::string Checker::goes_on_after_raising() {
  const auto observed = talk_.run(scenario({check_step("early", "getpeercert"), check_step("handshake", "handshake"),
                                            check_step("late", "getpeercert", {Value(true)})}));
  if (observed[0].value) throw Note("getpeercert() before the handshake did not raise, so this could not be seen");
  if (observed[2].value == Value(Bytes{material_.server_der})) return "";
  throw Wrong(
      "after a step that raised, the next ones did not come as they do without it: " + shown(observed[2]),
      "Play every step, also when an earlier one raised: catch the exception for each step, not for the scenario.");
}

std::string Checker::arguments() {
  std::vector<suite::Step> steps = {check_step("handshake", "handshake")};
  for (const Value& value : values_of_all_kinds()) {
    steps.push_back(check_step(fmt::format("kind_{}", steps.size()), "getpeercert", {value}));
  }
  steps.push_back(check_step("too_many", "getpeercert", {Value(true), Value(true)}));
  const auto observed = talk_.run(scenario(steps));
  const auto bytes = std::count_if(observed.begin(), observed.end(), [&](const Observation& one) {
    return one.value == Value(Bytes{material_.server_der});
  });
  return fmt::format("{} of {} calls gave the certificate's bytes", bytes, observed.size() - 1);
}

std::string Checker::unknown_verb() {
  const Scenario unknown = scenario({check_step("early", "getpeercert"), check_step("strange", "befriend")});
  const Question question{"run", talk_.next_number()};
  const Json answer = talk_.send(message(question, {{"scenario", to_json(unknown)}}).dump());
  if (!first_violation("run_answer", answer) && answer.contains("skip")) return "";
  throw Wrong(
      "the verb `befriend` was not answered with `skip`",
      "Look at the verbs of all steps first. When there is one that you do not know, answer "
      "{\"peercert\":1,\"run\":NUMBER,\"skip\":\"the verb ... is not known here\"}: later versions of the suite "
      "may have more of them.");
}

void Checker::expect_error(const std::string& line, const std::string& what) {
  const Json answer = talk_.send(line);
  const bool complaint = !first_violation("complaint", answer) || !first_violation("run_answer", answer);
  if (complaint && answer.contains("error")) return;
  throw Wrong(
      what + " was not answered with `error`",
      "Whatever is no message is answered with {\"peercert\":1,\"error\":\"what is wrong\"}, one line for one, and "
      "the subject goes on.");
}

std::string Checker::no_messages() {
  expect_error("this is no JSON", "a line that is no JSON");
  expect_error("\xff\xfe", "a line that is no UTF-8");
  expect_error("[]", "a list");
  expect_error("", "an empty line");
  expect_error(R"({"peercert":1})", "an object without start, run, decode, decode_all, decode_digests or stop");
  expect_error(R"({"peercert":2,"start":1})", "a message of protocol 2");
  (void)talk_.run(scenario({check_step("early", "getpeercert")}));
  return "six lines, then a scenario";
}

std::string Checker::run_line(const Scenario& scenario, const std::function<void(Json&)>& change) {
  Json content = {{"scenario", to_json(scenario)}};
  change(content);
  return message({"run", talk_.next_number()}, content).dump();
}

std::string Checker::unknown_members() {
  const Scenario plain = scenario({check_step("early", "getpeercert")});
  expect_error(run_line(plain, [](Json& content) { content["hurry"] = true; }),
               "a run with the unknown member \"hurry\"");
  expect_error(run_line(plain, [](Json& content) { content.erase("scenario"); }), "a run without a scenario");
  return "";
}

std::string Checker::unknown_context_member() {
  const Scenario plain = scenario({check_step("early", "getpeercert")});
  const auto change = [](Json& content) { content["scenario"]["contexts"]["client"]["colour"] = "blue"; };
  const Json answer = talk_.send(run_line(plain, change));
  if (answer.contains("skip")) throw Skipped("it skips the scenario, so this cannot be seen");
  if (answer.contains("observations")) {
    throw Note(
        "a context with an unknown member was played all the same. A later version may put something there that "
        "changes what happens; refuse it, and the wrong scenario is never played");
  }
  if (!answer.contains("error")) throw Wrong("it answered neither with observations, nor skip, nor error", kOneOfThree);
  return "";
}

std::string Checker::numbers() {
  constexpr std::array<std::size_t, 3> kNumbers = {4'000'000'000, 0, 77};
  for (const std::size_t number : kNumbers) {
    const Question question{"run", number};
    const Json answer =
        talk_.send(message(question, {{"scenario", to_json(scenario({check_step("early", "getpeercert")}))}}).dump());
    if (answer.value("run", Json()) == Json(number)) continue;
    throw Wrong(fmt::format("the answer to run {} does not repeat its number", number),
                "Repeat the number of the message as it is. Numbers need not come in order.");
  }
  expect_error(R"({"peercert":1,"start":"one"})", "a number that is none");
  return "";
}

std::string Checker::leaves_nothing() {
  const std::vector<suite::Step> steps = {check_step("early", "getpeercert"), check_step("handshake", "handshake"),
                                          check_step("bytes", "getpeercert", {Value(true)})};
  const auto before = talk_.run(scenario(steps));
  Scenario failing = scenario(steps);
  failing.contexts["client"].trust.clear();
  (void)talk_.run(failing);
  const auto after = talk_.run(scenario(steps));
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (before[i] == after[i]) continue;
    throw Wrong(
        fmt::format("the same scenario before and after one whose handshake fails: step {} was {}, then {}",
                    steps[i].id, shown(before[i]), shown(after[i])),
        "Make contexts and connections anew for each scenario, and play it in a fresh thread: OpenSSL keeps its "
        "errors by thread, and one that is left there turns up in the next scenario.");
  }
  return "";
}

std::string Checker::decode() {
  if (!has("decode")) {
    const Json answer = talk_.ask("decode", {{"der", "3000"}});
    if (answer.contains("skip")) throw Skipped("\"features\" does not name decode, and the message is skipped");
    throw Note("it answers decode, but \"features\" does not name it, so it is never asked");
  }
  const Observation good = talk_.decode(material_.server_der);
  const Observation bad = talk_.decode("no certificate");
  return fmt::format("a certificate: {}; garbage: {}", shown(good).substr(0, 60), shown(bad).substr(0, 60));
}

std::string Checker::decode_all() {
  if (!has("decode_all")) throw Skipped("\"features\" does not name decode_all; corpora are sent one by one");
  const std::string& der = material_.server_der;
  const auto all = talk_.decode_all({der, "no certificate", der});
  const std::vector<Observation> alone = {talk_.decode(der), talk_.decode("no certificate"), talk_.decode(der)};
  for (std::size_t i = 0; i < alone.size(); ++i) {
    if (suite::without_positions(all[i]) == suite::without_positions(alone[i])) continue;
    throw Wrong(fmt::format("certificate {} of three was {}, and alone {}", i, shown(all[i]), shown(alone[i])),
                "Each certificate of decode_all is decoded as decode does it, whatever stands before it.");
  }
  return "";
}

std::string Checker::decode_digests() {
  if (!has("decode_digests")) throw Skipped("\"features\" does not name decode_digests; corpora take longer");
  const std::vector<std::string> ders = {material_.server_der, "no certificate", material_.server_der};
  const auto all = talk_.decode_digests(ders);
  for (std::size_t i = 0; i < ders.size(); ++i) {
    const Observation alone = talk_.decode(ders[i]);
    const bool same =
        all[i].digest ? all[i].digest == digest_of(alone)
                      : suite::without_positions(all[i].outcome.observations.at(0)) == suite::without_positions(alone);
    if (same) continue;
    throw Wrong(fmt::format("of certificate {} of three it gave {}, and alone {}, whose digest is {}", i,
                            all[i].digest ? *all[i].digest : shown(all[i].outcome.observations.at(0)), shown(alone),
                            digest_of(alone).value_or("none")),
                "The digest is the SHA-256 of what decode gives, pickled in protocol 3 without a memo.");
  }
  return "";
}

std::string Checker::long_message() {
  Scenario padded = scenario({check_step("early", "getpeercert")});
  padded.certificates["unused"] = {{std::string(2'000'000, 'x')}, "key"};
  (void)talk_.run(padded);
  return "";
}

std::string Checker::stop() {
  (void)talk_.ask("stop", Json::object());
  const std::string end = talk_.end();
  if (end == "exited with status 0") return "";
  throw Wrong("it answered stop, and then " + end, "Exit with status 0 after the answer to `stop`.");
}

std::string Checker::end_of_input() {
  (void)talk_.start();
  const std::string end = talk_.end();
  if (end == "exited with status 0") return "";
  throw Note("at the end of its stdin it " + end + "; status 0 would be better");
}

struct Plan {
  const char* title;
  std::string (Checker::*play)();
};

constexpr std::array<Plan, 24> kPlan = {{
    {"a scenario of one step, getpeercert() before the handshake", &Checker::simplest},
    {"a handshake over memory", &Checker::memory_handshake},
    {"a handshake over socket", &Checker::socket_handshake},
    {"a handshake that the client refuses", &Checker::client_refuses},
    {"a handshake that the server refuses", &Checker::server_refuses},
    {"with CERT_NONE nothing is refused", &Checker::unverified},
    {"a handshake that nobody can finish", &Checker::stalls},
    {"do_handshake and deliver, one by one", &Checker::by_hand},
    {"a handshake over loopback, with a peer that this program runs", &Checker::loopback},
    {"the texts of a dictionary", &Checker::dictionary},
    {"a step that raises does not end the scenario", &Checker::goes_on_after_raising},
    {"arguments of every kind of tagged value are understood", &Checker::arguments},
    {"a verb that it does not know is a skip", &Checker::unknown_verb},
    {"a line that is no message is answered with an error, and it goes on", &Checker::no_messages},
    {"members that are unknown or missing are errors", &Checker::unknown_members},
    {"so are those within a scenario", &Checker::unknown_context_member},
    {"numbers are repeated, and in any order", &Checker::numbers},
    {"a scenario leaves nothing behind for the next", &Checker::leaves_nothing},
    {"decode", &Checker::decode},
    {"decode_all", &Checker::decode_all},
    {"decode_digests", &Checker::decode_digests},
    {"a line of 2 MB", &Checker::long_message},
    {"stop is answered, and it exits with status 0", &Checker::stop},
    {"the end of stdin ends it", &Checker::end_of_input},
}};

// Series numbers the steps, plays them and reports them.
class Series {
 public:
  Series(Talk& talk, const std::function<void(const CheckStep&)>& report) : talk_(talk), report_(report) {}

  // play returns whether the step was not wrong.
  bool play(const std::string& title, const std::function<std::string()>& step) {
    CheckStep done;
    done.number = ++number_;
    done.title = title;
    try {
      done.says = step();
    } catch (const Note& note) {
      done.result = CheckStep::Result::kNote;
      done.says = note.what();
    } catch (const Skipped& reason) {
      done.result = CheckStep::Result::kSkip;
      done.says = reason.what();
    } catch (const Wrong& wrong) {
      done.result = CheckStep::Result::kWrong;
      done.says = wrong.what();
      done.advice = wrong.advice();
      ++wrong_;
    }
    done.says = printable(done.says);
    done.sent = talk_.sent();
    done.received = talk_.received();
    report_(done);
    return done.result != CheckStep::Result::kWrong;
  }

  [[nodiscard]] std::size_t wrong() const { return wrong_; }

 private:
  Talk& talk_;
  const std::function<void(const CheckStep&)>& report_;
  std::size_t number_ = 0;
  std::size_t wrong_ = 0;
};

}  // namespace

std::string shortened(const std::string& line, std::size_t most) {
  if (line.size() <= most) return one_line(line);
  const auto boundary = [&line](std::size_t at) {  // never within a character
    while (at > 0 && (static_cast<unsigned char>(line[at]) & 0xC0) == 0x80) --at;
    return at;
  };
  const std::size_t head = boundary(most * 2 / 3), tail = boundary(line.size() - most / 3);
  return fmt::format("{} [... {} of {} bytes left out ...] {}", one_line(line.substr(0, head)), tail - head,
                     line.size(), one_line(line.substr(tail)));
}

CheckResult check_subject(const std::string& command, const CheckMaterial& material,
                          const std::function<void(const CheckStep&)>& report, TalkOptions options) {
  Talk talk(split_words(command), options);
  Series series(talk, report);
  CheckResult result;
  try {
    series.play("it starts, and answers start", [&] {
      result.info = talk.start();
      return one_line(result.info->name());
    });
    if (result.info) {
      Checker checker(talk, material, *result.info);
      series.play("the features that it says it has", [&] { return checker.features(); });
      for (const Plan& step : kPlan) {
        if (!series.play(step.title, [&] { return (checker.*step.play)(); })) (void)talk.start();
      }
      result.plays = checker.plays();
    }
  } catch (const std::system_error& error) {
    throw StartError(fmt::format("cannot start `{}`: {}", command, error.what()));
  }
  result.wrong = series.wrong();
  return result;
}

}  // namespace peercert::subject
