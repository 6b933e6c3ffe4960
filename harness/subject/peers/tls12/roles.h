// The handshake of either role, from the first hello to both Finished messages (RFC 5246, section 7.3).
#ifndef PEERCERT_SUBJECT_PEERS_TLS12_ROLES_H
#define PEERCERT_SUBJECT_PEERS_TLS12_ROLES_H

#include "subject/peers/tls12/session.h"
#include "suite/scenario.h"

namespace peercert::subject::tls12 {

// serve presents spec.chain, whatever it is, and signs with spec.key. Whatever certificate the client has is taken.
void serve(const suite::PeerSpec& spec, Session& session);

// connect takes whatever certificate the server has, checks no signature, and when it is asked for a certificate
// presents spec.chain, whatever it is, and signs with spec.key.
void connect(const suite::PeerSpec& spec, Session& session);

}  // namespace peercert::subject::tls12

#endif
