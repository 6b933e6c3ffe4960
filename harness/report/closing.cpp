#include "report/closing.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "report/text.h"
#include "report/view.h"

namespace peercert::report {
namespace {

using suite::Verdict;

constexpr std::size_t kMostNamed = 3;
constexpr std::size_t kMostSubjects = 3;  // with more of them, those that pass everything are only counted

// "262 pass, 3 fail"
std::string counts_text(const Json& totals) {
  std::vector<std::string> counts;
  for (const auto& count : totals.items())
    counts.push_back(fmt::format("{} {}", count.value().get<int>(), count.key()));
  return counts.empty() ? "nothing" : fmt::format("{}", fmt::join(counts, ", "));
}

bool passes_everything(const Json& totals) {
  return totals.size() == 1 && totals.contains("pass");
}

std::string all_counts(const View& view) {
  const bool folds = view.subjects().size() > kMostSubjects;
  std::size_t folded = 0;
  std::vector<std::string> parts;
  for (const Json& subject : view.subjects()) {
    const std::string id = member(subject, "id");
    const Json& totals = view.results().at("totals").at(id);
    if (subject.contains("not_played")) {
      parts.push_back(view.witness(id) + ": not played");
      continue;
    }
    if (folds && passes_everything(totals)) {
      ++folded;
    } else {
      parts.push_back(fmt::format("{}: {}", view.witness(id), counts_text(totals)));
    }
  }
  if (folded > 0) parts.push_back(fmt::format("{}: all pass", plural(folded, parts.empty() ? "subject" : "other")));
  return fmt::format("{}", fmt::join(parts, "; "));
}

// What each verdict is named after in a good run: notes after their cases, fixed drift after its entries.
std::vector<std::string> names_of(const Json& row, Verdict verdict) {
  if (verdict == Verdict::kNote) return {one_line(member(row, "case"))};
  std::vector<std::string> names;
  for (const Json& step : row.at("steps")) {
    if (verdict == Verdict::kFixed && verdict_of(step) == verdict) names.push_back(one_line(member(step, "drift")));
  }
  return names;
}

struct Tally {
  std::size_t rows = 0;
  std::vector<std::string> names;

  void add(const Json& row, Verdict verdict) {
    ++rows;
    for (const std::string& name : names_of(row, verdict)) {
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  }

  [[nodiscard]] std::string named() const { return first_of(names, kMostNamed); }
};

std::string tally_text(Verdict verdict, const Tally& tally) {
  switch (verdict) {
    case Verdict::kNote:
      return fmt::format("{} ({}; --strict counts {})", plural(tally.rows, "note"), tally.named(),
                         tally.rows == 1 ? "it" : "them");
    case Verdict::kKnown:
      return fmt::format("{} known drift", tally.rows);
    case Verdict::kSkip:
      return fmt::format("{} skipped", tally.rows);
    case Verdict::kFixed:
      return fmt::format("{} fixed (known drift that is gone: {}; --strict counts {})", tally.rows, tally.named(),
                         tally.rows == 1 ? "it" : "them");
    default:
      return fmt::format("{} {}", tally.rows, to_string(verdict));
  }
}

// "all as the rules say", or what there was besides passes.
std::string good_text(const Json& results) {
  std::map<Verdict, Tally> tallies;
  for (const Json& row : results.at("rows")) tallies[verdict_of(row)].add(row, verdict_of(row));
  if (tallies.size() == 1 && tallies.count(Verdict::kPass) == 1) return "all as the rules say";
  std::vector<std::string> parts;
  for (const auto& [verdict, tally] : tallies) parts.push_back(tally_text(verdict, tally));
  return fmt::format("nothing unexpected: {}", fmt::join(parts, ", "));
}

// "1 of 3 subjects was not played; ", or "".
std::string absence_text(const View& view) {
  const std::size_t absent = not_played(view.results()).size();
  if (absent == 0) return "";
  return fmt::format("{} of {} {} not played; ", absent, plural(view.subjects().size(), "subject"),
                     absent == 1 ? "was" : "were");
}

std::string conclusion_of_rows(const View& view, bool strict) {
  const Json& results = view.results();
  if (nothing_ran(results)) return "nothing ran";
  if (const std::size_t bad = unacceptable_rows(results, strict).size(); bad > 0) {
    return fmt::format("{} of {} {} from what the rules say", bad, plural(view.rows().size(), "run"),
                       bad == 1 ? "differs" : "differ");
  }
  return fmt::format("{} x {}: {}", plural(scenario_count(results), "scenario"),
                     plural(view.subjects().size() - not_played(results).size(), "subject"), good_text(results));
}

}  // namespace

std::string conclusion(const Json& results, bool strict) {
  const View view(results);
  return absence_text(view) + conclusion_of_rows(view, strict);
}

bool nothing_ran(const Json& results) {
  const Json& rows = results.at("rows");
  return std::all_of(rows.begin(), rows.end(), [](const Json& row) { return verdict_of(row) == Verdict::kSkip; });
}

bool is_good(const Json& results, bool strict) {
  return unacceptable_rows(results, strict).empty() && !nothing_ran(results) && not_played(results).empty();
}

std::string closing_line(const Json& results, bool strict, Colour colour) {
  const View view(results);
  const char* code = is_good(results, strict) ? kGreen : kRed;
  return fmt::format("peercert: {} ({})", painted(conclusion(results, strict), code, colour), all_counts(view));
}

}  // namespace peercert::report
