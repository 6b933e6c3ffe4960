#include "tool/interpreter.h"

#include "export/proof.h"

namespace peercert::tool {

std::vector<std::string> interpreter(const std::string& command) {
  if (command == "python3" && PEERCERT_PYTHON[0] != '\0') return {PEERCERT_PYTHON};
  return exports::interpreter_of(command);
}

}  // namespace peercert::tool
