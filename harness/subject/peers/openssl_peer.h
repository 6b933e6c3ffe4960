// A peer on OpenSSL's plain API, as far from harness/tls as can be: it is there to check it.
//
// OpenSSL presents whatever certificate its d2i_X509 reads. For one with a malformed extension SSL_CTX_use_certificate
// succeeds and leaves an error in the queue, which it also does when it fails for good; Python's load_cert_chain and
// OpenSSL's programs take the error for a failure.
#ifndef PEERCERT_SUBJECT_PEERS_OPENSSL_PEER_H
#define PEERCERT_SUBJECT_PEERS_OPENSSL_PEER_H

#include "subject/peers/socket.h"
#include "suite/scenario.h"

namespace peercert::subject {

// talk_openssl does the handshake that `spec` wants and sends back what it then receives, until one side closes. When
// `spec` renegotiates, that begins together with the first data that it sends back, and is held up for a moment once
// the subject has answered, so that a read() that does not wait finds it unfinished; then it goes on, and so does the
// data. Throws HungUp, also when an alert ended it or the subject would not renegotiate, and std::runtime_error for
// everything else.
void talk_openssl(const suite::PeerSpec& spec, PeerSocket& socket);

}  // namespace peercert::subject

#endif
