// ProcessSubject is a subject that runs as a process of its own and speaks the protocol of PROTOCOL.md.
//
//     ProcessSubject subject("pypy3 scripts/python_subject.py");
//     suite::Outcome outcome = subject.run(scenario);
#ifndef PEERCERT_SUBJECT_PROCESS_H
#define PEERCERT_SUBJECT_PROCESS_H

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "subject/answer.h"
#include "subject/child.h"
#include "subject/subject.h"

namespace peercert::subject {

struct ProcessOptions {
  std::chrono::milliseconds answer_timeout{20'000};  // for one scenario (time_for) or certificate; then it is kHang
  std::chrono::milliseconds start_timeout{30'000};   // for the answer to `start`
};

// A process that crashes, hangs or breaks the protocol is ended, and started again for the next scenario; after
// kMostRestarts of these in a row without an answer in between it is not, and every further outcome is kCrash and says
// so. Not for several threads at once: each takes a subject of its own.
class ProcessSubject : public Subject {
 public:
  static constexpr std::size_t kMostRestarts = 5;

  // ProcessSubject starts `command`, which is split as split_words (words.h) does. Throws StartError.
  explicit ProcessSubject(std::string command, ProcessOptions options = {});
  ~ProcessSubject() override;  // asks the process to stop, and ends it

  [[nodiscard]] const suite::SubjectInfo& info() const override { return info_; }
  [[nodiscard]] suite::Outcome run(const suite::Scenario& scenario) override;
  [[nodiscard]] suite::Outcome decode(const std::string& der) override;
  [[nodiscard]] std::vector<suite::Outcome> decode_all(const std::vector<std::string>& ders) override;
  [[nodiscard]] ReadDecoded decode_batch(const Batch& batch, const Batch* next) override;
  [[nodiscard]] std::string last_words() override;

 private:
  using Talk = std::function<suite::Outcome()>;
  struct Ahead {
    const Batch* batch;
    Question question;
  };
  using Reader = std::function<suite::Outcome(const Json& answer, const Question& question)>;

  void start();
  [[nodiscard]] StartError not_started(const std::string& why);
  suite::Outcome ask(const std::string& kind, const Json& content, std::chrono::milliseconds timeout,
                     const Reader& read);
  suite::Outcome talk(const Talk& talk);
  suite::Outcome try_to_talk(const Talk& talk);
  Question say(const std::string& kind, const Json& content);
  Question say_batch(const Batch& batch);
  std::string answer_to(const Question& question, std::chrono::milliseconds timeout);
  [[nodiscard]] std::string end_child(const std::string& what);
  [[nodiscard]] std::string tail_of_child();

  std::string command_;
  ProcessOptions options_;
  std::unique_ptr<Child> child_;  // null after a failure
  std::optional<Ahead> ahead_;    // what was asked before its turn, of this child
  suite::SubjectInfo info_;
  std::size_t number_ = 0;
  std::size_t failures_ = 0;  // in a row
  std::string last_failure_;
};

// process_factory returns what starts `command` anew each time, with the usual deadlines; it throws StartError.
[[nodiscard]] std::function<std::unique_ptr<Subject>()> process_factory(const std::string& command);

}  // namespace peercert::subject

#endif
