// NativeSubject is the subject that plays scenarios in this process, on the library of harness/tls.
#ifndef PEERCERT_SUBJECT_NATIVE_H
#define PEERCERT_SUBJECT_NATIVE_H

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "subject/subject.h"

namespace peercert::subject {

struct NativeOptions {
  // For one scenario or certificate; then the outcome is kHang. A thread cannot be ended from outside, so the one that
  // hangs is abandoned: it keeps its memory, its sockets and, when it loops, a processor until the program ends. Who
  // must get those back plays on `peercert subject`, which is a process.
  std::chrono::milliseconds deadline{20'000};
  // Whether scenarios are played. Who does not need that leaves it out: after a first connection OpenSSL 3 decodes
  // certificates a third more slowly, and finding out what can be played makes some.
  bool connections = true;
  std::function<std::vector<suite::Observation>(const suite::Scenario&)> player;  // none: play() of player.h
};

// decode_here returns what the library says of a certificate, in this thread and without a deadline.
[[nodiscard]] suite::Observation decode_here(const std::string& der);

// Each scenario is played in a thread of its own. Several threads may use one NativeSubject.
class NativeSubject : public Subject {
 public:
  explicit NativeSubject(NativeOptions options = {});

  [[nodiscard]] const suite::SubjectInfo& info() const override { return info_; }
  [[nodiscard]] suite::Outcome run(const suite::Scenario& scenario) override;
  [[nodiscard]] suite::Outcome decode(const std::string& der) override;
  [[nodiscard]] std::vector<suite::Outcome> decode_all(const std::vector<std::string>& ders) override;

 private:
  NativeOptions options_;
  suite::SubjectInfo info_;
};

}  // namespace peercert::subject

#endif
