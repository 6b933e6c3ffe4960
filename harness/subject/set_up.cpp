#include "subject/set_up.h"

#include <fmt/ranges.h>

#include "value/exception.h"

namespace peercert::subject {
namespace {

using suite::ContextSpec;
using suite::Credential;
using suite::Scenario;

const std::map<std::string, Protocol> kRoles = {
    {"client", Protocol::PROTOCOL_TLS_CLIENT},
    {"server", Protocol::PROTOCOL_TLS_SERVER},
};

const std::map<std::string, TlsVersion> kTlsVersions = {
    {"1.0", TlsVersion::TLSv1},
    {"1.1", TlsVersion::TLSv1_1},
    {"1.2", TlsVersion::TLSv1_2},
    {"1.3", TlsVersion::TLSv1_3},
};

const std::map<std::string, VerifyMode> kVerifyModes = {
    {"CERT_NONE", VerifyMode::CERT_NONE},
    {"CERT_OPTIONAL", VerifyMode::CERT_OPTIONAL},
    {"CERT_REQUIRED", VerifyMode::CERT_REQUIRED},
};

const std::map<std::string, unsigned long> kVerifyFlags = {
    {"VERIFY_X509_STRICT", 0x20},
    {"VERIFY_X509_TRUSTED_FIRST", 0x8000},
    {"VERIFY_X509_PARTIAL_CHAIN", 0x80000},
    {"X509_V_FLAG_NO_CHECK_TIME", 0x200000},
};

const std::map<std::string, std::uint64_t> kOptions = {
    {"OP_IGNORE_UNEXPECTED_EOF", 0x80},
    {"OP_ALLOW_CLIENT_RENEGOTIATION", 0x100},
    {"OP_NO_TICKET", 0x4000},
    {"OP_NO_RENEGOTIATION", 0x40000000},
};

void share_key(Context& context, const suite::PreSharedKey& shared) {
  if (context.protocol() == Protocol::PROTOCOL_TLS_CLIENT) {
    context.set_psk_client_callback([shared](const auto& /*hint*/) { return PskAnswer{shared.identity, shared.key}; });
  } else {
    context.set_psk_server_callback(
        [shared](const auto& identity) { return identity == shared.identity ? shared.key : std::string(); });
  }
}

Context make_context(const ContextSpec& spec, const Scenario& scenario) {
  Context context(named(kRoles, spec.role, "role"));
  context.set_check_hostname(spec.check_hostname);  // first: with it on, CERT_NONE is refused
  context.set_verify_mode(verify_mode(spec.verify_mode));
  context.set_minimum_version(named(kTlsVersions, spec.tls_min, "TLS version"));
  context.set_maximum_version(named(kTlsVersions, spec.tls_max, "TLS version"));
  for (const std::string& flag : spec.verify_flags) {
    context.set_verify_flags(context.verify_flags() | named(kVerifyFlags, flag, "verify flag"));
  }
  if (!spec.trust.empty()) context.load_verify_cadata(fmt::format("{}", fmt::join(spec.trust, "\n")));
  if (spec.certificate) {
    const Credential& credential = named(scenario.certificates, *spec.certificate, "certificate");
    context.load_cert_chain_pem(fmt::format("{}", fmt::join(credential.chain, "\n")), credential.key);
  }
  if (spec.ciphers) context.set_ciphers(*spec.ciphers);
  for (const std::string& option : spec.options) {
    context.set_options(context.options() | named(kOptions, option, "option"));
  }
  if (spec.ecdh_curve) context.set_ecdh_curve(*spec.ecdh_curve);
  context.set_post_handshake_auth(spec.post_handshake_auth);
  if (spec.psk) share_key(context, *spec.psk);
  return context;
}

// Runs `make`; what goes wrong becomes an error that says where.
template <typename Make>
auto setting_up(const char* what, const std::string& name, const Make& make) {
  try {
    return make();
  } catch (const std::exception& error) {
    throw std::runtime_error(fmt::format("{} {}: {}", what, name, error.what()));
  }
}

}  // namespace

VerifyMode verify_mode(const std::string& name) {
  return named(kVerifyModes, name, "verify mode");
}

Contexts make_contexts(const Scenario& scenario) {
  Contexts contexts;
  for (const auto& [name, spec] : scenario.contexts) {
    const auto make = [&, own = &spec] { return make_context(*own, scenario); };
    contexts.named.emplace(name, setting_up("context", name, make));
  }
  for (const auto& [name, spec] : scenario.contexts) {
    if (!spec.server_name_context) continue;
    setting_up("context", name, [&, own = &name, target = &*spec.server_name_context] {
      const Context& other = named(contexts.named, *target, "context");
      const Context* kept = &contexts.for_names.emplace(*target, other).first->second;
      contexts.named.at(*own).set_sni_callback([kept](const auto& /*server_name*/) { return *kept; });
    });
  }
  return contexts;
}

void make_links(const Scenario& scenario, const Contexts& contexts, Links& links) {
  for (const auto& [name, spec] : scenario.connections) {
    setting_up("connection", name, [&, own = &name, of = &spec] {
      if (!of->peer.empty() && of->transport != "loopback") (void)named(scenario.connections, of->peer, "peer");
      const Context& context = named(contexts.named, of->context, "context");
      Link& link = links.try_emplace(*own, *of).first->second;
      if (of->begins != "connected") link.wrap(context, {of->do_handshake_on_connect});
    });
  }
}

}  // namespace peercert::subject
