#include "tool/searching.h"

#include <fmt/core.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "report/corpus_merge.h"
#include "search/crew.h"
#include "subject/process.h"
#include "subject/words.h"
#include "suite/digest.h"
#include "tool/commands.h"
#include "tool/folder_lock.h"
#include "tool/interrupted.h"
#include "tool/place.h"
#include "tool/plan.h"
#include "tool/search_progress.h"

namespace peercert::tool {
namespace {

constexpr std::size_t kLookingAtATime = 2;  // interpreters

// The C++ library decodes in processes of its own here: a certificate that it crashes on must not end the search.
void give_own_process(subject::Entrant& entrant) {
  if (entrant.command != "native") return;
  const std::string self = subject::quote_word(this_place().program.string());
  entrant.make = subject::process_factory(self + " subject --decode-only");
}

std::filesystem::path known_path(const Home& home) {
  return home.in("cases/corpora/known.toml");
}

// What was found so far, with what an earlier part of the search found.
Json in_all(const report::CorpusRun& run, const std::optional<report::CorpusState>& before) {
  Json corpus = report::corpus_json(run);
  return before ? report::added_up(corpus, before->so_far) : corpus;
}

void say_interrupted(const std::string& report) {
  fmt::print(stderr, "peercert: interrupted; go on with --resume, from {}\n", report::state_path(report).string());
}

std::filesystem::path corpus_file(const std::string& report) {
  return std::filesystem::path(report) / "corpus.json";
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
  command
      .add_option("--report", report,
                  "Write corpus.json into this folder; with it, a search that is interrupted leaves corpus.state.json "
                  "there")
      ->option_text("DIR");
  command
      .add_option("--shard", shard_words,
                  "Decode the I-th of N parts alone; 'peercert report' makes one of the reports of all")
      ->option_text("I/N");
  CLI::Option* resuming = command.add_flag(
      "--resume", resume,
      "Go on where an earlier search with this --report was interrupted; begin where none was; of one that is finished "
      "show what it found");
  command.add_flag("--anew", anew, "Begin anew, though an earlier search with this --report was interrupted")
      ->excludes(resuming);
  command
      .add_option("--save-every", save_every, "After how many seconds to save how far it is, for --resume (default 60)")
      ->check(CLI::Range(0, 86'400))
      ->option_text("SECONDS");
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

search::Shard Searching::shard() const {
  try {
    return search::parse_shard(shard_words);
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(fmt::format("--shard: {}", error.what()));
  }
}

report::CorpusRun Searching::plan(const Search& search) const {
  report::CorpusRun run;
  run.version = PEERCERT_VERSION;
  run.known_digest = suite::sha256_hex(report::read_file(known_path(witnesses.home)));
  run.paths = search.paths;
  run.made = search.made;
  run.shard = shard();
  run.entrants = witnesses.entrants();
  return run;
}

void Searching::demand_same(const report::CorpusRun& run, const report::Source& before) const {
  const report::Source now{"this search", report::corpus_json(run)};
  constexpr const char* kAnew = "; --anew begins anew";
  try {
    report::demand_same_search(now, before);
  } catch (const report::ResultsError& other) {
    throw std::runtime_error(other.what() + std::string(kAnew));
  }
  if (now.results.value("shard", Json()) == before.results.value("shard", Json())) return;
  throw std::runtime_error(fmt::format("{} is of another shard than --shard {}{}", before.file, shard_words, kAnew));
}

// Whoever was interrupted is not forgotten unless that is said.
std::optional<report::CorpusState> Searching::state_to_go_on_from() const {
  if (report.empty() || anew) return std::nullopt;
  auto state = report::load_state(report);
  if (resume || !state) return state;
  if (state->position.taken == 0) return std::nullopt;
  throw std::runtime_error(
      fmt::format("{}: a search was interrupted here; go on with --resume, or begin anew with --anew",
                  report::state_path(report).string()));
}

bool Searching::is_finished() const {
  return resume && !std::filesystem::exists(report::state_path(report)) && std::filesystem::exists(corpus_file(report));
}

int Searching::show_finished(report::CorpusRun run) const {
  const report::Source before{corpus_file(report).string(), report::load_corpus(corpus_file(report))};
  for (const subject::Entrant& entrant : run.entrants) run.found.witnesses.push_back(entrant.make()->info());
  run.found.scores.resize(run.entrants.size());
  demand_same(run, before);
  fmt::print("{}", report::corpus_terminal(before.results));
  fmt::print("finished: {}; nothing was read or decoded again, --anew does\n", before.file);
  return status_of_corpus(before.results);
}

int Searching::run(const Search& search) const {
  if (resume && report.empty()) throw std::runtime_error("--resume needs the --report of the search that is to go on");
  if (anew && report.empty())
    throw std::runtime_error("--anew needs the --report of the search that is to be forgotten");
  const auto known = search::load_known(known_path(witnesses.home));
  if (report.empty()) return search_from({}, search, known);
  const FolderLock lock(report);  // which shows, too, whether the report can be written
  if (is_finished()) return show_finished(plan(search));
  return search_from(state_to_go_on_from(), search, known);
}

int Searching::search_from(const std::optional<report::CorpusState>& before, const Search& search,
                           const std::vector<search::Known>& known) const {
  report::CorpusRun run = plan(search);
  SearchProgress progress(search.done);
  search::SearchOptions options;
  options.jobs = jobs;
  options.progress = [&progress](std::size_t certificates) { progress.show(certificates); };
  const auto save = [&](const search::Position& position) {
    report::write_state(report, {position, in_all(run, before)});
  };
  options.begun = [&](const std::vector<suite::SubjectInfo>& infos) {
    run.found.witnesses = infos;
    run.found.scores.resize(infos.size());
    if (before) demand_same(run, {report::state_path(report).string(), before->so_far});
    if (!before && !report.empty()) save({});  // so that it is known as one that is not finished from here on
  };
  if (!report.empty()) {
    heed_interrupts();
    options.stop = is_interrupted;
    options.save_every = std::chrono::seconds(save_every);
    options.save = [&](const search::Checkpoint& checkpoint) {
      run.found = {true, {}, checkpoint.witnesses, checkpoint.scores, checkpoint.causes};
      save(checkpoint.position);
    };
  }
  run.found = search::search_corpus(search.source(before ? before->position : search::Position()), run.entrants, known,
                                    options);
  progress.finish();
  if (run.found.stopped) {
    say_interrupted(report);
    return kCouldNot;
  }
  const Json corpus = in_all(run, before);
  fmt::print("{}", report::corpus_terminal(corpus));
  if (!report.empty()) {
    report::write_corpus(report, corpus);
    report::remove_state(report);
    fmt::print("report: {}\n", corpus_file(report).string());
  }
  return status_of_corpus(corpus);
}

int status_of_corpus(const Json& corpus) {
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

}  // namespace peercert::tool
