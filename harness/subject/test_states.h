// Scenarios for tests, of connections in every state.
#ifndef PEERCERT_SUBJECT_TEST_STATES_H
#define PEERCERT_SUBJECT_TEST_STATES_H

#include <string>
#include <vector>

#include "subject/test_scenario.h"

namespace peercert::test {

// with_beginning returns the scenario with connections that all begin like that.
[[nodiscard]] suite::Scenario with_beginning(suite::Scenario scenario, const std::string& begins);

// alone returns one of a client, "client", that is connected to nobody.
[[nodiscard]] suite::Scenario alone(std::vector<suite::Step> steps);

// with_another_pair returns the scenario with connections "again" and "again_server" on the same contexts.
[[nodiscard]] suite::Scenario with_another_pair(suite::Scenario scenario);

// with_client_certificate returns the scenario with a certificate for the client, which the server trusts.
[[nodiscard]] suite::Scenario with_client_certificate(suite::Scenario scenario, const std::string& verify_mode);

// every_state returns scenarios that between them have every verb of a connection, every transport that needs nobody
// else, every beginning, and every member of a context but psk.
[[nodiscard]] std::vector<suite::Scenario> every_state();

}  // namespace peercert::test

#endif
