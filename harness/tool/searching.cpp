#include "tool/searching.h"

#include <fmt/core.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "report/corpus_report.h"
#include "search/crew.h"
#include "subject/process.h"
#include "subject/words.h"
#include "tool/commands.h"
#include "tool/plan.h"

namespace peercert::tool {
namespace {

constexpr std::size_t kLookingAtATime = 2;  // interpreters

// The C++ library decodes in processes of its own here: a certificate that it crashes on must not end the search.
void give_own_process(subject::Entrant& entrant) {
  if (entrant.command != "native") return;
  const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
  entrant.make = subject::process_factory(subject::quote_word(self) + " subject");
}

search::SearchOptions search_options(const Searching& options) {
  constexpr std::size_t kOften = 100;
  search::SearchOptions result;
  result.jobs = options.jobs;
  if (isatty(STDERR_FILENO) == 1) {
    result.progress = [](std::size_t certificates) {
      if (certificates % kOften == 0) fmt::print(stderr, "\rdecoded {} certificates", certificates);
    };
  }
  return result;
}

int status_of(const Json& corpus) {
  if (corpus.at("contents").at("distinct") == 0) {
    fmt::print(stderr, "peercert: there is no certificate to decode\n");
    return kCouldNot;
  }
  if (!report::corpus_was_compared(corpus)) {
    fmt::print(stderr, "peercert: not everything could be read and compared, see above\n");
    return kCouldNot;
  }
  return report::corpus_has_differences(corpus) ? kDifferences : kGood;
}

}  // namespace

void Witnesses::add_options(CLI::App& command) {
  command
      .add_option("--subject", subjects,
                  "What is compared: 'native' (the C++ library, the default), 'python3', 'all' (every Python that "
                  "'peercert subjects' finds), or a command that speaks the protocol; may be repeated")
      ->option_text("COMMAND");
  pythons.add_option(command);
  command
      .add_option("--reference", reference,
                  "What subjects are compared with: 'python3' (the default), 'native', or a command")
      ->option_text("COMMAND");
  home.add_option(command);
}

void Searching::add_options(CLI::App& command) {
  witnesses.add_options(command);
  command.add_option("--report", report, "Write corpus.json into this folder")->option_text("DIR");
  command
      .add_option("--jobs", jobs,
                  "How many certificates are decoded at a time, each on processes of its own (default 2)")
      ->check(CLI::Range(1, 256))
      ->option_text("N");
}

std::vector<subject::Entrant> Witnesses::entrants() const {
  if (reference == "none") {
    throw std::runtime_error("--reference none: a corpus has no rules, only a reference to compare with; name one");
  }
  auto all = plan_entrants(home, subjects, reference, [this] { return pythons.find(kLookingAtATime); });
  for (subject::Entrant& entrant : all) give_own_process(entrant);
  return all;
}

int Searching::search(const search::Source& source, const std::vector<std::string>& paths) const {
  const auto known = search::load_known(witnesses.home.root / "cases" / "corpora" / "known.toml");
  const auto all = witnesses.entrants();
  auto found = search::search_corpus(source, all, known, search_options(*this));
  if (isatty(STDERR_FILENO) == 1) fmt::print(stderr, "\r\x1b[K");
  const Json corpus = report::corpus_json({PEERCERT_VERSION, paths, all, std::move(found)});
  fmt::print("{}", report::corpus_terminal(corpus));
  if (!report.empty()) {
    report::write_corpus(report, corpus);
    fmt::print("report: {}\n", (std::filesystem::path(report) / "corpus.json").string());
  }
  return status_of(corpus);
}

}  // namespace peercert::tool
