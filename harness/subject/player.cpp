#include "subject/player.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>

#include "subject/arguments.h"
#include "subject/set_up.h"
#include "value/exception.h"

namespace peercert::subject {
namespace {

using suite::Observation;
using suite::Scenario;
using suite::Step;

bool wants_more(const Raised& raised) {
  return raised.type == "ssl.SSLWantReadError" || raised.type == "ssl.SSLWantWriteError";
}

const std::string& text_argument(const Step& step) {
  const Str* argument = step.args.size() == 1 && step.kwargs.empty() ? step.args[0].get_if<Str>() : nullptr;
  if (argument == nullptr) throw std::runtime_error(fmt::format("step {}: {} takes one str", step.id, step.verb));
  return argument->text;
}

void no_arguments(const Step& step) {
  if (step.args.empty() && step.kwargs.empty()) return;
  throw std::runtime_error(fmt::format("step {}: {} takes no arguments", step.id, step.verb));
}

class Player {
 public:
  explicit Player(const Scenario& scenario)
      : scenario_(scenario), contexts_(make_contexts(scenario)), links_(make_links(scenario, contexts_)) {}

  Observation observe(const Step& step);

 private:
  using Verb = Value (Player::*)(const Step&);
  static const std::map<std::string, Verb> kVerbs;

  Value do_handshake(const Step& step) {
    no_arguments(step);
    link(step.on).tls.do_handshake();
    return None{};
  }

  Value deliver(const Step& step) {
    no_arguments(step);
    if (link(step.on).wire == nullptr) {
      throw std::runtime_error(fmt::format("step {}: nothing is delivered over loopback", step.id));
    }
    move_bytes(step.on);
    return None{};
  }

  Value handshake(const Step& step);
  Value handshake_over_loopback(const Step& step);

  Value getpeercert(const Step& step) {
    const bool memory = scenario_.connections.at(step.on).transport == "memory";
    return link(step.on).tls.getpeercert(
        binary_form(step, memory ? "SSLObject.getpeercert()" : "SSLSocket.getpeercert()"));
  }

  Value read(const Step& step) { return Bytes{link(step.on).tls.read(read_size(step))}; }

  Value write(const Step& step) {
    const std::size_t count = link(step.on).tls.write(write_data(step));
    return Integer(static_cast<std::int64_t>(count));
  }

  Value get_ca_certs(const Step& step) {
    return named(contexts_, step.on, "context").get_ca_certs(binary_form(step, "SSLContext.get_ca_certs()"));
  }

  Value set_verify_mode(const Step& step) {
    named(contexts_, step.on, "context").set_verify_mode(verify_mode(text_argument(step)));
    return None{};
  }

  Link& link(const std::string& name) { return named(links_, name, "connection"); }
  bool move_bytes(const std::string& from);

  // What one do_handshake() raised.
  std::optional<Raised> raised_by_handshake(const std::string& name);

  friend void check_verbs(const Scenario& scenario);

  const Scenario& scenario_;
  std::map<std::string, Context> contexts_;
  std::map<std::string, Link> links_;
  std::optional<std::string> failed_on_;  // the connection of a handshake that raised
};

const std::map<std::string, Player::Verb> Player::kVerbs = {
    {"do_handshake", &Player::do_handshake},
    {"deliver", &Player::deliver},
    {"handshake", &Player::handshake},
    {"getpeercert", &Player::getpeercert},
    {"read", &Player::read},
    {"write", &Player::write},
    {"set_verify_mode", &Player::set_verify_mode},
    {"get_ca_certs", &Player::get_ca_certs},
};

void check_verbs(const Scenario& scenario) {
  for (const Step& step : scenario.steps) {
    if (Player::kVerbs.count(step.verb) == 0) throw CannotPlay(fmt::format("verb \"{}\" is not known here", step.verb));
  }
}

Observation Player::observe(const Step& step) {
  Observation observation;
  observation.step = step.id;
  failed_on_.reset();
  try {
    observation.value = (this->*kVerbs.at(step.verb))(step);
  } catch (const PythonException& error) {
    observation.raised = error.raised();
    observation.on = failed_on_;
  }
  return observation;
}

// Returns whether there was anything to move.
bool Player::move_bytes(const std::string& from) {
  const std::string data = link(from).wire->take();
  if (!data.empty()) link(scenario_.connections.at(from).peer).wire->put(data);
  return !data.empty();
}

std::optional<Raised> Player::raised_by_handshake(const std::string& name) {
  try {
    link(name).tls.do_handshake();
    return std::nullopt;
  } catch (const PythonException& error) {
    return error.raised();
  }
}

// The other side needs no driving, and the call waits for it.
Value Player::handshake_over_loopback(const Step& step) {
  const std::optional<Raised> raised = raised_by_handshake(step.on);
  if (!raised) return None{};
  failed_on_ = step.on;
  throw PythonException(*raised);
}

// In rounds: each side that is neither done nor failed is called once, and what it has sent is delivered.
Value Player::handshake(const Step& step) {
  struct Side {
    std::string name;
    bool called = true;            // neither done nor failed
    std::optional<Raised> raised;  // by the last call
  };
  no_arguments(step);
  if (link(step.on).wire == nullptr) return handshake_over_loopback(step);
  std::array<Side, 2> sides{{{step.on, true, {}}, {scenario_.connections.at(step.on).peer, true, {}}}};
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
    const auto stalled = std::find_if(sides.begin(), sides.end(), [](const Side& side) { return side.called; });
    if (stalled == sides.end()) return None{};
    failure = &*stalled;
  }
  failed_on_ = failure->name;
  throw PythonException(*failure->raised);
}

}  // namespace

std::vector<Observation> play(const Scenario& scenario) {
  check_verbs(scenario);
  Player player(scenario);
  std::vector<Observation> observations;
  for (const Step& step : scenario.steps) observations.push_back(player.observe(step));
  return observations;
}

}  // namespace peercert::subject
