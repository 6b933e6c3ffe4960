#include <fmt/core.h>

#include <filesystem>
#include <memory>
#include <string>

#include "export/data.h"
#include "export/python_export.h"
#include "tool/commands.h"
#include "tool/home.h"

namespace peercert::tool {
namespace {

struct ExportOptions {
  Home home;
  std::string directory;
  bool python = false;
};

int export_suite(const ExportOptions& options) {
  const auto fixtures = options.home.fixtures();
  const auto suite = options.home.suite(fixtures);
  const exports::Source source{suite, fixtures, PEERCERT_VERSION};
  const auto files = options.python ? exports::python_files(source) : exports::data_files(source);
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
  command->add_flag(
      "--python", options->python,
      "As tests that any Python from 3.6 on runs with 'python -m unittest', nothing installed, in place of data");
  options->home.add_option(*command);
  command->footer(
      "The same suite gives the same bytes. 'peercert run --suite DIR' reads the data back.\n\n"
      "Examples:\n"
      "  peercert export build/suite && (cd build/suite && sha256sum -c --quiet SHA256SUMS)\n"
      "  peercert export --python build/python && (cd build/python && python3 -m unittest)");
  command->callback([options, &status] { status = export_suite(*options); });
}

}  // namespace peercert::tool
