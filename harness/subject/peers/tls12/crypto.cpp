#include "subject/peers/tls12/crypto.h"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>

#include <array>
#include <stdexcept>

#include "subject/peers/tls12/bytes.h"

namespace peercert::subject::tls12 {
namespace {

using KeyContextOwner = OpenSslOwner<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using DigestContextOwner = OpenSslOwner<EVP_MD_CTX, EVP_MD_CTX_free>;
using CipherContextOwner = OpenSslOwner<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;

// SubjectPublicKeyInfo of an uncompressed point on P-256 (RFC 5480) up to the point itself.
constexpr std::array<unsigned char, 26> kPointHeader{0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48,
                                                     0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48,
                                                     0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00};

void require(bool done, const char* call) {
  if (!done) throw std::runtime_error(std::string(call) + " failed");
}

const unsigned char* in(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* out(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

std::string hmac(std::string_view key, std::string_view data) {
  std::string result(EVP_MAX_MD_SIZE, '\0');
  unsigned int size = 0;
  require(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), in(data), data.size(), out(result), &size) !=
              nullptr,
          "HMAC");
  result.resize(size);
  return result;
}

KeyOwner public_key(std::string_view point) {
  std::string encoded(reinterpret_cast<const char*>(kPointHeader.data()), kPointHeader.size());
  encoded.append(point);
  const unsigned char* data = in(encoded);
  KeyOwner key(d2i_PUBKEY(nullptr, &data, static_cast<long>(encoded.size())));
  if (key == nullptr || data != in(encoded) + encoded.size()) {
    throw ProtocolError(kDecodeError, "the key share is no uncompressed point on P-256");
  }
  return key;
}

}  // namespace

std::string random_bytes(std::size_t count) {
  std::string result(count, '\0');
  require(RAND_bytes(out(result), static_cast<int>(count)) == 1, "RAND_bytes");
  return result;
}

std::string sha256(std::string_view data) {
  std::string result(EVP_MAX_MD_SIZE, '\0');
  unsigned int size = 0;
  require(EVP_Digest(data.data(), data.size(), out(result), &size, EVP_sha256(), nullptr) == 1, "EVP_Digest");
  result.resize(size);
  return result;
}

std::string prf(std::string_view secret, std::string_view label, std::string_view seed, std::size_t size) {
  const std::string whole_seed = std::string(label).append(seed);
  std::string result;
  for (std::string a = hmac(secret, whole_seed); result.size() < size; a = hmac(secret, a)) {
    result += hmac(secret, a + whole_seed);
  }
  result.resize(size);
  return result;
}

KeyShare::KeyShare() {
  const KeyContextOwner context(EVP_PKEY_CTX_new_id(EVP_PKEY_EC, nullptr));
  require(context != nullptr && EVP_PKEY_keygen_init(context.get()) == 1, "EVP_PKEY_keygen_init");
  require(EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context.get(), NID_X9_62_prime256v1) == 1, "choosing P-256");
  EVP_PKEY* key = nullptr;
  require(EVP_PKEY_keygen(context.get(), &key) == 1, "EVP_PKEY_keygen");
  key_.reset(key);
}

std::string KeyShare::point() const {
  unsigned char* data = nullptr;
  const int size = i2d_PUBKEY(key_.get(), &data);
  const OpenSslOwner<unsigned char, free_bytes> owner(data);
  constexpr std::size_t kPointSize = 65;
  require(size == static_cast<int>(kPointHeader.size() + kPointSize), "i2d_PUBKEY");
  return {reinterpret_cast<const char*>(data) + kPointHeader.size(), kPointSize};
}

std::string KeyShare::shared_secret(std::string_view other) const {
  const KeyOwner peer = public_key(other);
  const KeyContextOwner context(EVP_PKEY_CTX_new(key_.get(), nullptr));
  require(context != nullptr && EVP_PKEY_derive_init(context.get()) == 1, "EVP_PKEY_derive_init");
  require(EVP_PKEY_derive_set_peer(context.get(), peer.get()) == 1, "EVP_PKEY_derive_set_peer");
  std::size_t size = 0;
  require(EVP_PKEY_derive(context.get(), nullptr, &size) == 1, "EVP_PKEY_derive");
  std::string secret(size, '\0');
  require(EVP_PKEY_derive(context.get(), out(secret), &size) == 1, "EVP_PKEY_derive");
  secret.resize(size);
  return secret;
}

