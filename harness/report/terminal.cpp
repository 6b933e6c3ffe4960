#include "report/terminal.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "report/causes.h"
#include "report/describe.h"
#include "report/text.h"

namespace peercert::report {
namespace {

constexpr std::size_t kMostPlaces = 4;
constexpr std::size_t kMostCauses = 20;
constexpr std::size_t kMostSubjectsWithoutTable = 2;
constexpr std::size_t kIndent = 7;

// The other rows of a cause, of the subject that was described: further places of the case, then other cases.
std::string more_rows(const Cause& cause, const Json& shown) {
  std::vector<std::string> places, cases;
  for (const Json* row : cause.rows) {
    if (row == &shown || row->at("subject") != shown.at("subject")) continue;
    if (row->at("case") == shown.at("case")) {
      places.push_back(one_line(place_text(row->at("where"))));
    } else if (const std::string id = one_line(member(*row, "case"));
               std::find(cases.begin(), cases.end(), id) == cases.end()) {
      cases.push_back(id);
    }
  }
  std::string out;
  if (!places.empty()) {
    out += fmt::format("  and {} of {}: {}\n", plural(places.size(), "more place"), one_line(member(shown, "case")),
                       first_of(places, kMostPlaces));
  }
  if (!cases.empty()) {
    out += fmt::format("  and {}: {}\n", plural(cases.size(), "more case"), first_of(cases, kMostPlaces));
  }
  return out;
}

// Who else has the cause.
std::string more_subjects(const View& view, const Cause& cause, const Json& shown) {
  std::vector<std::string> others;
  for (const Share& share : shares(view, cause)) {
    if (share.subject != member(shown, "subject")) {
      others.push_back(fmt::format("{} ({})", view.witness(share.subject), share.rows));
    }
  }
  return others.empty() ? "" : fmt::format("  and on {}\n", first_of(others, kMostPlaces));
}

std::string failures_text(const View& view, const std::vector<Cause>& all, Colour colour) {
  std::set<const Json*> described;
  std::string out;
  for (const Cause& cause : all) {
    if (!cause.counts || described.size() == kMostCauses) break;
    const Json& row = *cause.rows.front();
    if (!described.insert(&row).second) continue;
    out += describe_failure(view, row, colour) + more_rows(cause, row) + more_subjects(view, cause, row) + "\n";
  }
  return out;
}

const char* code_of(const Cause& cause) {
  if (cause.counts) return kRed;
  return cause.verdict == suite::Verdict::kSkip ? kDim : kYellow;
}

// "expected {}, got None"
std::string sides_text(const Cause& cause, std::size_t width) {
  if (cause.got.empty()) return "";
  constexpr std::size_t kWords = std::string_view("expected , got ").size();
  const std::size_t each = (width - kWords) / 2;
  const std::string expected = cause.expected.empty() ? "" : "expected " + shortened(cause.expected, each) + ", ";
  return expected + "got " + shortened(cause.got, each);
}

std::string cause_text(const View& view, const Cause& cause, const Style& style) {
  const std::size_t width = std::max(style.width, kLeastWidth);
  const std::string count = fmt::format("{:>6} ", cause.rows.size());
  const std::string verdict(to_string(cause.verdict));
  const std::string rules = cause.rules.empty() ? "" : fmt::format(" [{}]", fmt::join(cause.rules, ", "));
  const std::size_t left = width - std::min(width, count.size() + verdict.size() + 2);
  std::string out = fmt::format("{}{}  {}\n", count, painted(verdict, code_of(cause), style.colour),
                                shortened(cause.text + one_line(rules), left));
  const auto line = [&](const std::string& text) {
    out += fmt::format("       {}\n", painted(text, kDim, style.colour));
  };
  const std::string who = shares_text(view, cause);
  const std::string first = "first in " + one_line(row_name(*cause.rows.front()));  // whole: it is what one copies
  if (display_width(who) + display_width(first) + kIndent + 2 <= width) {
    line(who + ", " + first);
  } else {
    line(shortened(who, width - kIndent));
    line(first);
  }
  if (const std::string sides = sides_text(cause, width - kIndent); cause.counts && !sides.empty()) line(sides);
  return out;
}

std::string causes_text(const View& view, const std::vector<Cause>& all, const Style& style) {
  std::string out = all.empty() ? "" : "By cause, in how many runs:\n";
  for (std::size_t i = 0; i < all.size() && i < kMostCauses; ++i) out += cause_text(view, all[i], style);
  if (all.size() > kMostCauses) out += fmt::format("       and {}\n", plural(all.size() - kMostCauses, "more cause"));
  return out;
}

bool worth_a_table(const std::vector<Cause>& all) {
  return all.size() > 1 || (all.size() == 1 && all.front().rows.size() > 1);
}

}  // namespace

std::string verdict_table(const View& view) {
  const std::vector<std::string> verdicts = verdicts_seen(view.results());
  std::size_t widest = 0;
  for (const Json& subject : view.subjects()) {
    widest = std::max(widest, display_width(view.witness(member(subject, "id"))));
  }
  std::string out(widest, ' ');
  for (const std::string& verdict : verdicts) out += fmt::format("  {:>6}", verdict);
  for (const Json& subject : view.subjects()) {
    const std::string id = member(subject, "id"), name = view.witness(id);
    out += "\n" + name + std::string(widest - display_width(name), ' ');
    const Json& totals = view.results().at("totals").at(id);
    for (const std::string& verdict : verdicts) {
      const int count = totals.value(verdict, 0);
      out += fmt::format("  {:>{}}", count == 0 ? "" : std::to_string(count), std::max<std::size_t>(verdict.size(), 6));
    }
  }
  return out + "\n";
}

std::string causes_text(const View& view, bool strict, const Style& style) {
  return causes_text(view, causes(view, strict), style);
}

std::string terminal_body(const Json& results, bool strict, const Style& style) {
  const View view(results);
  const std::vector<Cause> all = causes(view, strict);
  std::string out = failures_text(view, all, style.colour);
  if (!all.empty() && view.subjects().size() > kMostSubjectsWithoutTable) out += verdict_table(view) + "\n";
  if (worth_a_table(all)) out += causes_text(view, all, style) + "\n";
  for (const Json* subject : not_played(results)) out += describe_absence(view, *subject, style.colour) + "\n";
  return out;
}

std::string terminal(const Json& results, bool strict, const Style& style) {
  return terminal_body(results, strict, style) + closing_line(results, strict, style.colour) + "\n";
}

}  // namespace peercert::report
