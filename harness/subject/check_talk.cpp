#include "subject/check_talk.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "der/hex.h"
#include "subject/message_schema.h"
#include "suite/held.h"
#include "value/json_text.h"
#include "value/printable.h"

namespace peercert::subject {
namespace {

using std::chrono::milliseconds;
using suite::Outcome;

constexpr const char* kFlush =
    "Write one line for every line you read, end it with a line feed and flush it: a program whose stdout is a pipe "
    "keeps what it writes until a buffer is full.";
constexpr const char* kGoOn =
    "A subject goes on until `stop` or the end of its stdin. What fails in it is answered with `error`; catch whatever "
    "a scenario can raise, and look at its stderr.";
constexpr const char* kNeverStarted =
    "The command ended before it answered `start`. Does it start the subject at all? Type it by hand, then "
    "{\"peercert\":1,\"start\":1} and a line feed: one line must come back, and it must wait for the next.";
constexpr const char* kOnlyAnswers =
    "stdout carries answers and nothing else, one JSON object in UTF-8 on each line. Send logs and banners to stderr.";
constexpr const char* kRepeat =
    "An answer has \"peercert\": 1 and repeats the name and the number of its message: "
    "{\"peercert\":1,\"run\":17,...}.";
constexpr const char* kShape =
    "PROTOCOL.md says what belongs there; protocol.schema.json beside it is the precise shape, for a validator of your "
    "own.";
constexpr const char* kNoError =
    "`error` is for failures of the subject itself. If this is a bug in it, mend it; if it cannot play the scenario, "
    "answer `skip` with the reason; if the ssl module raised, observe that with `raised`.";

std::string seconds(milliseconds timeout) {
  return fmt::format("{:g} s", std::chrono::duration<double>(timeout).count());
}

// Runs `read`; what it throws is about the shape of an answer.
template <typename Read>
auto reading(const Read& read, const char* advice) {
  try {
    return read();
  } catch (const Wrong&) {
    throw;
  } catch (const std::runtime_error& error) {
    throw Wrong(error.what(), advice);
  }
}

void check_schema(const std::string& definition, const Json& answer) {
  const auto violation = first_violation(definition, answer);
  if (!violation) return;
  throw Wrong(fmt::format("at \"{}\" the schema (#/definitions/{}) expects {}, found {}", violation->pointer,
                          definition, violation->expected, violation->found),
              kShape);
}

std::string valid_message(const Question& question, const Json& content) {
  const Json ours = message(question, content);
  if (const auto violation = first_violation(question.kind, ours)) {
    throw std::logic_error(
        fmt::format("our own {} is wrong at {}: {}", question.kind, violation->pointer, violation->expected));
  }
  return ours.dump();
}

// Observations, unless it is a skip or an error.
Outcome observed(Outcome outcome) {
  if (outcome.kind == Outcome::Kind::kSkip) throw Skipped(outcome.detail);
  if (outcome.kind == Outcome::Kind::kError) throw Wrong("it answered with an error: " + outcome.detail, kNoError);
  return outcome;
}

}  // namespace

Talk::Talk(std::vector<std::string> words, TalkOptions options) : words_(std::move(words)), options_(options) {}

suite::SubjectInfo Talk::start() {
  sent_ = received_ = "";
  started_ = false;
  child_ = std::make_unique<Child>(words_);
  const Json answer = ask("start", Json::object());
  started_ = true;
  return reading([&] { return read_start_answer(answer, {"start", number_}); }, kShape);
}

Json Talk::ask(const std::string& kind, const Json& content) {
  const Question question{kind, next_number()};
  say(valid_message(question, content));
  return answer_to(question);
}

Json Talk::answer_to(const Question& question) {
  const std::string line = listen();
  (void)reading([&] { return parse_json(line); }, kOnlyAnswers);
  const Json answer = reading([&] { return parse_answer(line, question); }, kRepeat);
  check_schema(question.kind == "stop" ? "stop" : question.kind + "_answer", answer);
  return answer;
}

std::vector<suite::Observation> Talk::run(const suite::Scenario& scenario) {
  const Json answer = ask("run", {{"scenario", to_json(scenario)}});
  auto observations = observed(reading(
                                   [&] {
                                     return read_run_answer(answer, {"run", number_}, scenario);
                                   },
                                   kShape))
                          .observations;
  const std::string malformed = suite::malformed(scenario.steps, observations);
  if (!malformed.empty()) throw Wrong(malformed, kShape);
  return observations;
}

suite::Observation Talk::decode(const std::string& der) {
  const Json answer = ask("decode", {{"der", der::to_hex(der)}});
  return observed(reading([&] { return read_decode_answer(answer, {"decode", number_}); }, kShape)).observations.at(0);
}

std::vector<suite::Observation> Talk::decode_all(const std::vector<std::string>& ders) {
  const Json answer = ask("decode_all", decode_all_content(ders));
  std::vector<suite::Outcome> outcomes;
  const auto read = [&] { return read_decode_all_answer(answer, {"decode_all", number_}, ders.size(), outcomes); };
  (void)observed(reading(read, kShape));
  std::vector<suite::Observation> observations;
  for (const suite::Outcome& outcome : outcomes) observations.push_back(observed(outcome).observations.at(0));
  return observations;
}

std::vector<Decoded> Talk::decode_digests(const std::vector<std::string>& ders) {
  const Json content = {{"pems", parse_json(Batch(ders).pems)}};
  const Question first{"decode_digests", next_number()}, second{"decode_digests", next_number()};
  say(valid_message(first, content) + "\n" + valid_message(second, content));
  try {
    (void)answer_to(first);
  } catch (const Wrong& wrong) {
    throw Wrong(wrong.what(),
                "Two of these came in one go, each on its line. Read one line, answer it, then read the next.");
  }
  auto decoded = read_decode_digests_answer(answer_to(second).dump(), second, ders.size());
  for (const Decoded& one : decoded) {
    if (one.outcome.kind == suite::Outcome::Kind::kProtocolError) throw Wrong(one.outcome.detail, kShape);
    if (!one.digest) (void)observed(one.outcome);
  }
  return decoded;
}

Json Talk::send(const std::string& line) {
  say(line);
  const std::string reply = listen();
  return reading([&] { return parse_json(reply); }, kOnlyAnswers);
}

void Talk::say(const std::string& line) {
  sent_ = line;
  child_->say(line);
}

std::string Talk::listen() {
  const Reply reply = child_->listen(Clock::now() + options_.answer_timeout);
  received_ = reply.line;
  switch (reply.kind) {
    case Reply::Kind::kLine:
      return reply.line;
    case Reply::Kind::kDeadline:
      throw Wrong(with_stderr(fmt::format("{} within {}", reply.line.empty() ? "no answer" : "no end of the answer",
                                          seconds(options_.answer_timeout))),
                  kFlush);
    case Reply::Kind::kTooLong:
      throw Wrong("the answer does not end", kFlush);
    case Reply::Kind::kClosed:
      break;
  }
  const std::string end = child_->finish(options_.end_timeout).value_or("it closed its stdout but went on");
  throw Wrong(with_stderr(reply.line.empty() ? end + " in place of an answer" : end + " within its answer"),
              started_ ? kGoOn : kNeverStarted);
}

std::string Talk::end() {
  sent_ = received_ = "";
  const auto end = child_->finish(options_.end_timeout);
  if (end) return *end;
  throw Wrong(
      with_stderr(fmt::format("it did not end within {}", seconds(options_.end_timeout))),
      "Leave the loop when reading a line says that stdin is at its end, and after the answer to `stop`. Threads "
      "and processes that are left over must not keep the program alive.");
}

std::string Talk::with_stderr(const std::string& what) const {
  std::string tail = child_->stderr_tail();
  tail.erase(tail.find_last_not_of('\n') + 1);
  return tail.empty() ? what : fmt::format("{}; its stderr ends with:\n{}", what, tail);
}

}  // namespace peercert::subject
