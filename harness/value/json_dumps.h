// Values as Python's json module writes them: readable by everybody, and without the types that tagged JSON keeps.
#ifndef PEERCERT_VALUE_JSON_DUMPS_H
#define PEERCERT_VALUE_JSON_DUMPS_H

#include <string>

#include "value/value.h"

namespace peercert {

// json_dumps returns what Python's json.dumps(value) returns, byte for byte: a tuple is a list, and what is not ASCII
// is escaped. Throws TypeError for bytes and what else has no JSON, and for a dict whose keys are not str; those that
// Python would make into str do not come here.
[[nodiscard]] std::string json_dumps(const Value& value);

}  // namespace peercert

#endif
