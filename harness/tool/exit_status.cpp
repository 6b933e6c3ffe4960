// The exit statuses of all subcommands, in one table.
#include <fmt/format.h>

#include <array>
#include <map>
#include <stdexcept>
#include <string>

#include "tool/commands.h"

namespace peercert::tool {
namespace {

using Meanings = std::array<const char*, 3>;  // of kGood, kDifferences and kCouldNot; "" for one that there is not

constexpr const char* kCouldNotBeRead = "a file could not be read or written, or an argument is wrong";

const std::map<std::string, Meanings>& meanings() {
  static const Meanings kSearch = {"nothing differs but what is known", "something else differs, or a subject failed",
                                   "a file could not be read, there was nothing to compare, or it was interrupted"};
  static const std::map<std::string, Meanings> kMeanings = {
      {"run",
       {"every verdict is pass, note, known, fixed or skip (with --strict: pass, known or skip), or --baseline has it, "
        "or "
        "--write-baseline wrote it",
        "one is not", "nothing ran, or a subject or the reference could not be played"}},
      {"subjects", {"there is one that can be played", "", "there is none"}},
      {"report",
       {"as for the command that wrote the results", "as for the command that wrote the results",
        "as for that command, or a file could not be read, is of another suite or search, or contradicts another"}},
      {"diff", {"nothing changed", "something changed", kCouldNotBeRead}},
      {"explain",
       {"it was explained, whatever the witnesses said", "",
        "there is no such case, or a subject or the reference could not be played"}},
      {"reproduce",
       {"the file was printed", "it was made, and does not show the difference",
        "there is no difference, or no such file can be written"}},
      {"corpus", kSearch},
      {"mutate", kSearch},
      {"minimise",
       {"the smallest was found, or what --tries or an interruption left", "", "the two say the same of FILE"}},
      {"explore", {"nothing differs", "something differs", "nothing could be compared"}},
      {"show",
       {"everything was printed", "a certificate was refused, or is broken, or Python raises for it",
        "a file or host could not be read or reached, or has no certificate, the output could not be written, or an "
        "argument is wrong"}},
      {"list", {"it was printed", "", kCouldNotBeRead}},
      {"export", {"it was written", "", kCouldNotBeRead}},
      {"forge",
       {"every file is what its recipe makes", "with --check: one is not; else: one is of no recipe", kCouldNotBeRead}},
      {"audit",
       {"every fault is caught", "one is not, is broken, or is the same as another", "the audit could not be run"}},
      {"subject", {"it was told to stop, or there is no more to read", "", kCouldNotBeRead}},
      {"check_subject", {"it speaks the protocol", "a step is wrong", "it could not be started"}}};
  return kMeanings;
}

std::string statuses(const std::string& command) {
  const auto found = meanings().find(command);
  if (found == meanings().end())
    throw std::logic_error(fmt::format("the exit statuses of '{}' are not known", command));
  std::string text = "Exit status:";
  int status = kGood;
  for (const std::string meaning : found->second) {
    if (!meaning.empty()) text += fmt::format("\n  {}  {}", status, meaning);
    ++status;
  }
  return text;
}

}  // namespace

void add_exit_statuses(CLI::App& app) {
  for (CLI::App* command : app.get_subcommands(nullptr)) {
    const std::string footer = command->get_footer();
    command->footer(fmt::format("{}{}{}", footer, footer.empty() ? "" : "\n\n", statuses(command->get_name())));
  }
}

}  // namespace peercert::tool
