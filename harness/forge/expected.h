// What getpeercert() must do with a certificate, as a recipe or the forge says it.
#ifndef PEERCERT_FORGE_EXPECTED_H
#define PEERCERT_FORGE_EXPECTED_H

#include <optional>
#include <string>
#include <vector>

#include "value/value.h"

namespace peercert::forge {

// Expected holds exactly one of `value`, `raises` and `refused`. What a recipe says with `with` and `without` is a
// value once the recipes are loaded.
struct Expected {
  std::optional<std::string> when;    // only under this condition: "openssl >= 3.5", "cpython >= 3.8, < 3.10"
  std::optional<std::string> raises;  // the exception: "UnicodeDecodeError", "ssl.SSLError"
  std::optional<Value> value;         // what is returned
  std::optional<Value> args;          // exception.args, beside `raises`
  bool refused = false;               // no such certificate gets that far: whoever reads it fails
  std::optional<Value> with;          // a dict: entries that replace the computed ones, or stand beside them
  std::vector<std::string> without;   // keys that are not there
};

}  // namespace peercert::forge

#endif
