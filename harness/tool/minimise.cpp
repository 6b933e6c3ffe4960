#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "export/proof.h"
#include "forge/pem.h"
#include "forge/raw_recipe.h"
#include "report/results.h"
#include "report/text.h"
#include "search/compare.h"
#include "search/corpus.h"
#include "search/minimise.h"
#include "suite/held.h"
#include "suite/judge.h"
#include "tool/commands.h"
#include "tool/interpreter.h"
#include "tool/interrupted.h"
#include "tool/progress_line.h"
#include "tool/searching.h"

namespace peercert::tool {
namespace {

struct MinimiseOptions {
  Witnesses witnesses;
  std::string file;
  std::string cause;
  std::string output;
  std::size_t tries = 100'000;
};

std::string kinds_in(const search::Contents& contents) {
  std::vector<std::string> kinds;
  for (const auto& [kind, count] : contents.others) kinds.push_back(kind);
  for (const auto& one : contents.broken) kinds.push_back(one.why);
  for (const auto& one : contents.unreadable) kinds.push_back(one.why);
  return fmt::format("{}", fmt::join(kinds, ", "));
}

std::string first_certificate(const std::string& file) {
  if (!std::filesystem::exists(file)) throw std::runtime_error(fmt::format("{}: there is no such file", file));
  std::optional<std::string> first;
  const auto contents = search::read_corpus({file}, [&first](search::Certificate certificate) {
    if (!first) first = std::move(certificate.der);
  });
  if (!first)
    throw std::runtime_error(fmt::format("{}: there is no certificate in it, but: {}", file, kinds_in(contents)));
  return *first;
}

// Pair is the subject and the reference, each started again when it has failed.
class Pair {
 public:
  explicit Pair(const std::vector<subject::Entrant>& entrants) {
    for (const subject::Entrant& entrant : entrants) subjects_.push_back(entrant.make());
  }

  // causes returns in which ways the subject differs from the reference.
  std::vector<std::string> causes(const std::string& der) {
    const suite::Outcome got = subjects_.front()->decode(der);
    return search::difference_words(subjects_.back()->decode(der), got);
  }

  // finding returns the difference for a reproducer. Throws exports::CannotReproduce where one of them gave no answer.
  exports::Finding finding(const std::string& der) {
    const suite::Outcome got = subjects_.front()->decode(der), expected = subjects_.back()->decode(der);
    if (got.observations.empty() || expected.observations.empty()) {
      throw exports::CannotReproduce("there is no answer to compare: " + got.detail + expected.detail);
    }
    exports::Finding found;
    found.subject = subjects_.front()->info().name();
    found.reference = subjects_.back()->info().name();
    found.scenario.case_id = "minimised";
    found.scenario.decode = der;
    found.scenario.steps = {{"decode", "decode", "", {}, {}}};
    suite::StepResult result;
    result.step = "decode";
    result.verdict = suite::Verdict::kDiverge;
    result.got = got.observations.front();
    result.reference = expected.observations.front();
    result.differences =
        suite::between(suite::without_positions(*result.reference), suite::without_positions(result.got));
    found.row.steps = {std::move(result)};
    return found;
  }

  [[nodiscard]] std::string names() const {
    return fmt::format("{} and {}", subjects_.front()->info().name(), subjects_.back()->info().name());
  }

