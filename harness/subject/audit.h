// The audit: a test of the suite itself. It plays the suite on subjects with one seeded fault each, without a
// reference, and says which cases catch each fault.
//
//     Audit audit = run_audit(suite, cases, unmodified, faults, {});
//     for (const Trial& trial : audit.trials) print(trial.fault.name, to_string(trial.outcome));
#ifndef PEERCERT_SUBJECT_AUDIT_H
#define PEERCERT_SUBJECT_AUDIT_H

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "subject/session.h"
#include "suite/load.h"

namespace peercert::subject {

// SeededFault is one mistake, planted in a subject that is right otherwise.
struct SeededFault {
  std::string kind;  // whose: "python", "native"
  std::string name;
  std::string rule;  // the rule that it breaks
  std::string says;  // one sentence
  std::string command;
  Factory make;
};

// Trial is what became of one fault.
struct Trial {
  enum class Outcome {
    kCaught,     // a case failed whose rule is the fault's
    kNote,       // the fault breaks an accident only, and a case noted it
    kNotCaught,  // no case did
    kBroken,     // this is no subject with a fault, but a subject that does not work
  };
  SeededFault fault;
  Outcome outcome = Outcome::kNotCaught;
  std::vector<std::string> cases;      // that catch it, in the order in which they were played
  std::vector<std::string> elsewhere;  // that fail, but not on a step that rests on its rule
  std::string detail;                  // why broken
  std::string answers;                 // digest of all that was observed
  std::vector<std::string> same_as;    // faults of its kind with the same answers; "unmodified" is that without a fault
};

// to_string returns "caught", "note", "not_caught", "broken".
[[nodiscard]] std::string_view to_string(Trial::Outcome outcome);

struct AuditOptions {
  std::size_t jobs = 2;  // how many faults are played at a time
  bool quick = false;    // one place in tls and transport for each scenario; all for a fault that is not caught there
  bool strict = false;   // a note on a fault that breaks an accident is a catch
  // A fault is played, with the cases about its rule first, only until it is caught and a scenario has passed, or until
  // it is broken. So `cases` and `elsewhere` have what failed by then, and same_as is not looked at.
  bool until_caught = false;
};

// Unmodified is a subject without a fault; there is one for each kind.
struct Unmodified {
  std::string kind;
  std::string command;
  Factory make;
};

struct Audit {
  std::vector<suite::SubjectInfo> subjects;  // one for each of the unmodified
  std::vector<Trial> trials;                 // one for each fault, in the order given
  std::size_t scenarios = 0;                 // to be played on each fault, before any is played again in full
};

// run_audit plays `cases`, which belong to `suite`, on the unmodified subjects and then on each fault; `played` is
// called after each fault, from one thread at a time. Throws std::runtime_error when an unmodified subject is not green
// or plays nothing, since then a catch means nothing; and what play_session throws, except for a fault.
[[nodiscard]] Audit run_audit(
    const suite::Suite& suite, const std::vector<suite::Case>& cases, const std::vector<Unmodified>& unmodified,
    const std::vector<SeededFault>& faults, const AuditOptions& options, const std::function<void()>& played = [] {});

// name_of returns the name of the row's scenario, "id[tls=1.2,transport=memory]".
[[nodiscard]] std::string name_of(const suite::Row& row);

// thinned returns the cases with one place in tls and transport for each point of their other axes; the places take
// turns, so that all of them occur.
[[nodiscard]] std::vector<suite::Case> thinned(const std::vector<suite::Case>& cases);

}  // namespace peercert::subject

#endif
