// A reproducer: one stand-alone Python file that shows one difference, for a bug report.
//
//     Finding finding{...};                       // the scenario, what the judge made of it, and which step differs
//     reproducer(finding, Manner::kShort)         // "#!/usr/bin/env python3\n# ..."
//
// The file needs the standard library of Python 3.6 and nothing else, and has at most kMostLines lines. It exits with 1
// where the difference shows and with 0 where the implementation does what is expected. Nothing here runs it.
#ifndef PEERCERT_EXPORT_REPRODUCER_H
#define PEERCERT_EXPORT_REPRODUCER_H

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

#include "suite/case.h"
#include "suite/scenario.h"
#include "suite/verdict.h"

namespace peercert::exports {

inline constexpr std::size_t kMostLines = 60;

// CannotReproduce is thrown for a difference that no such file can show; what() says why, naming the verb, the peer or
// the size that stands in the way.
class CannotReproduce : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Finding is one difference: step number `step` of `scenario`, of which the judge made `row`.
struct Finding {
  std::string subject;  // "PyPy 7.3.11, OpenSSL 3.0.19"
  suite::Scenario scenario;
  suite::Row row;  // one result for each step of the scenario
  std::size_t step = 0;
  std::vector<suite::Rule> rules;  // those that the step breaks; none: the reference is what it differs from
  std::string reference;           // who that is
  std::string because;             // why it differs, where that is known
  bool has_tls_version = true;     // whether its ssl has TLSVersion, which came with 3.7
};

// Manner is how closely the file follows the scenario.
enum class Manner {
  kShortest,  // as kShort, and what rarely matters is left out: what only asks, what a server asks of a client that
              // differs, versions that the other end limits as well, TCP
  kShort,     // bytes go straight from one end to the other where no step is about them
  kFaithful,  // bytes move when the scenario says so
};

// first_difference returns the number of the first step of `row` that is not as it should be: that breaks a rule,
// known or not, or diverges from the reference; else one that is a mere note; row.steps.size() when there is none.
[[nodiscard]] std::size_t first_difference(const suite::Row& row);

// reproducer returns the file. Throws CannotReproduce.
[[nodiscard]] std::string reproducer(const Finding& finding, Manner manner);

// got_lines returns what the file may print after "got:" when it sees what the subject did: Pythons differ in how they
// print an exception.
[[nodiscard]] std::vector<std::string> got_lines(const Finding& finding);

}  // namespace peercert::exports

#endif
