#include "show/from_host.h"

#include <fmt/format.h>
#include <openssl/x509_vfy.h>

#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "show/render.h"
#include "show/verification.h"
#include "tls/connection.h"
#include "tls/create_connection.h"
#include "value/exception.h"
#include "value/printable.h"

namespace peercert::show {
namespace {

std::string text_of(const Endpoint& endpoint) {
  const bool is_ipv6 = endpoint.host.find(':') != std::string::npos;
  return fmt::format("{}{}{}:{}", is_ipv6 ? "[" : "", one_line(endpoint.host), is_ipv6 ? "]" : "", endpoint.port);
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string seconds(double timeout) {
  return fmt::format("{:g} s", timeout);
}

// with_file does `use`, and says in what it throws which file was meant.
template <typename Use>
void with_file(const char* option, const std::filesystem::path& file, const Use& use) {
  try {
    use();
  } catch (const PythonException& error) {
    throw NothingToShow(fmt::format("{} {}: {}", option, one_line(file.string()), one_line(error.what())));
  }
}

void load_client_cert(Context& context, const HostOptions& options) {
  const std::filesystem::path key = options.client_key.value_or(*options.client_cert);
  try {
    with_file("--client-cert", *options.client_cert, [&] { context.load_cert_chain(*options.client_cert, key); });
  } catch (const NothingToShow& why) {
    const bool lacks_key = !options.client_key && has(why.what(), "PEM lib");  // Python has no other word for it
    throw NothingToShow(
        fmt::format("{}{}", why.what(), lacks_key ? " (is the key in another file? --client-key FILE)" : ""));
  }
}

// As ssl.create_default_context(cafile=...) makes one, up to Python 3.12.
Context make_context(const HostOptions& options) {
  Context context(Protocol::PROTOCOL_TLS_CLIENT);
  if (options.verify_mode == VerifyMode::CERT_NONE) context.set_check_hostname(false);
  context.set_verify_mode(options.verify_mode);
  if (options.cafile) {
    with_file("--cafile", *options.cafile, [&] { context.load_verify_cafile(*options.cafile); });
  } else {
    context.load_default_certs();
  }
  if (options.client_cert) load_client_cert(context, options);
  return context;
}

int dial(const Endpoint& endpoint, double timeout) {
  try {
    return create_connection(endpoint.host, endpoint.port, timeout);
  } catch (const PythonException& error) {
    if (error.raised().type == "TimeoutError" && error.raised().text == "timed out") {
      throw NothingToShow(
          fmt::format("{}: there was no connection within {} (--timeout)", text_of(endpoint), seconds(timeout)));
    }
    throw NothingToShow(fmt::format("{}: cannot be connected to: {}", text_of(endpoint), error.raised().text));
  }
}

Connection connect(const Context& context, const Endpoint& endpoint, const HostOptions& options) {
  WrapSocketOptions wrap;
  wrap.do_handshake_on_connect = false;
  wrap.timeout = options.timeout;
  const std::string host = endpoint.host.substr(0, endpoint.host.find('%'));  // less the zone of an address
  wrap.server_hostname = options.servername.value_or(host);
  const int socket = dial(endpoint, options.timeout);
  try {
    return context.wrap_socket(socket, wrap);  // closes the socket when it throws
  } catch (const PythonException& error) {
    throw NothingToShow(fmt::format("{}: {}", text_of(endpoint), one_line(error.what())));
  }
}

std::string holder_of(const Refusal& refusal) {
  const std::string which =
      refusal.depth == 0 ? "of the server's own certificate"
                         : fmt::format("of certificate {} of the chain (1 is the server's own)", refusal.depth + 1);
  if (refusal.der.empty()) return which;
  const Shown shown = decoded("", refusal.der);
  const auto* dictionary = shown.value ? shown.value->get_if<Dict>() : nullptr;
  if (dictionary == nullptr) return which;
  return fmt::format("{}: subject {}; issuer {}", which, name_text(*dictionary->find("subject")),
                     name_text(*dictionary->find("issuer")));
}

std::string words_of(const Refusal& refusal) {
  return fmt::format("{} (error {}), {}", refusal.reason, refusal.code, holder_of(refusal));
}

// What to do about it, other than to look at it all the same.
std::string remedy(const Refusal& refusal) {
  switch (refusal.code) {
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return "; --cafile FILE trusts another authority";
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return "; --servername NAME checks another name";
    default:
      return "";
  }
}

// How to look at what was wanted all the same, with the options that it was asked for.
const char* way_around(Which which) {
  switch (which) {
    case Which::kPeer:
      return "--verify none --decode shows it all the same";
    case Which::kContents:
      return "--verify none as well shows it all the same";
    case Which::kSent:
      return "--verify none as well shows what was sent all the same";
    case Which::kVerified:
      return "no chain was verified; --verify none --chain shows what was sent";
  }
  throw std::logic_error("no such Which");
}

Found refused(const Endpoint& endpoint, Which which, const Refusal& refusal, const PythonException& error) {
  const std::string at = text_of(endpoint);
  Found found;
  found.problems = {fmt::format("{}: the certificate is refused: {}", at, words_of(refusal)),
                    fmt::format("{}: Python raises {}", at, one_line(error.what()))};
  found.notes = {fmt::format("{}: {}{}", at, way_around(which), remedy(refusal))};
  return found;
}

NothingToShow no_handshake(const Endpoint& endpoint, const HostOptions& options, const Verification& seen,
                           const PythonException& error) {
  const std::string at = text_of(endpoint);
  if (error.raised().type == "TimeoutError") {
    return NothingToShow(
        fmt::format("{}: the handshake was not done within {} (--timeout)", at, seconds(options.timeout)));
  }
  const bool other_protocol = has(error.what(), "WRONG_VERSION_NUMBER") || has(error.what(), "RECORD_LAYER_FAILURE");
  const bool without = seen.asked_for_a_certificate() && !options.client_cert;
  return NothingToShow(fmt::format("{}: the handshake failed: {}{}{}", at, one_line(error.what()),
                                   other_protocol ? " (does it speak TLS?)" : "",
                                   without ? "; the server asks for a client's certificate: --client-cert FILE" : ""));
}

std::vector<std::string> chain_of(const Connection& connection, Which which) {
  return which == Which::kSent ? connection.unverified_chain() : connection.verified_chain();
}

Shown peer_of(const Connection& connection, const std::string& at, Which which) {
  const std::optional<std::string> der = connection.peer_certificate_der();
  if (which == Which::kContents && der) return decoded(at, *der);
  Shown shown{at, der, std::nullopt, ""};
  try {
    shown.value = connection.getpeercert();
  } catch (const PythonException& error) {
    shown.raised = error.what();
  }
  return shown;
}

std::vector<Shown> shown_of(const Connection& connection, const std::string& at, Which which) {
  if (which == Which::kPeer || which == Which::kContents) return {peer_of(connection, at, which)};
  std::vector<Shown> all;
  const std::vector<std::string> chain = chain_of(connection, which);
  for (const std::string& der : chain) {
    const char* how = which == Which::kSent ? "sent" : "verified";
    all.push_back(decoded(fmt::format("{}, certificate {} of {} {}", at, all.size() + 1, chain.size(), how), der));
  }
  return all;
}

std::vector<std::string> notes_on(const std::string& at, const HostOptions& options, const Verification& seen) {
  std::vector<std::string> notes;
  if (options.verify_mode == VerifyMode::CERT_NONE) {
    const char* empty = options.which == Which::kPeer
                            ? ", so the dictionary is empty, as Python's is; --decode shows what is in it"
                            : "";
    notes.push_back(
        fmt::format("{}: the certificate was not validated, nor the host's name checked (--verify none){}", at, empty));
    if (seen.refusal()) notes.push_back(fmt::format("{}: it would be refused: {}", at, words_of(*seen.refusal())));
  }
  if (seen.asked_for_a_certificate() && !options.client_cert) {
    notes.push_back(fmt::format("{}: the server asks for a client's certificate: --client-cert FILE", at));
  }
  return notes;
}

}  // namespace

Found from_host(const Endpoint& endpoint, const HostOptions& options) {
  if (options.servername) require_ascii("--servername " + *options.servername, *options.servername);
  const Context context = make_context(options);
  Connection connection = connect(context, endpoint, options);
  const Verification seen(connection.native_handle());  // after the connection, and so gone before it
  try {
    connection.do_handshake();
  } catch (const PythonException& error) {
    const bool is_refused = error.raised().type == "ssl.SSLCertVerificationError" && seen.refusal();
    if (is_refused) return refused(endpoint, options.which, *seen.refusal(), error);
    throw no_handshake(endpoint, options, seen, error);
  }
  const std::string at = text_of(endpoint);
  Found found{shown_of(connection, at, options.which), {}, notes_on(at, options, seen)};
  if (found.certificates.empty()) found.certificates.push_back({at, std::nullopt, Value(None{}), ""});
  return found;
}

}  // namespace peercert::show
