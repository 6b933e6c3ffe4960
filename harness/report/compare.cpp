#include "report/compare.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>
#include <utility>

#include "report/answers.h"
#include "report/cause_words.h"
#include "report/causes.h"
#include "report/text.h"

namespace peercert::report {
namespace {

std::vector<std::string> ids_of(const Json& list) {
  std::vector<std::string> out;
  for (const Json& item : list) out.push_back(member(item, "id"));
  return out;
}

// What is in `all` and not in `others`, in its order.
std::vector<std::string> missing_from(const std::vector<std::string>& others, const std::vector<std::string>& all) {
  const std::set<std::string> known(others.begin(), others.end());
  std::vector<std::string> out;
  for (const std::string& one : all) {
    if (known.count(one) == 0) out.push_back(one);
  }
  return out;
}

// The ways in which subjects are matched, the strictest first.
std::vector<std::string> keys_of(const Json& subject) {
  const std::string name = member(subject, "implementation") + "\n";
  const std::string version = name + member(subject, "version") + "\n" + member(subject, "tls_library") + "\n";
  return {version + member(subject, "command"), version, name};
}

class SubjectMatcher {
 public:
  SubjectMatcher(const View& before, const View& after) : before_(before), after_(after) {
    constexpr std::size_t kWays = 3;
    for (std::size_t way = 0; way < kWays; ++way) match(way);
  }

  [[nodiscard]] const std::map<std::string, SubjectPair>& pairs() const { return pairs_; }  // by the later id
  [[nodiscard]] bool was_matched(const std::string& id) const { return taken_.count(id) > 0; }

 private:
  // Those not yet matched, by their key; who shares a key with another cannot be told from it.
  template <typename IsMatched>
  static std::map<std::string, std::vector<std::string>> open(const View& view, std::size_t way, IsMatched is_matched) {
    std::map<std::string, std::vector<std::string>> out;
    for (const Json& subject : view.subjects()) {
      const std::string id = member(subject, "id");
      if (!is_matched(id)) out[keys_of(subject)[way]].push_back(id);
    }
    return out;
  }

  void match(std::size_t way) {
    const auto old = open(before_, way, [&](const std::string& id) { return taken_.count(id) > 0; });
    const auto now = open(after_, way, [&](const std::string& id) { return pairs_.count(id) > 0; });
    for (const auto& [key, ids] : now) {
      const auto found = old.find(key);
      if (found == old.end() || ids.size() != found->second.size()) continue;
      if (way > 0 && ids.size() > 1) continue;
      for (std::size_t i = 0; i < ids.size(); ++i) {
        pairs_.emplace(ids[i], SubjectPair{found->second[i], ids[i], way < 2});
        taken_.insert(found->second[i]);
      }
    }
  }

  const View &before_, &after_;
  std::map<std::string, SubjectPair> pairs_;
  std::set<std::string> taken_;
};

// The first cause of each row that is not a pass.
std::map<const Json*, std::string> cause_of_rows(const View& view, const std::vector<Cause>& all) {
  std::map<const Json*, std::string> out;
  for (const Json& row : view.rows()) {
    if (verdict_of(row) != suite::Verdict::kPass) out.emplace(&row, member(row, "verdict"));
  }
  std::set<const Json*> told;
  for (const Cause& cause : all) {
    for (const Json* row : cause.rows) {
      if (told.insert(row).second) out[row] = cause.text;
    }
  }
  return out;
}

std::vector<std::string> scenarios_of(const View& view, const std::set<std::string>& cases) {
  std::vector<std::string> out;
  std::set<std::string> seen;
  for (const Json& row : view.rows()) {
    const std::string name = row_name(row);
    if (cases.count(member(row, "case")) > 0 && seen.insert(name).second) out.push_back(name);
  }
  return out;
}

class Changes {
 public:
  void add(const std::string& was, const std::string& is, const std::string& text, const RowPair& rows) {
    const auto [found, is_new] = index_.try_emplace({was, is, text}, changes_.size());
    if (is_new) changes_.push_back({was, is, text, {}});
    changes_[found->second].rows.push_back(rows);
  }

  std::vector<Change> take() {
    std::stable_sort(changes_.begin(), changes_.end(), [](const Change& a, const Change& b) {
      return std::make_tuple(b.rows.size(), a.text, a.was, a.is) < std::make_tuple(a.rows.size(), b.text, b.was, b.is);
    });
    return std::move(changes_);
  }

