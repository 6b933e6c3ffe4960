#include <fmt/core.h>

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "forge/pem.h"
#include "search/corpus.h"
#include "search/generate.h"
#include "search/mutate.h"
#include "suite/digest.h"
#include "tool/commands.h"
#include "tool/searching.h"
#include "value/literal.h"

namespace peercert::tool {
namespace {

constexpr double kMostMutants = 1e15;  // which a double still holds exactly

struct MutateOptions {
  Searching searching;
  std::vector<std::string> paths;
  std::uint64_t seed = 1;
  std::uint64_t first = 0;
  std::uint64_t count = 10'000;
  bool generate = false;
  bool print = false;
};

// Those that mutants are made of, and what they are called.
struct Parents {
  std::vector<std::string> ders;
  std::vector<std::string> names;
};

Parents fixtures_as_parents(const Home& home) {
  Parents parents;
  const auto fixtures = home.fixtures();
  for (const auto& [name, fixture] : fixtures.all()) {
    parents.ders.push_back(fixture.der);
    parents.names.push_back(name);
  }
  return parents;
}

Parents parents_of(const MutateOptions& options) {
  if (options.paths.empty()) return fixtures_as_parents(options.searching.witnesses.home);
  Parents parents;
  const auto contents = search::read_corpus(options.paths, [&parents](search::Certificate certificate) {
    parents.names.push_back(fmt::format("{}, number {} in it", certificate.file, certificate.index));
    parents.ders.push_back(std::move(certificate.der));
  });
  for (const auto& unreadable : contents.unreadable) {
    throw std::runtime_error(fmt::format("{}: cannot be read: {}", unreadable.file, unreadable.why));
  }
  if (parents.ders.empty()) throw std::runtime_error("there is no certificate to make mutants of");
  return parents;
}

std::string words_for(const search::Mutant& mutant, const Parents& parents) {
  std::string words = parents.names[mutant.parent];
  for (const std::string& change : mutant.changes) words += "; " + change;
  return words;
}

// Made is one that was made. `name` says how to make it again.
struct Made {
  std::string name;
  std::string der;
  std::optional<Value> expected = {};  // what the forge computes
};

using Make = std::function<Made(std::uint64_t number)>;

int print_all(const MutateOptions& options, const Make& make) {
  for (std::uint64_t i = options.first; i < options.first + options.count; ++i) {
    const Made made = make(i);
    fmt::print("# {}{}\n{}", made.name, made.expected ? ": " + to_literal(*made.expected) : "",
               forge::certificate_to_pem(made.der));
  }
  return kGood;
}

// Hands out those of the shard from number `from` on. Two that are the same are both decoded: each shard would have to
// make all to know.
void take_from(std::uint64_t from, const MutateOptions& options, const Make& make, const search::Take& take) {
  const search::Shard shard = options.searching.shard();
  for (std::uint64_t i = from; i < options.count; ++i) {
    if (!shard.has(i)) continue;
    Made made = make(options.first + i);
    std::string sha256 = suite::sha256_hex(made.der);
    take({i, std::move(made.name), 0, std::move(sha256), std::move(made.der), std::move(made.expected), ""});
  }
}

// One digest for all: of the digests of each.
std::string digest_of(const std::vector<std::string>& ders) {
  std::string digests;
  for (const std::string& der : ders) digests += suite::sha256_hex(der);
  return suite::sha256_hex(digests);
}

// `digest` is what the search is told from others by; to print it is not needed.
int print_or_search(const MutateOptions& options, const Make& make, const std::function<std::string()>& digest) {
  if (options.print) return print_all(options, make);
  const std::uint64_t mine = options.searching.shard().share_of(options.count);
  std::atomic<std::uint64_t> taken = 0;
  Search search;
  search.paths = options.paths;
  search.made =
      search::Made{options.generate ? "generated" : "mutants", options.seed, options.first, options.count, digest()};
  search.source = [&](const search::Position& from) -> search::Source {
    taken = options.searching.shard().share_of(from.taken);
    return [&, from](const search::Take& take) {
      take_from(from.taken, options, make, [&](search::Certificate certificate) {
        take(std::move(certificate));
        ++taken;
      });
      return search::Contents{0, options.count, options.count, mine, {}, 0, {}};
    };
  };
  search.done = [&]() -> std::optional<double> {
    if (mine == 0) return std::nullopt;
    return static_cast<double>(taken) / static_cast<double>(mine);
  };
  return options.searching.run(search);
}

int generate(const MutateOptions& options) {
  if (!options.paths.empty()) throw std::runtime_error("--generate makes certificates of nothing; leave the paths out");
  const std::filesystem::path certs = options.searching.witnesses.home.certs();
  const search::Generator generator(forge::load_recipes(certs), forge::Keys(certs / "keys"), options.seed);
  const auto make = [&](std::uint64_t i) -> Made {
    search::Generated made = generator.certificate(i);
    return {fmt::format("generated certificate {} of seed {}", i, options.seed), std::move(made.der),
            std::move(made.expected)};
  };
  return print_or_search(options, make, [&] { return suite::sha256_hex(make(options.first).der); });
}

int mutate(const MutateOptions& options) {
  const Parents parents = parents_of(options);
  const search::Mutator mutator(parents.ders, options.seed);
  const auto make = [&](std::uint64_t i) -> Made {
    search::Mutant mutant = mutator.mutant(i);
    return {fmt::format("mutant {} of seed {}: {}", i, options.seed, words_for(mutant, parents)),
            std::move(mutant.der)};
  };
  return print_or_search(options, make, [&] { return digest_of(parents.ders); });
}

}  // namespace

void add_mutate(CLI::App& app, int& status) {
  auto options = std::make_shared<MutateOptions>();
  CLI::App* command = app.add_subcommand("mutate", "Decode mutants of certificates with every subject, and compare");
  command->add_option("PATH", options->paths,
                      "What mutants are made of: as for 'peercert corpus', and the fixtures when none is given");
  command->add_option("--seed", options->seed, "Mutants are the same for the same seed (default 1)")->option_text("N");
  command->add_option("--first", options->first, "The number of the first mutant (default 0)")
      ->check(CLI::Range(0.0, kMostMutants))
      ->option_text("N");
  command->add_option("--count", options->count, "How many mutants (default 10000)")
      ->check(CLI::Range(0.0, kMostMutants))
      ->option_text("N");
  command->add_flag("--print", options->print,
                    "Print them as PEM, each with what was changed or must come out, and decode nothing");
  command->add_flag("--generate", options->generate,
                    "Instead of mutants, certificates from recipes made at random, of which the forge computes what "
                    "must come out");
  options->searching.add_options(*command);
  command->footer(
      "A mutant is a certificate with one or more changes to its ASN.1: tags, lengths, order, string types, numbers,\n"
      "times, names, extensions.\n\n"
      "Examples:\n"
      "  peercert mutate --count 1000000\n"
      "  peercert mutate --seed 7 --first 123 --count 1 --print");
  command->callback([options, &status] { status = options->generate ? generate(*options) : mutate(*options); });
}

}  // namespace peercert::tool
