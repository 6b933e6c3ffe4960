#include <fmt/core.h>

#include <filesystem>
#include <memory>
#include <string>

#include "export/data.h"
#include "tool/commands.h"
#include "tool/home.h"

namespace peercert::tool {
namespace {

struct ExportOptions {
  Home home;
  std::string directory;
};

int export_suite(const ExportOptions& options) {
  const auto fixtures = options.home.fixtures();
  const auto suite = options.home.suite(fixtures);
  const auto files = exports::data_files({suite, fixtures, PEERCERT_VERSION});
  exports::write_folder(options.directory, files);
  fmt::print("{}: {} files\n", options.directory, files.size() + 1);  // and SHA256SUMS
  return kGood;
}

}  // namespace

void add_export(CLI::App& app, int& status) {
  auto options = std::make_shared<ExportOptions>();
  CLI::App* command =
      app.add_subcommand("export", "Write the suite into a folder, as files that need nothing of peercert");
  command
      ->add_option("DIR", options->directory,
                   "The folder: a new one, an empty one, or an earlier export, whose files are replaced")
      ->required();
  options->home.add_option(*command);
  command->footer(
      "The same suite gives the same bytes. 'peercert run --suite DIR' reads the data back.\n\n"
      "Example:\n"
      "  peercert export build/suite && (cd build/suite && sha256sum -c --quiet SHA256SUMS)");
  command->callback([options, &status] { status = export_suite(*options); });
}

}  // namespace peercert::tool
