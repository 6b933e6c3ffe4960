#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "export/peers.h"
#include "value/literal.h"

namespace peercert::exports {
namespace {

using suite::ContextSpec;

const std::vector<std::pair<std::string, std::string>>& tls_versions() {
  static const std::vector<std::pair<std::string, std::string>> kNames = {
      {"1.0", "TLSv1"}, {"1.1", "TLSv1_1"}, {"1.2", "TLSv1_2"}, {"1.3", "TLSv1_3"}};
  return kNames;
}

std::string constant_of(const std::string& version) {
  for (const auto& [name, constant] : tls_versions()) {
    if (name == version) return constant;
  }
  throw CannotReproduce(fmt::format("there is no TLS version '{}'", version));
}

// By number, since the ssl module has no name for all of them; the numbers are OpenSSL's.
const std::map<std::string, unsigned>& flags() {
  static const std::map<std::string, unsigned> kNumbers = {
      {"VERIFY_X509_STRICT", 0x20},
      {"VERIFY_X509_TRUSTED_FIRST", 0x8000},
      {"VERIFY_X509_PARTIAL_CHAIN", 0x80000},
      {"X509_V_FLAG_NO_CHECK_TIME", 0x200000},
      {"OP_IGNORE_UNEXPECTED_EOF", 0x80},
      {"OP_ALLOW_CLIENT_RENEGOTIATION", 0x100},
      {"OP_NO_TICKET", 0x4000},
      {"OP_NO_RENEGOTIATION", 0x40000000},
  };
  return kNumbers;
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? char(c - 32) : c; });
  return text;
}

class ContextWriter {
 public:
  ContextWriter(const Writing& writing, const std::string& name)
      : writing_(writing), spec_(writing.scenario().contexts.at(name)), name_(context_variable(name)) {}

  void write(bool needs_trust) {
    line("{} = ssl.SSLContext(ssl.PROTOCOL_TLS_{})", name_, upper(spec_.role));
    const bool client = spec_.role == "client";
    if (spec_.check_hostname != client) line("{}.check_hostname = {}", name_, spec_.check_hostname ? "True" : "False");
    const std::string usual = client ? "CERT_REQUIRED" : "CERT_NONE";
    if (spec_.verify_mode != usual) line("{}.verify_mode = ssl.{}", name_, spec_.verify_mode);
    limit_versions();
    add_flags("verify_flags", spec_.verify_flags);
    if (needs_trust || spec_.verify_mode != "CERT_NONE") trust();
    present();
    if (spec_.ciphers) line("{}.set_ciphers({})", name_, quoted(*spec_.ciphers));
    add_flags("options", spec_.options);
    if (spec_.ecdh_curve) line("{}.set_ecdh_curve({})", name_, quoted(*spec_.ecdh_curve));
    if (spec_.post_handshake_auth) line("{}.post_handshake_auth = True", name_);
    if (spec_.psk) share_key();
  }

 private:
  template <typename... Arguments>
  void line(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    writing_.script.line(fmt::format(format, std::forward<Arguments>(arguments)...));
  }

  void limit_versions() {
    if (!writing_.finding.has_tls_version) return limit_by_options();
    if (writing_.direct && spec_.tls_min == "1.2" && spec_.tls_max == "1.3") return;  // what everybody has anyway
    const std::string lowest = constant_of(spec_.tls_min), highest = constant_of(spec_.tls_max);
    if (lowest == highest) {
      line("{0}.minimum_version = {0}.maximum_version = ssl.TLSVersion.{1}", name_, lowest);
    } else {
      line("{}.minimum_version = ssl.TLSVersion.{}", name_, lowest);
      line("{}.maximum_version = ssl.TLSVersion.{}", name_, highest);
    }
  }

  // As on Python 3.6, which has no TLSVersion.
  void limit_by_options() {
    std::vector<std::string> others;
    for (const auto& [version, constant] : tls_versions()) {
      if (version < spec_.tls_min || version > spec_.tls_max) others.push_back("ssl.OP_NO_" + constant);
    }
    if (!others.empty()) line("{}.options |= {}", name_, fmt::join(others, " | "));
  }

  void add_flags(const char* attribute, const std::vector<std::string>& names) {
    for (const std::string& name : names) line("{}.{} |= {:#x}  # {}", name_, attribute, flags().at(name), name);
  }

  void trust() {
    std::vector<std::string> names;
    for (const std::string& pem : spec_.trust) names.push_back(writing_.script.pem("TRUSTED", pem));
    if (!names.empty()) line("{}.load_verify_locations(cadata={})", name_, fmt::join(names, " + "));
  }

  void present() {
    if (!spec_.certificate) return;
    const suite::Credential& credential = writing_.scenario().certificates.at(*spec_.certificate);
    std::string constant = *spec_.certificate;
    constant = upper(constant.substr(constant.rfind('/') + 1));
    std::vector<std::string> names;
    for (const std::string& pem : credential.chain) {
      names.push_back(writing_.script.pem(names.empty() ? constant : constant + "_ISSUER", pem));
    }
    names.push_back(writing_.script.pem(constant + "_KEY", credential.key));
    writing_.script.help("present");
    line("present({}, {})", name_, fmt::join(names, ", "));
  }

  void share_key() {
    const std::string identity = quoted(spec_.psk->identity), key = to_literal(Bytes{spec_.psk->key});
    if (spec_.role == "client") {
      line("{}.set_psk_client_callback(lambda hint: ({}, {}))", name_, identity, key);
    } else {
      line("{}.set_psk_server_callback(lambda asked: {} if asked == {} else b\"\")", name_, key, identity);
    }
  }

  const Writing& writing_;
  const ContextSpec& spec_;
  std::string name_;
};

}  // namespace

std::string context_variable(const std::string& context) {
  return context + "_context";
}

void write_context(const Writing& writing, const std::string& name, bool needs_trust) {
  ContextWriter(writing, name).write(needs_trust);
}

void write_server_name_callbacks(const Writing& writing, const std::set<std::string>& contexts) {
  const char* format = writing.finding.has_tls_version
                           ? "{}.sni_callback = lambda tls, name, context: setattr(tls, \"context\", {})"
                           : "{}.set_servername_callback(lambda tls, name, context: setattr(tls, \"context\", {}))";
  for (const std::string& name : contexts) {
    const auto& other = writing.scenario().contexts.at(name).server_name_context;
    if (other) writing.script.line(fmt::format(fmt::runtime(format), context_variable(name), context_variable(*other)));
  }
}

}  // namespace peercert::exports
