// The first steps of a new subject: everything that PROTOCOL.md demands of it, tried out one after the other.
//
// What the ssl module under test gets wrong is not looked for here; that is what cases are for. A note is something
// that may be meant, a wrong step is something that will cost verdicts.
#ifndef PEERCERT_SUBJECT_CHECK_H
#define PEERCERT_SUBJECT_CHECK_H

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "subject/check_talk.h"
#include "suite/scenario.h"

namespace peercert::subject {

// CheckMaterial is what the scenarios are made of.
struct CheckMaterial {
  suite::Credential server;
  std::string server_der;
  std::string trust;  // PEM: the issuer of the server's certificate
};

// CheckStep is what one step came to. Its texts are printable.
struct CheckStep {
  enum class Result { kOk, kNote, kSkip, kWrong };
  std::size_t number = 0;
  std::string title;
  Result result = Result::kOk;
  std::string says;            // what it found, "" when there is nothing to say
  std::string advice;          // when wrong: what to do next
  std::string sent, received;  // the last two lines, whole
};

struct CheckResult {
  std::optional<suite::SubjectInfo> info;  // nullopt: it did not start
  std::size_t wrong = 0;
  bool plays = false;  // whether any handshake was done
};

// shortened returns `line` without what is in its middle when it has more than `most` bytes, and says in that place how
// many are left out.
[[nodiscard]] std::string shortened(const std::string& line, std::size_t most);

// check_subject starts `command`, goes through the steps and hands each to `report` when it is done. After a step that
// went wrong the subject is started anew. Throws StartError when there is no such program.
[[nodiscard]] CheckResult check_subject(const std::string& command, const CheckMaterial& material,
                                        const std::function<void(const CheckStep&)>& report, TalkOptions options = {});

}  // namespace peercert::subject

#endif
