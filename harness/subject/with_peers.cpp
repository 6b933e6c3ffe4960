#include "subject/with_peers.h"

#include <fmt/format.h>

#include <map>
#include <string>

#include "subject/peers/peer.h"

namespace peercert::subject {
namespace {

using suite::Outcome;
using suite::Scenario;

// Returns the scenario as the subject is told it.
Scenario with_ports(const Scenario& scenario, const std::map<std::string, Peer>& peers) {
  Scenario result = scenario;
  result.peers.clear();
  for (auto& [name, connection] : result.connections) {
    if (connection.transport == "loopback") connection.port = peers.at(connection.peer).port();
  }
  return result;
}

// Returns what broke in the peers, as one text.
std::string stop_all(std::map<std::string, Peer>& peers) {
  std::string failures;
  for (auto& [name, peer] : peers) {
    const std::string failure = peer.stop();
    if (!failure.empty()) failures += fmt::format("{}peer {}: {}", failures.empty() ? "" : "; ", name, failure);
  }
  return failures;
}

}  // namespace

Outcome run_with_peers(Subject& subject, const Scenario& scenario) {
  if (!scenario.decode.empty()) return subject.decode(scenario.decode);
  if (scenario.peers.empty() || !missing_feature(subject.info(), scenario).empty()) return subject.run(scenario);
  std::map<std::string, Peer> peers;
  for (const auto& [name, spec] : scenario.peers) peers.try_emplace(name, spec);
  Outcome outcome = subject.run(with_ports(scenario, peers));
  const std::string failures = stop_all(peers);
  if (failures.empty()) return outcome;
  if (outcome.kind == Outcome::Kind::kObserved) return {Outcome::Kind::kError, {}, failures, outcome.seconds};
  if (outcome.kind == Outcome::Kind::kError) outcome.detail += "; " + failures;
  return outcome;
}

}  // namespace peercert::subject
