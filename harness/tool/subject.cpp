#include <iostream>

#include "subject/native.h"
#include "subject/serve.h"
#include "tool/commands.h"

namespace peercert::tool {

void add_subject(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("subject", "Be a subject: serve the protocol on stdin and stdout");
  command->footer(
      "It plays on the C++ library, as 'native' does, in a process of its own; harness/subject/PROTOCOL.md says what "
      "it is sent and answers.\n\n"
      "Example:\n"
      "  peercert run --subject 'peercert subject'");
  command->callback([&status] {
    subject::NativeSubject native;
    subject::serve(native, std::cin, std::cout);
    status = kGood;
  });
}

}  // namespace peercert::tool
