#include "report/divergences.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>
#include <utility>

#include "report/markdown_text.h"
#include "report/text.h"

namespace peercert::report {
namespace {

constexpr std::size_t kNeverBroken = 100000;  // a width that no literal is broken at
constexpr std::size_t kMostOfAnAnswer = 160;

constexpr const char* kDivergencesHead = R"(# Where other implementations differ

What implementations of Python's `ssl` other than CPython's do otherwise than the rules say, each cause once. `peercert report
--divergences FILE RESULTS...` writes this page from results and `cases/drift.toml`; `scripts/subjects` fetches the implementations.
)";

struct Shown {
  const Json* row;
  const Json* step;
};

// KnownCause is what the entries of one cause explain.
struct KnownCause {
  std::vector<const suite::Drift*> entries;  // all of the cause, in the order of the file
  std::vector<Shown> places;
  std::set<std::string> subjects;  // the ids of those that show it
  std::set<std::string> scenarios;
};

using KnownCauses = std::map<std::string, KnownCause>;

bool is_another(const Json& subject) {
  const std::string implementation = member(subject, "implementation");
  return !implementation.empty() && implementation != "CPython" && implementation != "peercert";
}

void add_known(const View& view, const Json& row, const std::map<std::string, std::string>& cause_of,
               KnownCauses& causes) {
  for (const Json& step : row.at("steps")) {
    const auto found = cause_of.find(member(step, "drift"));
    if (verdict_of(step) != suite::Verdict::kKnown || found == cause_of.end()) continue;
    KnownCause& cause = causes[found->second];
    cause.places.push_back({&row, &step});
    cause.subjects.insert(view.witness(member(row, "subject")));
    cause.scenarios.insert(row_name(row));
  }
}

// The causes that show on the subjects of this implementation.
KnownCauses known_causes(const View& view, const std::string& implementation, const std::vector<suite::Drift>& drift) {
  std::map<std::string, std::string> cause_of;
  for (const suite::Drift& entry : drift) cause_of[entry.id] = entry.cause();
  KnownCauses causes;
  for (const Json& row : view.rows()) {
    if (member(view.subject(member(row, "subject")), "implementation") == implementation) {
      add_known(view, row, cause_of, causes);
    }
  }
  for (const suite::Drift& entry : drift) {
    if (const auto found = causes.find(entry.cause()); found != causes.end()) found->second.entries.push_back(&entry);
  }
  return causes;
}

// What is heavier comes first; a step that only prepares has no level.
int rank_of_level(const Json& step) {
  return -static_cast<int>(suite::level_called(member(step, "level")).value_or(suite::Level::kAccident));
}

// How large what a scenario needs is: its certificates, as PEM.
std::size_t certificate_size(const View& view, const Json& row) {
  std::size_t size = 0;
  for (const Json& digest : view.test_case(member(row, "case")).at("certificates")) {
    size += member(view.results().at("certificates").at(digest.get<std::string>()), "pem").size();
  }
  return size;
}

// The weightiest place of a cause, of several the smallest. One that is decoded directly needs no handshake.
Shown best_shown(const View& view, const KnownCause& cause) {
  const auto rank = [&view](const Shown& place) {
    return std::make_tuple(rank_of_level(*place.step), place.row->at("steps").size(),
                           place.step->value("differences", Json::array()).size(), certificate_size(view, *place.row),
                           row_name(*place.row));
  };
  return *std::min_element(cause.places.begin(), cause.places.end(),
                           [&rank](const Shown& a, const Shown& b) { return rank(a) < rank(b); });
}

// The first of the entries that says it.
std::string first_said(const KnownCause& cause, std::optional<std::string> suite::Drift::*key) {
  for (const suite::Drift* entry : cause.entries) {
    if (entry->*key) return *(entry->*key);
  }
  return "";
}

std::string answers_differ(const View& view, const Json& step) {
  const auto code = [](const std::string& text) { return code_span(shortened(one_line(text), kMostOfAnAnswer)); };
  const auto differences = view.differences_text(step, kNeverBroken);
  if (differences.empty()) {
    const std::string expected = view.expected_text(step, kNeverBroken), got = view.got_text(step, kNeverBroken);
    if (expected.empty()) return fmt::format("has to work, and {}", code(got));  // a step that only prepares
    return fmt::format("expected {}, got {}", code(expected), code(got));
  }
  const DifferenceText& first = differences.front();
  return fmt::format("{} ({}): expected {}, got {}", first.path.empty() ? "the answer" : code_span(first.path),
                     escaped_markdown(first.kind), code(first.expected), code(first.got));
}

std::string known_rules_text(const View& view, const Shown& place) {
  std::string out;
  for (const std::string& id : view.rules_of(*place.row, *place.step)) {
    out += fmt::format("- rule: {} ({}): {}\n", code_span(id), escaped_markdown(member(view.rule(id), "level")),
                       prose(member(view.rule(id), "says")));
  }
  return out;
}

std::string known_cause_text(const View& view, const std::string& id, const KnownCause& cause) {
  const suite::Drift& first = *cause.entries.front();
  std::string out = fmt::format("\n### {}\n\n{}\n\n", code_span(id), prose(first.reason));
  out += fmt::format("- seen on: {}\n", escaped_markdown(fmt::format("{}", fmt::join(cause.subjects, ", "))));
  const auto is_unsafe = [](const suite::Drift* entry) { return entry->memory_safety; };
  if (std::any_of(cause.entries.begin(), cause.entries.end(), is_unsafe)) {
    return out +
           "- looks like a fault of memory safety: told here in this line, and with no certificate that shows it\n";
  }
  const Shown place = best_shown(view, cause);
  out += known_rules_text(view, place);
  out += fmt::format("- level: {}; shows in {}, the smallest is {}, step {}\n",
                     escaped_markdown(member(*place.step, "level")), plural(cause.scenarios.size(), "scenario"),
                     code_span(row_name(*place.row)), code_span(member(*place.step, "step")));
  out += fmt::format("- {}\n", answers_differ(view, *place.step));
  if (const auto text = first_said(cause, &suite::Drift::matters); !text.empty()) {
    out += fmt::format("- matters: {}\n", prose(text));
  }
  if (const auto name = first_said(cause, &suite::Drift::reproducer); !name.empty()) {
    out += fmt::format("- reproducer: [{0}.py](reproducers/{0}.py)\n", name);
  }
  return out + fmt::format("- reference: {}\n", prose(first.reference));
}

// What no entry explains, by verdict: "3 fail, 1 crash".
std::string unexplained_text(const View& view, const Json& subject) {
  std::map<suite::Verdict, std::size_t> counts;
  for (const Json& row : view.rows()) {
    if (member(row, "subject") != member(subject, "id")) continue;
    if (!suite::acceptable(verdict_of(row), false)) ++counts[verdict_of(row)];
  }
  std::vector<std::string> parts;
  for (const auto& [verdict, count] : counts) parts.push_back(fmt::format("{} {}", count, to_string(verdict)));
  return parts.empty() ? "nothing" : fmt::format("{}", fmt::join(parts, ", "));
}

// The last line of what the subject said of a scenario that it could not play, which names the exception.
std::string last_line(const std::string& detail) {
  const std::string text = detail.substr(0, detail.find_last_not_of("\n ") + 1);
  return text.substr(text.find_last_of('\n') + 1);
}

// What scenarios failed of before anything could be judged, in how many: "3 error: KeyError".
std::string not_played_text(const View& view, const std::string& implementation) {
  std::map<std::string, std::size_t> counts;
  for (const Json& row : view.rows()) {
    if (verdict_of(row) < suite::Verdict::kError) continue;
    if (member(view.subject(member(row, "subject")), "implementation") != implementation) continue;
    ++counts[fmt::format("{}: {}", member(row, "verdict"), last_line(member(row, "detail")))];
  }
  std::string out;
  for (const auto& [text, count] : counts) {
    out += fmt::format("- {} {}\n", count, code_span(shortened(one_line(text), kMostOfAnAnswer)));
  }
  return out.empty() ? out : "\nScenarios that could not be played to the end:\n\n" + out;
}

std::string implementation_line(const View& view, const Json& subject, std::size_t causes) {
  const Json& totals = view.results().at("totals").at(member(subject, "id"));
  return fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", escaped_markdown(view.witness(member(subject, "id"))),
                     escaped_markdown(member(subject, "tls_library")), causes, totals.value("known", 0),
                     totals.value("pass", 0) + totals.value("note", 0), totals.value("skip", 0),
                     unexplained_text(view, subject));
}

