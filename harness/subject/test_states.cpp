#include "subject/test_states.h"

namespace peercert::test {

using suite::Scenario;

Scenario with_beginning(Scenario scenario, const std::string& begins) {
  for (auto& [name, connection] : scenario.connections) connection.begins = begins;
  return scenario;
}

Scenario alone(std::vector<suite::Step> steps) {
  Scenario result = with_beginning(scenario("1.2", "tcp", std::move(steps)), "unconnected");
  result.connections.erase("server");
  result.connections["client"].peer = "";
  return result;
}

Scenario with_another_pair(Scenario scenario) {
  scenario.connections["again"] = scenario.connections["client"];
  scenario.connections["again_server"] = scenario.connections["server"];
  scenario.connections["again"].peer = "again_server";
  scenario.connections["again_server"].peer = "again";
  return scenario;
}

Scenario with_client_certificate(Scenario scenario, const std::string& verify_mode) {
  scenario.contexts["client"].certificate = "server";
  scenario.contexts["server"].verify_mode = verify_mode;
  scenario.contexts["server"].trust = scenario.contexts["client"].trust;
  scenario.contexts["server"].verify_flags = {"VERIFY_X509_PARTIAL_CHAIN"};
  return scenario;
}

std::vector<Scenario> every_state() {
  const auto shake = step("shake", "handshake", "client");
  const auto get = step("get", "getpeercert", "client");
  std::vector<Scenario> all;
  for (const char* transport : {"memory", "socket", "tcp"}) {
    all.push_back(scenario(
        "1.3", transport,
        {step("flight", "do_handshake", "client"), step("part", "truncate", "client", {Integer(9)}), shake,
         step("threads", "getpeercert_in_threads", "client", {Integer(2), Integer(2)}),
         step("change", "getpeercert_after_change", "client"),
         step("many", "getpeercert_of_many", "client", {Integer(2)}),
         step("truth", "getpeercert_of_truth", "client", {Str{"raises"}}), step("version", "version", "client"),
         step("reused", "session_reused", "client"), step("context", "set_context", "client", {Str{"client"}}),
         step("more", "inject", "client", {Bytes{"x"}}), step("end", "eof", "client"), step("read", "read", "client"),
         get, step("unwrap", "unwrap", "client"), step("forget", "forget_context", "client"), get}));
    all.push_back(with_beginning(all.back(), "connected"));
    all.back().steps.insert(all.back().steps.begin(), step("wrap", "wrap", "client"));
  }
  all.push_back(
      scenario("1.2", "tcp",
               {shake, step("reset", "reset", "client"), step("file", "makefile", "client"),
                step("close", "close", "client"), get, step("close_file", "close_file", "client"), get,
                step("shutdown", "shutdown", "server", {Str{"SHUT_RDWR"}}), step("detach", "detach", "server")}));
  all.push_back(alone({step("listen", "listen", "client"), get}));
  all.push_back(
      alone({step("timeout", "settimeout", "client", {0.0}), step("nobody", "connect", "client", {Str{"nobody"}}),
             step("again", "connect_ex", "client", {Str{"silence"}})}));
  all.push_back(
      with_another_pair(with_client_certificate(scenario("1.3", "memory",
                                                         {shake, step("ask", "verify_client_post_handshake", "server"),
                                                          step("session", "set_session", "again", {Str{"client"}})}),
                                                "CERT_OPTIONAL")));
  for (const char* side : {"client", "server"}) all.back().contexts[side].post_handshake_auth = true;
  all.back().contexts["server"].ecdh_curve = "secp384r1";
  all.back().contexts["server"].options = {"OP_NO_TICKET", "OP_IGNORE_UNEXPECTED_EOF"};
  all.back().contexts["server"].server_name_context = "server";
  return all;
}

}  // namespace peercert::test
