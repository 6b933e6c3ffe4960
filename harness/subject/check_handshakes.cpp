#include "subject/check_handshakes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "subject/check_scenarios.h"
#include "subject/peers/peer.h"
#include "value/literal.h"

namespace peercert::subject {
namespace {

using suite::Observation;
using suite::Scenario;
using suite::Step;

constexpr const char* kContexts =
    "See PROTOCOL.md, \"A scenario\": a context has the `verify_mode` that is given and trusts the certificates of "
    "`trust` and no others.";
constexpr const char* kRounds =
    "See PROTOCOL.md, \"A scenario\": how `handshake` goes in rounds, which exception it raises, and that \"on\" names "
    "its connection.";
constexpr const char* kDelivery =
    "See PROTOCOL.md: `do_handshake` is one call of do_handshake(). Bytes never move by themselves: what a TLS object "
    "writes stays in its wire end until `deliver`, which moves all of it to the peer.";
constexpr const char* kTexts =
    "A text of Python's is {\"str\":\"...\"} also where your language has but one type for texts and bytes; see "
    "PROTOCOL.md, \"Tagged values\".";
constexpr const char* kExceptions = "See the table of exceptions in PROTOCOL.md, \"An observation\".";

Scenario scenario(const Handshakes& with, std::vector<Step> steps) {
  return check_scenario(with.material, with.tls, with.transport, std::move(steps));
}

Step on(const std::string& connection, const std::string& id, const std::string& verb) {
  Step step = check_step(id, verb);
  step.on = connection;
  return step;
}

// The place of the first bytes within `value`, as Python would write it: "['subject'][0]".
std::optional<std::string> place_of_bytes(const Value& value) {
  if (value.is<Bytes>()) return "";
  const auto within = [](const std::vector<Value>& items) -> std::optional<std::string> {
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (const auto place = place_of_bytes(items[i])) return fmt::format("[{}]{}", i, *place);
    }
    return std::nullopt;
  };
  if (const auto* tuple = value.get_if<Tuple>()) return within(tuple->items);
  if (const auto* list = value.get_if<List>()) return within(list->items);
  const auto* dict = value.get_if<Dict>();
  if (dict == nullptr) return std::nullopt;
  for (const auto& [key, item] : dict->entries) {
    if (place_of_bytes(key)) return fmt::format(", in its key {}", to_literal(key));
    if (const auto place = place_of_bytes(item)) return fmt::format("[{}]{}", to_literal(key), *place);
  }
  return std::nullopt;
}

void expect_texts(const std::string& name, const Value& value) {
  if (const auto place = place_of_bytes(value)) {
    throw Wrong(fmt::format("{}{}: there are {{\"bytes\"}} where Python has a str", name, *place), kTexts);
  }
}

// The base classes of PROTOCOL.md's table.
const std::vector<std::string>* bases_of(const std::string& type) {
  static const std::vector<std::string> kOfSslError = {"ssl.SSLError", "OSError", "Exception"};
  static const std::map<std::string, std::vector<std::string>> kBases = {
      {"ssl.SSLWantReadError", kOfSslError},
      {"ssl.SSLWantWriteError", kOfSslError},
      {"ssl.SSLZeroReturnError", kOfSslError},
      {"ssl.SSLEOFError", kOfSslError},
      {"ssl.SSLError", {"OSError", "Exception"}},
      {"ssl.SSLCertVerificationError", {"ssl.SSLError", "OSError", "ValueError", "Exception"}}};
  const auto found = kBases.find(type);
  return found == kBases.end() ? nullptr : &found->second;
}

bool is_number_and_text(const Value& args) {
  const auto* tuple = args.get_if<Tuple>();
  return tuple != nullptr && tuple->items.size() == 2 && tuple->items[0].is<Integer>() && tuple->items[1].is<Str>();
}

// Looks at an exception of the ssl module; one that is none is its own affair.
void expect_shape(const Raised& raised) {
  expect_texts("the exception's args", raised.args);
  expect_texts("the exception's attributes", raised.attributes);
  const auto* bases = bases_of(raised.type);
  if (bases == nullptr) {
    throw Note(fmt::format("it raised {}, and Python's ssl module raises ssl.SSLError or what is derived from it",
                           raised.type));
  }
  if (raised.bases != *bases) {
    throw Wrong(fmt::format("the bases of {} are {}, not {}", raised.type, fmt::join(*bases, ", "),
                            raised.bases.empty() ? "none" : fmt::format("{}", fmt::join(raised.bases, ", "))),
                kExceptions);
  }
  if (!is_number_and_text(raised.args)) {
    throw Note(
        fmt::format("the args of {} are {}; Python's are a number and a text", raised.type, to_literal(raised.args)));
  }
}

void expect_on(const Observation& observed, const std::string& connection) {
  if (observed.on == connection) return;
  throw Wrong(fmt::format("the handshake {}, and \"on\" names {}; it is {} that fails first", shown(observed),
                          observed.on.value_or("nobody"), connection),
              kRounds);
}

std::string expect_refusal(const Observation& handshake, const std::string& by, const std::string& why) {
  if (!handshake.raised) throw Wrong("the handshake is done, although " + why, kContexts);
  expect_on(handshake, by);
  expect_shape(*handshake.raised);
  return handshake.raised->type;
}

Scenario untrusting(Scenario scenario) {
  scenario.contexts["client"].trust.clear();
  return scenario;
}

constexpr const char* kTrustsNobody = "the client requires a certificate and trusts nobody";

}  // namespace

