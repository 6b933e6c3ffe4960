// The steps of check_subject that make handshakes: done, refused, stalled, by hand, and with a peer of ours.
//
// Each returns what there is to say, and throws Wrong, Skipped or Note.
#ifndef PEERCERT_SUBJECT_CHECK_HANDSHAKES_H
#define PEERCERT_SUBJECT_CHECK_HANDSHAKES_H

#include <string>

#include "subject/check.h"
#include "subject/check_talk.h"

namespace peercert::subject {

// Handshakes is what all of them are made with.
struct Handshakes {
  Talk& talk;
  const CheckMaterial& material;
  std::string tls, transport;
};

// plain_handshake makes the simplest one there is.
[[nodiscard]] std::string plain_handshake(const Handshakes& with);

// refused_by_client has the client not trust the server's certificate, refused_by_server has the server require a
// certificate that the client does not have: each looks at `on` and at the exception.
[[nodiscard]] std::string refused_by_client(const Handshakes& with);
[[nodiscard]] std::string refused_by_server(const Handshakes& with);

// unverified_handshake has the client ask for no verification, and trust nobody.
[[nodiscard]] std::string unverified_handshake(const Handshakes& with);

// stalled_handshake is between two servers, neither of which ever says anything.
[[nodiscard]] std::string stalled_handshake(const Handshakes& with);

// handshake_by_hand calls do_handshake and deliver one by one, and looks at what may not have moved by itself.
[[nodiscard]] std::string handshake_by_hand(const Handshakes& with);

// loopback_handshake talks with a peer of ours, which listens on 127.0.0.1, and has it refused too.
[[nodiscard]] std::string loopback_handshake(const Handshakes& with);

// dictionary_texts looks for bytes where a dictionary of getpeercert() has texts.
[[nodiscard]] std::string dictionary_texts(const Handshakes& with);

// shown returns what a step gave in a few words.
[[nodiscard]] std::string shown(const suite::Observation& observation);

}  // namespace peercert::subject

#endif
