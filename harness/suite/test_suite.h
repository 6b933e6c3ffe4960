// Small suites for the tests of this folder: data files in a folder of their own, and rows made by hand.
#ifndef PEERCERT_SUITE_TEST_SUITE_H
#define PEERCERT_SUITE_TEST_SUITE_H

#include <gmock/gmock.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "forge/toml_file.h"
#include "suite/judge.h"
#include "suite/load.h"
#include "value/literal.h"

namespace peercert::suite {

// TemporaryCases is an empty folder "cases", removed in the end.
class TemporaryCases {
 public:
  TemporaryCases() {
    std::string name = (std::filesystem::temp_directory_path() / "peercert_suite_XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    root_ = name;
    std::filesystem::create_directory(path());
  }
  TemporaryCases(const TemporaryCases&) = delete;
  TemporaryCases& operator=(const TemporaryCases&) = delete;
  ~TemporaryCases() { std::filesystem::remove_all(root_); }

  [[nodiscard]] std::filesystem::path path() const { return root_ / "cases"; }

  // write makes a file and returns its path.
  [[nodiscard]] std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::ofstream(path() / name) << text;
    return path() / name;
  }

 private:
  std::filesystem::path root_;
};

inline const forge::Fixtures& fixtures() {
  static const forge::Fixtures kAll = forge::Fixtures::load(PEERCERT_SOURCE_DIR "/certs");
  return kAll;
}

// throws matches a call that throws exactly this message.
inline auto throws(const std::string& message) {
  return testing::ThrowsMessage<std::runtime_error>(message);
}

// Rules of each level, one case of the theme "t" whose steps the test adds, and what two witnesses saw.
struct TestRow {
  Suite suite;
  Case one;
  SubjectInfo subject{"peercert", "0.1.0", "OpenSSL 3.0.19 27 Jan 2026", {}};
  SubjectInfo reference{"CPython", "3.11.2", "OpenSSL 3.0.19 27 Jan 2026", {}};
  Outcome seen, seen_by_reference;

  TestRow() {
    for (const Level level : {Level::kDocumented, Level::kCompatible, Level::kAccident}) {
      Rule rule;
      rule.id = to_string(level);
      rule.level = level;
      suite.rules.push_back(rule);
    }
    one.id = "t/case";
    one.rules = {"documented"};
    one.scenarios.resize(1);
    one.scenarios[0].case_id = one.id;
    one.scenarios[0].where = {{"tls", "1.3"}};
    one.expectations.resize(1);
  }

  void add(const std::string& verb, const std::vector<Expectation>& expect, const Observation& by_subject,
           const Observation& by_reference, const std::string& rule = "documented") {
    const std::string id = "s" + std::to_string(one.scenarios[0].steps.size());
    one.scenarios[0].steps.push_back({id, verb, "client", {}, {}});
    one.expectations[0].push_back({id, verb, {rule}, expect});
    seen.observations.push_back(by_subject);
    seen_by_reference.observations.push_back(by_reference);
    seen.observations.back().step = seen_by_reference.observations.back().step = id;
  }

  [[nodiscard]] Row judged() const {
    const Witness other{&reference, &seen_by_reference, true};
    return judge(suite, one, 0, {&subject, &seen, false}, &other);
  }
  [[nodiscard]] Row judged_alone() const { return judge(suite, one, 0, {&subject, &seen, false}, nullptr); }
  [[nodiscard]] Row judged_reference() const {
    const Witness other{&subject, &seen, false};
    return judge(suite, one, 0, {&reference, &seen_by_reference, true}, &other);
  }
};

inline Observation gave(const std::string& literal) {
  Observation observation;
  observation.value = parse_literal(literal);
  return observation;
}

inline Observation raised(const std::string& type, const std::string& args = "()",
                          const std::vector<std::string>& bases = {"Exception"}) {
  Observation observation;
  observation.raised = Raised{type, bases, parse_literal(args), Dict{}, ""};
  return observation;
}

inline Expectation value(const std::string& literal) {
  Expectation expected;
  expected.value = parse_literal(literal);
  return expected;
}

inline Expectation raises(const std::string& type) {
  Expectation expected;
  expected.raises = type;
  return expected;
}

}  // namespace peercert::suite

#endif
