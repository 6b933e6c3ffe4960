#include "tls/test_pki.h"

#include <openssl/pem.h>

#include <stdexcept>

namespace peercert::test {
namespace {

using KeyContextOwner = OpenSslOwner<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using NameOwner = OpenSslOwner<X509_NAME, X509_NAME_free>;
using ExtensionOwner = OpenSslOwner<X509_EXTENSION, X509_EXTENSION_free>;

constexpr int kDay = 24 * 60 * 60;

void require(bool done) {
  if (!done) throw std::runtime_error("the test PKI cannot be made");
}

KeyOwner make_key() {
  const KeyContextOwner context(EVP_PKEY_CTX_new_id(EVP_PKEY_ED25519, nullptr));
  EVP_PKEY* key = nullptr;
  require(EVP_PKEY_keygen_init(context.get()) == 1 && EVP_PKEY_keygen(context.get(), &key) == 1);
  return KeyOwner(key);
}

void add_extension(X509* certificate, int nid, const std::string& value) {
  const ExtensionOwner extension(X509V3_EXT_conf_nid(nullptr, nullptr, nid, value.c_str()));
  require(extension != nullptr && X509_add_ext(certificate, extension.get(), -1) == 1);
}

NameOwner common_name(const std::string& name) {
  NameOwner result(X509_NAME_new());
  const auto* text = reinterpret_cast<const unsigned char*>(name.c_str());
  require(X509_NAME_add_entry_by_txt(result.get(), "CN", MBSTRING_UTF8, text, -1, -1, 0) == 1);
  return result;
}

}  // namespace

Identity::Identity(const std::string& name, const Identity* issuer, int days)
    : key_(make_key()), certificate_(X509_new()) {
  static long serial = 0;
  X509* certificate = certificate_.get();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
  X509_gmtime_adj(X509_getm_notBefore(certificate), days < 0 ? 2 * days * kDay : -kDay);
  X509_gmtime_adj(X509_getm_notAfter(certificate), days * kDay);
  X509_set_subject_name(certificate, common_name(name).get());
  X509_set_issuer_name(certificate, X509_get_subject_name((issuer != nullptr ? issuer : this)->certificate_.get()));
  X509_set_pubkey(certificate, key_.get());
  if (issuer == nullptr) add_extension(certificate, NID_basic_constraints, "critical,CA:TRUE");
  add_extension(certificate, NID_subject_alt_name, "DNS:" + name);
  require(X509_sign(certificate, (issuer != nullptr ? issuer : this)->key_.get(), nullptr) > 0);
}

std::string Identity::certificate_pem() const {
  return printed([&](BIO* bio) { PEM_write_bio_X509(bio, certificate_.get()); });
}

std::string Identity::key_pem() const {
  return printed(
      [&](BIO* bio) { PEM_write_bio_PKCS8PrivateKey(bio, key_.get(), nullptr, nullptr, 0, nullptr, nullptr); });
}

std::string Identity::der() const {
  return printed([&](BIO* bio) { i2d_X509_bio(bio, certificate_.get()); });
}

const Pki& pki() {
  static const Pki kPki;
  return kPki;
}

void present(Context& context, const Identity& identity) {
  context.load_cert_chain_pem(identity.certificate_pem(), identity.key_pem());
}

Context server_context(TlsVersion version) {
  Context context(Protocol::PROTOCOL_TLS_SERVER);
  context.set_minimum_version(version);
  context.set_maximum_version(version);
  context.load_verify_cadata(pki().root.certificate_pem());
  present(context, pki().server);
  return context;
}

Context client_context(TlsVersion version) {
  Context context(Protocol::PROTOCOL_TLS_CLIENT);
  context.set_minimum_version(version);
  context.set_maximum_version(version);
  context.set_check_hostname(false);
  context.load_verify_cadata(pki().root.certificate_pem());
  return context;
}

}  // namespace peercert::test
