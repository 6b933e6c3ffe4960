// What both roles of a TLS 1.2 handshake share: its messages, their transcript, and the keys that come of them.
#ifndef PEERCERT_SUBJECT_PEERS_TLS12_SESSION_H
#define PEERCERT_SUBJECT_PEERS_TLS12_SESSION_H

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "subject/peers/tls12/bytes.h"
#include "subject/peers/tls12/records.h"

namespace peercert::subject::tls12 {

enum class Type : std::uint8_t {
  kClientHello = 1,
  kServerHello = 2,
  kCertificate = 11,
  kServerKeyExchange = 12,
  kCertificateRequest = 13,
  kServerHelloDone = 14,
  kCertificateVerify = 15,
  kClientKeyExchange = 16,
  kFinished = 20,
};

// The one cipher suite, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 (RFC 5289), and the one curve, secp256r1 (RFC 8422).
constexpr std::uint32_t kCipherSuite = 0xc02f;
constexpr std::uint32_t kRenegotiationSignal = 0x00ff;  // TLS_EMPTY_RENEGOTIATION_INFO_SCSV (RFC 5746)
constexpr std::uint32_t kNamedCurve = 3, kSecp256r1 = 23;

// Extensions.
constexpr std::uint32_t kSupportedGroups = 10, kPointFormats = 11, kSignatureAlgorithms = 13;
constexpr std::uint32_t kExtendedMasterSecret = 23, kRenegotiationInfo = 0xff01;
using Extensions = std::map<std::uint32_t, std::string>;

// read_extensions reads what is left of a hello; none at all is allowed.
[[nodiscard]] Extensions read_extensions(Reader& reader);
[[nodiscard]] std::string write_extensions(const Extensions& extensions);

// signature_scheme returns which scheme to sign with, of those in `offered`, the content of the vector of schemes.
// Throws ProtocolError when RSA with SHA-256 is in there in neither form.
[[nodiscard]] std::uint32_t signature_scheme(std::string_view offered);

// certificate_list returns the body of a Certificate message with these bytes as its certificates.
[[nodiscard]] std::string certificate_list(const std::vector<std::string>& chain);

struct Message {
  Type type;
  std::string body;
};

class Session {
 public:
  Session(PeerSocket& socket, bool is_server) : records_(socket), is_server_(is_server) {}

  // next returns the next handshake message, receive its body when it is a `wanted`. Throw ProtocolError for anything
  // else, and what Records::read throws.
  [[nodiscard]] Message next();
  [[nodiscard]] std::string receive(Type wanted);
  void send(Type type, std::string_view body);

  // derive_keys follows ClientKeyExchange: with the extended master secret, the transcript counts (RFC 7627).
  void derive_keys(std::string_view premaster);
  void receive_finished();  // and the ChangeCipherSpec before it
  void send_finished();

  // echo sends application data back until HungUp is thrown.
  void echo();
  // alert tells the other side what is wrong.
  void alert(std::uint8_t number);

  [[nodiscard]] const std::string& transcript() const { return transcript_; }

  std::string client_random, server_random;
  bool extended_master_secret = false;

 private:
  [[nodiscard]] std::string take(std::size_t count);
  [[nodiscard]] std::string verify_data(bool of_server) const;

  Records records_;
  bool is_server_;
  std::string unread_, transcript_, master_secret_;
  std::string client_key_, server_key_, client_salt_, server_salt_;
};

}  // namespace peercert::subject::tls12

#endif
