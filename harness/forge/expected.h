// What getpeercert() must do with a certificate, as a recipe or the forge says it.
#ifndef PEERCERT_FORGE_EXPECTED_H
#define PEERCERT_FORGE_EXPECTED_H

#include <optional>
#include <string>

#include "value/value.h"

namespace peercert::forge {

// Expected holds exactly one of `value` and `raises`.
struct Expected {
  std::optional<std::string> when;    // only under this condition: "openssl >= 3.5", "cpython >= 3.8, < 3.10"
  std::optional<std::string> raises;  // the exception: "UnicodeDecodeError", "ssl.SSLError"
  std::optional<Value> value;         // what is returned
  std::optional<Value> args;          // exception.args, beside `raises`
};

}  // namespace peercert::forge

#endif
