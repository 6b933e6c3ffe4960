#include "suite/verbs.h"

#include <algorithm>

namespace peercert::suite {
namespace {

constexpr std::size_t kAnyArgs = 99;  // some are also called wrongly, on purpose

}  // namespace

const std::vector<Verb>& verbs() {
  static const std::vector<Verb> kVerbs = {
      {"do_handshake", 0, 0, ActsOn::kConnection, IfSilent::kMayWait},
      {"handshake", 0, 0, ActsOn::kAnyConnection, IfSilent::kWorks},
      {"deliver", 0, 0, ActsOn::kWire, IfSilent::kWorks},
      {"truncate", 1, 1, ActsOn::kWire, IfSilent::kWorks},
      {"inject", 1, 1, ActsOn::kWire, IfSilent::kWorks},
      {"eof", 0, 0, ActsOn::kWire, IfSilent::kWorks},
      {"reset", 0, 0, ActsOn::kTcp, IfSilent::kWorks},
      {"getpeercert", 0, kAnyArgs, ActsOn::kConnection, IfSilent::kAnswer},
      {"getpeercert_of_truth",
       1,
       1,
       ActsOn::kConnection,
       IfSilent::kAnswer,
       "truth_values",
       {"raises", "returns_int", "empty", "filled"}},
      {"getpeercert_in_threads", 2, 2, ActsOn::kConnection, IfSilent::kAnswer},
      {"getpeercert_after_change", 0, 0, ActsOn::kConnection, IfSilent::kAnswer},
      {"getpeercert_of_many", 1, 1, ActsOn::kWire, IfSilent::kAnswer},
      {"get_verified_chain", 0, kAnyArgs, ActsOn::kConnection, IfSilent::kAnswer, "certificate_chains"},
      {"get_unverified_chain", 0, kAnyArgs, ActsOn::kConnection, IfSilent::kAnswer, "certificate_chains"},
      {"match_hostname_of_peer", 1, 1, ActsOn::kConnection, IfSilent::kAnswer, "match_hostname"},
      {"get_extra_info", 1, 1, ActsOn::kAsyncio, IfSilent::kAnswer},
      {"read", 0, 1, ActsOn::kConnection, IfSilent::kAnswer},
      {"write", 1, 1, ActsOn::kConnection, IfSilent::kMayWait},
      {"version", 0, 0, ActsOn::kConnection, IfSilent::kAnswer},
      {"unwrap", 0, 0, ActsOn::kConnection, IfSilent::kMayWait},
      {"verify_client_post_handshake", 0, 0, ActsOn::kConnection, IfSilent::kWorks, "post_handshake_auth"},
      {"set_context", 1, 1, ActsOn::kConnection, IfSilent::kWorks},
      {"set_session", 1, 1, ActsOn::kConnection, IfSilent::kWorks},
      {"session_reused", 0, 0, ActsOn::kConnection, IfSilent::kAnswer},
      {"wrap", 0, 0, ActsOn::kNotWrapped, IfSilent::kWorks},
      {"connect", 0, 1, ActsOn::kNotConnected, IfSilent::kWorks, "", {"nobody", "silence", "full_queue"}},
      {"connect_ex", 0, 1, ActsOn::kNotConnected, IfSilent::kWorks, "", {"nobody", "silence", "full_queue"}},
      {"listen", 0, 0, ActsOn::kNotConnected, IfSilent::kWorks},
      {"settimeout", 1, 1, ActsOn::kSocket, IfSilent::kWorks},
      {"shutdown", 1, 1, ActsOn::kSocket, IfSilent::kWorks, "", {"SHUT_RD", "SHUT_WR", "SHUT_RDWR"}},
      {"close", 0, 0, ActsOn::kSocket, IfSilent::kWorks},
      {"detach", 0, 0, ActsOn::kSocket, IfSilent::kWorks},
      {"makefile", 0, 0, ActsOn::kSocket, IfSilent::kWorks},
      {"close_file", 0, 0, ActsOn::kSocket, IfSilent::kWorks},
      {"get_ca_certs", 0, 1, ActsOn::kContext, IfSilent::kAnswer, "get_ca_certs"},
      {"set_verify_mode",
       1,
       1,
       ActsOn::kContext,
       IfSilent::kWorks,
       "",
       {"CERT_NONE", "CERT_OPTIONAL", "CERT_REQUIRED"}},
      {"forget_context", 0, 0, ActsOn::kContext, IfSilent::kWorks},
      {"match_hostname", 2, 2, ActsOn::kModule, IfSilent::kAnswer, "match_hostname"},
  };
  return kVerbs;
}

const Verb* find_verb(std::string_view name) {
  const auto found =
      std::find_if(verbs().begin(), verbs().end(), [name](const Verb& verb) { return verb.name == name; });
  return found == verbs().end() ? nullptr : &*found;
}

std::string_view why_not(const Verb& verb, const ConnectionSpec& connection) {
  const bool asyncio = connection.transport == "asyncio";
  if (verb.acts_on == ActsOn::kAnyConnection) return "";
  if (verb.acts_on == ActsOn::kAsyncio) return asyncio ? "" : "it is not over asyncio";
  if (asyncio) return "over asyncio there are handshake and get_extra_info";
  switch (verb.acts_on) {
    case ActsOn::kWire:
      if (connection.transport == "loopback") return "over loopback what is sent is on its way at once";
      return connection.peer.empty() ? "it has no peer" : "";
    case ActsOn::kTcp:
      if (connection.transport != "tcp") return "it is not over tcp";
      return connection.peer.empty() ? "it has no peer" : "";
    case ActsOn::kSocket:
      return connection.transport == "memory" ? "it is an SSLObject, which has none" : "";
    case ActsOn::kNotWrapped:
      return connection.begins == "connected" ? ""
                                              : "it has its TLS object from the beginning (begins = \"connected\")";
    case ActsOn::kNotConnected:
      return connection.begins == "unconnected" ? "" : "it is connected from the beginning (begins = \"unconnected\")";
    default:
      return "";
  }
}

}  // namespace peercert::suite
