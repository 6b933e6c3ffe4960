// Playing many scenarios on one subject, several at a time.
#ifndef PEERCERT_SUBJECT_RUNNER_H
#define PEERCERT_SUBJECT_RUNNER_H

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "subject/subject.h"

namespace peercert::subject {

// A factory makes one more instance of the same subject: each worker plays on an instance of its own.
using Factory = std::function<std::unique_ptr<Subject>()>;

// Played is what became of every scenario, in the order in which they were given, however they were shared out.
struct Played {
  suite::SubjectInfo info;
  std::vector<suite::Outcome> outcomes;
};

// play plays the scenarios with `jobs` workers (at least one) and calls `progress`, from one thread at a time, after
// each. `first` is the instance of the first worker, already started; the others come from the factory. Throws what the
// factory throws, StartError above all; the workers have ended by then.
[[nodiscard]] Played play(std::unique_ptr<Subject> first, const Factory& factory,
                          const std::vector<const suite::Scenario*>& scenarios, std::size_t jobs,
                          const std::function<void()>& progress);

}  // namespace peercert::subject

#endif
