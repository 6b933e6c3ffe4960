#include "subject/sanity.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "suite/held.h"
#include "value/literal.h"

namespace peercert::subject {
namespace {

using suite::Observation;
using suite::Outcome;
using suite::Scenario;

const forge::Fixture& fixture(const forge::Fixtures& fixtures, const char* name) {
  const forge::Fixture* found = fixtures.find(name);
  if (found == nullptr) {
    throw std::runtime_error(
        fmt::format("there is no certificate '{}' in certs/recipes, which every subject is tried with first", name));
  }
  return *found;
}

// The first of `wanted` that the subject has, or "".
std::string first_feature(const suite::SubjectInfo& info, const std::array<const char*, 2>& wanted) {
  const auto has = [&info](const char* feature) { return has_feature(info, feature); };
  const auto* found = std::find_if(wanted.begin(), wanted.end(), has);
  return found == wanted.end() ? "" : *found;
}

std::string cannot_be_asked(const suite::SubjectInfo& info, const std::array<const char*, 2>& wanted) {
  return fmt::format("it has neither the feature {} nor {}, so it cannot be asked anything; it says that it has {}",
                     wanted[0], wanted[1],
                     info.features.empty() ? "none at all" : fmt::format("{}", fmt::join(info.features, ", ")));
}

// What a step gave, in a few words.
std::string got(const Observation& observation) {
  constexpr std::size_t kMost = 80;
  if (observation.raised) {
    return fmt::format("{}{}: {}", observation.on ? *observation.on + " raised " : "it raised ",
                       observation.raised->type, observation.raised->text);
  }
  const std::string text = to_literal(suite::as_value(observation));
  return text.size() <= kMost ? text : fmt::format("{}... ({} characters)", text.substr(0, kMost), text.size());
}

std::string wrong_step(const std::vector<Observation>& observations, const std::string& der) {
  const Observation& handshake = observations[0];
  const Observation& form = observations[1];
  const Observation& dictionary = observations[2];
  if (handshake.raised) return fmt::format("the handshake should be done; {}", got(handshake));
  if (form.value != Value(Bytes{der})) {
    return fmt::format("the client's getpeercert(True) should be the {} bytes of the server's certificate; got {}",
                       der.size(), got(form));
  }
  if (!dictionary.value || !dictionary.value->is<Dict>()) {
    return fmt::format("the client's getpeercert() should be a dict; got {}", got(dictionary));
  }
  return "";
}

std::string wrong(const Outcome& outcome, const Scenario& scenario, const std::string& der) {
  switch (outcome.kind) {
    case Outcome::Kind::kSkip:
      return "it skipped it: " + outcome.detail;
    case Outcome::Kind::kError:
      return "it failed by itself: " + outcome.detail;
    case Outcome::Kind::kCrash:
      return "it crashed: " + outcome.detail;
    case Outcome::Kind::kHang:
      return "it hung: " + outcome.detail;
    case Outcome::Kind::kProtocolError:
      return "it broke the protocol: " + outcome.detail;
    case Outcome::Kind::kObserved:
      break;
  }
  const std::string malformed = suite::malformed(scenario.steps, outcome.observations);
  return malformed.empty() ? wrong_step(outcome.observations, der) : "it broke the protocol: " + malformed;
}

suite::ContextSpec context(const std::string& role, const std::string& tls) {
  suite::ContextSpec context;
  context.role = role;
  context.tls_min = context.tls_max = tls;
  return context;
}

}  // namespace

Sanity::Sanity(const forge::Fixtures& fixtures) {
  const forge::Fixture& server = fixture(fixtures, "server");
  server_ = {{server.pem}, server.key_pem};
  server_der_ = server.der;
  root_pem_ = fixture(fixtures, "root").pem;
}

Scenario Sanity::scenario(const std::string& tls, const std::string& transport) const {
  Scenario scenario;
  scenario.case_id = "sanity";
  scenario.where = {{"tls", tls}, {"transport", transport}};
  scenario.certificates["server"] = server_;
  scenario.contexts["client"] = context("client", tls);
  scenario.contexts["client"].verify_mode = "CERT_REQUIRED";
  scenario.contexts["client"].trust = {root_pem_};
  scenario.contexts["server"] = context("server", tls);
  scenario.contexts["server"].verify_mode = "CERT_NONE";
  scenario.contexts["server"].certificate = "server";
  scenario.connections["client"] = {"client", transport, "server", {}};
  scenario.connections["server"] = {"server", transport, "client", {}};
  scenario.steps = {{"handshake", "handshake", "client", {}, {}},
                    {"form", "getpeercert", "client", {Value(true)}, {}},
                    {"dictionary", "getpeercert", "client", {}, {}}};
  return scenario;
}

std::string Sanity::why_not(Subject& subject) const {
  static constexpr std::array<const char*, 2> kVersions{"tls_1_2", "tls_1_3"};
  static constexpr std::array<const char*, 2> kTransports{"memory", "socket"};
  const std::string version = first_feature(subject.info(), kVersions);
  if (version.empty()) return cannot_be_asked(subject.info(), kVersions);
  const std::string transport = first_feature(subject.info(), kTransports);
  if (transport.empty()) return cannot_be_asked(subject.info(), kTransports);
  const std::string tls = version == kVersions[0] ? "1.2" : "1.3";
  const Scenario simplest = scenario(tls, transport);
  const std::string what = wrong(subject.run(simplest), simplest, server_der_);
  if (what.empty()) return "";
  const std::string said = subject.last_words();
  return fmt::format(
      "in the simplest scenario there is, a client that requires the server's certificate (TLS {}, {}), {}{}{}", tls,
      transport, what, said.empty() ? "" : "; its stderr ends with:\n", said);
}

}  // namespace peercert::subject
