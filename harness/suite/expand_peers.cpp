#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>

#include "der/hex.h"
#include "suite/expand.h"
#include "suite/expand_keys.h"

namespace peercert::suite {
namespace {

constexpr const char* kNoCertificate = "none";

constexpr std::array<std::string_view, 3> kVerifyModes{"CERT_NONE", "CERT_OPTIONAL", "CERT_REQUIRED"};
constexpr std::array<std::string_view, 4> kTlsVersions{"1.0", "1.1", "1.2", "1.3"};
constexpr std::array<std::string_view, 4> kTransports{"memory", "socket", "tcp", "asyncio"};
constexpr std::array<std::string_view, 4> kVerifyFlags{"VERIFY_X509_PARTIAL_CHAIN", "VERIFY_X509_STRICT",
                                                       "VERIFY_X509_TRUSTED_FIRST", "X509_V_FLAG_NO_CHECK_TIME"};
constexpr std::array<std::string_view, 4> kOptions{"OP_ALLOW_CLIENT_RENEGOTIATION", "OP_IGNORE_UNEXPECTED_EOF",
                                                   "OP_NO_RENEGOTIATION", "OP_NO_TICKET"};
constexpr std::array<std::string_view, 2> kRoles{"client", "server"};

void read_certificate(const SubstitutedTable& table, const std::string& otherwise, CertificateBook& book,
                      Scenario& scenario, ContextSpec& context) {
  const std::string name = table.optional_string("certificate").value_or(otherwise);
  if (name == kNoCertificate) return;
  context.certificate = name;
  scenario.certificates[name] = book.credential(table.table(), "certificate", name);
}

// psk = { identity = "x", key = "00ff" }
std::optional<PreSharedKey> read_psk(const SubstitutedTable& context) {
  auto given = context.table().optional_table("psk");
  if (!given) return std::nullopt;
  const SubstitutedTable table(*given, context.substitution());
  PreSharedKey psk{table.string("identity"), ""};
  try {
    psk.key = der::from_hex(table.string("key"));
  } catch (const std::invalid_argument& wrong) {
    throw given->error("key", wrong.what());
  }
  given->done();
  return psk;
}

ContextSpec read_context(const SubstitutedTable& table, const std::string& role, const std::string& certificate,
                         CertificateBook& book, Scenario& scenario) {
  ContextSpec context;
  context.role = role;
  read_tls(table, context.tls_min, context.tls_max);
  context.verify_mode = choice(table, "verify_mode", kVerifyModes, role == "client" ? "CERT_REQUIRED" : "CERT_NONE");
  context.verify_flags = choices(table, "verify_flags", kVerifyFlags);
  context.check_hostname = table.table().optional_bool("check_hostname", false);
  auto trust = table.optional_strings("trust");
  if (!table.table().has("trust")) trust = {"root"};
  for (const std::string& name : trust) context.trust.push_back(book.get(table.table(), "trust", name).pem);
  read_certificate(table, certificate, book, scenario, context);
  context.ciphers = table.optional_string("ciphers");
  context.options = choices(table, "options", kOptions);
  context.ecdh_curve = table.optional_string("ecdh_curve");
  context.post_handshake_auth = table.table().optional_bool("post_handshake_auth", false);
  context.psk = read_psk(table);
  context.server_name_context = table.optional_string("server_name_context");
  return context;
}

// A connection to a peer that the harness runs is over loopback, any other one is not.
std::string read_transport(const SubstitutedTable& table, bool to_loopback_peer) {
  if (to_loopback_peer) return choice(table, "transport", std::array<std::string_view, 1>{"loopback"}, "loopback");
  const bool given = table.table().has("transport");
  return choice(table, "transport", kTransports, given ? "" : table.substitution().get("transport", "memory"));
}

void read_beginning(const SubstitutedTable& table, ConnectionSpec& connection) {
  static constexpr std::array<std::string_view, 3> kBeginnings{"wrapped", "connected", "unconnected"};
  connection.begins = choice(table, "begins", kBeginnings, "wrapped");
  connection.do_handshake_on_connect = table.table().optional_bool("do_handshake_on_connect", false);
  const bool unconnected = connection.begins == "unconnected";
  if (connection.transport == "asyncio" && connection.begins != "wrapped") {
    throw table.table().error("begins", "asyncio makes its connections itself");
  }
  if (unconnected && connection.transport != "tcp" && connection.transport != "loopback") {
    throw table.table().error("begins", "only over tcp and loopback there is a socket to connect");
  }
  if (unconnected && connection.transport == "tcp" && !connection.peer.empty()) {
    throw table.table().error("begins", fmt::format("has no peer over tcp, and '{}' is named", connection.peer));
  }
  if (connection.do_handshake_on_connect && !unconnected) {
    throw table.table().error("do_handshake_on_connect",
                              "is for a connection that begins unconnected; wrap takes it as an argument");
  }
}

ConnectionSpec read_connection(const SubstitutedTable& table, const std::string& context, const std::string& peer,
                               const Scenario& scenario) {
  ConnectionSpec connection;
  connection.context = context;
  connection.peer = peer;
  connection.transport = read_transport(table, scenario.peers.count(peer) > 0);
  connection.server_hostname = table.optional_string("server_hostname");
  read_beginning(table, connection);
  return connection;
}

// A side of which the case says nothing has no line of its own, so its defaults are looked at on behalf of the case.
void check_defaults(const SubstitutedTable& entry, const std::string& certificate, CertificateBook& book) {
  (void)book.get(entry.table(), "", "root");
  if (certificate != kNoCertificate) (void)book.get(entry.table(), "", certificate);
}

// `client = {...}` and `server = {...}` are short for a context and a connection of that name.
void read_short_form(const SubstitutedTable& entry, CertificateBook& book, Scenario& scenario) {
  const std::array<std::array<std::string, 3>, 2> sides{
      {{"client", "server", kNoCertificate}, {"server", "client", "server"}}};
  static const toml::table kNothingSaid;
  for (const auto& [role, peer, certificate] : sides) {
    if (scenario.peers.count(role) > 0) {
      if (entry.table().has(role)) throw entry.table().error(role, "stands under 'peers' too; it is one or the other");
      continue;
    }
    auto given = entry.table().optional_table(role);
    forge::TomlTable table =
        given ? *given : forge::TomlTable(kNothingSaid, entry.table().file(), entry.table().name());
    if (!given) check_defaults(entry, certificate, book);
    const SubstitutedTable side(table, entry.substitution());
    scenario.contexts[role] = read_context(side, role, certificate, book, scenario);
    scenario.connections[role] = read_connection(side, role, peer, scenario);
    table.done();
  }
}

// A socket that is connected to nobody has no peer.
std::string peer_of(const SubstitutedTable& connection) {
  const bool unconnected = connection.optional_string("begins") == "unconnected";
  return unconnected ? connection.optional_string("peer").value_or("") : connection.string("peer");
}

void read_long_form(const SubstitutedTable& entry, CertificateBook& book, Scenario& scenario) {
  for (auto& [name, table] : entry.table().named_tables("contexts")) {
    const SubstitutedTable context(table, entry.substitution());
    if (!table.has("role")) throw table.error("", "the key 'role' is missing");
    const std::string role = choice(context, "role", kRoles, "");
    scenario.contexts[name] = read_context(context, role, kNoCertificate, book, scenario);
    table.done();
  }
  for (auto& [name, table] : entry.table().named_tables("connections")) {
    const SubstitutedTable connection(table, entry.substitution());
    scenario.connections[name] =
        read_connection(connection, connection.string("context"), peer_of(connection), scenario);
    if (scenario.contexts.count(scenario.connections[name].context) == 0) {
      throw table.error("context", fmt::format("there is no context '{}'", scenario.connections[name].context));
    }
    table.done();
  }
}

void check_peers(const SubstitutedTable& entry, const Scenario& scenario) {
  for (const auto& [name, connection] : scenario.connections) {
    if (connection.transport == "loopback" || connection.begins == "unconnected") continue;
    const auto peer = scenario.connections.find(connection.peer);
    if (peer == scenario.connections.end() || peer->second.peer != name) {
      throw entry.table().error("connections",
                                fmt::format("'{}' and its peer '{}' do not name each other", name, connection.peer));
    }
    if ((connection.transport == "asyncio") != (peer->second.transport == "asyncio")) {
      throw entry.table().error("connections", "asyncio is at both ends of a connection or at none");
    }
  }
}

// The context that a server's name leads to is one of the server's own kind.
void check_server_name_contexts(const SubstitutedTable& entry, const Scenario& scenario) {
  for (const auto& [name, context] : scenario.contexts) {
    if (!context.server_name_context) continue;
    const auto other = scenario.contexts.find(*context.server_name_context);
    if (context.role == "server" && other != scenario.contexts.end() && other->second.role == "server") continue;
    throw entry.table().error("contexts",
                              fmt::format("'{}' and its server_name_context '{}' must be contexts of servers", name,
                                          *context.server_name_context));
  }
}

void add_features(const ContextSpec& context, std::set<std::string>& needs) {
  if (context.psk) needs.insert("psk");
  if (context.post_handshake_auth) needs.insert("post_handshake_auth");
}

template <typename Spec>
void add_only_version(const std::map<std::string, Spec>& specs, std::set<std::string>& needs) {
  for (const auto& [name, spec] : specs) {
    if (spec.tls_min == spec.tls_max) needs.insert(fmt::format("tls_{}_{}", spec.tls_min[0], spec.tls_min[2]));
  }
}

void read_needs(const SubstitutedTable& entry, Scenario& scenario) {
  std::set<std::string> needs;
  for (const std::string& need : entry.optional_strings("needs")) needs.insert(need);
  for (const auto& [name, connection] : scenario.connections) needs.insert(connection.transport);
  for (const auto& [name, context] : scenario.contexts) add_features(context, needs);
  add_only_version(scenario.contexts, needs);
  add_only_version(scenario.peers, needs);
  scenario.needs.assign(needs.begin(), needs.end());
}

}  // namespace

void read_tls(const SubstitutedTable& table, std::string& lowest, std::string& highest) {
  const auto otherwise = [&table](std::string_view key, const char* version) {
    return table.table().has(key) ? std::string() : table.substitution().get("tls", version);
  };
  lowest = choice(table, "tls_min", kTlsVersions, otherwise("tls_min", "1.2"));
  highest = choice(table, "tls_max", kTlsVersions, otherwise("tls_max", "1.3"));
  if (lowest > highest) throw table.table().error("tls_max", "is below tls_min");
}

const forge::Fixture& CertificateBook::get(const forge::TomlTable& table, std::string_view key,
                                           const std::string& name) {
  const forge::Fixture* fixture = fixtures_->find(name);
  if (fixture == nullptr) throw table.error(key, fmt::format("there is no certificate '{}' in certs/recipes", name));
  used_.insert(name);
  return *fixture;
}

Credential CertificateBook::credential(const forge::TomlTable& table, std::string_view key, const std::string& name) {
  const forge::Fixture& leaf = get(table, key, name);
  Credential credential{{leaf.pem}, leaf.key_pem};
  for (const std::string& above : leaf.chain) credential.chain.push_back(get(table, key, above).pem);
  return credential;
}

void read_peers(const SubstitutedTable& entry, CertificateBook& book, Scenario& scenario) {
  const bool long_form = entry.table().has("contexts") || entry.table().has("connections");
  if (long_form && (entry.table().has("client") || entry.table().has("server"))) {
    throw entry.table().error("", "has both the short form (client, server) and the long one (contexts, connections)");
  }
  name_loopback_peers(entry, scenario);
  if (long_form) {
    read_long_form(entry, book, scenario);
  } else {
    read_short_form(entry, book, scenario);
  }
  check_peers(entry, scenario);
  check_server_name_contexts(entry, scenario);
  read_loopback_peers(entry, book, scenario);
  read_needs(entry, scenario);
}

}  // namespace peercert::suite
