// What drift.toml says of a case.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "report/explain.h"
#include "report/text.h"
#include "report/view.h"

namespace peercert::report {
namespace {

class KnownDrift {
 public:
  KnownDrift(const Topic& topic, const std::set<std::string>& told, const Style& style)
      : topic_(topic), told_(told), style_(style), one_(topic.one), scenario_(topic.one.scenarios[topic.index]) {}

  // Those in full come first, so that of a cause no mere id is left.
  std::string text() {
    for (const suite::Drift* entry : entries(true)) add_in_full(*entry);
    for (const suite::Drift* entry : entries(false)) {
      out_ += fmt::format("  {} ({})\n", entry->id, whom(*entry));
    }
    if (out_.empty()) return "";
    const char* heading = "What drift.toml says of others, here or in cases like this";
    return fmt::format("\n{}\n{}", painted(heading, kBold, style_.colour), out_);
  }

 private:
  std::vector<const suite::Drift*> entries(bool in_full) {
    std::vector<const suite::Drift*> found;
    for (const suite::Drift& entry : topic_.suite.drift) {
      if (told_.count(entry.id) > 0 || !speaks_of_it(entry) || is_near(entry) != in_full) continue;
      if (causes_.insert(entry.reason).second) found.push_back(&entry);
    }
    return found;
  }

  [[nodiscard]] bool speaks_of_it(const suite::Drift& entry) const {
    const auto& steps = one_.expectations[topic_.index];
    return std::any_of(steps.begin(), steps.end(),
                       [&](const suite::CaseStep& step) { return entry.speaks_of(one_.id, scenario_.where, step.id); });
  }

  // Whether it names the case itself, or speaks of somebody who played.
  [[nodiscard]] bool is_near(const suite::Drift& entry) const {
    if (std::find(entry.cases.begin(), entry.cases.end(), one_.id) != entry.cases.end()) return true;
    const Json& subjects = topic_.results.at("subjects");
    const auto& steps = one_.expectations[topic_.index];
    return std::any_of(subjects.begin(), subjects.end(), [&](const Json& subject) {
      const suite::SubjectInfo info = subject_of(subject);
      return std::any_of(steps.begin(), steps.end(), [&](const suite::CaseStep& step) {
        return entry.covers(info, one_.id, scenario_.where, step.id);
      });
    });
  }

  void add_in_full(const suite::Drift& entry) {
    add_line(2, fmt::format("{} ({})", entry.id, whom(entry)));
    add_line(4, fmt::format("{} ({})", entry.reason, entry.reference));
  }

  void add_line(std::size_t indent, const std::string& text) {
    out_ += fmt::format("{}{}\n", std::string(indent, ' '), wrapped(text, std::max(style_.width, kLeastWidth), indent));
  }

  static std::string whom(const suite::Drift& entry) {
    std::vector<std::string> words;
    if (entry.subject) words.push_back(entry.subject->text());
    if (entry.tls_library) words.push_back("on " + entry.tls_library->text());
    if (entry.step) words.push_back("step " + *entry.step);
    return fmt::format("{}", fmt::join(words, ", "));
  }

  const Topic& topic_;
  const std::set<std::string>& told_;
  const Style& style_;
  const suite::Case& one_;
  const suite::Scenario& scenario_;
  std::set<std::string> causes_;
  std::string out_;
};

}  // namespace

std::string known_drift_text(const Topic& topic, const std::set<std::string>& told, const Style& style) {
  return KnownDrift(topic, told, style).text();
}

suite::SubjectInfo subject_of(const Json& subject) {
  return {member(subject, "implementation"), member(subject, "version"), member(subject, "tls_library"), {}};
}

}  // namespace peercert::report
