// What a file or a host was found to have, for people.
#ifndef PEERCERT_SHOW_FOUND_H
#define PEERCERT_SHOW_FOUND_H

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "value/value.h"

namespace peercert::show {

// NothingToShow is thrown for a file or host of which nothing can be shown; what() says which, why, and what to do.
class NothingToShow : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Shown is one certificate, or None where there is none.
struct Shown {
  std::string place;               // "bundle.pem, certificate 2 of 3"
  std::optional<std::string> der;  // nullopt: there is none
  std::optional<Value> value;      // what Python's dictionary is; nullopt where Python raises
  std::string raised;              // "UnicodeDecodeError: ...", where it does
};

struct Found {
  std::vector<Shown> certificates;
  std::vector<std::string> problems;  // what is wrong
  std::vector<std::string> notes;     // what is worth knowing, and not wrong
};

// decoded returns the certificate with the dictionary of its contents, or what Python raises.
[[nodiscard]] Shown decoded(std::string place, std::string der);

}  // namespace peercert::show

#endif
