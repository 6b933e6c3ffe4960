#include "suite/scenario_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

namespace peercert::suite {
namespace {

using Words = std::vector<std::string>;

std::string joined(const Words& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

std::string versions(const std::string& least, const std::string& most) {
  return least == most ? "TLS " + least : fmt::format("TLS {} to {}", least, most);
}

Words names(const Words& certificates, const NameOf& name_of) {
  Words out;
  for (const std::string& certificate : certificates) out.push_back(name_of(certificate));
  return out;
}

std::string presented(const Words& chain, const NameOf& name_of) {
  if (chain.empty()) return "presents nothing";
  return fmt::format("presents {}", fmt::join(names(chain, name_of), " and then "));
}

std::string context_line(const std::string& name, const ContextSpec& context, const NameOf& name_of) {
  Words words = {context.role == "client" ? "PROTOCOL_TLS_CLIENT" : "PROTOCOL_TLS_SERVER",
                 versions(context.tls_min, context.tls_max), context.verify_mode};
  const auto add = [&words](const char* before, const std::string& what) { words.push_back(before + what); };
  if (context.check_hostname) words.emplace_back("check_hostname");
  for (const std::string& flag : context.verify_flags) words.push_back(flag);
  for (const std::string& option : context.options) words.push_back(option);
  add("trusts ",
      context.trust.empty() ? "nobody" : fmt::format("{}", fmt::join(names(context.trust, name_of), " and ")));
  add("presents ", context.certificate.value_or("nothing"));
  if (context.ciphers) add("ciphers ", *context.ciphers);
  if (context.ecdh_curve) add("curve ", *context.ecdh_curve);
  if (context.post_handshake_auth) words.emplace_back("post_handshake_auth");
  if (context.psk) add("a key shared beforehand as ", context.psk->identity);
  if (context.server_name_context) add("its server-name callback goes over to context ", *context.server_name_context);
  return name + ": " + joined(words);
}

std::string transport_words(const std::string& transport) {
  static const std::map<std::string, std::string> kWords = {
      {"memory", "an SSLObject (memory)"},
      {"socket", "an SSLSocket on one of a pair of sockets (socket)"},
      {"tcp", "an SSLSocket on TCP (tcp)"},
      {"asyncio", "a transport of an event loop (asyncio)"},
      {"loopback", "an SSLSocket that connects to a peer which peercert runs (loopback)"}};
  const auto found = kWords.find(transport);
  return found == kWords.end() ? transport : found->second;
}

std::string connection_line(const std::string& name, const ConnectionSpec& connection) {
  Words words = {fmt::format("{} of context {}", transport_words(connection.transport), connection.context)};
  if (!connection.peer.empty()) words.push_back("to " + connection.peer);
  if (connection.server_hostname) words.push_back(fmt::format("server_hostname='{}'", *connection.server_hostname));
  if (connection.begins == "connected") words.emplace_back("without TLS until the step wrap");
  if (connection.begins == "unconnected") words.emplace_back("not connected until the step connect");
  if (connection.do_handshake_on_connect) words.emplace_back("do_handshake_on_connect=True");
  return name + ": " + joined(words);
}

std::string peer_line(const std::string& name, const PeerSpec& peer, const NameOf& name_of) {
  Words words = {fmt::format("a {} that peercert runs, {}", peer.role,
                             peer.kind == "openssl" ? "OpenSSL's" : "written by hand, which sends any bytes"),
                 versions(peer.tls_min, peer.tls_max), presented(peer.chain, name_of)};
  if (peer.asks_for_certificate) words.emplace_back("asks for a certificate and takes any");
  if (peer.renegotiates) words.emplace_back("begins a second handshake with its first data");
  if (!peer.renegotiates_with.empty()) {
    words.push_back(fmt::format("presents {} then", fmt::join(names(peer.renegotiates_with, name_of), ", ")));
  }
  if (peer.stalls) words.emplace_back("and says nothing more");
  return name + ": " + joined(words);
}

}  // namespace

std::vector<std::string> context_words(const Scenario& scenario, const NameOf& name_of) {
  std::vector<std::string> lines;
  for (const auto& [name, context] : scenario.contexts) lines.push_back(context_line(name, context, name_of));
  return lines;
}

std::vector<std::string> connection_words(const Scenario& scenario, const NameOf& name_of) {
  std::vector<std::string> lines;
  for (const auto& [name, connection] : scenario.connections) lines.push_back(connection_line(name, connection));
  for (const auto& [name, peer] : scenario.peers) lines.push_back(peer_line(name, peer, name_of));
  return lines;
}

std::string_view verb_words(std::string_view verb) {
  static const std::map<std::string_view, std::string_view> kWords = {
      {"do_handshake", "makes one call of do_handshake()"},
      {"handshake", "does the handshake, until both ends are done, one fails or nothing moves"},
      {"deliver", "moves what it has sent to its peer"},
      {"truncate", "moves only so many bytes of what it has sent; the others are lost"},
      {"inject", "receives these bytes, as if its peer had sent them"},
      {"eof", "receives the end of the stream"},
      {"reset", "has its TCP connection reset"},
      {"getpeercert", "asks for the peer's certificate"},
      {"getpeercert_of_truth", "asks with an object whose truth is odd as binary_form"},
      {"getpeercert_in_threads", "asks in so many threads at once, so many times each"},
      {"getpeercert_after_change", "asks, empties the dictionary, and asks again"},
      {"getpeercert_of_many", "asks so many connections like it"},
      {"match_hostname_of_peer", "matches the peer's certificate with this host name"},
      {"get_extra_info", "asks the transport"},
      {"read", "reads"},
      {"write", "writes"},
      {"version", "asks for the version of TLS"},
      {"unwrap", "ends TLS with close_notify"},
      {"verify_client_post_handshake", "asks the client for its certificate, after the handshake"},
      {"set_context", "goes over to another context"},
      {"set_session", "offers the session of that connection"},
      {"session_reused", "asks whether a session was resumed"},
      {"wrap", "gets its TLS object"},
      {"connect", "connects"},
      {"connect_ex", "connects, with errno in place of an exception"},
      {"listen", "listens on a free port"},
      {"settimeout", "sets its timeout, in seconds"},
      {"shutdown", "shuts the socket down"},
      {"close", "closes the socket"},
      {"detach", "gives the socket away"},
      {"makefile", "makes a file of the socket"},
      {"close_file", "closes the file that makefile() gave"},
      {"get_ca_certs", "asks the context which authorities it trusts"},
      {"get_verified_chain", "asks for the chain that was verified"},
      {"get_unverified_chain", "asks for the chain as it came"},
      {"set_verify_mode", "sets the context's verify_mode"},
      {"forget_context", "drops every reference to the context"},
      {"match_hostname", "matches this dictionary with this host name"},
      {"decode", "the certificate is decoded, without a connection"}};
  const auto found = kWords.find(verb);
  return found == kWords.end() ? std::string_view() : found->second;
}

}  // namespace peercert::suite
