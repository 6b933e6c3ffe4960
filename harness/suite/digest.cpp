#include "suite/digest.h"

#include <openssl/evp.h>

#include <array>
#include <memory>
#include <stdexcept>

#include "der/hex.h"

namespace peercert::suite {
namespace {

struct DigestDelete {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

void require(bool good) {
  if (!good) throw std::runtime_error("OpenSSL offers no SHA-256");
}

// A context that knows its digest already; OpenSSL 3 looks for it anew at each EVP_Digest, which takes longer than the
// digest of a certificate.
class Sha256 {
 public:
  Sha256() : context_(EVP_MD_CTX_new()) {
    require(context_ != nullptr && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
  }

  [[nodiscard]] std::string of(std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned int size = 0;
    require(EVP_DigestInit_ex(context_.get(), nullptr, nullptr) == 1 &&
            EVP_DigestUpdate(context_.get(), text.data(), text.size()) == 1 &&
            EVP_DigestFinal_ex(context_.get(), hash.data(), &size) == 1);
    return {hash.begin(), hash.begin() + size};
  }

 private:
  std::unique_ptr<EVP_MD_CTX, DigestDelete> context_;
};

}  // namespace

std::string sha256_hex(std::string_view text) {
  thread_local Sha256 sha256;
  return der::to_hex(sha256.of(text));
}

}  // namespace peercert::suite
