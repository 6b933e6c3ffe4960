// Scenarios for tests, with a client and a server; certificates are made anew in each run.
#ifndef PEERCERT_SUBJECT_TEST_SCENARIO_H
#define PEERCERT_SUBJECT_TEST_SCENARIO_H

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "suite/scenario.h"
#include "value/value.h"

namespace peercert::test {

// step returns a step whose id is `id`.
[[nodiscard]] suite::Step step(const std::string& id, const std::string& verb, const std::string& on,
                               std::vector<Value> args = {}, std::vector<std::pair<std::string, Value>> kwargs = {});

// scenario returns one in which the context and connection "client" requires a certificate of the server, which it
// trusts, and the context and connection "server" has that certificate and asks for none. Names are not checked.
[[nodiscard]] suite::Scenario scenario(const std::string& tls, const std::string& transport,
                                       std::vector<suite::Step> steps);

// server_der returns the bytes of the server's certificate.
[[nodiscard]] std::string server_der();

// python returns the command that starts the Python of the build.
[[nodiscard]] std::string python();

inline constexpr std::chrono::milliseconds kAmple(60'000);  // for what must come, on a machine that is busy
inline constexpr std::chrono::milliseconds kShort(400);     // for what never comes

}  // namespace peercert::test

#endif
