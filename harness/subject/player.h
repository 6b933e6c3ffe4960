// Plays a scenario on the library of harness/tls, in the calling thread, as PROTOCOL.md says.
#ifndef PEERCERT_SUBJECT_PLAYER_H
#define PEERCERT_SUBJECT_PLAYER_H

#include <stdexcept>
#include <vector>

#include "suite/observation.h"
#include "suite/scenario.h"

namespace peercert::subject {

// CannotPlay is thrown for a verb that this player does not know.
class CannotPlay : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// play returns one observation for each step. Throws CannotPlay; and std::runtime_error, naming the context or
// connection, when the scenario is malformed or cannot be set up.
[[nodiscard]] std::vector<suite::Observation> play(const suite::Scenario& scenario);

}  // namespace peercert::subject

#endif
