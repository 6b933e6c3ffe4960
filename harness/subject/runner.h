// Playing many scenarios on many subjects, several at a time.
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

// Contender is a subject that is going to be played. `first` is an instance that is started already.
struct Contender {
  std::unique_ptr<Subject> first;
  Factory factory;
};

// play plays every scenario on every contender, `jobs` at a time over all of them, and returns what became of each: by
// contender and scenario, as they were given, however they were shared out. The contenders come one after the other; a
// worker that finds nothing left to do on one goes on to the next. Where no further instance can be started, those that
// are there play the rest. `progress` is called with the contender after each scenario, from one thread at a time.
[[nodiscard]] std::vector<std::vector<suite::Outcome>> play(std::vector<Contender> contenders,
                                                            const std::vector<const suite::Scenario*>& scenarios,
                                                            std::size_t jobs,
                                                            const std::function<void(std::size_t)>& progress);

}  // namespace peercert::subject

#endif
