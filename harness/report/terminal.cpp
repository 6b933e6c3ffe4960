#include "report/terminal.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <utility>

#include "report/text.h"

namespace peercert::report {
namespace {

constexpr std::size_t kLabelWidth = 12;
constexpr std::size_t kMostDifferences = 20;
constexpr std::size_t kMostPlaces = 4;
constexpr std::size_t kMostNotedCases = 3;
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

// "a, b, ...": the first `most` of `words`.
std::string first_of(const std::vector<std::string>& words, std::size_t most) {
  const std::size_t shown = std::min(words.size(), most);
  const auto end = words.begin() + static_cast<std::ptrdiff_t>(shown);
  return fmt::format("{}{}", fmt::join(words.begin(), end, ", "), shown < words.size() ? ", ..." : "");
}

using Rows = std::vector<const Json*>;

// One fault shows in many places of a case: rows of the same case and subject stand together, in order of the first.
std::vector<Rows> by_case_and_subject(const Rows& rows) {
  std::vector<Rows> groups;
  std::map<std::pair<std::string, std::string>, std::size_t> group_of;
  for (const Json* row : rows) {
    const auto [found, is_new] = group_of.try_emplace({member(*row, "case"), member(*row, "subject")}, groups.size());
    if (is_new) groups.emplace_back();
    groups[found->second].push_back(row);
  }
  return groups;
}

// The places of a group but its first; a verdict is named where it is not that of the first.
std::string more_places(const Rows& group) {
  if (group.size() == 1) return "";
  const std::string shown = member(*group.front(), "verdict");
  std::vector<std::string> places;
  for (auto row = std::next(group.begin()); row != group.end(); ++row) {
    const std::string verdict = member(**row, "verdict");
    places.push_back(one_line(place_text((*row)->at("where"))) + (verdict == shown ? "" : " (" + verdict + ")"));
  }
  return fmt::format("  and {} of {}: {}\n", plural(places.size(), "more place"),
                     one_line(member(*group.front(), "case")), first_of(places, kMostPlaces));
}

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

// "4 notes (names/a, names/b; --strict counts them)", or "" when there is none.
std::string notes_text(const Json& results) {
  std::size_t notes = 0;
  std::vector<std::string> cases;
  for (const Json& row : results.at("rows")) {
    if (verdict_of(row) != suite::Verdict::kNote) continue;
    ++notes;
    const std::string id = one_line(member(row, "case"));
    if (std::find(cases.begin(), cases.end(), id) == cases.end()) cases.push_back(id);
  }
  if (notes == 0) return "";
  return fmt::format("{} ({}; --strict counts {})", plural(notes, "note"), first_of(cases, kMostNotedCases),
                     notes == 1 ? "it" : "them");
}

std::string conclusion(const View& view, bool strict) {
  const Json& results = view.results();
  const std::size_t bad = unacceptable_rows(results, strict).size();
  if (nothing_ran(results)) return "nothing ran";
  if (bad > 0) {
    return fmt::format("{} of {} {} from what the rules say", bad, plural(view.rows().size(), "run"),
                       bad == 1 ? "differs" : "differ");
  }
  const std::string notes = notes_text(results);
  return fmt::format("{} x {}: {}", plural(scenario_count(results), "scenario"),
                     plural(view.subjects().size(), "subject"),
                     notes.empty() ? "all as the rules say" : "nothing that counts differs, " + notes);
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
  for (const Rows& group : by_case_and_subject(unacceptable_rows(results, strict))) {
    out += describe_failure(view, *group.front(), colour) + more_places(group) + "\n";
  }
  return out + closing_line(results, strict, colour) + "\n";
}

}  // namespace peercert::report
