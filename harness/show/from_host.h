// The certificate of a server, by a handshake as Python's ssl would do it.
#ifndef PEERCERT_SHOW_FROM_HOST_H
#define PEERCERT_SHOW_FROM_HOST_H

#include <filesystem>
#include <optional>
#include <string>

#include "show/endpoint.h"
#include "show/found.h"
#include "tls/context.h"

namespace peercert::show {

// Which says which certificates of a server are wanted.
enum class Which {
  kPeer,      // its own, as getpeercert() answers: {} where nothing was validated
  kContents,  // its own, with its contents in any case
  kSent,      // get_unverified_chain(), each with its contents
  kVerified,  // get_verified_chain(), each with its contents
};

struct HostOptions {
  Which which = Which::kPeer;
  VerifyMode verify_mode = VerifyMode::CERT_REQUIRED;
  std::optional<std::filesystem::path> cafile;  // trusted in place of the system's authorities
  std::optional<std::string> servername;        // asked for and checked in place of the host
  std::optional<std::filesystem::path> client_cert;
  std::optional<std::filesystem::path> client_key;  // nullopt: it is in client_cert
  double timeout = 10;                              // seconds, for connecting to an address, and for the handshake
};

// from_host returns the certificates of the server at `endpoint`. A certificate that is refused is a problem: nothing
// is shown, and the problem says why, of which certificate, what Python raises, and how to look at it all the same.
// Throws NothingToShow when there is no connection or no handshake, and when a file of the options cannot be used.
[[nodiscard]] Found from_host(const Endpoint& endpoint, const HostOptions& options);

}  // namespace peercert::show

#endif
