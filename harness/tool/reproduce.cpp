#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "export/proof.h"
#include "report/results.h"
#include "report/text.h"
#include "subject/session.h"
#include "subject/words.h"
#include "tool/commands.h"
#include "tool/home.h"
#include "tool/interpreter.h"
#include "tool/plan.h"

namespace peercert::tool {
namespace {

using suite::Row;

struct ReproduceOptions {
  Home home;
  std::string one;
  std::string subject;
  std::string python;
  std::string reference = "python3";
  std::string output;
};

// Place is a scenario, the rows of those who played it, and which of its steps differs.
struct Place {
  const suite::Case* one;
  std::size_t index;
  const Row* row;
  const Row* reference = nullptr;
};

std::vector<std::string> interpreter_of_subject(const ReproduceOptions& options) {
  auto words = options.python.empty() ? interpreter(options.subject) : subject::split_words(options.python);
  if (!words.empty()) return words;
  throw std::runtime_error(
      fmt::format("--subject '{}': which Python this is cannot be told, since no word of it names a file *.py; say "
                  "--python COMMAND",
                  options.subject));
}

// How much a file has to play: nothing where a certificate is only decoded, most where the harness has a peer.
std::size_t burden(const Place& place) {
  const suite::Scenario& scenario = place.one->scenarios[place.index];
  return !scenario.decode.empty() ? 0 : scenario.peers.empty() ? 1 : 2;
}

// The scenarios whose rows differ, those first that are played with the least.
std::vector<Place> places(const std::vector<suite::Case>& cases, const subject::Session& session) {
  std::vector<Place> found;
  std::size_t at = 0;
  for (const suite::Case& one : cases) {
    for (std::size_t index = 0; index < one.scenarios.size(); ++index) {
      Place place{&one, index, nullptr};
      for (; at < session.rows.size() && session.rows[at].case_id == one.id &&
             session.rows[at].where == one.scenarios[index].where;
           ++at) {
        (session.rows[at].subject == 0 ? place.row : place.reference) = &session.rows[at];
      }
      if (place.row != nullptr && exports::first_difference(*place.row) < place.row->steps.size())
        found.push_back(place);
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Place& left, const Place& right) { return burden(left) < burden(right); });
  return found;
}

// Why there is nothing to show, by what became of the scenarios.
std::string nothing_differs(const std::string& name, const subject::Session& session) {
  for (const Row& row : session.rows) {
    if (row.subject != 0 || row.verdict == suite::Verdict::kPass) continue;
    return fmt::format("{}: no answer differs; the verdict is {}{}{}", name, to_string(row.verdict),
                       row.detail.empty() ? "" : ": ", row.detail);
  }
  return fmt::format("{}: {} does what is expected", name, session.subjects[0].name());
}

const suite::Drift* drift_called(const suite::Suite& suite, const std::optional<std::string>& id) {
  const auto found =
      std::find_if(suite.drift.begin(), suite.drift.end(), [&id](const suite::Drift& one) { return one.id == id; });
  return found == suite.drift.end() ? nullptr : &*found;
}

bool has_tls_version(const suite::SubjectInfo& info) {
  return !suite::Requirement::parse("CPython < 3.7").met_by(info);
}

class Reproduction {
 public:
  Reproduction(const ReproduceOptions& options, const suite::Suite& suite, const subject::Session& session)
      : options_(options), suite_(suite), session_(session) {}

  [[nodiscard]] exports::Proven prove(const Place& place) const {
    const exports::Finding finding = finding_at(place);
    return exports::prove(finding, interpreter_of_subject(options_), reference_at(place, finding));
  }

 private:
  [[nodiscard]] exports::Finding finding_at(const Place& place) const {
    exports::Finding finding;
    finding.subject = session_.subjects[0].name();
    finding.scenario = place.one->scenarios[place.index];
    finding.row = *place.row;
    finding.step = exports::first_difference(*place.row);
    const suite::StepResult& result = finding.row.steps[finding.step];
    for (const std::string& id : result.rules) finding.rules.push_back(suite_.rule(id));
    if (const suite::Drift* drift = drift_called(suite_, result.drift)) {
      if (drift->unstable) {
        throw exports::CannotReproduce(
            fmt::format("drift entry '{}' says that no answer is the same twice: {}", drift->id, drift->reason));
      }
      if (result.verdict == suite::Verdict::kKnown) finding.because = drift->reason;
    }
    finding.has_tls_version = std::all_of(session_.subjects.begin(), session_.subjects.end(), has_tls_version);
    if (session_.subjects.size() > 1) finding.reference = session_.subjects[1].name();
    return finding;
  }

