#include "forge/fixtures.h"

#include <fmt/core.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tool/commands.h"
#include "tool/home.h"

namespace peercert::tool {
namespace {

struct ForgeOptions {
  Home home;
  std::string certs;
  std::vector<std::string> names;
  bool check = false;

  [[nodiscard]] std::filesystem::path folder() const {
    return certs.empty() ? home.certs() : std::filesystem::path(certs);
  }
};

int check(const ForgeOptions& options) {
  const auto mismatches = forge::check(options.folder(), options.names);
  for (const forge::Mismatch& mismatch : mismatches) fmt::print(stderr, "{}\n", forge::describe(mismatch));
  if (!mismatches.empty()) {
    fmt::print(stderr, "{} file(s) differ from the recipes; 'peercert forge' makes them anew\n", mismatches.size());
    return kDifferences;
  }
  fmt::print("every fixture is what its recipe makes, byte for byte\n");
  return kGood;
}

int write(const ForgeOptions& options) {
  const auto done = forge::write(options.folder(), options.names);
  for (const std::string& name : done.written) fmt::print("wrote {}\n", name);
  for (const std::string& name : done.surplus) fmt::print(stderr, "{}: no recipe makes this file; remove it\n", name);
  fmt::print("{} file(s) written, {} unchanged\n", done.written.size(), done.unchanged.size());
  return done.surplus.empty() ? kGood : kDifferences;
}

}  // namespace

void add_forge(CLI::App& app, int& status) {
  auto options = std::make_shared<ForgeOptions>();
  CLI::App* command = app.add_subcommand("forge", "Make the certificates of certs/fixtures from certs/recipes");
  command->add_option("NAME", options->names, "Only the certificates of these names");
  command->add_flag("--check", options->check, "Write nothing; fail when a file is not what its recipe makes");
  command->add_option("--certs", options->certs, "The folder with recipes/, keys/ and fixtures/")
      ->check(CLI::ExistingDirectory)
      ->option_text("DIR");
  options->home.add_option(*command);
  command->footer("The same recipe gives the same bytes on every machine.");
  command->callback([options, &status] { status = options->check ? check(*options) : write(*options); });
}

}  // namespace peercert::tool
