#include "subject/peers/test_end.h"

#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace peercert::test {

using subject::Descriptor;
using subject::Peer;

const forge::Fixture& fixture(const std::string& name) {
  static const forge::Fixtures kAll = forge::Fixtures::load(PEERCERT_SOURCE_DIR "/certs");
  return *kAll.find(name);
}

suite::PeerSpec peer_spec(const std::string& kind, const std::string& role, const std::string& tls,
                          const std::string& certificate) {
  suite::PeerSpec spec;
  spec.kind = kind;
  spec.role = role;
  spec.tls_min = spec.tls_max = tls;
  if (certificate.empty()) return spec;
  spec.chain = {fixture(certificate).der};
  spec.key = fixture(certificate).key_pem;
  return spec;
}

Descriptor connected_to(const Peer& peer) {
  Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const timeval timeout{60, 0};
  setsockopt(socket.number(), SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(peer.port());
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) < 0) {
    throw std::system_error(errno, std::generic_category(), "connect");
  }
  return socket;
}

std::string exchanged(const Peer& peer, const std::string& data) {
  const Descriptor socket = connected_to(peer);
  (void)send(socket.number(), data.data(), data.size(), MSG_NOSIGNAL);
  shutdown(socket.number(), SHUT_WR);
  std::string answer;
  std::array<char, 4096> buffer{};
  for (ssize_t count = 1; count > 0;) {
    count = recv(socket.number(), buffer.data(), buffer.size(), 0);
    if (count > 0) answer.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return answer;
}

TlsEnd::TlsEnd(bool server_side, const std::string& certificate)
    : context_(SSL_CTX_new(server_side ? TLS_server_method() : TLS_client_method())) {
  SSL_CTX_set_security_level(context_.get(), 0);
  if (!certificate.empty()) {
    const forge::Fixture& own = fixture(certificate);
    const auto* der = reinterpret_cast<const unsigned char*>(own.der.data());
    const X509Owner leaf(d2i_X509(nullptr, &der, static_cast<long>(own.der.size())));
    const BioOwner bio(BIO_new_mem_buf(own.key_pem.data(), static_cast<int>(own.key_pem.size())));
    const KeyOwner key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
    SSL_CTX_use_certificate(context_.get(), leaf.get());
    SSL_CTX_use_PrivateKey(context_.get(), key.get());
  }
  SSL_CTX_set_msg_callback(context_.get(), &TlsEnd::remember);
  SSL_CTX_set_msg_callback_arg(context_.get(), this);
}

void TlsEnd::remember(int sent, int /*version*/, int type, const void* data, std::size_t size, SSL* /*ssl*/,
                      void* end) {
  constexpr char kCertificate = 11;
  const auto* bytes = static_cast<const char*>(data);
  if (sent != 0 || type != SSL3_RT_HANDSHAKE || size < 4 || bytes[0] != kCertificate) return;
  static_cast<TlsEnd*>(end)->certificate_message_.assign(bytes + 4, size - 4);
}

std::string TlsEnd::handshake(const Peer& peer) {
  ERR_clear_error();
  socket_ = connected_to(peer);
  ssl_.reset(SSL_new(context_.get()));
  SSL_set_fd(ssl_.get(), socket_.number());
  const int result = SSL_is_server(ssl_.get()) != 0 ? SSL_accept(ssl_.get()) : SSL_connect(ssl_.get());
  if (result == 1) return "";
  const char* reason = ERR_reason_error_string(ERR_peek_error());
  shutdown(socket_.number(), SHUT_RDWR);
  return reason != nullptr ? reason : "the peer hung up";
}

std::string TlsEnd::peer_certificate() const {
  const X509Owner certificate(SSL_get_peer_certificate(ssl_.get()));
  unsigned char* data = nullptr;
  const int size = certificate == nullptr ? 0 : i2d_X509(certificate.get(), &data);
  const OpenSslOwner<unsigned char, free_bytes> owner(data);
  return {reinterpret_cast<const char*>(data), static_cast<std::size_t>(size)};
}

std::string TlsEnd::echoed(const std::string& text) {
  if (SSL_is_init_finished(ssl_.get()) == 0) return "";
  SSL_write(ssl_.get(), text.data(), static_cast<int>(text.size()));
  std::string back(text.size(), '\0');
  std::size_t filled = 0;
  while (filled < back.size()) {
    const int count = SSL_read(ssl_.get(), back.data() + filled, static_cast<int>(back.size() - filled));
    if (count <= 0) break;
    filled += static_cast<std::size_t>(count);
  }
  back.resize(filled);
  return back;
}

}  // namespace peercert::test
