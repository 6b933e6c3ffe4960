// What a context consists of; for the files that implement context.h and connection.h only.
#ifndef PEERCERT_TLS_CONTEXT_STATE_H
#define PEERCERT_TLS_CONTEXT_STATE_H

#include "tls/context.h"
#include "x509/openssl.h"

namespace peercert {

struct PEERCERT_HIDDEN Context::State {
  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State();  // an SSL may keep its SSL_CTX for longer, which then must not call what was here

  // of returns the state of the context that a connection has at this moment.
  [[nodiscard]] static State& of(const SSL* ssl);

  SslContextOwner context;
  Protocol protocol = Protocol::PROTOCOL_TLS_CLIENT;
  bool check_hostname = false;
  bool post_handshake_auth = false;
  SniCallback sni_callback;
  PskClientCallback psk_client_callback;
  PskServerCallback psk_server_callback;
};

}  // namespace peercert

#endif
