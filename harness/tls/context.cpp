#include "tls/context.h"

#include <fmt/format.h>
#include <openssl/pem.h>

#include <cerrno>
#include <new>
#include <vector>

#include "tls/context_state.h"
#include "tls/errors.h"
#include "tls/to_der.h"
#include "value/fault.h"
#include "value/literal.h"
#include "x509/decode.h"
#include "x509/error_queue.h"
#include "x509/openssl.h"
#include "x509/ssl_error.h"

namespace peercert {
namespace {

// CPython's PY_SSL_DEFAULT_CIPHER_STRING
constexpr const char* kDefaultCiphers =
    "@SECLEVEL=2:ECDH+AESGCM:ECDH+CHACHA20:ECDH+AES:DHE+AES:!aNULL:!eNULL:!aDSS:!SHA1:!AESCCM";

// The options that CPython 3.12's context_new sets; since gh-95495 IGNORE_UNEXPECTED_EOF is not among them.
constexpr std::uint64_t kDefaultOptions = (SSL_OP_ALL & ~SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS) | SSL_OP_NO_SSLv3 |
                                          SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE;

int no_password(char* /*buffer*/, int /*size*/, int /*for_writing*/, void* /*data*/) {
  return -1;
}

// Only for Fault::kVerificationAlwaysSucceeds.
int accept_all(int /*verified*/, X509_STORE_CTX* /*chain*/) {
  return 1;
}

// require_file does so too, but a file that could not be opened or read is an OSError.
void require_file(bool done) {
  const int error_number = errno;
  if (!done && error_number != 0) throw PythonException::os_error(error_number);
  require(done);
}

// require_pem throws what those functions lead to when they find no certificate or key.
void require_pem(bool done) {
  if (!done) throw PythonException::ssl_error(ERR_R_PEM_LIB, "[SSL] PEM lib", Str{"SSL"}, None{});
}

void unlock(X509_STORE* store) {
  X509_STORE_unlock(store);
}

BioOwner reader(std::string_view text) {
  BioOwner bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  if (bio == nullptr) throw std::bad_alloc();
  return bio;
}

// next_certificate returns the next certificate of a PEM text; an empty owner at its end.
X509Owner next_certificate(BIO* text) {
  return X509Owner(PEM_read_bio_X509(text, nullptr, no_password, nullptr));
}

bool is_end_of_pem(unsigned long code) {
  return code == 0 || (ERR_GET_LIB(code) == ERR_LIB_PEM && ERR_GET_REASON(code) == PEM_R_NO_START_LINE);
}

bool is_already_there(unsigned long code) {
  return ERR_GET_LIB(code) == ERR_LIB_X509 && ERR_GET_REASON(code) == X509_R_CERT_ALREADY_IN_HASH_TABLE;
}

// The certificates of a store. The first handshake that looks one up sorts them, in whatever thread it is; CPython does
// this since gh-114572.
std::vector<X509Owner> trusted(X509_STORE* store) {
  std::vector<X509Owner> certificates;
  if (X509_STORE_lock(store) != 1) throw ssl_error_from_queue();
  const OpenSslOwner<X509_STORE, unlock> locked(store);
  const STACK_OF(X509_OBJECT)* objects = X509_STORE_get0_objects(store);
  for (int i = 0; i < sk_X509_OBJECT_num(objects); ++i) {
    X509* certificate = X509_OBJECT_get0_X509(sk_X509_OBJECT_value(objects, i));
    if (certificate == nullptr) continue;  // a revocation list
    X509_up_ref(certificate);
    certificates.emplace_back(certificate);
  }
  return certificates;
}

// To OpenSSL 0 is the lowest, or the highest, version that it supports.
int to_openssl(TlsVersion version, TlsVersion unlimited) {
  return version == unlimited ? 0 : static_cast<int>(version);
}

void check_supported(TlsVersion version) {
  if (version == TlsVersion::MINIMUM_SUPPORTED || version == TlsVersion::MAXIMUM_SUPPORTED) return;
  if (version >= TlsVersion::TLSv1 && version <= TlsVersion::TLSv1_3) return;
  throw PythonException::value_error(fmt::format("Unsupported TLS/SSL version {:#x}", static_cast<int>(version)));
}

}  // namespace

// CPython's context_new
Context::Context(Protocol protocol) : state_(std::make_shared<State>()) {
  const PreservedErrorQueue preserved;
  const bool is_client = protocol == Protocol::PROTOCOL_TLS_CLIENT;
  state_->protocol = protocol;
  state_->context.reset(SSL_CTX_new(is_client ? TLS_client_method() : TLS_server_method()));
  require(state_->context != nullptr);
  SSL_CTX* context = native_handle();
  SSL_CTX_set_ex_data(context, 0, state_.get());  // for the callbacks
  SSL_CTX_set_options(context, kDefaultOptions);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  require(SSL_CTX_set_cipher_list(context, kDefaultCiphers) == 1);
  set_minimum_version(TlsVersion::TLSv1_2);
  X509_VERIFY_PARAM* parameters = SSL_CTX_get0_param(context);
  X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_TRUSTED_FIRST);
  X509_VERIFY_PARAM_set_hostflags(parameters, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  if (is_client) {
    set_check_hostname(true);
  } else {
    constexpr std::string_view kSessionContext = "Python";
    SSL_CTX_set_session_id_context(context, reinterpret_cast<const unsigned char*>(kSessionContext.data()),
                                   kSessionContext.size());
  }
}

Protocol Context::protocol() const {
  return state_->protocol;
}

SSL_CTX* Context::native_handle() const {
  return state_->context.get();
}

VerifyMode Context::verify_mode() const {
  const int mode = SSL_CTX_get_verify_mode(native_handle());
  if ((mode & SSL_VERIFY_PEER) == 0) return VerifyMode::CERT_NONE;
  return (mode & SSL_VERIFY_FAIL_IF_NO_PEER_CERT) != 0 ? VerifyMode::CERT_REQUIRED : VerifyMode::CERT_OPTIONAL;
}

void Context::set_verify_mode(VerifyMode mode) {
  const bool allowed = seeded(Fault::kHostNamesNeedNoValidation);
  if (mode == VerifyMode::CERT_NONE && check_hostname() && !allowed) {
    throw PythonException::value_error("Cannot set verify_mode to CERT_NONE when check_hostname is enabled.");
  }
  int flags = SSL_VERIFY_NONE;
  if (mode != VerifyMode::CERT_NONE) flags |= SSL_VERIFY_PEER;
  if (mode == VerifyMode::CERT_REQUIRED) flags |= SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
  if (seeded(Fault::kOptionalIsRequired) && flags != SSL_VERIFY_NONE) flags |= SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
  if (seeded(Fault::kRequiredIsOptional)) flags &= ~SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
  const bool accepts = seeded(Fault::kVerificationAlwaysSucceeds);
  SSL_CTX_set_verify(native_handle(), flags, accepts ? accept_all : SSL_CTX_get_verify_callback(native_handle()));
}

bool Context::check_hostname() const {
  return state_->check_hostname;
}

void Context::set_check_hostname(bool check) {
  if (check && verify_mode() == VerifyMode::CERT_NONE) set_verify_mode(VerifyMode::CERT_REQUIRED);
  state_->check_hostname = check;
}

unsigned long Context::verify_flags() const {
  return X509_VERIFY_PARAM_get_flags(SSL_CTX_get0_param(native_handle()));
}

void Context::set_verify_flags(unsigned long flags) {
  const PreservedErrorQueue preserved;
  X509_VERIFY_PARAM* parameters = SSL_CTX_get0_param(native_handle());
  const unsigned long current = X509_VERIFY_PARAM_get_flags(parameters);
  require((current & ~flags) == 0 || X509_VERIFY_PARAM_clear_flags(parameters, current & ~flags) == 1);
  require((flags & ~current) == 0 || X509_VERIFY_PARAM_set_flags(parameters, flags & ~current) == 1);
}

std::uint64_t Context::options() const {
  return static_cast<std::uint64_t>(SSL_CTX_get_options(native_handle()));
}

void Context::set_options(std::uint64_t options) {
  SSL_CTX_clear_options(native_handle(), static_cast<compatibility::Options>(this->options() & ~options));
  SSL_CTX_set_options(native_handle(), static_cast<compatibility::Options>(options));
}

TlsVersion Context::minimum_version() const {
  const auto version = SSL_CTX_get_min_proto_version(native_handle());
  return version == 0 ? TlsVersion::MINIMUM_SUPPORTED : static_cast<TlsVersion>(version);
}

TlsVersion Context::maximum_version() const {
  const auto version = SSL_CTX_get_max_proto_version(native_handle());
  return version == 0 ? TlsVersion::MAXIMUM_SUPPORTED : static_cast<TlsVersion>(version);
}

void Context::set_minimum_version(TlsVersion version) {
  check_supported(version);
  if (version == TlsVersion::MAXIMUM_SUPPORTED) version = TlsVersion::TLSv1_3;
  SSL_CTX_set_min_proto_version(native_handle(), to_openssl(version, TlsVersion::MINIMUM_SUPPORTED));
}

void Context::set_maximum_version(TlsVersion version) {
  check_supported(version);
  if (version == TlsVersion::MINIMUM_SUPPORTED) version = TlsVersion::TLSv1;
  SSL_CTX_set_max_proto_version(native_handle(), to_openssl(version, TlsVersion::MAXIMUM_SUPPORTED));
}

void Context::set_ciphers(const std::string& ciphers) {
  const PreservedErrorQueue preserved;
  if (SSL_CTX_set_cipher_list(native_handle(), ciphers.c_str()) != 1) throw ssl_error("No cipher can be selected.");
}

// CPython's _ssl__SSLContext_set_ecdh_curve
void Context::set_ecdh_curve(const std::string& name) {
  const PreservedErrorQueue preserved;
  int group = OBJ_sn2nid(name.c_str());
  if (group == NID_undef) {
    throw PythonException::value_error(fmt::format("unknown elliptic curve name {}", to_literal(Str{name})));
  }
  require(SSL_CTX_ctrl(native_handle(), SSL_CTRL_SET_GROUPS, 1, &group) == 1);
}

bool Context::post_handshake_auth() const {
  return state_->post_handshake_auth;
}

// bpo-37428: each connection is told, as what it is for a server would make a client verify.
void Context::set_post_handshake_auth(bool enabled) {
  state_->post_handshake_auth = enabled;
}

// CPython's _add_ca_certs
void Context::load_verify_cadata(std::string_view cadata) {
  if (cadata.empty()) throw PythonException::value_error("Empty certificate data");
  const PreservedErrorQueue preserved;
  const BioOwner text = reader(cadata);
  X509_STORE* store = SSL_CTX_get_cert_store(native_handle());
  bool any = false;
  for (X509Owner certificate; (certificate = next_certificate(text.get())) != nullptr; any = true) {
    const bool added = X509_STORE_add_cert(store, certificate.get()) == 1;
    require(added || is_already_there(ERR_peek_last_error()));
    ERR_clear_error();
    if (seeded(Fault::kFirstTrustedOnly)) return;
  }
  if (!any) {
    constexpr const char* kNone = "no start line: cadata does not contain a certificate";
    throw PythonException::ssl_error(0, kNone, None{}, None{});
  }
  require(is_end_of_pem(ERR_peek_last_error()));
}

void Context::load_verify_cafile(const std::filesystem::path& cafile) {
  const PreservedErrorQueue preserved;
  errno = 0;
  require_file(SSL_CTX_load_verify_locations(native_handle(), cafile.c_str(), nullptr) == 1);
}

void Context::set_default_verify_paths() {
  const PreservedErrorQueue preserved;
  require(SSL_CTX_set_default_verify_paths(native_handle()) == 1);
}

void Context::load_default_certs() {
  set_default_verify_paths();
}

// CPython's _ssl__SSLContext_get_ca_certs_impl
Value Context::get_ca_certs(bool binary_form) const {
  const PreservedErrorQueue preserved;
  List certificates;
  for (const X509Owner& certificate : trusted(SSL_CTX_get_cert_store(native_handle()))) {
    if (X509_check_ca(certificate.get()) == 0) continue;  // a leaf
    certificates.items.push_back(binary_form ? Value(Bytes{to_der(certificate.get())})
                                             : to_value(decode_certificate(certificate.get())));
  }
  return certificates;
}

// What SSL_CTX_use_certificate_chain_file and SSL_CTX_use_PrivateKey_file do, with text
void Context::load_cert_chain_pem(std::string_view chain, std::string_view key) {
  const PreservedErrorQueue preserved;
  SSL_CTX* context = native_handle();
  const BioOwner chain_text = reader(chain);
  const X509Owner leaf(PEM_read_bio_X509_AUX(chain_text.get(), nullptr, no_password, nullptr));
  require_pem(leaf != nullptr);
  require(SSL_CTX_use_certificate(context, leaf.get()) == 1);
  SSL_CTX_clear_chain_certs(context);
  for (X509Owner issuer; (issuer = next_certificate(chain_text.get())) != nullptr;) {
    if (seeded(Fault::kChainIsNotSent)) continue;
    require(SSL_CTX_add1_chain_cert(context, issuer.get()) == 1);
  }
  require(is_end_of_pem(ERR_peek_last_error()));
  ERR_clear_error();
  const BioOwner key_text = reader(key);
  const KeyOwner private_key(PEM_read_bio_PrivateKey(key_text.get(), nullptr, no_password, nullptr));
  require_pem(private_key != nullptr);
  require(SSL_CTX_use_PrivateKey(context, private_key.get()) == 1);
  require(SSL_CTX_check_private_key(context) == 1);
}

void Context::load_cert_chain(const std::filesystem::path& certfile, const std::filesystem::path& keyfile) {
  const PreservedErrorQueue preserved;
  errno = 0;
  require_file(SSL_CTX_use_certificate_chain_file(native_handle(), certfile.c_str()) == 1);
  errno = 0;
  require_file(SSL_CTX_use_PrivateKey_file(native_handle(), keyfile.c_str(), SSL_FILETYPE_PEM) == 1);
  require(SSL_CTX_check_private_key(native_handle()) == 1);
}

}  // namespace peercert
