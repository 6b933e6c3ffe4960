// The verbs that move bytes, and the handshake.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "subject/arguments.h"
#include "subject/playing.h"

namespace peercert::subject {
namespace {

using suite::Step;

bool wants_more(const Raised& raised) {
  return raised.type == "ssl.SSLWantReadError" || raised.type == "ssl.SSLWantWriteError";
}

}  // namespace

const std::string& Playing::peer_of(const std::string& name) {
  return named(peers_, name, "peer of connection");
}

bool Playing::move_bytes(const std::string& from, std::size_t most) {
  const std::string data = link(from).wire().take().substr(0, most);
  if (!data.empty()) link(peer_of(from)).wire().put(data);
  return !data.empty();
}

std::optional<Raised> Playing::raised_by_handshake(const std::string& name) {
  try {
    link(name).tls().do_handshake();
    return std::nullopt;
  } catch (const PythonException& error) {
    return error.raised();
  }
}

Value Playing::do_handshake(const Step& step) {
  no_arguments(step);
  tls(step).do_handshake();
  return None{};
}

Value Playing::deliver(const Step& step) {
  no_arguments(step);
  move_bytes(step.on);
  return None{};
}

Value Playing::truncate(const Step& step) {
  move_bytes(step.on, count_argument(step, 0));
  return None{};
}

Value Playing::inject(const Step& step) {
  link(step.on).wire().put(bytes_argument(step));
  return None{};
}

Value Playing::eof(const Step& step) {
  no_arguments(step);
  link(step.on).wire().end();
  return None{};
}

Value Playing::reset(const Step& step) {
  no_arguments(step);
  link(step.on).wire().reset();
  return None{};
}

// In rounds: each side that is neither done nor failed is called once, and what it has sent is delivered.
std::optional<Playing::Failure> Playing::shake(const std::string& name) {
  struct Side {
    std::string name;
    bool called = true;            // neither done nor failed
    std::optional<Raised> raised;  // by the last call
  };
  std::array<Side, 2> sides{{{name, true, {}}, {peer_of(name), true, {}}}};
  const Side* failure = nullptr;
  for (bool changed = true; changed && (sides[0].called || sides[1].called);) {
    changed = false;
    for (Side& side : sides) {
      if (side.called) {
        side.raised = raised_by_handshake(side.name);
        side.called = side.raised && wants_more(*side.raised);
        if (!side.called && side.raised && failure == nullptr) failure = &side;
        changed |= !side.called;
      }
      changed |= move_bytes(side.name);
    }
  }
  if (failure == nullptr) {
    failure = std::find_if(sides.begin(), sides.end(), [](const Side& side) { return side.called; });
    if (failure == sides.end()) return std::nullopt;
  }
  return Failure{failure->name, *failure->raised};
}

Value Playing::handshake(const Step& step) {
  no_arguments(step);
  std::optional<Failure> failure;
  if (peers_.count(step.on) != 0) {
    failure = shake(step.on);
  } else if (std::optional<Raised> raised = raised_by_handshake(step.on)) {  // the other side needs no driving
    failure = Failure{step.on, *raised};
  }
  if (!failure) return None{};
  failed_on_ = failure->on;
  throw PythonException(failure->raised);
}

}  // namespace peercert::subject