std::vector<std::pair<std::string, const KnownCause*>> weightiest_first(const View& view, const KnownCauses& causes) {
  std::vector<std::pair<std::string, const KnownCause*>> out;
  for (const auto& [id, cause] : causes) out.emplace_back(id, &cause);
  const auto rank = [&view](const auto& one) {
    return std::make_tuple(rank_of_level(*best_shown(view, *one.second).step), one.first);
  };
  std::sort(out.begin(), out.end(), [&rank](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return out;
}

std::vector<std::string> other_implementations(const View& view) {
  std::set<std::string> names;
  for (const Json& subject : view.subjects()) {
    if (is_another(subject)) names.insert(member(subject, "implementation"));
  }
  return {names.begin(), names.end()};
}

}  // namespace

std::string divergences_page(const View& view, const std::vector<suite::Drift>& drift) {
  std::string table =
      "\n| implementation | TLS library | causes | known | as the rules say | skipped | not explained |\n"
      "|---|---|---:|---:|---:|---:|---|\n";
  std::string text;
  for (const std::string& name : other_implementations(view)) {
    const KnownCauses causes = known_causes(view, name, drift);
    for (const Json& subject : view.subjects()) {
      if (member(subject, "implementation") != name) continue;
      const std::string witness = view.witness(member(subject, "id"));
      const auto shown = std::count_if(causes.begin(), causes.end(),
                                       [&](const auto& one) { return one.second.subjects.count(witness) != 0; });
      table += implementation_line(view, subject, static_cast<std::size_t>(shown));
    }
    text += fmt::format("\n## {}\n", escaped_markdown(name)) + not_played_text(view, name);
    for (const auto& [id, cause] : weightiest_first(view, causes)) text += known_cause_text(view, id, *cause);
  }
  return kDivergencesHead + table + text;
}

}  // namespace peercert::report
