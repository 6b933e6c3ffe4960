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

std::map<std::string, Context> make_contexts(const Scenario& scenario) {
  std::map<std::string, Context> contexts;
  for (const auto& entry : scenario.contexts) {
    contexts.emplace(entry.first,
                     setting_up("context", entry.first, [&] { return make_context(entry.second, scenario); }));
  }
  return contexts;
}

std::map<std::string, Link> make_links(const Scenario& scenario, const std::map<std::string, Context>& contexts) {
  std::map<std::string, Link> links;
  for (const auto& entry : scenario.connections) {
    const suite::ConnectionSpec& spec = entry.second;
    links.emplace(entry.first, setting_up("connection", entry.first, [&] {
                    if (spec.transport != "loopback") (void)named(scenario.connections, spec.peer, "peer");
                    return make_link(named(contexts, spec.context, "context"), spec);
                  }));
  }
  return links;
}

}  // namespace peercert::subject
