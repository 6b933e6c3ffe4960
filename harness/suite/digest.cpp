#include "suite/digest.h"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

#include "der/hex.h"

namespace peercert::suite {

std::string sha256_hex(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned int size = 0;
  if (EVP_Digest(text.data(), text.size(), hash.data(), &size, EVP_sha256(), nullptr) != 1) {
    throw std::runtime_error("OpenSSL offers no SHA-256");
  }
  return der::to_hex(std::string(hash.begin(), hash.begin() + size));
}

}  // namespace peercert::suite
