// The committed keys, and the only things OpenSSL does here: read them, write their public half, and sign.
#ifndef PEERCERT_FORGE_KEYS_H
#define PEERCERT_FORGE_KEYS_H

#include <openssl/evp.h>

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace peercert::forge {

// KeyError is thrown for a key that cannot be read or must not sign; what() begins with the file's path.
class KeyError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Key {
 public:
  // load returns the private key of a PEM file without a password. Throws KeyError.
  [[nodiscard]] static Key load(const std::filesystem::path& file);

  // public_key_info returns the SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7).
  [[nodiscard]] std::string public_key_info() const;

  // identifier returns a key identifier: the first 160 bits of the SHA-256 of the public key (RFC 7093 section 2).
  [[nodiscard]] std::string identifier() const;

  // signature_algorithm returns the AlgorithmIdentifier of the signatures that sign() makes: sha256WithRSAEncryption or
  // Ed25519. Throws KeyError for a key of another kind, whose signatures would differ each time.
  [[nodiscard]] std::string signature_algorithm() const;

  // sign returns the signature of `message`; always the same one. Throws as signature_algorithm does.
  [[nodiscard]] std::string sign(std::string_view message) const;

 private:
  struct Delete {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  };
  Key(std::string file, EVP_PKEY* key) : file_(std::move(file)), key_(key) {}
  [[noreturn]] void fail(const std::string& message) const;
  [[nodiscard]] bool is_rsa() const;

  std::string file_;
  std::unique_ptr<EVP_PKEY, Delete> key_;
};

// Keys finds keys by name.
class Keys {
 public:
  explicit Keys(std::filesystem::path directory) : directory_(std::move(directory)) {}

  [[nodiscard]] std::filesystem::path file(std::string_view name) const;

  // load returns the key `name`. Throws KeyError.
  [[nodiscard]] Key load(std::string_view name) const { return Key::load(file(name)); }

 private:
  std::filesystem::path directory_;
};

}  // namespace peercert::forge

#endif
