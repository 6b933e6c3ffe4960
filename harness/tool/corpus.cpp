#include <fmt/core.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "report/corpus_report.h"
#include "search/crew.h"
#include "subject/process.h"
#include "subject/words.h"
#include "tool/commands.h"
#include "tool/home.h"
#include "tool/plan.h"
#include "tool/pythons.h"

namespace peercert::tool {
namespace {

struct CorpusOptions {
  Home home;
  Pythons pythons;
  std::vector<std::string> paths;
  std::vector<std::string> subjects{"native"};
  std::string reference = "python3";
  std::string report;
  std::size_t jobs = 2;
};

// The C++ library decodes in processes of its own here: a certificate that it crashes on must not end the search.
void give_own_process(subject::Entrant& entrant) {
  if (entrant.command != "native") return;
  const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
  entrant.make = subject::process_factory(subject::quote_word(self) + " subject");
}

std::vector<subject::Entrant> entrants_of(const CorpusOptions& options) {
  if (options.reference == "none") {
    throw std::runtime_error("--reference none: a corpus has no rules, only a reference to compare with; name one");
  }
  auto entrants = plan_entrants(options.home, options.subjects, options.reference,
                                [&options] { return options.pythons.find(options.jobs); });
  for (subject::Entrant& entrant : entrants) give_own_process(entrant);
  return entrants;
}

void check_paths(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    if (path == "-" || std::filesystem::exists(path)) continue;
    throw std::runtime_error(fmt::format("{}: there is no such file or folder", path));
  }
}

search::SearchOptions search_options(const CorpusOptions& options) {
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

int search_in(const CorpusOptions& options) {
  check_paths(options.paths);
  const auto known = search::load_known(options.home.root / "cases" / "corpora" / "known.toml");
  const auto entrants = entrants_of(options);
  auto found = search::search_corpus(options.paths, entrants, known, search_options(options));
  if (isatty(STDERR_FILENO) == 1) fmt::print(stderr, "\r\x1b[K");
  const Json corpus = report::corpus_json({PEERCERT_VERSION, options.paths, entrants, std::move(found)});
  fmt::print("{}", report::corpus_terminal(corpus));
  if (!options.report.empty()) {
    report::write_corpus(options.report, corpus);
    fmt::print("report: {}\n", (std::filesystem::path(options.report) / "corpus.json").string());
  }
  return status_of(corpus);
}

}  // namespace

void add_corpus(CLI::App& app, int& status) {
  auto options = std::make_shared<CorpusOptions>();
  CLI::App* command = app.add_subcommand("corpus", "Decode many certificates with every subject, and compare");
  command
      ->add_option("PATH", options->paths,
                   "A file of certificates (PEM or DER), a folder, an archive (zip, tar, compressed or not), or - for "
                   "standard input")
      ->required();
  command
      ->add_option("--subject", options->subjects,
                   "What is compared: 'native' (the C++ library, the default), 'python3', 'all' (every Python that "
                   "'peercert subjects' finds), or a command that speaks the protocol; may be repeated")
      ->option_text("COMMAND");
  options->pythons.add_option(*command);
  command
      ->add_option("--reference", options->reference,
                   "What subjects are compared with: 'python3' (the default), 'native', or a command")
      ->option_text("COMMAND");
  command->add_option("--report", options->report, "Write corpus.json into this folder")->option_text("DIR");
  command
      ->add_option("--jobs", options->jobs,
                   "How many certificates are decoded at a time, each on processes of its own (default 2)")
      ->check(CLI::Range(1, 256))
      ->option_text("N");
  options->home.add_option(*command);
  command->footer(
      "Everything is compared: whether it is accepted, the value, the exception, its texts, warnings. What is known "
      "to\n"
      "differ, and why, stands in cases/corpora/known.toml. Identical certificates are decoded once. The exit status "
      "is 0 "
      "when\n"
      "nothing differs but what is known, 1 when something does, and 2 when a path cannot be read or there is nothing "
      "to\n"
      "compare.\n\n"
      "Examples:\n"
      "  peercert corpus /etc/ssl/certs\n"
      "  peercert corpus vectors.tar.gz --subject native --subject all --report build/corpus");
  command->callback([options, &status] { status = search_in(*options); });
}

}  // namespace peercert::tool
