#include "subject/peers/openssl_peer.h"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <map>
#include <stdexcept>

#include "x509/openssl.h"

namespace peercert::subject {
namespace {

// Alerts that were received have this added to their number (SSL_AD_REASON_OFFSET, ssl.h).
constexpr int kReceivedAlerts = SSL_AD_REASON_OFFSET;

std::runtime_error openssl_failure(const char* call) {
  const unsigned long code = ERR_peek_error();
  std::string text(256, '\0');
  ERR_error_string_n(code, text.data(), text.size());
  text.resize(text.find('\0'));
  return std::runtime_error(fmt::format("{}: {}", call, code == 0 ? "no reason given" : text));
}

void require(bool done, const char* call) {
  if (!done) throw openssl_failure(call);
}

X509Owner certificate_from(const std::string& der) {
  const auto* data = reinterpret_cast<const unsigned char*>(der.data());
  X509Owner certificate(d2i_X509(nullptr, &data, static_cast<long>(der.size())));
  require(certificate != nullptr, "d2i_X509");
  return certificate;
}

KeyOwner key_from(const std::string& pem) {
  const BioOwner bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  require(bio != nullptr, "BIO_new_mem_buf");
  KeyOwner key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
  require(key != nullptr, "PEM_read_bio_PrivateKey");
  return key;
}

void present(SSL_CTX* context, const suite::PeerSpec& spec) {
  for (std::size_t i = 0; i < spec.chain.size(); ++i) {
    X509Owner certificate = certificate_from(spec.chain[i]);
    if (i == 0) {
      require(SSL_CTX_use_certificate(context, certificate.get()) == 1, "SSL_CTX_use_certificate");
    } else {
      require(SSL_CTX_add0_chain_cert(context, certificate.get()) == 1, "SSL_CTX_add0_chain_cert");
      (void)certificate.release();
    }
    ERR_clear_error();  // it worked, whatever is said of the extensions
  }
  if (spec.chain.empty()) return;
  require(SSL_CTX_use_PrivateKey(context, key_from(spec.key).get()) == 1, "SSL_CTX_use_PrivateKey");
}

int version_number(const std::string& version) {
  static const std::map<std::string, int> kNumbers{
      {"1.0", TLS1_VERSION}, {"1.1", TLS1_1_VERSION}, {"1.2", TLS1_2_VERSION}, {"1.3", TLS1_3_VERSION}};
  return kNumbers.at(version);
}

int accept_any(int /*preverified*/, X509_STORE_CTX* /*context*/) {
  return 1;
}

SslContextOwner make_context(const suite::PeerSpec& spec) {
  SslContextOwner context(SSL_CTX_new(spec.role == "server" ? TLS_server_method() : TLS_client_method()));
  require(context != nullptr, "SSL_CTX_new");
  SSL_CTX_set_security_level(context.get(), 0);
  require(SSL_CTX_set_min_proto_version(context.get(), version_number(spec.tls_min)) == 1, "lowest version");
  require(SSL_CTX_set_max_proto_version(context.get(), version_number(spec.tls_max)) == 1, "highest version");
  if (spec.asks_for_certificate) SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, accept_any);
  // A client that is told to renegotiate offers its session, and would not be shown a certificate.
  SSL_CTX_set_options(context.get(), SSL_OP_NO_SESSION_RESUMPTION_ON_RENEGOTIATION);
  present(context.get(), spec);
  return context;
}

// make_later_context returns the context for a renegotiation that presents something else; none when it does not.
SslContextOwner make_later_context(suite::PeerSpec spec) {
  if (spec.renegotiates_with.empty()) return nullptr;
  spec.chain = spec.renegotiates_with;
  spec.key = spec.renegotiation_key;
  return make_context(spec);
}

// Conversation is an SSL whose bytes pass through two memory BIOs, so that OpenSSL never waits and never writes to a
// socket itself.
class Conversation {
 public:
  Conversation(SSL_CTX* context, PeerSocket& socket) : socket_(socket), ssl_(SSL_new(context)) {
    BioOwner incoming(BIO_new(BIO_s_mem())), outgoing(BIO_new(BIO_s_mem()));
    require(ssl_ != nullptr && incoming != nullptr && outgoing != nullptr, "SSL_new");
    incoming_ = incoming.get();
    outgoing_ = outgoing.get();
    SSL_set_bio(ssl_.get(), incoming.release(), outgoing.release());
  }

