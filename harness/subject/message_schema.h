// protocol.schema.json, which is part of the program, at work.
#ifndef PEERCERT_SUBJECT_MESSAGE_SCHEMA_H
#define PEERCERT_SUBJECT_MESSAGE_SCHEMA_H

#include <optional>
#include <string>

#include "value/json.h"

namespace peercert::subject {

extern const char* const kProtocolSchema;  // the text of protocol.schema.json

// Violation is the innermost place where a message is not as the schema says.
struct Violation {
  std::string pointer;   // a JSON pointer; "" is the whole message
  std::string expected;  // "a string", "a member \"step\"", "no member \"seconds\""
  std::string found;     // JSON, or its beginning
};

// first_violation returns the first place where `message` is not what the schema's definition of that name says
// ("run_answer", "to_subject"), or nullopt. Patterns are left to the readers (answer.h). Throws std::logic_error when
// there is no such definition. Not for several threads at once.
[[nodiscard]] std::optional<Violation> first_violation(const std::string& definition, const Json& message);

}  // namespace peercert::subject

#endif
