#include "subject/peers/hand_written_peer.h"

#include "subject/peers/tls12/roles.h"

namespace peercert::subject {

void talk_hand_written(const suite::PeerSpec& spec, PeerSocket& socket) {
  tls12::Session session(socket, spec.role == "server");
  try {
    if (spec.role == "server") {
      tls12::serve(spec, session);
    } else {
      tls12::connect(spec, session);
    }
    session.echo();
  } catch (const tls12::ProtocolError& error) {
    session.alert(error.alert);
    throw;
  }
}

}  // namespace peercert::subject
