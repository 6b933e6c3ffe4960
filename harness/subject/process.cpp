#include "subject/process.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "der/hex.h"
#include "subject/words.h"
#include "value/printable.h"

namespace peercert::subject {
namespace {

using std::chrono::milliseconds;
using suite::Outcome;

// How long a process may take to end once its stdin is closed.
constexpr milliseconds kPatience{1000};

// NoAnswer is what became of a question that was not answered.
struct NoAnswer : std::runtime_error {
  NoAnswer(Outcome::Kind failure, const std::string& text) : std::runtime_error(text), kind(failure) {}
  Outcome::Kind kind;
};

std::string after(milliseconds timeout) {
  return fmt::format("no answer within {:g} s", std::chrono::duration<double>(timeout).count());
}

// What a subject says of itself is shown everywhere; nothing of it may move a cursor.
suite::SubjectInfo printable_info(suite::SubjectInfo info) {
  for (std::string* text : {&info.implementation, &info.version, &info.tls_library}) *text = one_line(*text);
  for (std::string& feature : info.features) feature = one_line(feature);
  return info;
}

}  // namespace

ProcessSubject::ProcessSubject(std::string command, ProcessOptions options)
    : command_(std::move(command)), options_(options) {
  start();
}

ProcessSubject::~ProcessSubject() {
  try {
    if (child_) (void)child_->exchange(message({"stop", ++number_}, Json::object()).dump(), Clock::now() + kPatience);
    if (child_) child_->finish(kPatience);
  } catch (const std::exception&) {
    // ~Child ends it.
  }
}

Outcome ProcessSubject::run(const suite::Scenario& scenario) {
  const std::string missing = missing_feature(info_, scenario);
  if (!missing.empty()) return {Outcome::Kind::kSkip, {}, missing, 0};
  return ask("run", {{"scenario", to_json(scenario)}}, time_for(scenario, options_.answer_timeout),
             [&](const Json& answer, const Question& question) { return read_run_answer(answer, question, scenario); });
}

Outcome ProcessSubject::decode(const std::string& der) {
  suite::Scenario needs_decode;
  needs_decode.needs = {"decode"};
  const std::string missing = missing_feature(info_, needs_decode);
  if (!missing.empty()) return {Outcome::Kind::kSkip, {}, missing, 0};
  return ask("decode", {{"der", der::to_hex(der)}}, options_.answer_timeout, &read_decode_answer);
}

std::vector<Outcome> ProcessSubject::decode_all(const std::vector<std::string>& ders) {
  if (!has_feature(info_, "decode_all")) return Subject::decode_all(ders);
  std::vector<Outcome> outcomes;
  const Outcome whole = ask("decode_all", decode_all_content(ders), options_.answer_timeout,
                            [&](const Json& answer, const Question& question) {
                              return read_decode_all_answer(answer, question, ders.size(), outcomes);
                            });
  return whole.kind == Outcome::Kind::kObserved ? outcomes : std::vector<Outcome>(ders.size(), whole);
}

ReadDecoded ProcessSubject::decode_batch(const Batch& batch, const Batch* next) {
  if (!has_feature(info_, "decode_digests")) return Subject::decode_batch(batch, next);
  const std::size_t count = batch.ders.size();
  Question asked;
  std::string line;
  const Outcome whole = talk([&] {
    asked = say_batch(batch);
    if (next != nullptr) ahead_ = {next, say_batch(*next)};
    line = answer_to(asked, options_.answer_timeout);
    return Outcome{};
  });
  if (whole.kind != Outcome::Kind::kObserved) {
    return [whole, count] { return std::vector<Decoded>(count, {std::nullopt, whole}); };
  }
  return [line = std::move(line), asked, count] { return read_decode_digests_answer(line, asked, count); };
}

std::string ProcessSubject::last_words() {
  if (!child_) return "";
  child_->finish(kPatience);
  return printable(tail_of_child());
}

void ProcessSubject::start() {
  try {
    child_ = std::make_unique<Child>(split_words(command_));
    const Question question = say("start", Json::object());
    const std::string line = answer_to(question, options_.start_timeout);
    info_ = printable_info(read_start_answer(parse_answer(line, question), question));
  } catch (const StartError&) {
    throw;
  } catch (const NoAnswer& error) {
    const char* hint = error.kind == Outcome::Kind::kHang
                           ? "; a subject speaks the protocol, as 'COMMAND scripts/python_subject.py' does for a Python"
                           : "";
    throw not_started(fmt::format("{}{}", error.what(), hint));
  } catch (const std::runtime_error& error) {
    throw not_started(error.what());
  }
}

// Ends a process that did not answer `start`, of which one sees more step by step.
StartError ProcessSubject::not_started(const std::string& why) {
  const bool was_there = child_ != nullptr;
  const std::string what = end_child(fmt::format("cannot start `{}`: {}", command_, why));
  const std::string next =
      was_there ? fmt::format("\n'peercert check_subject {}' shows what was sent and what came", quote_word(command_))
                : "";
  return StartError(printable(what + next));
}

Outcome ProcessSubject::ask(const std::string& kind, const Json& content, milliseconds timeout, const Reader& read) {
  return talk([&] {
    const Question question = say(kind, content);
    return read(parse_answer(answer_to(question, timeout), question), question);
  });
}

Outcome ProcessSubject::talk(const Talk& talk) {
  const Clock::time_point start = Clock::now();
  Outcome outcome = try_to_talk(talk);
  outcome.detail = printable(outcome.detail);
  outcome.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  return outcome;
}

Outcome ProcessSubject::try_to_talk(const Talk& talk) {
  if (failures_ > kMostRestarts) {
    return {Outcome::Kind::kCrash,
            {},
            fmt::format("not started again after {} restarts in a row failed; the last time: {}", kMostRestarts,
                        last_failure_),
            0};
  }
  Outcome outcome;
  try {
    if (!child_) start();
    outcome = talk();
    failures_ = 0;
    return outcome;
  } catch (const NoAnswer& error) {
    outcome = {error.kind, {}, end_child(error.what()), 0};
  } catch (const StartError& error) {
    outcome = {Outcome::Kind::kCrash, {}, error.what(), 0};
  } catch (const std::runtime_error& error) {
    outcome = {Outcome::Kind::kProtocolError, {}, end_child(error.what()), 0};
  }
  ++failures_;
  last_failure_ = outcome.detail;
  return outcome;
}

Question ProcessSubject::say(const std::string& kind, const Json& content) {
  Question question{kind, ++number_};
  child_->say(message(question, content).dump());
  return question;
}

// What was said ahead is not said again.
Question ProcessSubject::say_batch(const Batch& batch) {
  if (const auto ahead = std::exchange(ahead_, std::nullopt); ahead && ahead->batch == &batch) return ahead->question;
  Question question{"decode_digests", ++number_};
  child_->say(decode_digests_message(question, batch));
  return question;
}

// Returns the line that comes back.
std::string ProcessSubject::answer_to(const Question& question, milliseconds timeout) {
  Reply reply = child_->listen(Clock::now() + timeout);
  const std::string so_far = reply.line.empty() ? "" : fmt::format("; all that came is {}", excerpt(reply.line));
  switch (reply.kind) {
    case Reply::Kind::kLine:
      return std::move(reply.line);
    case Reply::Kind::kDeadline:
      throw NoAnswer(Outcome::Kind::kHang, after(timeout) + so_far);
    case Reply::Kind::kTooLong:
      throw NoAnswer(Outcome::Kind::kProtocolError, "the answer does not end: " + excerpt(reply.line));
    case Reply::Kind::kClosed:
      break;
  }
  const std::string end = child_->finish(kPatience).value_or("closed its stdout but went on");
  throw NoAnswer(Outcome::Kind::kCrash,
                 fmt::format("{} before it answered {} {}{}", end, question.kind, question.number, so_far));
}

// Ends the process, if there is one, and returns `what` with the end of its stderr.
std::string ProcessSubject::end_child(const std::string& what) {
  if (!child_) return what;
  child_->finish(milliseconds(0));
  const std::string tail = tail_of_child();
  return tail.empty() ? what : fmt::format("{}; its stderr ends with:\n{}", what, tail);
}

// Forgets the process, which has ended, and returns the end of its stderr.
std::string ProcessSubject::tail_of_child() {
  std::string tail = child_->stderr_tail();
  child_.reset();
  ahead_.reset();
  tail.erase(tail.find_last_not_of('\n') + 1);
  return tail;
}

std::function<std::unique_ptr<Subject>()> process_factory(const std::string& command) {
  return [command] { return std::make_unique<ProcessSubject>(command); };
}

}  // namespace peercert::subject
