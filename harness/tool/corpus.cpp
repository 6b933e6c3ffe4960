#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "search/corpus.h"
#include "search/files.h"
#include "tool/commands.h"
#include "tool/searching.h"

namespace peercert::tool {
namespace {

struct CorpusOptions {
  Searching searching;
  std::vector<std::string> paths;
};

void check_paths(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    if (path == "-" || std::filesystem::exists(path)) continue;
    throw std::runtime_error(fmt::format(
        "{}: there is no such file or folder; a PATH is a certificate, a folder or an archive of them (PEM, DER, zip, "
        "tar, gzip, ...), or - for standard input",
        path));
  }
}

std::optional<std::uint64_t> bytes_of(const std::vector<std::string>& paths) {
  std::uint64_t sum = 0;
  for (const std::string& path : paths) {
    const auto bytes = search::bytes_in(path);
    if (!bytes) return std::nullopt;
    sum += *bytes;
  }
  return sum;
}

int search_in(const CorpusOptions& options) {
  check_paths(options.paths);
  const auto total = bytes_of(options.paths);
  std::atomic<std::uint64_t> read = 0;
  Search search;
  search.paths = options.paths;
  search.source = [&](const search::Position& from) -> search::Source {
    const search::CorpusOptions how{options.searching.shard(), from, [&read](std::uint64_t bytes) { read += bytes; }};
    return [&options, how](const search::Take& take) { return search::read_corpus(options.paths, take, how); };
  };
  search.done = [&]() -> std::optional<double> {
    if (!total || *total == 0) return std::nullopt;
    return std::min(1.0, static_cast<double>(read) / static_cast<double>(*total));
  };
  return options.searching.run(search);
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
  options->searching.add_options(*command);
  command->footer(
      "Everything is compared: whether it is accepted, the value, the exception, its texts, warnings. What is known "
      "to\n"
      "differ, and why, stands in cases/corpora/known.toml. Identical certificates are decoded once.\n\n"
      "Examples:\n"
      "  peercert corpus /etc/ssl/certs\n"
      "  peercert corpus logs --shard 2/8 --report build/corpus/2 --resume\n"
      "  peercert corpus vectors.tar.gz --subject native --subject all --report build/corpus");
  command->callback([options, &status] { status = search_in(*options); });
}

}  // namespace peercert::tool