std::string shown(const Observation& observation) {
  if (observation.raised) return fmt::format("raised {}: {}", observation.raised->type, observation.raised->text);
  const std::string literal = to_literal(*observation.value);
  return literal.size() <= 100 ? literal : literal.substr(0, 100) + "...";
}

std::string plain_handshake(const Handshakes& with) {
  const auto observed = with.talk.run(
      scenario(with, {check_step("handshake", "handshake"), check_step("bytes", "getpeercert", {Value(true)}),
                      on("server", "server", "getpeercert")}));
  if (observed[0].raised) {
    throw Wrong("the handshake " + shown(observed[0]),
                "This is the plainest of handshakes: the client trusts the issuer of the server's certificate. See "
                "PROTOCOL.md, \"A scenario\": how contexts are made, and how `handshake` goes in rounds.");
  }
  if (observed[1].value != Value(Bytes{with.material.server_der})) {
    throw Note("played, but getpeercert(True) on the client is not the server's certificate: " + shown(observed[1]));
  }
  return fmt::format("TLS {}; getpeercert(True) is the server's certificate, byte for byte", with.tls);
}

std::string refused_by_client(const Handshakes& with) {
  const auto observed = with.talk.run(untrusting(scenario(with, {check_step("handshake", "handshake")})));
  return expect_refusal(observed[0], "client", kTrustsNobody);
}

std::string refused_by_server(const Handshakes& with) {
  Scenario asking = scenario(with, {check_step("handshake", "handshake")});
  asking.contexts["server"].verify_mode = "CERT_REQUIRED";
  asking.contexts["server"].trust = {with.material.trust};
  const auto observed = with.talk.run(asking);
  return expect_refusal(observed[0], "server", "the server requires a certificate and the client has none");
}

std::string unverified_handshake(const Handshakes& with) {
  Scenario careless = untrusting(scenario(with, {check_step("handshake", "handshake")}));
  careless.contexts["client"].verify_mode = "CERT_NONE";
  const auto observed = with.talk.run(careless);
  if (!observed[0].raised) return "";
  throw Wrong("the client's verify_mode is CERT_NONE, and the handshake " + shown(observed[0]), kContexts);
}

std::string stalled_handshake(const Handshakes& with) {
  Scenario silent = scenario(with, {check_step("handshake", "handshake")});
  silent.connections["client"].context = "server";
  silent.contexts.erase("client");
  const auto observed = with.talk.run(silent);
  if (!observed[0].raised || observed[0].raised->type != "ssl.SSLWantReadError") {
    throw Wrong(
        "between two servers, which both wait for the other, the handshake should raise ssl.SSLWantReadError, "
        "and it " +
            std::string(observed[0].value ? "gave " : "") + shown(observed[0]),
        kRounds);
  }
  expect_on(observed[0], "client");
  expect_shape(*observed[0].raised);
  return "ssl.SSLWantReadError of the first, when nothing moves any more";
}

