#include "suite/propose.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <tuple>

#include "value/literal.h"

namespace peercert::suite {
namespace {

using Where = std::map<std::string, std::string>;
using Spot = std::pair<std::string, Where>;  // a case and a place in its matrix

// Answer is what an entry must explain: for whom, at which step, what was seen.
struct Answer {
  std::size_t subject = 0;
  std::string step;
  std::optional<Value> yields;
  std::optional<std::string> raises;
};

// Broken is an answer with all the spots where it broke a rule, in their order.
struct Broken {
  Answer answer;
  std::vector<Spot> spots;
};

bool same(const Answer& left, const Answer& right) {
  return std::tie(left.subject, left.step, left.yields, left.raises) ==
         std::tie(right.subject, right.step, right.yields, right.raises);
}

bool breaks_a_rule(const StepResult& step) {
  return step.verdict == Verdict::kFail && step.expected && (step.got.value || step.got.raised);
}

std::vector<Broken> collect(const std::vector<Row>& rows) {
  std::vector<Broken> all;
  for (const Row& row : rows) {
    for (const StepResult& step : row.steps) {
      if (!breaks_a_rule(step)) continue;
      Answer answer{row.subject, step.step, step.got.value, {}};
      if (step.got.raised) answer = {row.subject, step.step, {}, step.got.raised->type};
      auto found = std::find_if(all.begin(), all.end(), [&](const Broken& one) { return same(one.answer, answer); });
      if (found == all.end()) found = all.insert(all.end(), {answer, {}});
      found->spots.emplace_back(row.case_id, row.where);
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Broken& left, const Broken& right) { return left.answer.subject < right.answer.subject; });
  return all;
}

// The spots where a subject was judged on a step by a rule. An entry must not speak of one of these that is not broken.
std::vector<Spot> judged(const std::vector<Row>& rows, const Answer& answer) {
  std::vector<Spot> spots;
  for (const Row& row : rows) {
    if (row.subject != answer.subject) continue;
    for (const StepResult& step : row.steps) {
      if (step.step == answer.step && step.expected) spots.emplace_back(row.case_id, row.where);
    }
  }
  return spots;
}

// "a/b_cd", "a/b_ce" -> "a/b_*": whole words that both begin with.
std::string common_glob(const std::string& left, const std::string& right) {
  const auto differ = std::mismatch(left.begin(), left.end(), right.begin(), right.end()).first;
  const std::string common(left.begin(), differ);
  return common.substr(0, common.find_last_of("/_") + 1) + "*";
}

// Patterns over cases, the widest first: what all have in common, whole themes, single cases.
std::vector<std::string> globs_for(const std::vector<Spot>& spots) {
  std::set<std::string> cases, themes;
  for (const Spot& spot : spots) {
    cases.insert(spot.first);
    themes.insert(spot.first.substr(0, spot.first.find('/')));
  }
  std::vector<std::string> globs;
  if (cases.size() > 1 && themes.size() == 1) globs.push_back(common_glob(*cases.begin(), *cases.rbegin()));
  if (cases.size() > 1 && themes.size() > 1) {
    for (const std::string& theme : themes) globs.push_back(theme + "/*");
  }
  globs.insert(globs.end(), cases.begin(), cases.end());
  return globs;
}

// Places, the widest first: everywhere, one point, all points of a spot.
std::vector<Where> places_for(const std::vector<Spot>& spots) {
  std::set<Where> points, whole;
  for (const Spot& spot : spots) {
    for (const auto& point : spot.second) points.insert({point});
    whole.insert(spot.second);
  }
  std::vector<Where> places{{}};
  places.insert(places.end(), points.begin(), points.end());
  places.insert(places.end(), whole.begin(), whole.end());
  return places;
}

// Cover finds entries that speak of all broken spots of one answer, and of no other that was judged: again and again
// the one that speaks of most that are left, the widest where several do.
class Cover {
 public:
  Cover(Drift blank, std::vector<Spot> broken, const std::vector<Spot>& judged)
      : blank_(std::move(blank)), broken_(std::move(broken)) {
    for (const Spot& spot : judged) {
      if (std::find(broken_.begin(), broken_.end(), spot) == broken_.end()) sound_.push_back(spot);
    }
  }

  [[nodiscard]] std::vector<Drift> entries() const {
    std::vector<Candidate> candidates = sound_candidates();
    std::vector<Drift> entries;
    const auto less = [](const Candidate& left, const Candidate& right) {
      return left.left.size() < right.left.size();
    };
    while (true) {
      const auto best = std::max_element(candidates.begin(), candidates.end(), less);  // the first of several
      if (best == candidates.end() || best->left.empty()) return entries;
      entries.push_back(best->entry);
      const std::set<std::size_t> spoken_of = best->left;
      for (Candidate& one : candidates) {
        for (const std::size_t spot : spoken_of) one.left.erase(spot);
      }
    }
  }

 private:
  struct Candidate {
    Drift entry;
    std::set<std::size_t> left;  // broken spots that it speaks of and no chosen entry does
  };

