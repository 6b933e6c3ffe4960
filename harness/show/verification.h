// What the verification of a chain says of a certificate on its way to a yes or no, which the exception does not.
#ifndef PEERCERT_SHOW_VERIFICATION_H
#define PEERCERT_SHOW_VERIFICATION_H

#include <openssl/ossl_typ.h>

#include <optional>
#include <string>

namespace peercert::show {

// Refusal is where a verification failed first.
struct Refusal {
  int code = 0;        // X509_V_ERR_...
  std::string reason;  // OpenSSL's
  int depth = 0;       // 0: the peer's own certificate; 1: its issuer; ...
  std::string der;     // of the certificate; "" where there is none
};

// Verification watches the handshake of one SSL, and changes no verdict. The SSL has to live longer than the
// Verification, which no longer watches once it is destroyed; a handshake may still go on then.
class Verification {
 public:
  explicit Verification(SSL* ssl);
  Verification(const Verification&) = delete;
  Verification& operator=(const Verification&) = delete;
  ~Verification();

  [[nodiscard]] const std::optional<Refusal>& refusal() const { return refusal_; }
  [[nodiscard]] bool asked_for_a_certificate() const { return asked_; }  // has the server asked for the client's?

 private:
  static int note_refusal(int verified, X509_STORE_CTX* store);
  static int note_question(SSL* ssl, void* self);

  SSL* const ssl_;
  std::optional<Refusal> refusal_;
  bool asked_ = false;
};

}  // namespace peercert::show

#endif
