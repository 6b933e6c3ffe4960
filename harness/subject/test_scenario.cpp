#include "subject/test_scenario.h"

#include "tls/test_pki.h"

namespace peercert::test {

suite::Step step(const std::string& id, const std::string& verb, const std::string& on, std::vector<Value> args,
                 std::vector<std::pair<std::string, Value>> kwargs) {
  return {id, verb, on, std::move(args), std::move(kwargs)};
}

suite::Scenario scenario(const std::string& tls, const std::string& transport, std::vector<suite::Step> steps) {
  suite::Scenario scenario;
  scenario.case_id = "test/scenario";
  scenario.where = {{"tls", tls}, {"transport", transport}};
  scenario.certificates["server"] = {{pki().server.certificate_pem()}, pki().server.key_pem()};
  suite::ContextSpec& client = scenario.contexts["client"];
  suite::ContextSpec& server = scenario.contexts["server"];
  client.role = "client";
  server.role = "server";
  client.tls_min = client.tls_max = server.tls_min = server.tls_max = tls;
  client.verify_mode = "CERT_REQUIRED";
  client.trust = {pki().root.certificate_pem()};
  server.verify_mode = "CERT_NONE";
  server.certificate = "server";
  scenario.connections["client"] = {"client", transport, "server", {}};
  scenario.connections["server"] = {"server", transport, "client", {}};
  scenario.steps = std::move(steps);
  return scenario;
}

std::string server_der() {
  return pki().server.der();
}

std::string python() {
  const std::string reference = PEERCERT_PYTHON;
  return reference.empty() ? "python3" : reference;
}

}  // namespace peercert::test
