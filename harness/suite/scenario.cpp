#include "suite/scenario.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "der/hex.h"
#include "suite/json_members.h"
#include "value/literal.h"

namespace peercert::suite {
namespace {

const std::vector<std::string> kTlsVersions = {"1.0", "1.1", "1.2", "1.3"};

// Peers are reached at no other address.
constexpr const char* kLoopbackHost = "127.0.0.1";

Json to_json(const Credential& credential) {
  return {{"chain", credential.chain}, {"key", credential.key}};
}

Json to_json(const ContextSpec& context) {
  Json json = {{"role", context.role}, {"tls", {context.tls_min, context.tls_max}}};
  json["verify_mode"] = context.verify_mode;
  if (!context.verify_flags.empty()) json["verify_flags"] = context.verify_flags;
  if (context.check_hostname) json["check_hostname"] = true;
  if (!context.trust.empty()) json["trust"] = context.trust;
  if (context.certificate) json["certificate"] = *context.certificate;
  if (context.ciphers) json["ciphers"] = *context.ciphers;
  if (!context.options.empty()) json["options"] = context.options;
  if (context.ecdh_curve) json["ecdh_curve"] = *context.ecdh_curve;
  if (context.post_handshake_auth) json["post_handshake_auth"] = true;
  if (context.psk) json["psk"] = {{"identity", context.psk->identity}, {"key", der::to_hex(context.psk->key)}};
  if (context.server_name_context) json["server_name_context"] = *context.server_name_context;
  return json;
}

Json to_json(const ConnectionSpec& connection) {
  Json json = {{"context", connection.context}, {"transport", connection.transport}};
  if (connection.transport == "loopback") {
    json["address"] = {kLoopbackHost, connection.port};
  } else if (!connection.peer.empty()) {
    json["peer"] = connection.peer;
  }
  if (connection.begins != "wrapped") json["begins"] = connection.begins;
  if (connection.do_handshake_on_connect) json["do_handshake_on_connect"] = true;
  if (connection.server_hostname) json["server_hostname"] = *connection.server_hostname;
  return json;
}

Json to_json(const Step& step) {
  Json json = {{"id", step.id}, {"do", step.verb}, {"on", step.on}};
  json["args"] = Json::array();
  for (const Value& value : step.args) json["args"].push_back(to_tagged_json(value));
  json["kwargs"] = Json::object();
  for (const auto& [name, value] : step.kwargs) json["kwargs"][name] = to_tagged_json(value);
  return json;
}

template <typename T>
Json map_to_json(const std::map<std::string, T>& map) {
  Json json = Json::object();
  for (const auto& [name, item] : map) json[name] = to_json(item);
  return json;
}

Credential credential_from_json(const Json& json, const std::string& path) {
  JsonMembers members(json, path);
  Credential credential{members.required_texts("chain"), members.text("key")};
  members.end();
  return credential;
}

PreSharedKey psk_from_json(const Json& json, const std::string& path) {
  JsonMembers members(json, path);
  PreSharedKey psk{members.text("identity"), ""};
  const std::string key = members.text("key");
  try {
    psk.key = der::from_hex(key);
  } catch (const std::invalid_argument& wrong) {
    throw std::runtime_error(fmt::format("{}: {}", members.path("key"), wrong.what()));
  }
  members.end();
  return psk;
}

ContextSpec context_from_json(const Json& json, const std::string& path) {
  JsonMembers members(json, path);
  ContextSpec context;
  context.role = members.choice("role", {"client", "server"});
  const Json& tls = members.required("tls");
  if (!tls.is_array() || tls.size() != 2) {
    throw std::runtime_error(fmt::format("{}: expected the lowest and the highest version, found {}",
                                         members.path("tls"), json_excerpt(tls)));
  }
  const Json limits = {{"0", tls[0]}, {"1", tls[1]}};
  JsonMembers versions(limits, members.path("tls"));
  context.tls_min = versions.choice("0", kTlsVersions);
  context.tls_max = versions.choice("1", kTlsVersions);
  context.verify_mode = members.choice("verify_mode", {"CERT_NONE", "CERT_OPTIONAL", "CERT_REQUIRED"});
  context.verify_flags = members.texts("verify_flags");
  context.check_hostname = members.flag("check_hostname");
  context.trust = members.texts("trust");
  context.certificate = members.optional_text("certificate");
  context.ciphers = members.optional_text("ciphers");
  context.options = members.texts("options");
  context.ecdh_curve = members.optional_text("ecdh_curve");
  context.post_handshake_auth = members.flag("post_handshake_auth");
  if (members.find("psk") != nullptr) context.psk = psk_from_json(members.required("psk"), members.path("psk"));
  context.server_name_context = members.optional_text("server_name_context");
  members.end();
  return context;
}

std::uint16_t port_at(const Json& address, const std::string& path) {
  constexpr std::int64_t kHighestPort = 65535;
  const bool pair = address.is_array() && address.size() == 2 && address[0] == kLoopbackHost;
  const std::int64_t port = pair && address[1].is_number_integer() ? address[1].get<std::int64_t>() : 0;
  if (port >= 1 && port <= kHighestPort) return static_cast<std::uint16_t>(port);
  throw std::runtime_error(
      fmt::format("{}: expected [\"{}\", a port], found {}", path, kLoopbackHost, json_excerpt(address)));
}

ConnectionSpec connection_from_json(const Json& json, const std::string& path) {
  JsonMembers members(json, path);
  ConnectionSpec connection;
  connection.context = members.text("context");
  connection.transport = members.choice("transport", {"memory", "socket", "tcp", "asyncio", "loopback"});
  if (members.find("begins") != nullptr)
    connection.begins = members.choice("begins", {"wrapped", "connected", "unconnected"});
  connection.do_handshake_on_connect = members.flag("do_handshake_on_connect");
  if (connection.transport == "loopback") {
    connection.port = port_at(members.required("address"), members.path("address"));
  } else if (connection.begins != "unconnected") {
    connection.peer = members.text("peer");
  }
  connection.server_hostname = members.optional_text("server_hostname");
  members.end();
  return connection;
}

Step step_from_json(const Json& json, const std::string& path) {
  JsonMembers members(json, path);
  Step step;
  step.id = members.text("id");
  step.verb = members.text("do");
  step.on = members.text("on");
  for (const auto& [place, item] : members.items("args")) step.args.push_back(value_at(*item, place));
  for (const auto& [name, item] : members.entries("kwargs")) {
    step.kwargs.emplace_back(name, value_at(*item, fmt::format("{}/kwargs/{}", path, name)));
  }
  members.end();
  return step;
}

template <typename T>
std::map<std::string, T> map_from_json(JsonMembers& members, const std::string& key,
                                       T (*read)(const Json&, const std::string&)) {
  std::map<std::string, T> map;
  for (const auto& [name, item] : members.entries(key)) {
    map.emplace(name, read(*item, fmt::format("{}/{}", members.path(key), name)));
  }
  return map;
}

}  // namespace

std::string arguments_of(const Step& step) {
  std::vector<std::string> texts;
  for (const Value& value : step.args) texts.push_back(to_literal(value));
  for (const auto& [name, value] : step.kwargs) texts.push_back(fmt::format("{}={}", name, to_literal(value)));
  return fmt::format("{}", fmt::join(texts, ", "));
}

std::string Scenario::name() const {
  std::string points;
  for (const auto& [axis, point] : where) points += fmt::format("{}{}={}", points.empty() ? "" : ",", axis, point);
  return points.empty() ? case_id : fmt::format("{}[{}]", case_id, points);
}

Json to_json(const Scenario& scenario) {
  Json json = {{"case", scenario.case_id}, {"where", scenario.where}, {"needs", scenario.needs}};
  json["certificates"] = map_to_json(scenario.certificates);
  json["contexts"] = map_to_json(scenario.contexts);
  json["connections"] = map_to_json(scenario.connections);
  json["steps"] = Json::array();
  for (const Step& step : scenario.steps) json["steps"].push_back(to_json(step));
  return json;
}

Scenario scenario_from_json(const Json& json) {
  JsonMembers members(json, "scenario");
  Scenario scenario;
  scenario.case_id = members.text("case");
  scenario.where = map_from_json(members, "where", &text_at);
  scenario.needs = members.required_texts("needs");
  scenario.certificates = map_from_json(members, "certificates", &credential_from_json);
  scenario.contexts = map_from_json(members, "contexts", &context_from_json);
  scenario.connections = map_from_json(members, "connections", &connection_from_json);
  for (const auto& [path, item] : members.items("steps")) scenario.steps.push_back(step_from_json(*item, path));
  members.end();
  return scenario;
}

}  // namespace peercert::suite
