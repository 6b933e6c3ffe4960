// What a subject says of itself, and what it observed when it played a scenario.
#ifndef PEERCERT_SUITE_OBSERVATION_H
#define PEERCERT_SUITE_OBSERVATION_H

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "value/exception.h"
#include "value/json.h"
#include "value/value.h"

namespace peercert::suite {

struct SubjectInfo {
  std::string implementation;         // "CPython", "PyPy", "peercert"
  std::string version;                // "3.11.2"
  std::string tls_library;            // "OpenSSL 3.0.19 27 Jan 2026"
  std::vector<std::string> features;  // "tls_1_2", "tls_1_3", "memory", "socket", "anonymous_ciphers", "decode", ...

  // name returns "CPython 3.11.2, OpenSSL 3.0.19".
  [[nodiscard]] std::string name() const;
};

struct Warning {
  std::string type;  // as Raised::type: "DeprecationWarning"
  std::string text;
  friend bool operator==(const Warning&, const Warning&) = default;
};

// Observation is what one step did: it gave a value, or it raised. It is raw: source positions are still in the texts.
struct Observation {
  std::string step;
  std::optional<Value> value;
  std::optional<Raised> raised;
  std::optional<std::string> on;  // for the verb handshake: the connection whose call raised
  std::vector<Warning> warnings;
  friend bool operator==(const Observation&, const Observation&) = default;
};

// Outcome is what became of one run on one subject.
struct Outcome {
  enum class Kind { kObserved, kSkip, kError, kCrash, kHang, kProtocolError };
  Kind kind = Kind::kObserved;
  std::vector<Observation> observations;  // one for each step, in order, when kObserved
  std::string detail;  // otherwise: why skipped, the subject's own failure, the signal, what was wrong
  double seconds = 0;
};

[[nodiscard]] Json to_json(const SubjectInfo& info);
[[nodiscard]] Json to_json(const Observation& observation);
[[nodiscard]] Json to_json(const Raised& raised);

// These throw std::runtime_error, naming the member, for JSON of another shape.
[[nodiscard]] SubjectInfo subject_info_from_json(const Json& json);
[[nodiscard]] Observation observation_from_json(const Json& json);

}  // namespace peercert::suite

#endif