  void handshake(bool server_side) {
    server_side ? SSL_set_accept_state(ssl_.get()) : SSL_set_connect_state(ssl_.get());
    (void)driven("SSL_do_handshake", [this] { return SSL_do_handshake(ssl_.get()); });
  }

  // echo sends everything back, until the subject says that it is done.
  void echo() {
    while (true) {
      const std::string data = read();
      if (data.empty()) return;
      (void)driven("SSL_write", [&] { return SSL_write(ssl_.get(), data.data(), static_cast<int>(data.size())); });
    }
  }

  // renegotiate sends the first data back together with HelloRequest or ClientHello, so that who has read that data is
  // sure to find the other. The handshake goes on in the next SSL_read, which also takes the data that the subject may
  // still send. With `later` the certificate is from there.
  void renegotiate(SSL_CTX* later) {
    const std::string data = read();
    if (data.empty()) return;
    if (later != nullptr) SSL_set_SSL_CTX(ssl_.get(), later);
    require(SSL_write(ssl_.get(), data.data(), static_cast<int>(data.size())) > 0, "SSL_write");
    require(SSL_renegotiate(ssl_.get()) == 1, "SSL_renegotiate");
    const int result = SSL_do_handshake(ssl_.get());
    if (result != 1 && SSL_get_error(ssl_.get(), result) != SSL_ERROR_WANT_READ) throw_failure("SSL_do_handshake");
    flush();
  }

 private:
  // read returns what comes next, "" after close_notify.
  std::string read() {
    std::string data(16384, '\0');
    const int capacity = static_cast<int>(data.size());
    data.resize(
        static_cast<std::size_t>(driven("SSL_read", [&] { return SSL_read(ssl_.get(), data.data(), capacity); })));
    return data;
  }

  // driven calls `call` until it needs nothing more from the subject. Returns its result, 0 after close_notify.
  template <typename Call>
  int driven(const char* name, const Call& call) {
    while (true) {
      ERR_clear_error();
      const int result = call();
      const int error = SSL_get_error(ssl_.get(), result);
      flush();
      if (result > 0) return result;
      if (error == SSL_ERROR_ZERO_RETURN) return 0;
      if (error != SSL_ERROR_WANT_READ) throw_failure(name);
      const std::string data = socket_.receive();
      require(BIO_write(incoming_, data.data(), static_cast<int>(data.size())) > 0, "BIO_write");
    }
  }

  void flush() {
    char* data = nullptr;
    const long size = BIO_get_mem_data(outgoing_, &data);
    if (size > 0) socket_.send({data, static_cast<std::size_t>(size)});
    (void)BIO_reset(outgoing_);
  }

  // An alert ends it, and so does a subject that does not renegotiate: OpenSSL then sends an alert of its own, which
  // must not be lost in a reset.
  [[noreturn]] void throw_failure(const char* name) {
    const unsigned long code = ERR_peek_error();
    const bool is_of_tls = ERR_GET_LIB(code) == ERR_LIB_SSL;
    if (is_of_tls && ERR_GET_REASON(code) == SSL_R_NO_RENEGOTIATION) {
      socket_.drain();
      throw HungUp();
    }
    if (is_of_tls && ERR_GET_REASON(code) >= kReceivedAlerts) throw HungUp();
    throw openssl_failure(name);
  }

  PeerSocket& socket_;
  SslOwner ssl_;
  BIO* incoming_ = nullptr;  // both owned by ssl_
  BIO* outgoing_ = nullptr;
};

}  // namespace

void talk_openssl(const suite::PeerSpec& spec, PeerSocket& socket) {
  const SslContextOwner context = make_context(spec), later = make_later_context(spec);
  Conversation conversation(context.get(), socket);
  conversation.handshake(spec.role == "server");
  if (spec.renegotiates) conversation.renegotiate(later.get());
  while (spec.stalls) (void)socket.receive();  // until the subject hangs up
  conversation.echo();
}

}  // namespace peercert::subject
