// A TLS 1.2 peer written by hand, which presents any bytes, or none, as its certificates: OpenSSL presents only what it
// can read itself. It speaks TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 on P-256, which every TLS library has, with the
// extended master secret where that is offered; no resumption, no renegotiation, no compression.
#ifndef PEERCERT_SUBJECT_PEERS_HAND_WRITTEN_PEER_H
#define PEERCERT_SUBJECT_PEERS_HAND_WRITTEN_PEER_H

#include "subject/peers/socket.h"
#include "suite/scenario.h"

namespace peercert::subject {

// talk_hand_written does the handshake that `spec` wants and sends back what it then receives, until one side closes.
// Throws HungUp, also when an alert ended it, and std::runtime_error for everything else, with an alert to the subject
// when that broke the protocol.
void talk_hand_written(const suite::PeerSpec& spec, PeerSocket& socket);

}  // namespace peercert::subject

#endif
