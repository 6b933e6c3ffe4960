// A subject: an implementation under test. The C++ library is one (native.h); any process that speaks the protocol of
// PROTOCOL.md is another (process.h).
#ifndef PEERCERT_SUBJECT_SUBJECT_H
#define PEERCERT_SUBJECT_SUBJECT_H

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include "subject/digests.h"
#include "suite/observation.h"
#include "suite/scenario.h"

namespace peercert::subject {

// StartError is thrown when a subject cannot be started at all; what() says the command, what happened and the last
// lines of its stderr.
class StartError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Subject {
 public:
  Subject() = default;
  Subject(const Subject&) = delete;
  Subject& operator=(const Subject&) = delete;
  virtual ~Subject() = default;

  // info returns what the subject says of itself.
  [[nodiscard]] virtual const suite::SubjectInfo& info() const = 0;

  // run plays one scenario and returns what was observed. It does not throw for anything the subject does; a scenario
  // that needs a feature the subject lacks is a skip.
  [[nodiscard]] virtual suite::Outcome run(const suite::Scenario& scenario) = 0;

  // decode returns what the subject's decoder makes of one DER certificate, without a connection, as the only
  // observation of the outcome (its step is "decode").
  [[nodiscard]] virtual suite::Outcome decode(const std::string& der) = 0;

  // decode_all returns one outcome for each of `ders`, as decode would, but may do so in one go, which is much quicker.
  // The price: what OpenSSL's error queue keeps of one certificate may show in the next, and a subject that fails in
  // between fails for all of them. Whoever finds anything remarkable asks again with decode.
  [[nodiscard]] virtual std::vector<suite::Outcome> decode_all(const std::vector<std::string>& ders);

  // decode_batch does the same, and of a value may give the digest alone. What it returns reads the answer. `next`, if
  // there is one, is what it is asked for next, and nothing else before: a subject may be told of it meanwhile.
  [[nodiscard]] virtual ReadDecoded decode_batch(const Batch& batch, const Batch* next);

  // last_words ends the subject, if it is something that can be ended, and returns the end of what it wrote to its
  // stderr, printable; "" when there is nothing.
  [[nodiscard]] virtual std::string last_words() { return ""; }
};

// protocol_features returns the features of PROTOCOL.md, in its order.
[[nodiscard]] const std::vector<std::string>& protocol_features();

// has_feature returns whether `info` lists the feature.
[[nodiscard]] bool has_feature(const suite::SubjectInfo& info, const std::string& feature);

// time_for returns how long a subject has for `scenario`, when it has `usual` for one: as much again for each hundred
// connections that the verb getpeercert_of_many makes, which no other verb does.
[[nodiscard]] std::chrono::milliseconds time_for(const suite::Scenario& scenario, std::chrono::milliseconds usual);

// missing_feature returns the first of scenario.needs that `info` lacks, as a sentence for the skip, or "".
[[nodiscard]] std::string missing_feature(const suite::SubjectInfo& info, const suite::Scenario& scenario);

}  // namespace peercert::subject

#endif
