// One side of a talk with a subject that may get every message wrong, and what to say to whoever is writing it.
#ifndef PEERCERT_SUBJECT_CHECK_TALK_H
#define PEERCERT_SUBJECT_CHECK_TALK_H

#include <chrono>
#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "subject/answer.h"
#include "subject/child.h"

namespace peercert::subject {

// Wrong is thrown when a subject does what the protocol does not say: what() is what it did, advice() what to do next.
class Wrong : public std::runtime_error {
 public:
  Wrong(const std::string& what, std::string advice) : std::runtime_error(what), advice_(std::move(advice)) {}
  [[nodiscard]] const std::string& advice() const { return advice_; }

 private:
  std::string advice_;
};

// Skipped is thrown when the subject answers a scenario with `skip`; what() is its reason.
class Skipped : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Note is thrown for what may be meant.
class Note : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct TalkOptions {
  std::chrono::milliseconds answer_timeout{20'000};
  std::chrono::milliseconds end_timeout{5'000};  // to exit after stop, or after the end of its stdin
};

class Talk {
 public:
  explicit Talk(std::vector<std::string> words, TalkOptions options = {});

  // start ends the process, if there is one, starts another and returns its answer to `start`. Throws Wrong, and
  // std::system_error when there is no such program.
  suite::SubjectInfo start();

  // ask sends a message of our own and returns the answer, which repeats its number and is as the schema says.
  [[nodiscard]] Json ask(const std::string& kind, const Json& content);
  // run returns the observations of a scenario, which can be judged; decode that of a certificate. Both throw Skipped,
  // too.
  [[nodiscard]] std::vector<suite::Observation> run(const suite::Scenario& scenario);
  [[nodiscard]] suite::Observation decode(const std::string& der);
  [[nodiscard]] std::vector<suite::Observation> decode_all(const std::vector<std::string>& ders);

  // decode_digests returns what stands for each: a digest, or an observation. It asks twice in one go, as the harness
  // may, and returns the second answer.
  [[nodiscard]] std::vector<Decoded> decode_digests(const std::vector<std::string>& ders);

  // send sends any line and returns the line that comes back as JSON.
  [[nodiscard]] Json send(const std::string& line);

  // end closes the subject's stdin and returns how it ended. Throws Wrong when it does not.
  [[nodiscard]] std::string end();

  [[nodiscard]] std::size_t next_number() { return ++number_; }
  // The last two lines as they were: "" when there was none.
  [[nodiscard]] const std::string& sent() const { return sent_; }
  [[nodiscard]] const std::string& received() const { return received_; }

 private:
  void say(const std::string& line);
  [[nodiscard]] std::string listen();
  [[nodiscard]] Json answer_to(const Question& question);
  [[nodiscard]] std::string with_stderr(const std::string& what) const;

  std::vector<std::string> words_;
  TalkOptions options_;
  std::unique_ptr<Child> child_;
  bool started_ = false;  // whether it has answered start
  std::size_t number_ = 0;
  std::string sent_, received_;
};

}  // namespace peercert::subject

#endif
