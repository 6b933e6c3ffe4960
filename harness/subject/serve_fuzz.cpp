// Lines that somebody sends to a subject. The subject behind them decodes, and plays nothing.
#include "subject/serve.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "fuzz/target.h"
#include "subject/answer.h"
#include "subject/message_schema.h"
#include "value/exception.h"
#include "value/json_text.h"
#include "x509/decode.h"

using namespace peercert;

namespace {

class Quiet : public subject::Subject {
 public:
  [[nodiscard]] const suite::SubjectInfo& info() const override { return info_; }

  // Every step gives its own arguments.
  [[nodiscard]] suite::Outcome run(const suite::Scenario& scenario) override {
    fuzz::require(to_json(suite::scenario_from_json(to_json(scenario))) == to_json(scenario),
                  "a scenario reads back as what it was", to_json(scenario).dump());
    suite::Outcome outcome;
    for (const suite::Step& step : scenario.steps) {
      suite::Observation observation;
      observation.step = step.id;
      observation.value = Tuple{step.args};
      outcome.observations.push_back(std::move(observation));
    }
    return outcome;
  }

  [[nodiscard]] suite::Outcome decode(const std::string& der) override {
    suite::Outcome outcome;
    outcome.observations.resize(1);
    outcome.observations[0].step = "decode";
    try {
      outcome.observations[0].value = to_value(decode_certificate(der));
    } catch (const PythonException& error) {
      outcome.observations[0].raised = error.raised();
    }
    return outcome;
  }

 private:
  suite::SubjectInfo info_{"quiet", "1", "none", {"decode", "decode_all"}};
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// Every answer is what the schema says.
void check_answer(const std::string& line) {
  const auto violation = subject::first_violation("from_subject", parse_json(line));
  if (violation) {
    fuzz::broken("an answer is as the schema says",
                 fmt::format("{}: expected {}, found {}", violation->pointer, violation->expected, violation->found));
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(fuzz::text_of(data, size));
  Quiet quiet;
  std::istringstream in(text);
  std::ostringstream out;
  subject::serve(quiet, in, out);
  const auto questions = lines_of(text), answers = lines_of(out.str());
  fuzz::require(answers.size() <= questions.size(), "every line gets one answer");
  if (answers.size() < questions.size()) {
    fuzz::require(!answers.empty() && parse_json(answers.back()).contains("stop"), "only stop ends it");
  }
  for (const std::string& answer : answers) check_answer(answer);
  return 0;
}
