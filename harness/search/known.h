// Known differences: where an implementation is known to decode certificates in a way of its own, and why
// (cases/corpora/known.toml). What drift.toml is for cases, this is for corpora, where no rule says what is right.
#ifndef PEERCERT_SEARCH_KNOWN_H
#define PEERCERT_SEARCH_KNOWN_H

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "suite/observation.h"
#include "suite/requirement.h"
#include "value/difference.h"

namespace peercert::search {

struct Known {
  std::string id;
  std::optional<suite::Requirement> subject;      // whose way it is: "CPython >= 3.10"
  std::optional<suite::Requirement> tls_library;  // "OpenSSL < 3"
  std::optional<std::string> path;                // the member that differs, "['subjectAltName']"
  std::optional<Value> yields;                    // what it gives there
  std::optional<std::string> raises;              // the exact type that it raises
  std::optional<std::string> instead;  // beside 'raises': what the other does, a type that it raises, or "dict"
  std::optional<std::string> text;     // and with what text, without source positions
  std::string reason;
  std::string reference;  // issue number, commit or document

  // Answer is what one implementation said: all of it, and what it has at the place where two of them differ.
  struct Answer {
    const suite::SubjectInfo& info;
    const suite::Observation& observation;
    const std::optional<Value>& there;
  };

  // explains returns whether the entry speaks of this implementation and its answer, beside that of the other, and of
  // the place `at` where they differ.
  [[nodiscard]] bool explains(const Answer& answer, const suite::Observation& other, const std::string& at) const;
};

// load_known returns the entries of one file. Throws forge::TomlError.
[[nodiscard]] std::vector<Known> load_known(const std::filesystem::path& file);

}  // namespace peercert::search

#endif
