#include <fmt/format.h>

#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "subject/native.h"
#include "subject/serve.h"
#include "tool/commands.h"
#include "value/fault.h"

namespace peercert::tool {
namespace {

// Only a build with PEERCERT_FAULTS has the option --fault, and calls this.
[[maybe_unused]] void plant(const std::string& name) {
  active_fault = fault_called(name);
  if (active_fault == Fault::kNone && !name.empty()) {
    throw std::runtime_error(fmt::format("there is no fault '{}'; 'peercert audit --list' shows them", name));
  }
}

}  // namespace

void add_subject(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("subject", "Be a subject: serve the protocol on stdin and stdout");
  command->footer(
      "It plays on the C++ library, as 'native' does, in a process of its own; harness/subject/PROTOCOL.md says what "
      "it is sent and answers.\n\n"
      "Example:\n"
      "  peercert run --subject 'peercert subject'");
  const auto decode_only = std::make_shared<bool>(false);
  command->add_flag("--decode-only", *decode_only, "Decode certificates, somewhat faster, and play no connections");
  const auto fault = std::make_shared<std::string>();
  if constexpr (kFaultsAreBuilt) command->add_option("--fault", *fault, "Make this mistake")->option_text("NAME");
  command->callback([decode_only, fault, &status] {
    if constexpr (kFaultsAreBuilt) plant(*fault);
    std::ios::sync_with_stdio(false);  // nobody else reads stdin, and its every byte would be locked for
    subject::NativeOptions options;
    options.connections = !*decode_only;
    subject::NativeSubject native(std::move(options));
    subject::serve(native, std::cin, std::cout);
    status = kGood;
  });
}

}  // namespace peercert::tool
