// How one observation is looked at: as a value, and against an expectation. For the judge.
#ifndef PEERCERT_SUITE_HELD_H
#define PEERCERT_SUITE_HELD_H

#include <string_view>

#include "suite/observation.h"
#include "value/value.h"

namespace peercert::suite {

// as_value returns what a step gave, or for an exception an Other that prints as "raised ValueError('...')".
[[nodiscard]] Value as_value(const Observation& observation);

// must_succeed returns whether a step with this verb and no expectation has to work for the case to mean anything.
[[nodiscard]] bool must_succeed(std::string_view verb);

// prepared returns whether such a step worked: it raised nothing or, for a single do_handshake call, only that it wants
// to read or write.
[[nodiscard]] bool prepared(std::string_view verb, const Observation& observation);

}  // namespace peercert::suite

#endif