 private:
  std::vector<std::unique_ptr<subject::Subject>> subjects_;
};

// The first of the causes with that text in it.
std::string chosen(const std::vector<std::string>& causes, const MinimiseOptions& options) {
  const auto found = std::find_if(causes.begin(), causes.end(), [&options](const std::string& cause) {
    return cause.find(options.cause) != std::string::npos;
  });
  if (found != causes.end()) return *found;
  throw std::runtime_error(
      fmt::format("--cause '{}': they differ in another way: {}", options.cause, fmt::join(causes, "; ")));
}

void write_files(const std::string& stem, const std::string& der) {
  report::write_file(stem + ".der", der);
  report::write_file(stem + ".pem", forge::certificate_to_pem(der));
  const auto recipe = forge::raw_recipe(std::filesystem::path(stem).filename().string(), der);
  if (recipe) report::write_file(stem + ".toml", *recipe);
  fmt::print("written: {0}.der, {0}.pem{1}\n", stem,
             recipe ? fmt::format(", {}.toml", stem) : "; no recipe, since it is not made of a certificate's fields");
}

// A Python file that shows it, run before it is written.
void write_reproducer(const MinimiseOptions& options, const exports::Finding& finding) {
  const auto subject = interpreter(options.witnesses.subjects.front());
  if (subject.empty()) {
    fmt::print("no reproducer, since '{}' is no Python\n", options.witnesses.subjects.front());
    return;
  }
  try {
    const auto proven = exports::prove(finding, subject, interpreter(options.witnesses.reference));
    report::write_file(options.output + ".py", proven.text);
    fmt::print("written: {}.py; {}\n", options.output, report::printable(proven.how));
  } catch (const exports::CannotReproduce& why) {
    fmt::print("no reproducer: {}\n", why.what());
  }
}

// Shows how far it is, until there were enough or it is interrupted.
search::GoOn go_on(const MinimiseOptions& options) {
  heed_interrupts();
  const auto line = std::make_shared<ProgressLine>();
  return [line, most = options.tries](std::size_t tried, std::size_t bytes) {
    line->show([&] { return fmt::format("tried {} smaller ones, {} bytes left", tried, bytes); });
    return tried < most && !is_interrupted();
  };
}

int minimise(const MinimiseOptions& options) {
  const auto entrants = options.witnesses.entrants();
  if (entrants.size() != 2)
    throw std::runtime_error("--subject: one subject is compared with the reference, not several");
  const std::string der = first_certificate(options.file);
  Pair pair(entrants);
  const auto causes = pair.causes(der);
  if (causes.empty()) {
    fmt::print(stderr, "peercert: {} say the same of {}; there is nothing to minimise\n", pair.names(), options.file);
    return kCouldNot;
  }
  const std::string cause = chosen(causes, options);
  const search::Minimised small = search::minimise(
      der,
      [&](const std::string& smaller) {
        const auto now = pair.causes(smaller);
        return std::find(now.begin(), now.end(), cause) != now.end();
      },
      go_on(options));
  fmt::print("{}: {}\n{} bytes, {} before; {} smaller ones were tried{}\n", pair.names(), cause, small.der.size(),
             der.size(), small.tried, small.complete ? "" : "; not all, so there may be a smaller one");
  if (options.output.empty()) {
    fmt::print("{}", forge::certificate_to_pem(small.der));
  } else {
    write_files(options.output, small.der);
    write_reproducer(options, pair.finding(small.der));
  }
  return kGood;
}

}  // namespace

void add_minimise(CLI::App& app, int& status) {
  auto options = std::make_shared<MinimiseOptions>();
  CLI::App* command = app.add_subcommand("minimise", "Find the smallest certificate that shows the same difference");
  command->add_option("FILE", options->file, "A certificate (PEM or DER); of several in it the first")->required();
  command->add_option("--cause", options->cause, "Of several differences the one with this text in it")
      ->option_text("TEXT");
  command
      ->add_option(
          "--output", options->output,
          "Write STEM.der and STEM.pem and, where there can be one, a recipe STEM.toml and a reproducer STEM.py")
      ->option_text("STEM");
  command
      ->add_option(
          "--tries", options->tries,
          "Stop after so many smaller ones, with the smallest of them (default 100000); so does an interruption")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1} << 40))
      ->option_text("N");
  options->witnesses.add_options(*command);
  command->footer(
      "Elements and parts of contents are left out as long as the subject still differs from the reference in the "
      "same\n"
      "way: the same member, the same kinds of values, the same exceptions.\n\n"
      "Example:\n"
      "  peercert minimise odd.pem --subject 'pypy3 scripts/python_subject.py' --output smaller");
  command->callback([options, &status] { status = minimise(*options); });
}

}  // namespace peercert::tool