  // The interpreter of a reference that does what is expected, when there is one.
  [[nodiscard]] std::vector<std::string> reference_at(const Place& place, const exports::Finding& finding) const {
    if (place.reference == nullptr || place.reference->steps.size() <= finding.step) return {};
    const std::string verb = place.one->expectations[place.index][finding.step].verb;
    const auto& observed = place.reference->steps[finding.step].got;
    if (!exports::meets(finding.row.steps[finding.step], verb, observed)) return {};
    return interpreter(options_.reference);
  }

  const ReproduceOptions& options_;
  const suite::Suite& suite_;
  const subject::Session& session_;
};

// What to try where a peer is in the way: the same certificate without a connection.
std::string advice(const suite::Suite& suite, const suite::Case& one) {
  const std::string direct = one.id.substr(0, one.id.rfind('/')) + "/direct";
  const bool there = std::any_of(suite.cases.begin(), suite.cases.end(),
                                 [&direct](const suite::Case& other) { return other.id == direct; });
  return there && direct != one.id ? fmt::format("; try {}", direct) : "";
}

int print(const ReproduceOptions& options, const exports::Proven& proven) {
  if (options.output.empty()) {
    fmt::print("{}", proven.text);
  } else {
    report::write_file(options.output, proven.text);
  }
  fmt::print(stderr, "peercert: it was run: {}\n", report::printable(proven.how));
  return kGood;
}

// Prints the first of the places that can be shown; else says why the first cannot.
int show_first(const ReproduceOptions& options, const suite::Suite& suite, const Reproduction& reproduction,
               const std::vector<Place>& places) {
  std::string unproven, impossible;
  for (const Place& place : places) {
    const std::string name = place.one->scenarios[place.index].name();
    try {
      return print(options, reproduction.prove(place));
    } catch (const exports::Unproven& failure) {
      if (unproven.empty())
        unproven = fmt::format("{}: the file that was to show it does not: {}", name, failure.what());
    } catch (const exports::CannotReproduce& failure) {
      if (impossible.empty()) impossible = fmt::format("{}: {}{}", name, failure.what(), advice(suite, *place.one));
    }
  }
  if (unproven.empty()) throw std::runtime_error(impossible);
  fmt::print(stderr, "peercert: {}", report::printable(unproven));
  return kDifferences;
}

int reproduce(const ReproduceOptions& options) {
  const auto fixtures = options.home.fixtures();
  const auto suite = options.home.suite(fixtures);
  const auto cases = select_cases(suite, {options.one});
  const auto no_pythons = []() -> std::vector<subject::FoundPython> {
    throw std::runtime_error("--subject all: a reproducer is of one subject");
  };
  const auto entrants = plan_entrants(options.home, {options.subject}, options.reference, no_pythons);
  static_cast<void>(interpreter_of_subject(options));  // before anything is played
  const subject::Sanity sanity(fixtures);
  const auto session = subject::play_session(suite, cases, entrants, {1, &sanity, {}});
  if (!session.not_played[0].empty()) throw std::runtime_error(session.not_played[0]);
  const auto found = places(cases, session);
  if (found.empty()) throw std::runtime_error(nothing_differs(options.one, session));
  return show_first(options, suite, Reproduction(options, suite, session), found);
}

}  // namespace

void add_reproduce(CLI::App& app, int& status) {
  auto options = std::make_shared<ReproduceOptions>();
  CLI::App* command =
      app.add_subcommand("reproduce", "Print one stand-alone Python file that shows how a subject differs in a case");
  command
      ->add_option("CASE", options->one,
                   "The case, or one scenario by the name that reports give it; of several the first that differs")
      ->required();
  command
      ->add_option("--subject", options->subject,
                   "Whose difference: 'python3', or a command such as 'pypy3 scripts/python_subject.py'")
      ->required()
      ->option_text("COMMAND");
  command
      ->add_option("--python", options->python,
                   "What runs a Python file on the subject's ssl, where the subject's command does not tell: its "
                   "words before a file *.py")
      ->option_text("COMMAND");
  command
      ->add_option("--reference", options->reference,
                   "Who must do what is expected, if it does in the suite: 'python3' (the default), a command, or "
                   "'none'")
      ->option_text("COMMAND");
  command->add_option("--output", options->output, "Write the file here, and not to stdout")->option_text("FILE");
  options->home.add_option(*command);
  command->footer(
      "The file needs the standard library of Python 3.6 and nothing else; it exits with 1 where the difference shows "
      "and with 0 where it does not. It has been run on the subject, and on the reference, before it is printed.\n\n"
      "Example:\n"
      "  peercert reproduce names/empty_subject --subject 'pypy3 scripts/python_subject.py'");
  command->callback([options, &status] { status = reproduce(*options); });
}

}  // namespace peercert::tool
