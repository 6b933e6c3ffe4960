// The first byte says what was asked, the rest is what a subject answers. What is accepted is what the schema says, and
// is written again as it was read.
#include "subject/answer.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "fuzz/target.h"
#include "subject/message_schema.h"

using namespace peercert;
using subject::Question;

namespace {

constexpr std::size_t kNumber = 1;
constexpr std::size_t kCertificates = 2;  // of decode_all

suite::Scenario scenario_of_one_step() {
  suite::Scenario scenario;
  scenario.steps = {{"s", "getpeercert", "client", {}, {}}};
  return scenario;
}

// Outcomes with everything in them that an answer can say.
using Outcomes = std::vector<suite::Outcome>;

Outcomes read_start(const Json& answer, const Question& question) {
  const auto info = subject::read_start_answer(answer, question);
  fuzz::require(to_json(suite::subject_info_from_json(to_json(info))) == to_json(info), "the subject reads back");
  return {};
}

Outcomes read_run(const Json& answer, const Question& question) {
  static const suite::Scenario kScenario = scenario_of_one_step();
  return {subject::read_run_answer(answer, question, kScenario)};
}

Outcomes read_decode(const Json& answer, const Question& question) {
  return {subject::read_decode_answer(answer, question)};
}

Outcomes read_decode_all(const Json& answer, const Question& question) {
  Outcomes outcomes;
  const auto whole = subject::read_decode_all_answer(answer, question, kCertificates, outcomes);
  const bool all = whole.kind != suite::Outcome::Kind::kObserved || outcomes.size() == kCertificates;
  fuzz::require(all, "there is an outcome for each certificate, or none for all");
  return outcomes;
}

struct Kind {
  const char* name;
  Outcomes (*read)(const Json& answer, const Question& question);
};
constexpr std::array<Kind, 4> kKinds = {
    {{"start", read_start}, {"run", read_run}, {"decode", read_decode}, {"decode_all", read_decode_all}}};

// The answer and what it says; nullopt when it is refused, as everything that is wrong must be, with a runtime_error.
std::optional<std::pair<Json, Outcomes>> read(const Kind& kind, const std::string& line) {
  const Question question{kind.name, kNumber};
  try {
    Json answer = subject::parse_answer(line, question);
    Outcomes outcomes = kind.read(answer, question);
    return std::make_pair(std::move(answer), std::move(outcomes));
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

void check_schema(const std::string& name, const Json& answer) {
  const auto violation = subject::first_violation(name + "_answer", answer);
  if (violation) {
    fuzz::broken("an answer that is accepted is as the schema says",
                 fmt::format("{}: expected {}, found {}", violation->pointer, violation->expected, violation->found));
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const Kind& kind = kKinds[data[0] % kKinds.size()];
  const std::string line(fuzz::text_of(data + 1, size - 1));
  (void)subject::excerpt(line);
  const auto found = read(kind, line);
  if (!found) return 0;
  check_schema(kind.name, found->first);
  for (const suite::Outcome& outcome : found->second) {
    for (const suite::Observation& observation : outcome.observations) {
      fuzz::require(suite::observation_from_json(to_json(observation)) == observation, "an observation reads back");
    }
  }
  return 0;
}
