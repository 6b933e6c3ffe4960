// What every witness said of a case, step by step.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "report/answers.h"
#include "report/describe.h"
#include "report/explain.h"
#include "report/text.h"
#include "report/view.h"

namespace peercert::report {
namespace {

constexpr std::size_t kMostDifferences = 20;
constexpr std::size_t kValueIndent = 6;

const char* code_of(suite::Verdict verdict) {
  if (verdict == suite::Verdict::kPass) return kGreen;
  return suite::acceptable(verdict, false) ? kYellow : kRed;
}

class Witnesses {
 public:
  Witnesses(const Topic& topic, const Style& style)
      : topic_(topic), view_(topic.results), style_(style), width_(std::max(style.width, kLeastWidth)) {
    for (const Json& row : view_.rows()) widest_ = std::max(widest_, display_width(name_of(row)));
  }

  std::string text() {
    heading("What each witness says");
    for (const Json* subject : not_played(view_.results())) out_ += describe_absence(view_, *subject, style_.colour);
    for (const Json& row : view_.rows()) {
      if (row.at("steps").empty()) add_row(row);
    }
    for (const suite::CaseStep& step : topic_.one.expectations[topic_.index]) add_step(step.id);
    add_alone();
    out_ += known_drift_text(topic_, told_, style_);
    add_commands();
    return std::move(out_);
  }

 private:
  void line(std::size_t indent, const std::string& text) {
    out_ += fmt::format("{}{}\n", std::string(indent, ' '), wrapped(text, width_, indent));
  }

  [[nodiscard]] std::string painted_verdict(const Json& json) const {
    return painted(fmt::format("{:<5}", member(json, "verdict")), code_of(verdict_of(json)), style_.colour);
  }

  [[nodiscard]] std::string name_of(const Json& row) const { return view_.witness(member(row, "subject")); }

  [[nodiscard]] std::string label(const Json& row) const {
    const std::string name = name_of(row);
    return name + std::string(widest_ - display_width(name), ' ');
  }

  void add_row(const Json& row) {
    out_ += fmt::format("  {}  {}  {}\n", label(row), painted_verdict(row), one_line(member(row, "detail")));
  }

  void add_step(const std::string& id) {
    std::vector<const Json*> rows;
    for (const Json& row : view_.rows()) {
      if (step_named(row, id) != nullptr) rows.push_back(&row);
    }
    if (rows.empty()) return;
    const Json& first = *step_named(*rows.front(), id);
    const std::string call = member(first, "call");
    const std::string title = painted(one_line(call.empty() ? id : call), kBold, style_.colour);
    if (says_nothing_new(id, rows)) {
      out_ += fmt::format("\n  {}: {}\n", title, view_.got_text(first));
      return;
    }
    out_ += fmt::format("\n  {}\n", title);
    add_rule(id, rows);
    for (const Json* row : rows) add_answer(*row, *step_named(*row, id));
  }

  // Whether no rule says anything of the step, and everybody passes it with the same answer.
  [[nodiscard]] bool says_nothing_new(const std::string& id, const std::vector<const Json*>& rows) const {
    const Json& first = *step_named(*rows.front(), id);
    return std::all_of(rows.begin(), rows.end(), [&](const Json* row) {
      const Json& step = *step_named(*row, id);
      return !step.contains("expected") && verdict_of(step) == suite::Verdict::kPass &&
             answer_differences({view_, first}, {view_, step}).empty();
    });
  }

  // What the rule says; of several, since a condition may tell witnesses apart, each once.
  void add_rule(const std::string& id, const std::vector<const Json*>& rows) {
    std::set<std::string> said;
    for (const Json* row : rows) {
      const Json& step = *step_named(*row, id);
      const std::string expected = view_.expected_text(step, width_ - kValueIndent);
      if (expected.empty() || !said.insert(expected).second) continue;
      const auto [first, is_new] = first_with_.try_emplace(expected, member(step, "call"));
      const bool is_long = expected.find('\n') != std::string::npos;
      out_ += is_long && !is_new ? fmt::format("    the rule says the same as of {}\n", one_line(first->second))
                                 : fmt::format("    the rule says\n      {}\n", indented(expected, kValueIndent));
    }
  }

  void add_answer(const Json& row, const Json& step) {
    const std::string got = view_.got_text(step, width_ - kValueIndent);
    const bool same = got == view_.expected_text(step, width_ - kValueIndent);
    const bool plain = got.find('\n') == std::string::npos;
    out_ += fmt::format("    {}  {}  {}\n", label(row), painted_verdict(step), same ? "the same" : plain ? got : "");
    const auto differences = view_.differences_text(step);
    if (!same && !plain && differences.empty()) line(kValueIndent, indented(got, kValueIndent));
    if (verdict_of(step) != suite::Verdict::kPass) add_why(step, differences);
  }

  void add_why(const Json& step, const std::vector<DifferenceText>& differences) {
    const std::string message = member(step, "message"), drift = member(step, "drift");
    if (drift.empty() && differences.empty() && !message.empty()) line(kValueIndent, one_line(message));
    for (std::size_t i = 0; i < differences.size() && i < kMostDifferences; ++i) {
      const DifferenceText& one = differences[i];
      line(kValueIndent,
           fmt::format("{} ({}): expected {}, got {}", one.path, one.kind, one_line(one.expected), one_line(one.got)));
    }
    if (differences.size() > kMostDifferences) {
      line(kValueIndent, fmt::format("and {}", plural(differences.size() - kMostDifferences, "more difference")));
    }
    for (const suite::Drift& entry : topic_.suite.drift) {
      if (entry.id == drift) add_drift(entry);
    }
  }

  void add_drift(const suite::Drift& entry) {
    told_.insert(entry.id);
    line(kValueIndent, fmt::format("known as {}: {} ({})", entry.id, entry.reason, entry.reference));
  }

  void add_alone() {
    std::set<std::string> said;
    for (const Json& row : view_.rows()) {
      const std::string text = alone_text(row);
      if (!text.empty() && said.insert(text).second) out_ += fmt::format("\n  {}.\n", text);
    }
  }

  void add_commands() {
    heading("Run it again");
    for (const Json& row : view_.rows()) {
      if (member(view_.subject(member(row, "subject")), "role") == "subject") out_ += "  " + view_.command(row) + "\n";
    }
  }

  void heading(const std::string& text) { out_ += fmt::format("\n{}\n", painted(text, kBold, style_.colour)); }

  const Topic& topic_;
  View view_;
  const Style& style_;
  std::size_t width_;
  std::size_t widest_ = 0;
  std::map<std::string, std::string> first_with_;  // what a rule says -> the first call of which it does
  std::set<std::string> told_;                     // drift
  std::string out_;
};

}  // namespace

std::string witnesses_text(const Topic& topic, const Style& style) {
  return Witnesses(topic, style).text();
}

}  // namespace peercert::report
