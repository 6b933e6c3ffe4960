#include "subject/serve.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <array>
#include <istream>
#include <ostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "der/hex.h"
#include "subject/answer.h"
#include "subject/digests.h"
#include "suite/json_members.h"
#include "value/json_text.h"
#include "value/printable.h"

namespace peercert::subject {
namespace {

using suite::JsonMembers;
using suite::Outcome;

// Kind is one of the messages: its name, what it has besides its number (nullptr: nothing), and what it is answered
// with (nullptr: its number alone, and it is the last).
struct Kind {
  const char* name;
  const char* body;
  Json (*answer)(Subject& subject, const Json& body);
};

// What stands in place of observations.
Json refusal(const Outcome& outcome) {
  return {{outcome.kind == Outcome::Kind::kSkip ? "skip" : "error", valid_utf8(outcome.detail)}};
}

Json answer_start(Subject& subject, const Json& /*body*/) {
  return {{"subject", to_json(subject.info())}};
}

Json answer_run(Subject& subject, const Json& body) {
  const Outcome outcome = subject.run(suite::scenario_from_json(body));
  if (outcome.kind != Outcome::Kind::kObserved) return refusal(outcome);
  Json observations = Json::array();
  for (const suite::Observation& observation : outcome.observations) observations.push_back(to_json(observation));
  return {{"observations", std::move(observations)}};
}

Json answer_decode(Subject& subject, const Json& body) {
  const Outcome outcome = subject.decode(der::from_hex(suite::text_at(body, "message/der")));
  if (outcome.kind != Outcome::Kind::kObserved) return refusal(outcome);
  return {{"observation", to_json(outcome.observations.at(0))}};
}

Json answer_decode_all(Subject& subject, const Json& body) {
  if (!body.is_array()) throw std::runtime_error("message/ders: expected a list, found " + suite::json_excerpt(body));
  std::vector<std::string> ders;
  for (const Json& der : body) {
    ders.push_back(der::from_hex(suite::text_at(der, fmt::format("message/ders/{}", ders.size()))));
  }
  Json observations = Json::array();
  for (const Outcome& outcome : subject.decode_all(ders)) {
    const bool observed = outcome.kind == Outcome::Kind::kObserved;
    observations.push_back(observed ? to_json(outcome.observations.at(0)) : refusal(outcome));
  }
  return {{"observations", std::move(observations)}};
}

Json digests(Subject& subject, const std::vector<std::string>& ders) {
  Json observations = Json::array();
  for (const Outcome& outcome : subject.decode_all(ders)) {
    const bool observed = outcome.kind == Outcome::Kind::kObserved;
    const auto digest = observed ? digest_of(outcome.observations.at(0)) : std::nullopt;
    if (digest) {
      observations.push_back(*digest);
    } else {
      observations.push_back(observed ? to_json(outcome.observations.at(0)) : refusal(outcome));
    }
  }
  return {{"observations", std::move(observations)}};
}

Json answer_decode_digests(Subject& subject, const Json& body) {
  return digests(subject, ders_of(body));
}

constexpr std::array<Kind, 6> kKinds = {{
    {"start", nullptr, &answer_start},
    {"run", "scenario", &answer_run},
    {"decode", "der", &answer_decode},
    {"decode_all", "ders", &answer_decode_all},
    {"decode_digests", "pems", &answer_decode_digests},
    {"stop", nullptr, nullptr},
}};

const Kind& only_kind(JsonMembers& members) {
  std::vector<const Kind*> found;
  for (const Kind& kind : kKinds) {
    if (members.find(kind.name) != nullptr) found.push_back(&kind);
  }
  if (found.size() == 1) return *found[0];
  throw std::runtime_error(fmt::format(
      "message: expected one of start, run, decode, decode_all, decode_digests, stop, found {} of them", found.size()));
}

// Returns which message it is. Throws std::runtime_error when it is none.
const Kind& kind_of(const Json& message) {
  JsonMembers members(message, "message");
  const Json& protocol = members.required("peercert");
  if (protocol != kProtocol) {
    throw std::runtime_error(
        fmt::format("message/peercert: expected protocol {}, found {}", kProtocol, suite::json_excerpt(protocol)));
  }
  const Kind& kind = only_kind(members);
  const Json& number = message.at(kind.name);
  if (!number.is_number_unsigned()) {
    throw std::runtime_error(fmt::format("{}: expected a whole number, 0 or more, found {}", members.path(kind.name),
                                         suite::json_excerpt(number)));
  }
  if (kind.body != nullptr) (void)members.required(kind.body);
  members.end();
  return kind;
}

// Returns the answer to one line; `last` becomes whether to stop after it.
Json answer_to(Subject& subject, const std::string& line, bool& last) {
  Json reply = {{"peercert", kProtocol}};
  try {
    if (const auto batch = read_batch_message(line)) {
      reply["decode_digests"] = batch->number;
      reply.update(digests(subject, batch->ders));
      return reply;
    }
    const Json message = parse_json(line);
    const Kind& kind = kind_of(message);
    reply[kind.name] = message.at(kind.name);
    last = kind.answer == nullptr;
    if (!last) reply.update(kind.answer(subject, kind.body == nullptr ? Json() : message.at(kind.body)));
  } catch (const std::exception& error) {
    reply["error"] = valid_utf8(error.what());
  }
  return reply;
}

}  // namespace

void serve(Subject& subject, std::istream& in, std::ostream& out) {
  std::string line;
  for (bool last = false; !last && std::getline(in, line);) {
    out << answer_to(subject, line, last).dump() << '\n' << std::flush;
  }
}

}  // namespace peercert::subject
