// How one observation is looked at: as a value, and against an expectation. For the judge.
#ifndef PEERCERT_SUITE_HELD_H
#define PEERCERT_SUITE_HELD_H

#include <string>
#include <string_view>
#include <vector>

#include "suite/observation.h"
#include "suite/scenario.h"
#include "value/difference.h"
#include "value/value.h"

namespace peercert::suite {

// as_value returns what a step gave, or for an exception an Other that prints as "raised ValueError('...')".
[[nodiscard]] Value as_value(const Observation& observation);

// must_succeed returns whether a step with this verb and no expectation has to work for the case to mean anything.
[[nodiscard]] bool must_succeed(std::string_view verb);

// outcome_of returns "done" for a value, "wants_more" for an exception that says so, and "failed" for any other.
[[nodiscard]] std::string_view outcome_of(const Observation& observation);

// prepared returns whether such a step worked: it gave None (write, connect_ex: anything) or, for a call that may wait
// for the peer (do_handshake, write, unwrap), raised only that it wants to read or write.
[[nodiscard]] bool prepared(std::string_view verb, const Observation& observation);

// between returns every difference between two observations, warnings and the details of an exception included; empty
// exactly when they are the same, `step` and a value beside an exception aside.
[[nodiscard]] std::vector<Difference> between(const Observation& reference, const Observation& got);

// malformed returns what keeps `observations` from being judged: one for each step, in order, each with either a value
// or an exception, and `on` exactly where a handshake raised. "" when nothing does.
[[nodiscard]] std::string malformed(const std::vector<Step>& steps, const std::vector<Observation>& observations);

}  // namespace peercert::suite

#endif
