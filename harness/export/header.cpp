#include <fmt/format.h>

#include <algorithm>

#include "export/check.h"
#include "suite/held.h"
#include "suite/judge.h"
#include "value/literal.h"

namespace peercert::exports {
namespace {

constexpr std::size_t kMostDifferences = 3, kMostRules = 2, kLongest = 200;

// The middle of what is long is left out: it stands below, or is in no need of words.
std::string shortened(const std::string& text) {
  if (text.size() <= kLongest) return text;
  return fmt::format("{} ... {}", text.substr(0, kLongest / 2), text.substr(text.size() - kLongest / 4));
}

std::string call_text(const suite::Scenario& scenario, std::size_t number) {
  if (!scenario.decode.empty()) return "what getpeercert() would say of this certificate";
  const suite::Step& step = scenario.steps.at(number);
  return fmt::format("{}.{}({})", step.on, step.verb, arguments_of(step));
}

void write_values(Script& script, const suite::StepResult& result) {
  const auto& differences = result.differences;
  const bool whole = differences.empty() || (differences.size() == 1 && differences[0].path.empty());
  if (whole) {
    const bool known = !differences.empty() && differences[0].expected;
    if (known) script.comment("Expected: " + shortened(to_literal(*differences[0].expected)));
    return script.comment("Got: " + shortened(to_literal(suite::as_value(suite::without_positions(result.got)))));
  }
  for (std::size_t i = 0; i < differences.size() && i < kMostDifferences; ++i) {
    script.comment((i == 0 ? "Differs: " : "         ") + shortened(describe(differences[i])));
  }
  if (differences.size() > kMostDifferences) {
    script.comment(fmt::format("and in {} more places", differences.size() - kMostDifferences));
  }
}

// One or two say enough; the case has them all.
void write_rules(Script& script, const std::vector<suite::Rule>& rules) {
  for (std::size_t i = 0; i < rules.size() && i < (script.brief() ? 1 : kMostRules); ++i) {
    script.comment(fmt::format("Rule ({}; {}): {}", to_string(rules[i].level), rules[i].source, rules[i].says));
  }
}

}  // namespace

void write_header(const Writing& writing) {
  const Finding& finding = writing.finding;
  Script& script = writing.script;
  const suite::StepResult& result = finding.row.steps.at(finding.step);
  script.comment(fmt::format("{}: {} is not as expected.", finding.subject, call_text(finding.scenario, finding.step)));
  write_rules(script, finding.rules);
  if (finding.rules.empty())
    script.comment(fmt::format("No rule speaks of it; expected is what {} does.", finding.reference));
  write_values(script, result);
  if (!finding.because.empty() && !script.brief()) script.comment("Because: " + finding.because);
  script.comment(fmt::format("Exit status: 1 where it differs, 0 where it is as expected. This is peercert's case {}.",
                             finding.scenario.name()));
}

}  // namespace peercert::exports
