#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "report/text.h"
#include "report/view.h"
#include "subject/check.h"
#include "subject/subject.h"
#include "tool/commands.h"
#include "tool/home.h"

namespace peercert::tool {
namespace {

using subject::CheckStep;

// Bytes. Whole lines are there to be sent again by hand; only that of 2 MB is longer.
constexpr std::size_t kMostOfALine = 100'000, kMostOfAnExcerpt = 180;

struct CheckOptions {
  Home home;
  std::string command;
  bool verbose = false;
};

const char* word_for(CheckStep::Result result) {
  switch (result) {
    case CheckStep::Result::kOk:
      return "ok";
    case CheckStep::Result::kNote:
      return "note";
    case CheckStep::Result::kSkip:
      return "skip";
    case CheckStep::Result::kWrong:
      break;
  }
  return "WRONG";
}

void print_line(const char* label, const std::string& text) {
  if (!text.empty()) fmt::print("           {:<6}{}\n", label, report::indented(text, 17));
}

// Prints the steps. What to do is said once: one mistake makes many steps go wrong.
class Printer {
 public:
  explicit Printer(bool verbose) : verbose_(verbose) {}

  void print(const CheckStep& step) {
    const bool wrong = step.result == CheckStep::Result::kWrong;
    const auto [first, is_new] = first_with_.try_emplace(step.advice, step.number);
    fmt::print("{:>2}  {:<5}  {}{}\n", step.number, word_for(step.result), step.title,
               wrong || step.says.empty() ? "" : ": " + report::indented(step.says, 11));
    if (wrong) print_line("", step.says);
    if (verbose_ || (wrong && is_new)) {
      const std::size_t most = verbose_ ? kMostOfALine : kMostOfAnExcerpt;
      print_line("sent", subject::shortened(step.sent, most));
      print_line("came", subject::shortened(step.received, most));
    }
    if (wrong) print_line("next", is_new ? step.advice : fmt::format("see step {}", first->second));
    std::fflush(stdout);
  }

 private:
  bool verbose_;
  std::map<std::string, std::size_t> first_with_;  // by advice
};

subject::CheckMaterial material_of(const forge::Fixtures& fixtures) {
  const forge::Fixture* server = fixtures.find("server");
  const forge::Fixture* issuer = server == nullptr ? nullptr : fixtures.find(server->issuer);
  if (issuer == nullptr) throw std::runtime_error("certs/recipes: the certificate \"server\" or its issuer is missing");
  return {{{server->pem}, server->key_pem}, server->der, issuer->pem};
}

// Which features are missing, and in a line for each theme how many of its scenarios that costs.
void print_skipped(const suite::Suite& suite, const suite::SubjectInfo& info) {
  std::map<std::string, std::pair<std::size_t, std::size_t>> themes;  // skipped, all
  std::set<std::string> missing;
  for (const suite::Case& one : suite.cases) {
    for (const suite::Scenario& scenario : one.scenarios) {
      auto& [skipped, all] = themes[one.theme];
      ++all;
      bool plays = true;
      for (const std::string& need : scenario.needs) {
        if (subject::has_feature(info, need)) continue;
        missing.insert(need);
        plays = false;
      }
      if (!plays) ++skipped;
    }
  }
  if (missing.empty()) return;
  fmt::print("\nFor want of {} these are skipped:\n", fmt::join(missing, ", "));
  for (const auto& [theme, counts] : themes) {
    if (counts.first > 0) {
      fmt::print("  {:<20} {} of {}\n", theme, counts.first, report::plural(counts.second, "scenario"));
    }
  }
}

int check(const CheckOptions& options) {
  const auto fixtures = options.home.fixtures();
  const auto suite = options.home.suite(fixtures);
  Printer printer(options.verbose);
  const auto result = subject::check_subject(options.command, material_of(fixtures),
                                             [&](const CheckStep& step) { printer.print(step); });
  if (result.info) print_skipped(suite, *result.info);
  if (result.wrong > 0) {
    fmt::print("\npeercert: {} wrong; mend the first one first\n", report::plural(result.wrong, "step"));
    return kDifferences;
  }
  if (!result.plays) {
    fmt::print(
        "\npeercert: it speaks the protocol, and skips every handshake. Next: step 3 in PROTOCOL.md, \"In which order "
        "to write one\"\n");
    return kGood;
  }
  fmt::print("\npeercert: it speaks the protocol. Next: peercert run --subject \"{}\"\n", one_line(options.command));
  return kGood;
}

}  // namespace

void add_check_subject(CLI::App& app, int& status) {
  auto options = std::make_shared<CheckOptions>();
  CLI::App* command =
      app.add_subcommand("check_subject", "Talk a new subject through its first steps, and say what is wrong with it");
  command->add_option("COMMAND", options->command, "The command that starts the subject, in one word")->required();
  command->add_flag("--verbose", options->verbose, "Show the last two lines of every step, whole");
  options->home.add_option(*command);
  command->footer(
      "harness/subject/PROTOCOL.md says how to write one. Whether its ssl module is right is not looked for here; that "
      "is 'peercert run'.\n\n"
      "Example:\n"
      "  peercert check_subject 'node scripts/node_subject.js'");
  command->callback([options, &status] { status = check(*options); });
}

}  // namespace peercert::tool