  [[nodiscard]] std::vector<Candidate> sound_candidates() const {
    std::vector<Candidate> candidates;
    for (const std::string& glob : globs_for(broken_)) {
      for (const Where& where : places_for(broken_)) {
        Candidate one{blank_, {}};
        one.entry.cases = {glob};
        one.entry.where = where;
        const auto speaks = [&one](const Spot& spot) {
          return one.entry.speaks_of(spot.first, spot.second, *one.entry.step);
        };
        if (std::any_of(sound_.begin(), sound_.end(), speaks)) continue;
        for (std::size_t i = 0; i < broken_.size(); ++i) {
          if (speaks(broken_[i])) one.left.insert(i);
        }
        candidates.push_back(std::move(one));
      }
    }
    return candidates;
  }

  Drift blank_;
  std::vector<Spot> broken_;
  std::vector<Spot> sound_;  // judged, and not broken by this answer
};

// What an id may hold of `text`.
std::string plain(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || c == '/') {
      out += static_cast<char>(std::tolower(byte));
    } else if (!out.empty() && out.back() != '_' && out.back() != '/') {
      out += '_';
    }
  }
  while (!out.empty() && (out.back() == '_' || out.back() == '/')) out.pop_back();
  return out;
}

std::string unused(const std::string& id, std::set<std::string>& used) {
  std::string candidate = id;
  for (int again = 2; !used.insert(candidate).second; ++again) candidate = fmt::format("{}_{}", id, again);
  return candidate;
}

Drift blank_entry(const Answer& answer, const SubjectInfo& info) {
  Drift entry;
  const std::string numbers =
      info.version.substr(0, info.version.find_first_not_of("0123456789."));  // "3.15.0" of an rc1
  entry.subject = Requirement::parse(info.implementation + (numbers.empty() ? "" : " == " + numbers));
  entry.step = answer.step;
  entry.yields = answer.yields;
  entry.raises = answer.raises;
  return entry;
}

std::vector<std::string> fixed_entries(const std::vector<Row>& rows) {
  std::set<std::string> ids;
  for (const Row& row : rows) {
    for (const StepResult& step : row.steps) {
      if (step.verdict == Verdict::kFixed && step.drift) ids.insert(*step.drift);
    }
  }
  return {ids.begin(), ids.end()};
}

// A basic string of TOML, on one line.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < ' ') {
      out += fmt::format("\\u{:04X}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string seen_line(const Drift& entry, const forge::Fixtures& fixtures) {
  if (entry.raises) return fmt::format("raises    = {}\n", quoted(*entry.raises));
  for (const auto& [name, fixture] : fixtures.all()) {
    if (entry.yields == Value(Bytes{fixture.der})) return fmt::format("der       = {}\n", quoted(name));
    if (fixture.expected.size() == 1 && entry.yields == fixture.expected[0].value) {
      return fmt::format("certificate = {}\n", quoted(name));
    }
  }
  return fmt::format("yields    = {}\n", quoted(to_literal(*entry.yields)));
}

std::string where_line(const Where& where) {
  if (where.empty()) return "";
  std::vector<std::string> points;
  for (const auto& [axis, value] : where) points.push_back(fmt::format("{} = {}", axis, quoted(value)));
  return fmt::format("where     = {{ {} }}\n", fmt::join(points, ", "));
}

std::string entry_text(const Drift& entry, const forge::Fixtures& fixtures) {
  return fmt::format("\n[[drift]]\nid        = {}\nsubject   = {}\ncase      = {}\nstep      = {}\n{}{}",
                     quoted(entry.id), quoted(entry.subject->text()), quoted(entry.cases.front()), quoted(*entry.step),
                     where_line(entry.where), seen_line(entry, fixtures));
}

}  // namespace

Proposals propose_drift(const Suite& suite, const std::vector<SubjectInfo>& subjects, const std::vector<Row>& rows) {
  std::set<std::string> used;
  for (const Drift& entry : suite.drift) used.insert(entry.id);
  Proposals proposals;
  for (const Broken& one : collect(rows)) {
    const SubjectInfo& info = subjects[one.answer.subject];
    Cover cover(blank_entry(one.answer, info), one.spots, judged(rows, one.answer));
    for (Drift& entry : cover.entries()) {
      const std::string who = plain(info.implementation + "_" + info.version);
      entry.id = unused(fmt::format("{}/{}/{}", who, plain(entry.cases.front()), plain(*entry.step)), used);
      proposals.entries.push_back(std::move(entry));
    }
  }
  proposals.fixed = fixed_entries(rows);
  return proposals;
}

std::string to_toml(const Proposals& proposals, const forge::Fixtures& fixtures) {
  std::string text =
      "# Proposals for drift.toml. Each entry needs a `reason` and a `reference` before it is accepted: find out why "
      "the\n"
      "# subject differs, write that down, give the entry a lasting id and, where it is about more than one version,\n"
      "# bounds; then move it to drift.toml.\n";
  for (const std::string& id : proposals.fixed) {
    text += fmt::format("#\n# fixed: a subject meets the rule now that entry '{}' says it breaks.\n", id);
  }
  for (const Drift& entry : proposals.entries) text += entry_text(entry, fixtures);
  return text;
}

}  // namespace peercert::suite
