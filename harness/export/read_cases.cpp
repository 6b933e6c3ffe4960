#include "export/read_cases.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

#include "export/names.h"

namespace peercert::exports {
namespace {

using suite::JsonMembers;

suite::Expectation expectation(const Json& json, const std::string& path, const References& references) {
  JsonMembers members(json, path);
  suite::Expectation expected;
  expected.when = optional_requirement(members, "when");
  expected.value = references.optional_value(members, "value");
  expected.any_order = members.flag("any_order");
  expected.raises = members.optional_text("raises");
  expected.args = references.optional_value(members, "args");
  expected.on = members.optional_text("on");
  expected.outcome = members.optional_text("outcome");
  expected.origin = members.optional_text("origin").value_or("");
  members.end();
  if (int{expected.value.has_value()} + int{expected.raises.has_value()} + int{expected.outcome.has_value()} != 1) {
    fail(path, "expected exactly one of 'value', 'raises' and 'outcome'");
  }
  return expected;
}

std::vector<suite::CaseStep> steps(JsonMembers& members, const suite::Case& one, const suite::Scenario& scenario,
                                   const References& references) {
  std::vector<suite::CaseStep> steps;
  for (const auto& [path, item] : members.items("steps")) {
    JsonMembers said(*item, path);
    suite::CaseStep step;
    step.id = said.text("step");
    if (steps.size() >= scenario.steps.size() || scenario.steps[steps.size()].id != step.id) {
      fail(path, fmt::format("'{}' is not the step that is played there", step.id));
    }
    step.verb = scenario.steps[steps.size()].verb;
    step.rules = said.find("rules") == nullptr ? one.rules : said.required_texts("rules");
    (void)said.optional_text("prepares");  // for who does not know the verbs
    for (const auto& [place, alternative] : said.items("expect"))
      step.expect.push_back(expectation(*alternative, place, references));
    said.end();
    steps.push_back(std::move(step));
  }
  if (steps.size() != scenario.steps.size()) fail(members.path("steps"), "expected one for each step that is played");
  return steps;
}

std::vector<std::string> chain(JsonMembers& members, const std::string& key, const References& references) {
  std::vector<std::string> chain;
  for (const auto& [path, item] : members.items(key)) chain.push_back(references.bytes(*item, path));
  return chain;
}

// Returns the connection that leads to the peer, and the peer.
std::pair<std::string, suite::PeerSpec> peer(const Json& json, const std::string& path, const References& references) {
  JsonMembers members(json, path);
  suite::PeerSpec peer;
  const std::string connection = members.text("connection");
  peer.kind = members.choice("kind", {"openssl", "hand_written"});
  peer.role = members.choice("role", {"client", "server"});
  const auto tls = members.required_texts("tls");
  if (tls.size() != 2) fail(members.path("tls"), "expected the lowest and the highest version");
  peer.tls_min = tls[0];
  peer.tls_max = tls[1];
  peer.chain = chain(members, "chain", references);
  if (const Json* key = members.find("key")) peer.key = references.text(*key, members.path("key"));
  peer.asks_for_certificate = members.flag("asks_for_certificate");
  peer.renegotiates = members.flag("renegotiates");
  peer.stalls = members.flag("stalls");
  if (members.find("renegotiates_with") != nullptr)
    peer.renegotiates_with = chain(members, "renegotiates_with", references);
  if (const Json* key = members.find("renegotiation_key")) {
    peer.renegotiation_key = references.text(*key, members.path("renegotiation_key"));
  }
  members.end();
  return {connection, peer};
}

suite::Scenario played(const Json& json, const std::string& path, JsonMembers& entry, const References& references) {
  constexpr int kAnyPort = 1;  // a scenario on the wire has one; this one's is known once its peer listens
  Json wire = json;
  const auto put = [&](Json& pem) { pem = references.text(pem, path); };
  for (Json& credential : wire["certificates"]) {
    for (Json& pem : credential["chain"]) put(pem);
    put(credential["key"]);
  }
  for (Json& context : wire["contexts"]) {
    if (context.contains("trust")) std::for_each(context["trust"].begin(), context["trust"].end(), put);
  }
  for (Json& connection : wire["connections"]) {
    if (connection.contains("address")) connection["address"][1] = kAnyPort;
  }
  suite::Scenario scenario = suite::scenario_from_json(wire);
  for (auto& [name, connection] : scenario.connections) connection.port = 0;
  if (entry.find("peers") == nullptr) return scenario;
  for (const auto& [name, item] : entry.entries("peers")) {
    auto [connection, spec] = peer(*item, fmt::format("{}/{}", entry.path("peers"), name), references);
    if (scenario.connections.count(connection) == 0)
      fail(entry.path("peers"), fmt::format("there is no connection '{}'", connection));
    scenario.connections[connection].peer = name;
    scenario.peers.emplace(name, std::move(spec));
  }
  return scenario;
}

suite::Scenario decoded(JsonMembers& members, const std::string& case_id, const References& references) {
  suite::Scenario scenario;
  scenario.case_id = case_id;
  for (const auto& [axis, point] : members.entries("where")) {
    scenario.where[axis] = suite::text_at(*point, members.path("where"));
  }
  scenario.needs = members.required_texts("needs");
  const std::string certificate = members.text("decode");
  scenario.decode = references.folder().text(der_file(certificate));
  scenario.steps = {{"decode", "decode", certificate, {}, {}}};
  return scenario;
}

void scenario(JsonMembers& members, suite::Case& one, const References& references) {
  const Json* wire = members.find("scenario");
  suite::Scenario scenario = wire == nullptr ? decoded(members, one.id, references)
                                             : played(*wire, members.path("scenario"), members, references);
  if (scenario.name() != members.text("name") || scenario.case_id != one.id) {
    fail(members.path("name"), fmt::format("expected \"{}\", as the case and its place say", scenario.name()));
  }
  one.expectations.push_back(steps(members, one, scenario, references));
  one.scenarios.push_back(std::move(scenario));
}

}  // namespace

suite::Case read_case(suite::JsonMembers& members, const std::string& theme, const References& references) {
  suite::Case one;
  one.id = members.text("id");
  one.theme = theme;
  one.state = members.optional_text("state").value_or("");
  one.rules = members.required_texts("rules");
  one.why = members.text("why");
  one.text = members.optional_text("text").value_or("");
  one.certificates = members.required_texts("certificates");
  for (const auto& [path, item] : members.items("scenarios")) {
    JsonMembers entry(*item, path);
    scenario(entry, one, references);
    entry.end();
  }
  return one;
}

}  // namespace peercert::exports
