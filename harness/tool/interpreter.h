// Which Python a command line starts, for files that are run without the protocol.
#ifndef PEERCERT_TOOL_INTERPRETER_H
#define PEERCERT_TOOL_INTERPRETER_H

#include <string>
#include <vector>

namespace peercert::tool {

// interpreter returns the words that start the Python of a subject or reference as the command line names it; none
// where they cannot be known, as of the C++ library. Throws subject::StartError for what is no command line.
[[nodiscard]] std::vector<std::string> interpreter(const std::string& command);

}  // namespace peercert::tool

#endif
