// SIGINT and SIGTERM, for a command that wants to leave something behind.
#ifndef PEERCERT_TOOL_INTERRUPTED_H
#define PEERCERT_TOOL_INTERRUPTED_H

namespace peercert::tool {

// heed_interrupts makes the first SIGINT or SIGTERM be remembered, and the second end the program as usual.
void heed_interrupts();

// is_interrupted returns whether one has come since.
[[nodiscard]] bool is_interrupted();

}  // namespace peercert::tool

#endif
