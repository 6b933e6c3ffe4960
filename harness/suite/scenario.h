// A scenario: everything a subject must know to play one case once, and nothing about what is expected of it.
//
// A case in TOML (case.h) expands into scenarios, one for each point of its matrix. A scenario goes to a native subject
// as this structure and to a process as JSON (harness/subject/PROTOCOL.md), certificates and keys inline.
#ifndef PEERCERT_SUITE_SCENARIO_H
#define PEERCERT_SUITE_SCENARIO_H

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "value/json.h"
#include "value/value.h"

namespace peercert::suite {

// A certificate that a context presents.
struct Credential {
  std::vector<std::string> chain;  // PEM, the leaf first
  std::string key;                 // PEM, unencrypted PKCS #8
};

// A key that both sides know beforehand.
struct PreSharedKey {
  std::string identity;
  std::string key;  // bytes
};

struct ContextSpec {
  std::string role;              // "client" or "server": PROTOCOL_TLS_CLIENT, PROTOCOL_TLS_SERVER
  std::string tls_min, tls_max;  // "1.0" to "1.3": minimum_version, maximum_version
  std::string verify_mode;       // "CERT_NONE", "CERT_OPTIONAL", "CERT_REQUIRED"
  std::vector<std::string>
      verify_flags;  // added to the default: "VERIFY_X509_PARTIAL_CHAIN", "X509_V_FLAG_NO_CHECK_TIME"
  bool check_hostname = false;
  std::vector<std::string> trust;          // PEM, for load_verify_locations
  std::optional<std::string> certificate;  // a key of Scenario::certificates, for load_cert_chain
  std::optional<std::string> ciphers;      // for set_ciphers
  std::vector<std::string> options;        // added to the default: "OP_NO_TICKET", ...
  std::optional<std::string> ecdh_curve;   // for set_ecdh_curve
  bool post_handshake_auth = false;
  std::optional<PreSharedKey> psk;
  std::optional<std::string> server_name_context;  // a context, which sni_callback makes the connection's
};

struct ConnectionSpec {
  std::string context;
  std::string
      transport;     // "memory": wrap_bio, an SSLObject; "socket": wrap_socket on one of a connected pair, an
                     // SSLSocket; "tcp": the same on a pair of TCP sockets; "asyncio": a transport of an event loop, at
                     // both ends; "loopback": wrap_socket on a TCP connection to a peer that the harness runs
  std::string peer;  // the connection at the other end; for "loopback" a key of Scenario::peers; "" for none
  std::optional<std::string> server_hostname;
  std::uint16_t port = 0;  // for "loopback": where the peer listens, once it runs
  std::string begins =
      "wrapped";  // or "connected": the step wrap makes the TLS object; "unconnected": connect connects it
  bool do_handshake_on_connect = false;  // of one that begins unconnected
};

// PeerSpec is a peer that the harness runs itself, at the other end of one "loopback" connection.
struct PeerSpec {
  std::string kind;  // "openssl", or "hand_written", which speaks TLS 1.2 only and sends whatever it is told to
  std::string role;  // "client" or "server": the one that the connection's context does not have
  std::string tls_min, tls_max;
  std::vector<std::string> chain;     // what it presents, the leaf first: DER or, when hand-written, any bytes
  std::string key;                    // PEM, unencrypted PKCS #8; "" for none
  bool asks_for_certificate = false;  // as a server
  bool renegotiates = false;          // kind "openssl", TLS 1.2: together with the first bytes that it sends back
  bool stalls = false;                // once it has begun to, it says nothing more
  std::vector<std::string> renegotiates_with{};  // a chain as above, presented from then on; empty: what it had
  std::string renegotiation_key{};
};

// Step is one verb. What each does and what it observes is said in harness/subject/PROTOCOL.md.
struct Step {
  std::string id;  // unique in the scenario
  std::string verb;
  std::string on;  // a connection or, for set_verify_mode and get_ca_certs, a context
  std::vector<Value> args;
  std::vector<std::pair<std::string, Value>> kwargs;
};

// arguments_of returns the arguments of the call as Python writes them: "True, timeout=3".
[[nodiscard]] std::string arguments_of(const Step& step);

struct Scenario {
  std::string case_id;
  std::map<std::string, std::string> where;  // the point of the matrix: {"tls": "1.2", "transport": "memory"}
  std::vector<std::string> needs;            // features that a subject must have to play it; see SubjectInfo::features
  std::map<std::string, Credential> certificates;
  std::map<std::string, ContextSpec> contexts;
  std::map<std::string, ConnectionSpec> connections;
  std::map<std::string, PeerSpec> peers;  // never told to the subject, which learns their ports only
  std::vector<Step> steps;
  std::string decode;  // DER: nothing is played, the certificate is decoded, and "decode" is the one step

  // name returns the case id and the place in the matrix: "validation/client_cert_none[tls=1.2,transport=memory]".
  [[nodiscard]] std::string name() const;
};

// to_json returns the "scenario" member of a run message, in which nothing is said of `peers`; scenario_from_json reads
// it back and throws std::runtime_error, naming the member, for what is no scenario.
[[nodiscard]] Json to_json(const Scenario& scenario);
[[nodiscard]] Scenario scenario_from_json(const Json& json);

}  // namespace peercert::suite

#endif