 private:
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t> index_;
  std::vector<Change> changes_;
};

class Comparer {
 public:
  Comparer(const View& before, const View& after) : before_(before), after_(after), subjects_(before, after) {}

  Comparison compare() {
    compare_subjects();
    compare_rules();
    compare_cases();
    pair_rows();
    compare_rows();
    return std::move(out_);
  }

 private:
  void compare_subjects() {
    for (const Json& subject : after_.subjects()) {
      const auto pair = subjects_.pairs().find(member(subject, "id"));
      if (pair == subjects_.pairs().end()) {
        out_.new_subjects.push_back(member(subject, "name"));
      } else {
        out_.subjects.push_back(pair->second);
      }
    }
    for (const Json& subject : before_.subjects()) {
      if (!subjects_.was_matched(member(subject, "id"))) out_.gone_subjects.push_back(member(subject, "name"));
    }
  }

  void compare_rules() {
    const Json &old = before_.results().at("rules"), &now = after_.results().at("rules");
    out_.gone_rules = missing_from(ids_of(now), ids_of(old));
    out_.new_rules = missing_from(ids_of(old), ids_of(now));
    for (const Json& rule : old) {
      const std::string id = member(rule, "id");
      const bool is_gone = std::count(out_.gone_rules.begin(), out_.gone_rules.end(), id) > 0;
      if (!is_gone && after_.rule(id) != rule) out_.other_rules.push_back(id);
    }
  }

  void compare_cases() {
    const auto old = ids_of(before_.results().at("cases")), now = ids_of(after_.results().at("cases"));
    out_.gone_cases = missing_from(now, old);
    out_.new_cases = missing_from(old, now);
    std::set<std::string> both(now.begin(), now.end());
    for (const std::string& id : out_.new_cases) both.erase(id);
    const auto old_scenarios = scenarios_of(before_, both), new_scenarios = scenarios_of(after_, both);
    out_.gone_scenarios = missing_from(new_scenarios, old_scenarios);
    out_.new_scenarios = missing_from(old_scenarios, new_scenarios);
  }

  void pair_rows() {
    std::map<std::pair<std::string, std::string>, const Json*> old;
    for (const Json& row : before_.rows()) old.emplace(std::make_pair(row_name(row), member(row, "subject")), &row);
    for (const Json& row : after_.rows()) {
      const auto subject = subjects_.pairs().find(member(row, "subject"));
      if (subject == subjects_.pairs().end()) continue;
      const auto found = old.find({row_name(row), subject->second.before});
      if (found != old.end()) out_.pairs.push_back({found->second, &row});
    }
  }

  void compare_rows() {
    const auto old_causes = causes(before_), new_causes = causes(after_);
    const auto old_cause = cause_of_rows(before_, old_causes), new_cause = cause_of_rows(after_, new_causes);
    Changes verdicts, answers;
    for (const RowPair& pair : out_.pairs) {
      const std::string was = member(*pair.before, "verdict"), is = member(*pair.after, "verdict");
      if (was != is) {
        const auto now = new_cause.find(pair.after);
        verdicts.add(was, is, now == new_cause.end() ? old_cause.at(pair.before) : now->second, pair);
      } else if (const std::string text = other_answer(pair); !text.empty()) {
        answers.add(was, is, text, pair);
      }
    }
    out_.verdicts = verdicts.take();
    out_.answers = answers.take();
  }

  // How the answers differ, by the first that does; "" when none does.
  [[nodiscard]] std::string other_answer(const RowPair& pair) const {
    const auto changed = changed_steps({before_, *pair.before}, {after_, *pair.after});
    if (!changed.empty()) return change_words(verb_of(*changed[0].after), changed[0].differences[0]);
    const std::string was = detail_words(before_, *pair.before), is = detail_words(after_, *pair.after);
    if (was != is) return is + " instead of " + was;
    return "";
  }

  const View &before_, &after_;
  SubjectMatcher subjects_;
  Comparison out_;
};

}  // namespace

bool Comparison::empty() const {
  const bool same_versions =
      std::all_of(subjects.begin(), subjects.end(), [](const SubjectPair& pair) { return pair.is_exact; });
  return same_versions && gone_subjects.empty() && new_subjects.empty() && gone_rules.empty() && new_rules.empty() &&
         other_rules.empty() && gone_cases.empty() && new_cases.empty() && gone_scenarios.empty() &&
         new_scenarios.empty() && verdicts.empty() && answers.empty();
}

Comparison compare(const View& before, const View& after) {
  return Comparer(before, after).compare();
}

}  // namespace peercert::report
