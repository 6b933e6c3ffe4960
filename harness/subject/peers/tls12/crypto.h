// The primitives of TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 on P-256, from OpenSSL's libcrypto. Every function throws
// std::runtime_error when libcrypto fails.
#ifndef PEERCERT_SUBJECT_PEERS_TLS12_CRYPTO_H
#define PEERCERT_SUBJECT_PEERS_TLS12_CRYPTO_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "x509/openssl.h"

namespace peercert::subject::tls12 {

[[nodiscard]] std::string random_bytes(std::size_t count);
[[nodiscard]] std::string sha256(std::string_view data);

// prf returns `size` bytes of PRF(secret, label, seed) with SHA-256 (RFC 5246, section 5).
[[nodiscard]] std::string prf(std::string_view secret, std::string_view label, std::string_view seed, std::size_t size);

// KeyShare is one side of an ephemeral ECDH on P-256, whose points are uncompressed (65 bytes).
class KeyShare {
 public:
  KeyShare();
  [[nodiscard]] std::string point() const;
  // shared_secret throws ProtocolError when `other` is no point of the curve.
  [[nodiscard]] std::string shared_secret(std::string_view other) const;

 private:
  KeyOwner key_;
};

// Signature schemes (RFC 8446, section 4.2.3), as 1.2 uses them too.
constexpr std::uint32_t kRsaPkcs1Sha256 = 0x0401;
constexpr std::uint32_t kRsaPssRsaeSha256 = 0x0804;

// SigningKey is an RSA key from its PEM; throws std::runtime_error for any other.
class SigningKey {
 public:
  explicit SigningKey(const std::string& pem);
  [[nodiscard]] std::string sign(std::uint32_t scheme, std::string_view data) const;

 private:
  KeyOwner key_;
};

// Aead is AES-128-GCM as RFC 5288 uses it: the nonce is 4 secret bytes (`salt`) and 8 that are sent.
class Aead {
 public:
  static constexpr std::size_t kKeySize = 16, kSaltSize = 4, kExplicitSize = 8, kTagSize = 16;

  Aead(std::string key, std::string salt) : key_(std::move(key)), salt_(std::move(salt)) {}
  // seal returns the ciphertext and the tag.
  [[nodiscard]] std::string seal(std::string_view nonce, std::string_view associated, std::string_view plain) const;
  // open returns the plaintext. Throws ProtocolError unless the tag is right.
  [[nodiscard]] std::string open(std::string_view nonce, std::string_view associated, std::string_view sealed) const;

 private:
  std::string key_, salt_;
};

}  // namespace peercert::subject::tls12

#endif
