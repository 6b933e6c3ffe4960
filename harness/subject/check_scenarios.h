// The scenarios that a new subject is tried with.
#ifndef PEERCERT_SUBJECT_CHECK_SCENARIOS_H
#define PEERCERT_SUBJECT_CHECK_SCENARIOS_H

#include <string>
#include <vector>

#include "subject/check.h"

namespace peercert::subject {

// check_scenario returns a scenario with a client that requires and trusts the server's certificate.
[[nodiscard]] suite::Scenario check_scenario(const CheckMaterial& material, const std::string& tls,
                                             const std::string& transport, std::vector<suite::Step> steps);

// check_step returns a step on the connection "client" whose id is `id`.
[[nodiscard]] suite::Step check_step(const std::string& id, const std::string& verb, std::vector<Value> args = {});

// values_of_all_kinds returns one value for each tag, true and false ones.
[[nodiscard]] std::vector<Value> values_of_all_kinds();

}  // namespace peercert::subject

#endif
