// The key `peers` of a case: peers that the harness runs itself, on loopback.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "der/hex.h"
#include "suite/expand.h"
#include "suite/expand_keys.h"

namespace peercert::suite {
namespace {

constexpr std::array<std::string_view, 2> kKinds{"openssl", "hand_written"};

// The one connection that leads to the peer.
const ConnectionSpec& connection_to(const forge::TomlTable& table, const std::string& peer, const Scenario& scenario) {
  const ConnectionSpec* found = nullptr;
  for (const auto& [name, connection] : scenario.connections) {
    if (connection.transport != "loopback" || connection.peer != peer) continue;
    if (found != nullptr) throw table.error("", "takes one connection, and two have it as their peer");
    found = &connection;
  }
  if (found == nullptr) throw table.error("", "no connection has it as its peer");
  return *found;
}

// The certificates that are sent for a leaf, itself first.
std::vector<std::string> chain_of(const SubstitutedTable& table, std::string_view key, const forge::Fixture& leaf,
                                  CertificateBook& book) {
  std::vector<std::string> chain{leaf.der};
  for (const std::string& above : leaf.chain) chain.push_back(book.get(table.table(), key, above).der);
  return chain;
}

void read_certificates(const SubstitutedTable& table, CertificateBook& book, PeerSpec& peer) {
  const std::string name = table.optional_string("certificate").value_or(peer.role == "server" ? "server" : "none");
  if (name != "none") {
    const forge::Fixture& leaf = book.get(table.table(), "certificate", name);
    peer.key = leaf.key_pem;
    peer.chain = chain_of(table, "certificate", leaf, book);
  }
  if (!table.table().has("sends")) return;
  if (peer.kind != "hand_written") throw table.table().error("sends", "only a hand_written peer sends any bytes");
  peer.chain.clear();
  for (const std::string& hex : table.optional_strings("sends")) {
    try {
      peer.chain.push_back(der::from_hex(hex));
    } catch (const std::invalid_argument& wrong) {
      throw table.table().error("sends", wrong.what());
    }
  }
}

// The hand-written peer knows one version, whatever range the case allows.
void limit_hand_written(const SubstitutedTable& table, PeerSpec& peer) {
  if (peer.kind != "hand_written") return;
  if (peer.tls_min > "1.2" || peer.tls_max < "1.2") throw table.table().error("kind", "a hand_written peer is TLS 1.2");
  if (peer.key.empty() && peer.role == "server") {
    throw table.table().error("certificate", "a server signs with the key of its certificate, whatever it sends");
  }
  peer.tls_min = peer.tls_max = "1.2";
}

// What it presents once it has negotiated anew: what it presented before, unless the case says otherwise.
void read_renegotiation(const SubstitutedTable& table, CertificateBook& book, PeerSpec& peer) {
  peer.renegotiates = table.table().optional_bool("renegotiates", false);
  if (peer.renegotiates && (peer.kind != "openssl" || peer.tls_max > "1.2")) {
    throw table.table().error("renegotiates", "only a peer of the kind openssl does, up to TLS 1.2");
  }
  peer.stalls = table.table().optional_bool("stalls", false);
  if (peer.stalls && !peer.renegotiates) throw table.table().error("stalls", "needs renegotiates = true");
  const auto name = table.optional_string("renegotiates_with");
  if (!name) return;
  if (!peer.renegotiates) throw table.table().error("renegotiates_with", "needs renegotiates = true");
  const forge::Fixture& leaf = book.get(table.table(), "renegotiates_with", *name);
  peer.renegotiation_key = leaf.key_pem;
  peer.renegotiates_with = chain_of(table, "renegotiates_with", leaf, book);
}

PeerSpec read_peer(const SubstitutedTable& table, const std::string& role, CertificateBook& book) {
  PeerSpec peer;
  peer.role = role;
  if (!table.table().has("kind")) throw table.table().error("", "the key 'kind' is missing");
  peer.kind = choice(table, "kind", kKinds, "");
  read_tls(table, peer.tls_min, peer.tls_max);
  read_certificates(table, book, peer);
  limit_hand_written(table, peer);
  peer.asks_for_certificate = table.table().optional_bool("asks_for_certificate", false);
  if (peer.asks_for_certificate && role == "client") {
    throw table.table().error("asks_for_certificate", "only a server asks; this is a client");
  }
  read_renegotiation(table, book, peer);
  return peer;
}

}  // namespace

void name_loopback_peers(const SubstitutedTable& entry, Scenario& scenario) {
  for (auto& [name, table] : entry.table().named_tables("peers")) scenario.peers[name] = {};
}

void read_loopback_peers(const SubstitutedTable& entry, CertificateBook& book, Scenario& scenario) {
  for (auto& [name, table] : entry.table().named_tables("peers")) {
    const ConnectionSpec& connection = connection_to(table, name, scenario);
    const bool is_server = scenario.contexts.at(connection.context).role == "client";
    scenario.peers[name] = read_peer({table, entry.substitution()}, is_server ? "server" : "client", book);
    table.done();
  }
}

}  // namespace peercert::suite
