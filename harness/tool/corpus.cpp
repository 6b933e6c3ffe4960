#include <fmt/core.h>

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "search/corpus.h"
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
    throw std::runtime_error(fmt::format("{}: there is no such file or folder", path));
  }
}

int search_in(const CorpusOptions& options) {
  check_paths(options.paths);
  return options.searching.search(
      [&options](const search::Take& take) { return search::read_corpus(options.paths, take); }, options.paths);
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
