// NativeSubject is the subject that plays scenarios in this process, on the library of harness/tls.
#ifndef PEERCERT_SUBJECT_NATIVE_H
#define PEERCERT_SUBJECT_NATIVE_H

#include <string>

#include "subject/subject.h"

namespace peercert::subject {

// Each scenario is played in a thread of its own. Several threads may use one NativeSubject.
class NativeSubject : public Subject {
 public:
  NativeSubject();

  [[nodiscard]] const suite::SubjectInfo& info() const override { return info_; }
  [[nodiscard]] suite::Outcome run(const suite::Scenario& scenario) override;
  [[nodiscard]] suite::Outcome decode(const std::string& der) override;

 private:
  suite::SubjectInfo info_;
};

}  // namespace peercert::subject

#endif
