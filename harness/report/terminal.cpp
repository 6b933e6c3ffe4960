#include "report/terminal.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "report/text.h"

namespace peercert::report {
namespace {

constexpr std::size_t kLabelWidth = 12;
constexpr std::size_t kMostDifferences = 20;
constexpr const char* kRed = "1;31";
constexpr const char* kGreen = "1;32";
constexpr const char* kDim = "2";

std::string painted(const std::string& text, const char* code, Colour colour) {
  return colour == Colour::kYes ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
}

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
    const Json differences = step.value("differences", Json::array());
    const std::string expected = view_.expected_text(step);
    const std::string got = view_.got_text(step);
    const bool whole = differences.empty() || member(differences[0], "path").empty();
    if (whole || (is_one_line(expected) && is_one_line(got))) {
      line("expected", expected);
      line("got", got);
    }
    if (whole) return;
    for (std::size_t i = 0; i < differences.size() && i < kMostDifferences; ++i) describe_difference(differences[i]);
    if (differences.size() > kMostDifferences) {
      line("path", fmt::format("and {} more", differences.size() - kMostDifferences));
    }
  }

  void describe_difference(const Json& difference) {
    const DifferenceText text = view_.difference_text(difference);
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

// "262 pass, 3 fail"
std::string counts_text(const Json& totals) {
  std::vector<std::string> counts;
  for (const auto& count : totals.items())
    counts.push_back(fmt::format("{} {}", count.value().get<int>(), count.key()));
  return counts.empty() ? "nothing" : fmt::format("{}", fmt::join(counts, ", "));
}

std::string all_counts(const View& view) {
  std::vector<std::string> parts;
  for (const Json& subject : view.subjects()) {
    const std::string id = member(subject, "id");
    parts.push_back(fmt::format("{}: {}", view.witness(id), counts_text(view.results().at("totals").at(id))));
  }
  return fmt::format("{}", fmt::join(parts, "; "));
}

// Everything skipped is nothing (DESIGN.md, "Verdicts and exit status").
bool nothing_ran(const Json& results) {
  for (const Json& row : results.at("rows")) {
    if (verdict_of(row) != suite::Verdict::kSkip) return false;
  }
  return true;
}

std::string conclusion(const View& view, bool strict) {
  const Json& results = view.results();
  const std::size_t bad = unacceptable_rows(results, strict).size();
  if (nothing_ran(results)) return "nothing ran";
  if (bad > 0) {
    return fmt::format("{} of {} {} from what the rules say", bad, plural(view.rows().size(), "run"),
                       bad == 1 ? "differs" : "differ");
  }
  return fmt::format("{} x {}: all as the rules say", plural(scenario_count(results), "scenario"),
                     plural(view.subjects().size(), "subject"));
}

}  // namespace

std::string describe_failure(const View& view, const Json& row, Colour colour) {
  return Describer(view, row, colour).text();
}

std::string describe_failure(const Json& results, const Json& row, Colour colour) {
  return describe_failure(View(results), row, colour);
}

bool is_good(const Json& results, bool strict) {
  return unacceptable_rows(results, strict).empty() && !nothing_ran(results);
}

std::string closing_line(const Json& results, bool strict, Colour colour) {
  const View view(results);
  const char* code = is_good(results, strict) ? kGreen : kRed;
  return fmt::format("peercert: {} ({})", painted(conclusion(view, strict), code, colour), all_counts(view));
}

std::string terminal(const Json& results, bool strict, Colour colour) {
  const View view(results);
  std::string out;
  for (const Json* row : unacceptable_rows(results, strict)) out += describe_failure(view, *row, colour) + "\n";
  return out + closing_line(results, strict, colour) + "\n";
}

}  // namespace peercert::report
