// What the seeded faults make of chains (value/fault.h). Only a build with PEERCERT_FAULTS calls any of this.
#ifndef PEERCERT_TLS_CHAINS_FAULTS_H
#define PEERCERT_TLS_CHAINS_FAULTS_H

#include <openssl/ssl.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "value/exception.h"
#include "value/fault.h"

namespace peercert::faults {

struct FreeChain {
  void operator()(STACK_OF(X509) * chain) const { sk_X509_pop_free(chain, X509_free); }
};
using ChainOwner = std::unique_ptr<STACK_OF(X509), FreeChain>;

inline ChainOwner copy_of(STACK_OF(X509) * chain) {
  return ChainOwner(chain != nullptr ? X509_chain_up_ref(chain) : sk_X509_new_null());
}

// verified_chain returns what stands in place of the verified chain; nullopt where no fault has anything to say.
inline std::optional<ChainOwner> verified_chain(const SSL* ssl) {
  const bool verifies = (SSL_get_verify_mode(ssl) & SSL_VERIFY_PEER) != 0;
  const bool now_verifies = (SSL_CTX_get_verify_mode(SSL_get_SSL_CTX(ssl)) & SSL_VERIFY_PEER) != 0;
  if (seeded(Fault::kChainsWaitForTheHandshake) && SSL_is_init_finished(ssl) == 0) {
    throw PythonException::value_error("handshake not done yet");
  }
  if (seeded(Fault::kVerifiedChainIsWhatCame)) return copy_of(SSL_get_peer_cert_chain(ssl));
  if (seeded(Fault::kVerifiedChainNeedsValidation) && !verifies) return copy_of(nullptr);
  if (seeded(Fault::kVerifiedChainFollowsTheMode) && !now_verifies) return copy_of(nullptr);
  if (!seeded(Fault::kVerifiedChainWithoutTheRoot)) return std::nullopt;
  ChainOwner chain = copy_of(SSL_get0_verified_chain(ssl));
  if (sk_X509_num(chain.get()) > 1) X509_free(sk_X509_pop(chain.get()));
  return chain;
}

inline void change_unverified(const SSL* ssl, std::vector<std::string>& chain) {
  const bool is_server = SSL_is_server(ssl) != 0, is_resumed = SSL_session_reused(const_cast<SSL*>(ssl)) != 0;
  if (seeded(Fault::kChainOfAClientWithoutItself) && is_server && !chain.empty()) chain.erase(chain.begin());
  if (seeded(Fault::kResumedServerHasNoChain) && is_server && is_resumed) chain.clear();
  if (seeded(Fault::kChainIsTheLeafAlone) && chain.size() > 1) chain.resize(1);
  if (seeded(Fault::kChainFromTheRootOn)) std::reverse(chain.begin(), chain.end());
  if (seeded(Fault::kMissingCertificateIsInTheChain) && is_server && chain.empty() && SSL_is_init_finished(ssl) != 0 &&
      (SSL_get_verify_mode(ssl) & SSL_VERIFY_PEER) != 0) {
    throw PythonException::no_attribute("NoneType", "public_bytes");
  }
}

}  // namespace peercert::faults

#endif
