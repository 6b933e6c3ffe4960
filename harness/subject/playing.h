// One scenario while it is played; for the files that implement player.h only.
#ifndef PEERCERT_SUBJECT_PLAYING_H
#define PEERCERT_SUBJECT_PLAYING_H

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "subject/set_up.h"
#include "suite/observation.h"
#include "suite/scenario.h"
#include "value/exception.h"

namespace peercert::subject {

class Playing {
 public:
  using Verb = Value (Playing::*)(const suite::Step&);

  // verbs returns what each verb does.
  [[nodiscard]] static const std::map<std::string, Verb>& verbs();

  explicit Playing(const suite::Scenario& scenario);

  [[nodiscard]] suite::Observation observe(const suite::Step& step);

 private:
  // the handshake and the bytes: player_wire.cpp
  Value do_handshake(const suite::Step& step);
  Value handshake(const suite::Step& step);
  Value deliver(const suite::Step& step);
  Value truncate(const suite::Step& step);
  Value inject(const suite::Step& step);
  Value eof(const suite::Step& step);
  Value reset(const suite::Step& step);

  // asking: player_asks.cpp
  Value getpeercert(const suite::Step& step);
  Value getpeercert_in_threads(const suite::Step& step);
  Value getpeercert_after_change(const suite::Step& step);
  Value getpeercert_of_many(const suite::Step& step);
  Value get_verified_chain(const suite::Step& step);
  Value get_unverified_chain(const suite::Step& step);
  Value get_ca_certs(const suite::Step& step);
  Value match_hostname(const suite::Step& step);
  Value match_hostname_of_peer(const suite::Step& step);

  // what else a program calls: player_calls.cpp
  Value read(const suite::Step& step);
  Value write(const suite::Step& step);
  Value version(const suite::Step& step);
  Value unwrap(const suite::Step& step);
  Value verify_client_post_handshake(const suite::Step& step);
  Value set_context(const suite::Step& step);
  Value set_session(const suite::Step& step);
  Value session_reused(const suite::Step& step);
  Value set_verify_mode(const suite::Step& step);
  Value forget_context(const suite::Step& step);

  // and on an SSLSocket: player_sockets.cpp
  Value wrap(const suite::Step& step);
  Value connect(const suite::Step& step);
  Value connect_ex(const suite::Step& step);
  Value listen(const suite::Step& step);
  Value settimeout(const suite::Step& step);
  Value shutdown(const suite::Step& step);
  Value close(const suite::Step& step);
  Value detach(const suite::Step& step);
  Value makefile(const suite::Step& step);
  Value close_file(const suite::Step& step);

  Link& link(const std::string& name) { return named(links_, name, "connection"); }
  Connection& tls(const suite::Step& step) { return link(step.on).tls(); }
  Context& context(const std::string& name) { return named(contexts_.named, name, "context"); }
  // method returns how Python calls the method that is the verb of `step`: "SSLObject.getpeercert()".
  std::string method(const suite::Step& step);
  const std::string& peer_of(const std::string& name);

  // move_bytes gives the peer of `from` the first `most` bytes of what `from` has sent; whether there was anything.
  bool move_bytes(const std::string& from, std::size_t most = std::string::npos);
  // raised_by_handshake returns what one do_handshake() raised.
  std::optional<Raised> raised_by_handshake(const std::string& name);
  struct Failure {
    std::string on;
    Raised raised;
  };
  // shake does the handshake of `name` and its peer in rounds, and returns how it failed.
  std::optional<Failure> shake(const std::string& name);
  // add_pair_like makes another connection like `name`, and another peer, and does their handshake.
  Connection& add_pair_like(const std::string& name);
  std::uint16_t port_to_connect_to(const suite::Step& step);

  const suite::Scenario& scenario_;
  Contexts contexts_;
  Links links_;
  std::map<std::string, std::string> peers_;
  std::optional<std::string> failed_on_;  // the connection of a handshake that raised
};

}  // namespace peercert::subject

#endif
