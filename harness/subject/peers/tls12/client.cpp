#include <fmt/format.h>

#include <optional>

#include "subject/peers/tls12/roles.h"

namespace peercert::subject::tls12 {
namespace {

void send_hello(Session& session) {
  session.client_random = random_bytes(32);
  const std::string schemes = number(kRsaPkcs1Sha256, 2) + number(kRsaPssRsaeSha256, 2);
  const Extensions extensions{{kSupportedGroups, vector(number(kSecp256r1, 2), 2)},
                              {kPointFormats, vector(number(0, 1), 1)},
                              {kSignatureAlgorithms, vector(schemes, 2)},
                              {kExtendedMasterSecret, ""},
                              {kRenegotiationInfo, vector("", 1)}};
  const std::string no_session_id = vector("", 1), no_compression = vector(number(0, 1), 1);
  session.send(Type::kClientHello, number(kTls12, 2) + session.client_random + no_session_id +
                                       vector(number(kCipherSuite, 2), 2) + no_compression +
                                       write_extensions(extensions));
}

void read_server_hello(Session& session) {
  const std::string body = session.receive(Type::kServerHello);
  Reader reader(body, "ServerHello");
  const std::uint32_t version = reader.number(2);
  session.server_random = reader.take(32);
  (void)reader.vector(1);  // session id
  const std::uint32_t suite = reader.number(2);
  const std::uint32_t compression = reader.number(1);
  if (version != kTls12 || suite != kCipherSuite || compression != 0) {
    throw ProtocolError(kHandshakeFailure, fmt::format("ServerHello: version {:04x}, cipher suite {:04x} and "
                                                       "compression {} were not offered",
                                                       version, suite, compression));
  }
  session.extended_master_secret = read_extensions(reader).count(kExtendedMasterSecret) > 0;
}

// Returns the server's point; its signature is not looked at.
std::string read_key_exchange(Session& session) {
  const std::string body = session.receive(Type::kServerKeyExchange);
  Reader reader(body, "ServerKeyExchange");
  if (reader.number(1) != kNamedCurve || reader.number(2) != kSecp256r1) {
    throw ProtocolError(kHandshakeFailure, "ServerKeyExchange: the curve is not P-256");
  }
  return std::string(reader.vector(1));
}

// Returns the scheme to sign with when the server asks for a certificate, or nullopt, once it is done.
std::optional<std::uint32_t> read_request(Session& session) {
  const Message message = session.next();
  if (message.type == Type::kServerHelloDone) return std::nullopt;
  if (message.type != Type::kCertificateRequest) {
    throw ProtocolError(kUnexpectedMessage, "neither CertificateRequest nor ServerHelloDone came");
  }
  Reader reader(message.body, "CertificateRequest");
  (void)reader.vector(1);  // types
  const std::uint32_t scheme = signature_scheme(reader.vector(2));
  (void)session.receive(Type::kServerHelloDone);
  return scheme;
}

}  // namespace

void connect(const suite::PeerSpec& spec, Session& session) {
  const KeyShare share;
  send_hello(session);
  read_server_hello(session);
  (void)session.receive(Type::kCertificate);
  const std::string point = read_key_exchange(session);
  const auto scheme = read_request(session);
  if (scheme) session.send(Type::kCertificate, certificate_list(spec.chain));
  session.send(Type::kClientKeyExchange, vector(share.point(), 1));
  session.derive_keys(share.shared_secret(point));
  if (scheme && !spec.chain.empty()) {
    const std::string signature = SigningKey(spec.key).sign(*scheme, session.transcript());
    session.send(Type::kCertificateVerify, number(*scheme, 2) + vector(signature, 2));
  }
  session.send_finished();
  session.receive_finished();
}

}  // namespace peercert::subject::tls12
