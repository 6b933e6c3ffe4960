#include "subject/peers/peer.h"

#include <chrono>
#include <exception>
#include <functional>
#include <map>
#include <utility>

#include "subject/peers/hand_written_peer.h"
#include "subject/peers/openssl_peer.h"

namespace peercert::subject {
namespace {

// Longer than a subject may take to answer: it only ends a peer that was never told to stop.
constexpr std::chrono::seconds kLifetime{60};

void talk(const suite::PeerSpec& spec, PeerSocket& socket) {
  if (spec.kind == "openssl") return talk_openssl(spec, socket);
  if (spec.kind == "hand_written") return talk_hand_written(spec, socket);
  throw std::runtime_error("there is no peer of kind " + spec.kind);
}

}  // namespace

Peer::Peer(suite::PeerSpec spec) : thread_([this, own = std::move(spec)] { serve(own); }) {}

Peer::~Peer() {
  (void)stop();
}

std::string Peer::stop() {
  if (!thread_.joinable()) return failure_;
  stop_.give();
  thread_.join();
  return failure_;
}

void Peer::serve(const suite::PeerSpec& spec) noexcept {
  try {
    PeerSocket socket = listener_.accept({stop_, std::chrono::steady_clock::now() + kLifetime});
    try {
      talk(spec, socket);
    } catch (const HungUp&) {
      return;
    } catch (const std::exception& error) {
      failure_ = error.what();
    }
    socket.drain();
  } catch (const std::exception& error) {
    failure_ = error.what();
  }
}

}  // namespace peercert::subject
