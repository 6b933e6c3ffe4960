// The steps of a scenario, in Python.
#ifndef PEERCERT_EXPORT_STEPS_H
#define PEERCERT_EXPORT_STEPS_H

#include <cstddef>
#include <string>
#include <vector>

#include "export/peers.h"

namespace peercert::exports {

// goes_straight returns whether `steps`, by their numbers, can be played with bytes that go straight from one end to
// the other. That what happens is the same has to be tried.
[[nodiscard]] bool goes_straight(const suite::Scenario& scenario, const std::vector<std::size_t>& steps);

// write_steps adds `steps`, numbers of steps of which the last is the one that differs: what that gives is `got`, and
// after a handshake `who` is the connection whose call raised it. Throws CannotReproduce.
void write_steps(const Writing& writing, const std::vector<std::size_t>& steps);

}  // namespace peercert::exports

#endif
