#include <fmt/format.h>

#include "subject/peers/tls12/roles.h"

namespace peercert::subject::tls12 {
namespace {

struct ClientHello {
  Extensions extensions;
  std::uint32_t signature_scheme = 0;  // the one to sign with
  bool can_renegotiate_safely = false;
};

void check_cipher_suites(std::string_view suites, ClientHello& hello) {
  bool offered = false;
  for (Reader reader(suites, "cipher suites"); !reader.at_end();) {
    const std::uint32_t suite = reader.number(2);
    offered |= suite == kCipherSuite;
    hello.can_renegotiate_safely |= suite == kRenegotiationSignal;
  }
  if (!offered) throw ProtocolError(kHandshakeFailure, "ClientHello: ECDHE-RSA-AES128-GCM-SHA256 is not offered");
}

void check_groups(const Extensions& extensions) {
  const auto found = extensions.find(kSupportedGroups);
  if (found == extensions.end()) return;
  Reader extension(found->second, "supported groups");
  for (Reader groups(extension.vector(2), "supported groups"); !groups.at_end();) {
    if (groups.number(2) == kSecp256r1) return;
  }
  throw ProtocolError(kHandshakeFailure, "ClientHello: P-256 is not offered");
}

// Without the extension a client means SHA-1 (RFC 5246, section 7.4.1.4.1), which this peer does not sign with.
std::uint32_t scheme_for(const Extensions& extensions) {
  const auto found = extensions.find(kSignatureAlgorithms);
  if (found == extensions.end()) {
    throw ProtocolError(kHandshakeFailure, "ClientHello: there are no signature algorithms");
  }
  Reader reader(found->second, "signature algorithms");
  return signature_scheme(reader.vector(2));
}

ClientHello read_client_hello(Session& session) {
  const std::string body = session.receive(Type::kClientHello);
  Reader reader(body, "ClientHello");
  const std::uint32_t version = reader.number(2);
  if (version < kTls12)
    throw ProtocolError(kHandshakeFailure, fmt::format("ClientHello: {:04x} is not TLS 1.2", version));
  ClientHello hello;
  session.client_random = reader.take(32);
  (void)reader.vector(1);  // session id
  check_cipher_suites(reader.vector(2), hello);
  (void)reader.vector(1);  // compression methods
  hello.extensions = read_extensions(reader);
  check_groups(hello.extensions);
  hello.signature_scheme = scheme_for(hello.extensions);
  session.extended_master_secret = hello.extensions.count(kExtendedMasterSecret) > 0;
  hello.can_renegotiate_safely |= hello.extensions.count(kRenegotiationInfo) > 0;
  return hello;
}

void send_hello(const ClientHello& hello, Session& session) {
  Extensions extensions;
  if (hello.can_renegotiate_safely) extensions[kRenegotiationInfo] = vector("", 1);
  if (session.extended_master_secret) extensions[kExtendedMasterSecret] = "";
  session.server_random = random_bytes(32);
  const std::string no_session_id = vector("", 1), no_compression = number(0, 1);
  session.send(Type::kServerHello, number(kTls12, 2) + session.server_random + no_session_id + number(kCipherSuite, 2) +
                                       no_compression + write_extensions(extensions));
}

void send_key_exchange(const KeyShare& share, std::uint32_t scheme, const SigningKey& key, Session& session) {
  const std::string parameters = number(kNamedCurve, 1) + number(kSecp256r1, 2) + vector(share.point(), 1);
  const std::string signature = key.sign(scheme, session.client_random + session.server_random + parameters);
  session.send(Type::kServerKeyExchange, parameters + number(scheme, 2) + vector(signature, 2));
}

void ask_for_certificate(Session& session) {
  constexpr std::uint8_t kRsaSign = 1, kEcdsaSign = 64;
  const std::string types = number(kRsaSign, 1) + number(kEcdsaSign, 1);
  const std::string schemes = number(kRsaPssRsaeSha256, 2) + number(kRsaPkcs1Sha256, 2) + number(0x0403, 2);
  const std::string no_authorities = vector("", 2);
  session.send(Type::kCertificateRequest, vector(types, 1) + vector(schemes, 2) + no_authorities);
}

// Returns whether the client has a certificate, and so will sign.
bool read_certificate(Session& session) {
  const std::string body = session.receive(Type::kCertificate);
  Reader reader(body, "Certificate");
  const bool any = !reader.vector(3).empty();
  reader.end();
  return any;
}

}  // namespace

void serve(const suite::PeerSpec& spec, Session& session) {
  const SigningKey key(spec.key);
  const KeyShare share;
  const ClientHello hello = read_client_hello(session);
  send_hello(hello, session);
  session.send(Type::kCertificate, certificate_list(spec.chain));
  send_key_exchange(share, hello.signature_scheme, key, session);
  if (spec.asks_for_certificate) ask_for_certificate(session);
  session.send(Type::kServerHelloDone, "");
  const bool client_signs = spec.asks_for_certificate && read_certificate(session);
  const std::string exchange = session.receive(Type::kClientKeyExchange);
  Reader reader(exchange, "ClientKeyExchange");
  session.derive_keys(share.shared_secret(reader.vector(1)));
  reader.end();
  if (client_signs) (void)session.receive(Type::kCertificateVerify);
  session.receive_finished();
  session.send_finished();
}

}  // namespace peercert::subject::tls12
