// Requirements: "CPython >= 3.8, < 3.10", "OpenSSL < 3". They say to whom a conditional expectation or a drift entry
// applies.
#ifndef PEERCERT_SUITE_REQUIREMENT_H
#define PEERCERT_SUITE_REQUIREMENT_H

#include <string>
#include <string_view>
#include <vector>

#include "suite/observation.h"

namespace peercert::suite {

class Requirement {
 public:
  // parse reads a name and any number of comma-separated bounds, each an operator (<, <=, >, >=, ==, !=) and a version
  // of dotted numbers. Throws std::invalid_argument, which quotes the text, for anything else.
  [[nodiscard]] static Requirement parse(std::string_view text);

  // met_by returns whether the subject's implementation, or its TLS library, has this name (letter case does not count)
  // and a version within all bounds. A missing part of a version counts as 0; what follows the numbers ("3.15.0rc1",
  // "1.1.1w") does not count. A version without numbers is within no bound.
  [[nodiscard]] bool met_by(const SubjectInfo& subject) const;

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const std::string& name() const { return name_; }  // in lower case

 private:
  enum class Operator { kLess, kLessEqual, kGreater, kGreaterEqual, kEqual, kNotEqual };
  struct Bound {
    Operator compare;
    std::vector<unsigned long> version;
  };
  static Bound parse_bound(std::string_view text, std::string_view whole);
  [[nodiscard]] bool met_by(std::string_view name, std::string_view version) const;

  std::string text_;
  std::string name_;
  std::vector<Bound> bounds_;
};

}  // namespace peercert::suite

#endif
