// Playing a scenario whose connections lead to peers of our own: the one place that starts them.
#ifndef PEERCERT_SUBJECT_WITH_PEERS_H
#define PEERCERT_SUBJECT_WITH_PEERS_H

#include "subject/subject.h"

namespace peercert::subject {

// run_with_peers starts the peers of `scenario`, tells the subject their ports, plays, and stops them. When the subject
// has observed something and a peer broke all the same, the outcome is an error that says what happened to the peer.
// Throws std::system_error when a peer cannot listen.
[[nodiscard]] suite::Outcome run_with_peers(Subject& subject, const suite::Scenario& scenario);

}  // namespace peercert::subject

#endif
