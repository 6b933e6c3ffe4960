#include "subject/peers/tls12/session.h"

#include <fmt/format.h>

namespace peercert::subject::tls12 {
namespace {

constexpr std::size_t kMasterSecretSize = 48, kVerifyDataSize = 12;

}  // namespace

Extensions read_extensions(Reader& reader) {
  Extensions extensions;
  if (reader.at_end()) return extensions;
  Reader list(reader.vector(2), "extensions");
  reader.end();
  while (!list.at_end()) {
    const std::uint32_t type = list.number(2);
    extensions[type] = list.vector(2);
  }
  return extensions;
}

std::string write_extensions(const Extensions& extensions) {
  std::string list;
  for (const auto& [type, content] : extensions) list += number(type, 2) + vector(content, 2);
  return vector(list, 2);
}

std::uint32_t signature_scheme(std::string_view offered) {
  bool pss = false;
  for (Reader reader(offered, "signature algorithms"); !reader.at_end();) {
    const std::uint32_t scheme = reader.number(2);
    if (scheme == kRsaPkcs1Sha256) return scheme;
    pss |= scheme == kRsaPssRsaeSha256;
  }
  if (pss) return kRsaPssRsaeSha256;
  throw ProtocolError(kHandshakeFailure, "neither rsa_pkcs1_sha256 nor rsa_pss_rsae_sha256 is offered");
}

std::string certificate_list(const std::vector<std::string>& chain) {
  std::string list;
  for (const std::string& certificate : chain) list += vector(certificate, 3);
  return vector(list, 3);
}

// Returns bytes of handshake messages, which may be spread over records in any way.
std::string Session::take(std::size_t count) {
  while (unread_.size() < count) {
    const Record record = records_.read();
    if (record.type != ContentType::kHandshake || record.payload.empty()) {
      throw ProtocolError(kUnexpectedMessage, fmt::format("a record of content type {} came within the handshake",
                                                          static_cast<int>(record.type)));
    }
    unread_ += record.payload;
  }
  std::string taken = unread_.substr(0, count);
  unread_.erase(0, count);
  return taken;
}

Message Session::next() {
  const std::string header = take(4);
  Reader reader(header, "handshake message");
  const auto type = static_cast<Type>(reader.number(1));
  constexpr std::uint32_t kMost = 1U << 18;  // far more than any certificate of ours
  const std::uint32_t size = reader.number(3);
  if (size > kMost) throw ProtocolError(kDecodeError, fmt::format("handshake message: {} bytes are too many", size));
  std::string body = take(size);
  transcript_ += header + body;
  return {type, std::move(body)};
}

std::string Session::receive(Type wanted) {
  Message message = next();
  if (message.type == wanted) return std::move(message.body);
  throw ProtocolError(kUnexpectedMessage, fmt::format("handshake message {} came where {} was due",
                                                      static_cast<int>(message.type), static_cast<int>(wanted)));
}

void Session::send(Type type, std::string_view body) {
  const std::string message = number(static_cast<std::uint8_t>(type), 1) + vector(body, 3);
  transcript_ += message;
  records_.write(ContentType::kHandshake, message);
}

// RFC 5246, sections 8.1 and 6.3; RFC 7627, section 4
void Session::derive_keys(std::string_view premaster) {
  const std::string both = client_random + server_random;
  master_secret_ = extended_master_secret
                       ? prf(premaster, "extended master secret", sha256(transcript_), kMasterSecretSize)
                       : prf(premaster, "master secret", both, kMasterSecretSize);
  const std::string block =
      prf(master_secret_, "key expansion", server_random + client_random, 2 * (Aead::kKeySize + Aead::kSaltSize));
  Reader reader(block, "key block");
  client_key_ = reader.take(Aead::kKeySize);
  server_key_ = reader.take(Aead::kKeySize);
  client_salt_ = reader.take(Aead::kSaltSize);
  server_salt_ = reader.take(Aead::kSaltSize);
}

std::string Session::verify_data(bool of_server) const {
  return prf(master_secret_, of_server ? "server finished" : "client finished", sha256(transcript_), kVerifyDataSize);
}

void Session::receive_finished() {
  const Record change = records_.read();
  if (change.type != ContentType::kChangeCipherSpec || change.payload != "\x01" || !unread_.empty()) {
    throw ProtocolError(kUnexpectedMessage, "a ChangeCipherSpec was due");
  }
  const Aead aead = is_server_ ? Aead(client_key_, client_salt_) : Aead(server_key_, server_salt_);
  records_.protect_reading(aead);
  const std::string expected = verify_data(!is_server_);
  if (receive(Type::kFinished) != expected) throw ProtocolError(kDecryptError, "the Finished message is wrong");
}

void Session::send_finished() {
  records_.write(ContentType::kChangeCipherSpec, "\x01");
  records_.protect_writing(is_server_ ? Aead(server_key_, server_salt_) : Aead(client_key_, client_salt_));
  send(Type::kFinished, verify_data(is_server_));
}

void Session::echo() {
  while (true) {
    const Record record = records_.read();
    if (record.type != ContentType::kApplicationData) {
      throw ProtocolError(kUnexpectedMessage, "something other than application data came after the handshake");
    }
    if (!record.payload.empty()) records_.write(ContentType::kApplicationData, record.payload);
  }
}

void Session::alert(std::uint8_t alert_number) {
  constexpr std::uint8_t kFatal = 2;
  records_.write(ContentType::kAlert, number(kFatal, 1) + number(alert_number, 1));
  records_.flush();
}

}  // namespace peercert::subject::tls12
