#include "subject/check_scenarios.h"

#include <limits>
#include <utility>

namespace peercert::subject {

suite::Scenario check_scenario(const CheckMaterial& material, const std::string& tls, const std::string& transport,
                               std::vector<suite::Step> steps) {
  suite::Scenario scenario;
  scenario.case_id = "check_subject";
  scenario.where = {{"tls", tls}, {"transport", transport}};
  scenario.certificates["server"] = material.server;
  suite::ContextSpec& client = scenario.contexts["client"];
  suite::ContextSpec& server = scenario.contexts["server"];
  client.role = "client";
  client.verify_mode = "CERT_REQUIRED";
  client.trust = {material.trust};
  server.role = "server";
  server.verify_mode = "CERT_NONE";
  server.certificate = "server";
  client.tls_min = client.tls_max = server.tls_min = server.tls_max = tls;
  scenario.connections["client"] = {"client", transport, "server", {}};
  scenario.connections["server"] = {"server", transport, "client", {}};
  scenario.steps = std::move(steps);
  return scenario;
}

suite::Step check_step(const std::string& id, const std::string& verb, std::vector<Value> args) {
  return {id, verb, "client", std::move(args), {}};
}

std::vector<Value> values_of_all_kinds() {
  const std::string lone_surrogate = "\xed\xa0\x80";
  return {None{},
          true,
          Integer(-1),
          *Integer::parse("123456789012345678901234567890"),
          std::numeric_limits<double>::quiet_NaN(),
          -0.0,
          Str{"\xc3\xa9"},
          Str{lone_surrogate},
          Bytes{std::string("\0\xff", 2)},
          Tuple{{Integer(0)}},
          List{{}},
          Dict{{{Value(Str{"key"}), Value(Tuple{{}})}}}};
}

}  // namespace peercert::subject