std::string handshake_by_hand(const Handshakes& with) {
  struct Call {
    const char *on, *verb;
    bool waits;  // raises ssl.SSLWantReadError, and gives None otherwise
  };
  const bool done_early = with.tls == "1.3";  // the client of TLS 1.3 is done when the server has spoken once
  const std::vector<Call> calls = {
      {"client", "do_handshake", true}, {"server", "do_handshake", true},  // nothing is delivered yet
      {"client", "deliver", false},     {"server", "do_handshake", true},
      {"client", "do_handshake", true}, {"server", "do_handshake", true},  // nor is the answer
      {"server", "deliver", false},     {"client", "do_handshake", !done_early},
      {"client", "deliver", false},     {"server", "do_handshake", false},
      {"server", "deliver", false},     {"client", "do_handshake", false}};
  std::vector<Step> steps;
  for (const Call& call : calls) steps.push_back(on(call.on, fmt::format("call_{}", steps.size() + 1), call.verb));
  const auto observed = with.talk.run(scenario(with, steps));
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const bool as_it_should = calls[i].waits ? observed[i].raised && observed[i].raised->type == "ssl.SSLWantReadError"
                                             : observed[i].value == Value(None{});
    if (as_it_should) continue;
    throw Wrong(fmt::format("step {}, {} on the {}, should {}, and it {}{}", steps[i].id, calls[i].verb, calls[i].on,
                            calls[i].waits ? "raise ssl.SSLWantReadError" : "give None",
                            observed[i].value ? "gave " : "", shown(observed[i])),
                kDelivery);
  }
  return fmt::format("TLS {} in {} calls", with.tls, calls.size());
}

namespace {

// Runs `scenario` with its client connected to a peer of ours.
std::vector<Observation> run_with_peer(const Handshakes& with, Scenario scenario) {
  suite::PeerSpec spec;
  spec.kind = "openssl";
  spec.role = "server";
  spec.tls_min = spec.tls_max = with.tls;
  spec.chain = {with.material.server_der};
  spec.key = with.material.server.key;
  Peer peer(spec);
  scenario.connections = {{"client", {"client", "loopback", "", {}, peer.port()}}};
  scenario.contexts.erase("server");
  auto observed = with.talk.run(scenario);
  const std::string failure = peer.stop();
  if (failure.empty()) return observed;
  throw Wrong("the peer that this program runs says: " + failure,
              "Connect a TCP socket to `address` for each connection over loopback, once, and speak TLS on it.");
}

}  // namespace

std::string loopback_handshake(const Handshakes& with) {
  const Bytes hello{"hello"};
  Scenario talking =
      scenario(with, {check_step("handshake", "handshake"), check_step("bytes", "getpeercert", {Value(true)}),
                      check_step("write", "write", {hello}), check_step("read", "read")});
  std::vector<Step>& steps = talking.steps;
  const auto observed = run_with_peer(with, talking);
  const std::vector<Value> expected = {None{}, Bytes{with.material.server_der}, Integer(5), hello};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (observed[i].value == expected[i]) continue;
    throw Wrong(fmt::format("{} {}{}, and should give {}", steps[i].verb, observed[i].value ? "gave " : "",
                            shown(observed[i]), to_literal(expected[i]).substr(0, 100)),
                "See PROTOCOL.md, transport `loopback`: a blocking SSLSocket with a timeout, on a TCP connection to "
                "`address`. The peer sends back what it reads.");
  }
  const auto refused = run_with_peer(with, untrusting(scenario(with, {check_step("handshake", "handshake")})));
  return fmt::format("TLS {}; what it wrote came back; {} when nobody is trusted", with.tls,
                     expect_refusal(refused[0], "client", kTrustsNobody));
}

std::string dictionary_texts(const Handshakes& with) {
  const auto observed =
      with.talk.run(scenario(with, {check_step("handshake", "handshake"), check_step("dictionary", "getpeercert")}));
  const Observation& dictionary = observed[1];
  if (!dictionary.value || !dictionary.value->is<Dict>()) {
    throw Note("getpeercert() of a client that verified is a dictionary in Python; here it " +
               std::string(dictionary.value ? "gave " : "") + shown(dictionary));
  }
  expect_texts("getpeercert()", *dictionary.value);
  return fmt::format("a dictionary of {} keys", dictionary.value->get_if<Dict>()->entries.size());
}

}  // namespace peercert::subject