SigningKey::SigningKey(const std::string& pem) {
  const BioOwner bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  require(bio != nullptr, "BIO_new_mem_buf");
  key_.reset(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
  if (key_ == nullptr || EVP_PKEY_base_id(key_.get()) != EVP_PKEY_RSA) {
    throw std::runtime_error("the hand-written peer signs with RSA keys only, and this is none");
  }
}

std::string SigningKey::sign(std::uint32_t scheme, std::string_view data) const {
  const DigestContextOwner context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* options = nullptr;  // the context's
  require(context != nullptr && EVP_DigestSignInit(context.get(), &options, EVP_sha256(), nullptr, key_.get()) == 1,
          "EVP_DigestSignInit");
  if (scheme == kRsaPssRsaeSha256) {
    require(EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) == 1 &&
                EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST) == 1,
            "choosing RSA-PSS");
  }
  std::size_t size = 0;
  require(EVP_DigestSign(context.get(), nullptr, &size, in(data), data.size()) == 1, "EVP_DigestSign");
  std::string signature(size, '\0');
  require(EVP_DigestSign(context.get(), out(signature), &size, in(data), data.size()) == 1, "EVP_DigestSign");
  signature.resize(size);
  return signature;
}

std::string Aead::seal(std::string_view nonce, std::string_view associated, std::string_view plain) const {
  const CipherContextOwner context(EVP_CIPHER_CTX_new());
  const std::string whole_nonce = salt_ + std::string(nonce);
  int size = 0;
  require(
      context != nullptr &&
          EVP_EncryptInit_ex(context.get(), EVP_aes_128_gcm(), nullptr, in(key_), in(whole_nonce)) == 1 &&
          EVP_EncryptUpdate(context.get(), nullptr, &size, in(associated), static_cast<int>(associated.size())) == 1,
      "EVP_EncryptInit_ex");
  std::string sealed(plain.size() + kTagSize, '\0');
  unsigned char* tag = out(sealed) + plain.size();
  require(EVP_EncryptUpdate(context.get(), out(sealed), &size, in(plain), static_cast<int>(plain.size())) == 1 &&
              EVP_EncryptFinal_ex(context.get(), tag, &size) == 1 &&
              EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(kTagSize), tag) == 1,
          "EVP_EncryptUpdate");
  return sealed;
}

std::string Aead::open(std::string_view nonce, std::string_view associated, std::string_view sealed) const {
  if (sealed.size() < kTagSize) throw ProtocolError(kBadRecordMac, "a protected record has no room for its tag");
  const CipherContextOwner context(EVP_CIPHER_CTX_new());
  const std::string whole_nonce = salt_ + std::string(nonce);
  std::string tag(sealed.substr(sealed.size() - kTagSize));
  sealed.remove_suffix(kTagSize);
  int size = 0;
  require(
      context != nullptr &&
          EVP_DecryptInit_ex(context.get(), EVP_aes_128_gcm(), nullptr, in(key_), in(whole_nonce)) == 1 &&
          EVP_DecryptUpdate(context.get(), nullptr, &size, in(associated), static_cast<int>(associated.size())) == 1,
      "EVP_DecryptInit_ex");
  std::string plain(sealed.size() + 1, '\0');  // one more: there is always somewhere to write to
  require(EVP_DecryptUpdate(context.get(), out(plain), &size, in(sealed), static_cast<int>(sealed.size())) == 1 &&
              EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(kTagSize), out(tag)) == 1,
          "EVP_DecryptUpdate");
  plain.resize(sealed.size());
  std::string rest(kTagSize, '\0');
  if (EVP_DecryptFinal_ex(context.get(), out(rest), &size) != 1) {
    throw ProtocolError(kBadRecordMac, "the tag of a protected record is wrong");
  }
  return plain;
}

}  // namespace peercert::subject::tls12
