#include "forge/keys.h"

#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "der/reader.h"
#include "der/writer.h"
#include "forge/toml_file.h"

namespace peercert::forge {
namespace {

constexpr std::string_view kSha256WithRsaEncryption = "1.2.840.113549.1.1.11";  // RFC 4055 section 5
constexpr std::string_view kEd25519 = "1.3.101.112";                            // RFC 8410 section 3

// Leaves OpenSSL's error queue as it was found.
class ErrorMark {
 public:
  ErrorMark() { ERR_set_mark(); }
  ErrorMark(const ErrorMark&) = delete;
  ErrorMark& operator=(const ErrorMark&) = delete;
  ~ErrorMark() { ERR_pop_to_mark(); }
};

struct BioDelete {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
struct DigestDelete {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// Answers every request for a password with "there is none", where OpenSSL would ask at the terminal.
int no_password(char*, int, int, void*) {
  return 0;
}

const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* octets(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

std::string sha256(std::string_view bytes) {
  std::string digest(EVP_MAX_MD_SIZE, '\0');
  unsigned length = 0;
  EVP_Digest(bytes.data(), bytes.size(), octets(digest), &length, EVP_sha256(), nullptr);
  digest.resize(length);
  return digest;
}

}  // namespace

Key Key::load(const std::filesystem::path& file) {
  const ErrorMark mark;
  const std::string name = file.string();
  std::string pem;
  try {
    pem = read_file(file);
  } catch (const std::runtime_error& failure) {
    throw KeyError(failure.what());
  }
  const std::unique_ptr<BIO, BioDelete> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  EVP_PKEY* key = PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr);
  if (key == nullptr) throw KeyError(fmt::format("{}: expected a private key in PEM, without a password", name));
  return {name, key};
}

void Key::fail(const std::string& message) const {
  throw KeyError(fmt::format("{}: {}", file_, message));
}

bool Key::is_rsa() const {
  const int kind = EVP_PKEY_base_id(key_.get());
  if (kind != EVP_PKEY_RSA && kind != EVP_PKEY_ED25519) {
    fail("cannot be an issuer's: only RSA and Ed25519 keys make the same signature each time");
  }
  return kind == EVP_PKEY_RSA;
}

std::string Key::public_key_info() const {
  const ErrorMark mark;
  const int length = i2d_PUBKEY(key_.get(), nullptr);
  if (length <= 0) fail("its public key cannot be written");
  std::string der(static_cast<std::size_t>(length), '\0');
  unsigned char* position = octets(der);
  i2d_PUBKEY(key_.get(), &position);
  return der;
}

std::string Key::identifier() const {
  const std::string info = public_key_info();
  const std::string_view bits = der::read(info).child(1).content.substr(1);  // less the number of unused bits
  return sha256(bits).substr(0, 20);
}

std::string Key::signature_algorithm() const {
  if (is_rsa()) return der::sequence({der::oid(kSha256WithRsaEncryption), der::null()});
  return der::sequence({der::oid(kEd25519)});
}

std::string Key::sign(std::string_view message) const {
  const EVP_MD* digest = is_rsa() ? EVP_sha256() : nullptr;  // Ed25519 hashes by itself
  const ErrorMark mark;
  const std::unique_ptr<EVP_MD_CTX, DigestDelete> context(EVP_MD_CTX_new());
  std::string signature(static_cast<std::size_t>(EVP_PKEY_size(key_.get())), '\0');
  std::size_t length = signature.size();
  if (EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, key_.get()) != 1 ||
      EVP_DigestSign(context.get(), octets(signature), &length, octets(message), message.size()) != 1) {
    fail("cannot sign");
  }
  signature.resize(length);
  return signature;
}

std::filesystem::path Keys::file(std::string_view name) const {
  return directory_ / fmt::format("{}.pem", name);
}

}  // namespace peercert::forge
