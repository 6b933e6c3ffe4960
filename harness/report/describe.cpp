#include "report/describe.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "report/text.h"

namespace peercert::report {
namespace {

constexpr std::size_t kLabelWidth = 12;
constexpr std::size_t kMostDifferences = 20;

bool is_one_line(const std::string& text) {
  return text.find('\n') == std::string::npos;
}

class Describer {
 public:
  Describer(const View& view, const Json& row, Colour colour) : view_(view), row_(row), colour_(colour) {}

  std::string text() {
    const std::string verdict = one_line(member(row_, "verdict"));
    out_ = fmt::format("{}: {}\n", one_line(row_name(row_)), painted(verdict, kRed, colour_));
    line("subject", view_.witness(member(row_, "subject")));
    line("because", printable(member(row_, "detail")));
    for (const Json& step : row_.at("steps")) {
      if (verdict_of(step) != suite::Verdict::kPass) describe(step);
    }
    line("alone", alone_text(row_));
    line("run it again", view_.command(row_));
    return out_;
  }

 private:
  void line(const char* label, const std::string& text) {
    if (text.empty()) return;
    out_ += fmt::format("  {}  {}\n", painted(fmt::format("{:<{}}", label, kLabelWidth), kDim, colour_),
                        indented(text, kLabelWidth + 4));
  }

  void describe(const Json& step) {
    const std::string call = member(step, "call");
    line("step", one_line(fmt::format("{} {}{}({})", member(step, "step"), call, call.empty() ? "" : " ",
                                      member(step, "verdict"))));
    for (const std::string& id : view_.rules_of(row_, step)) line("rule", rule_text(id));
    line("known as", one_line(member(step, "drift")));
    line("message", printable(member(step, "message")));
    describe_values(step);
    describe_reference(step);
  }

  // Two long values that differ in one place are shown by that place alone.
  void describe_values(const Json& step) {
    const std::vector<DifferenceText> differences = view_.differences_text(step);
    const std::string expected = view_.expected_text(step);
    const std::string got = view_.got_text(step);
    if (differences.empty() || (is_one_line(expected) && is_one_line(got))) {
      line("expected", expected);
      line("got", got);
    }
    for (std::size_t i = 0; i < differences.size() && i < kMostDifferences; ++i) describe_difference(differences[i]);
    if (differences.size() > kMostDifferences) {
      line("path", fmt::format("and {} more", differences.size() - kMostDifferences));
    }
  }

  void describe_difference(const DifferenceText& text) {
    line("path", fmt::format("{} ({})", text.path, text.kind));
    line("  expected", text.expected);
    line("  got", text.got);
  }

  void describe_reference(const Json& step) {
    const Json* row = view_.reference_row(row_);
    const Json* same = row == nullptr ? nullptr : step_named(*row, member(step, "step"));
    if (same == nullptr) return;
    const std::string who = view_.witness(member(*row, "subject"));
    const std::string got = view_.got_text(*same);
    if (got == view_.got_text(step)) {
      line("reference", who + " gave the same");
    } else if (got == view_.expected_text(step)) {
      line("reference", who + " gave what the rule says");
    } else {
      line("reference", fmt::format("{} gave{}{}", who, is_one_line(got) ? " " : "\n", got));
    }
  }

  [[nodiscard]] std::string rule_text(const std::string& id) const {
    const Json& rule = view_.rule(id);
    return one_line(
        fmt::format("{} [{}, {}; {}]", member(rule, "says"), id, member(rule, "level"), member(rule, "source")));
  }

  const View& view_;
  const Json& row_;
  Colour colour_;
  std::string out_;
};

}  // namespace

std::string describe_failure(const View& view, const Json& row, Colour colour) {
  return Describer(view, row, colour).text();
}

std::string describe_failure(const Json& results, const Json& row, Colour colour) {
  return describe_failure(View(results), row, colour);
}

std::string describe_absence(const View& view, const Json& subject, Colour colour) {
  const auto line = [colour](const char* label, const std::string& text) {
    return fmt::format("  {}  {}\n", painted(fmt::format("{:<{}}", label, kLabelWidth), kDim, colour),
                       indented(text, kLabelWidth + 4));
  };
  return fmt::format("{}: {}\n", view.witness(member(subject, "id")), painted("not played", kRed, colour)) +
         line(member(subject, "role") == "reference" ? "reference" : "subject", one_line(member(subject, "command"))) +
         line("because", printable(member(subject, "not_played")));
}

}  // namespace peercert::report
