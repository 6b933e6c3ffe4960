#include "export/suite_json.h"

#include <nlohmann/json.hpp>

#include <utility>

#include "suite/verbs.h"

namespace peercert::exports {
namespace {

template <typename T>
void set_if(Json& json, const char* key, const std::optional<T>& item) {
  if (item) json[key] = *item;
}

template <typename T>
void set_if_any(Json& json, const char* key, const T& items) {
  if (!items.empty()) json[key] = items;
}

void set_when(Json& json, const char* key, const std::optional<suite::Requirement>& requirement) {
  if (requirement) json[key] = requirement->text();
}

Json rule_json(const suite::Rule& rule) {
  Json json = {{"id", rule.id}, {"level", suite::to_string(rule.level)}, {"says", rule.says}, {"source", rule.source}};
  set_if(json, "since", rule.since);
  set_if(json, "conflict", rule.conflict);
  set_if(json, "proposal", rule.proposal);
  set_if(json, "covered_by", rule.covered_by);
  return json;
}

Json entry_json(const suite::Drift& entry, const Names& names) {
  Json json = {{"id", entry.id}};
  set_when(json, "subject", entry.subject);
  set_when(json, "tls_library", entry.tls_library);
  json["cases"] = entry.cases;
  set_if(json, "step", entry.step);
  set_if_any(json, "where", entry.where);
  if (entry.yields) json["yields"] = names.value(*entry.yields);
  set_if(json, "raises", entry.raises);
  set_if_any(json, "differs", entry.differs);
  if (entry.unstable) json["unstable"] = true;
  if (entry.partly) json["partly"] = true;
  if (entry.memory_safety) json["memory_safety"] = true;
  json["reason"] = entry.reason;
  json["reference"] = entry.reference;
  set_if(json, "matters", entry.matters);
  set_if(json, "reproducer", entry.reproducer);
  return json;
}

Json expected_json(const forge::Expected& expected, const std::string& origin, const Names& names) {
  Json json = Json::object();
  set_if(json, "when", expected.when);
  if (expected.value) json["value"] = names.value(*expected.value, origin);
  set_if(json, "raises", expected.raises);
  if (expected.args) json["args"] = to_tagged_json(*expected.args);
  if (expected.refused) json["refused"] = true;
  return json;
}

Json certificate_json(const forge::Fixture& fixture, const Names& names) {
  Json json = {{"name", fixture.name}, {"key", fixture.key}, {"issuer", fixture.issuer}};
  set_if_any(json, "chain", fixture.chain);
  set_if_any(json, "rules", fixture.rules);
  set_if_any(json, "why", fixture.why);
  set_if_any(json, "recipe", fixture.text);
  json["carried"] = forge::carried_word(fixture.carried);
  if (fixture.binary_form != fixture.der) json["binary_form"] = {{"file", binary_form_file(fixture.name)}};
  json["expect"] = Json::array();
  for (const forge::Expected& expected : fixture.expected) {
    json["expect"].push_back(expected_json(expected, "certificate " + fixture.name, names));
  }
  return json;
}

Json expectation_json(const suite::Expectation& expected, const Names& names) {
  Json json = Json::object();
  set_when(json, "when", expected.when);
  if (expected.value) json["value"] = names.value(*expected.value, expected.origin);
  if (expected.any_order) json["any_order"] = true;
  set_if(json, "raises", expected.raises);
  if (expected.args) json["args"] = to_tagged_json(*expected.args);
  set_if(json, "on", expected.on);
  set_if(json, "outcome", expected.outcome);
  set_if_any(json, "origin", expected.origin);
  return json;
}

// What is asked of a step where no expectation applies: nothing, that it works, or that it works or waits.
void set_preparation(Json& json, const suite::CaseStep& step) {
  if (!step.expect.empty() && !step.expect.back().when) return;
  const suite::Verb* verb = suite::find_verb(step.verb);
  if (verb == nullptr || verb->if_silent == suite::IfSilent::kAnswer) return;
  json["prepares"] = verb->if_silent == suite::IfSilent::kMayWait ? "may_wait" : "works";
}

Json steps_json(const suite::Case& one, const std::vector<suite::CaseStep>& steps, const Names& names) {
  Json json = Json::array();
  for (const suite::CaseStep& step : steps) {
    Json item = {{"step", step.id}};
    if (step.rules != one.rules) item["rules"] = step.rules;
    set_preparation(item, step);
    item["expect"] = Json::array();
    for (const suite::Expectation& expected : step.expect) item["expect"].push_back(expectation_json(expected, names));
    json.push_back(std::move(item));
  }
  return json;
}

// The scenario as a run message has it, but for certificates and keys, which stand in files.
Json played_json(const suite::Scenario& scenario, const Names& names) {
  Json json = suite::to_json(scenario);
  const auto refer = [&names](Json& text) { text = names.text(text.get<std::string>()); };
  for (Json& credential : json["certificates"]) {
    for (Json& pem : credential["chain"]) refer(pem);
    refer(credential["key"]);
  }
  for (Json& context : json["contexts"]) {
    if (!context.contains("trust")) continue;
    for (Json& pem : context["trust"]) refer(pem);
  }
  return json;
}

Json chain_json(const std::vector<std::string>& chain, const Names& names) {
  Json json = Json::array();
  for (const std::string& der : chain) json.push_back(names.bytes(der));
  return json;
}

std::string connection_to(const suite::Scenario& scenario, const std::string& peer) {
  for (const auto& [name, connection] : scenario.connections) {
    if (connection.transport == "loopback" && connection.peer == peer) return name;
  }
  return "";
}

Json peer_json(const suite::Scenario& scenario, const std::string& name, const Names& names) {
  const suite::PeerSpec& peer = scenario.peers.at(name);
  Json json = {{"connection", connection_to(scenario, name)}, {"kind", peer.kind}, {"role", peer.role}};
  json["tls"] = {peer.tls_min, peer.tls_max};
  json["chain"] = chain_json(peer.chain, names);
  if (!peer.key.empty()) json["key"] = names.text(peer.key);
  if (peer.asks_for_certificate) json["asks_for_certificate"] = true;
  if (peer.renegotiates) json["renegotiates"] = true;
  if (peer.stalls) json["stalls"] = true;
  if (!peer.renegotiates_with.empty()) json["renegotiates_with"] = chain_json(peer.renegotiates_with, names);
  if (!peer.renegotiation_key.empty()) json["renegotiation_key"] = names.text(peer.renegotiation_key);
  return json;
}

Json scenario_json(const suite::Case& one, std::size_t index, const Names& names) {
  const suite::Scenario& scenario = one.scenarios[index];
  Json json = {{"name", scenario.name()}};
  if (scenario.decode.empty()) {
    json["scenario"] = played_json(scenario, names);
  } else {
    json["where"] = scenario.where;
    json["needs"] = scenario.needs;
    json["decode"] = scenario.steps.front().on;
  }
  for (const auto& [name, peer] : scenario.peers) json["peers"][name] = peer_json(scenario, name, names);
  json["steps"] = steps_json(one, one.expectations[index], names);
  return json;
}

Json case_json(const suite::Case& one, const Names& names) {
  Json json = {{"id", one.id}};
  set_if_any(json, "state", one.state);
  json["rules"] = one.rules;
  json["why"] = one.why;
  set_if_any(json, "text", one.text);
  json["certificates"] = one.certificates;
  json["scenarios"] = Json::array();
  for (std::size_t i = 0; i < one.scenarios.size(); ++i) json["scenarios"].push_back(scenario_json(one, i, names));
  return json;
}

}  // namespace

Json rules_json(const std::vector<suite::Rule>& rules) {
  Json json = {{"peercert_rules", kFormat}, {"rules", Json::array()}};
  for (const suite::Rule& rule : rules) json["rules"].push_back(rule_json(rule));
  return json;
}

Json drift_json(const std::vector<suite::Drift>& drift, const Names& names) {
  Json json = {{"peercert_drift", kFormat}, {"drift", Json::array()}};
  for (const suite::Drift& entry : drift) json["drift"].push_back(entry_json(entry, names));
  return json;
}

Json certificates_json(const forge::Fixtures& fixtures, const Names& names) {
  Json json = {{"peercert_certificates", kFormat}, {"certificates", Json::array()}};
  for (const auto& [name, fixture] : fixtures.all()) json["certificates"].push_back(certificate_json(fixture, names));
  return json;
}

Json theme_json(const std::vector<const suite::Case*>& cases, const Names& names) {
  Json json = {{"peercert_cases", kFormat}, {"theme", cases.front()->theme}, {"cases", Json::array()}};
  for (const suite::Case* one : cases) json["cases"].push_back(case_json(*one, names));
  return json;
}

std::string text_of(const Json& json, int depth) {
  if (depth == 0 || !json.is_structured() || json.empty()) return json.dump(-1, ' ', true);
  std::string text;
  for (const auto& item : json.items()) {
    text += text.empty() ? "" : ",\n";
    if (json.is_object()) text += Json(item.key()).dump(-1, ' ', true) + ":";
    text += text_of(item.value(), depth - 1);
  }
  return (json.is_object() ? "{\n" : "[\n") + text + (json.is_object() ? "\n}" : "\n]");
}

}  // namespace peercert::exports
