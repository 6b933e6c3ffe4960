#include "report/causes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>
#include <utility>

#include "report/cause_words.h"
#include "report/text.h"

namespace peercert::report {
namespace {

using suite::Verdict;

constexpr std::size_t kOneLine = 100000;  // a width that no literal is broken at

// What makes two differences the same cause.
using Key = std::tuple<Verdict, std::string, std::vector<std::string>>;

bool is_drift(Verdict verdict) {
  return verdict == Verdict::kKnown || verdict == Verdict::kFixed;
}

// "id: reason" of what the judge writes as "known drift 'id': reason".
std::string drift_text(const Json& step) {
  const std::string message = member(step, "message"), id = member(step, "drift");
  const std::string start = fmt::format("known drift '{}': ", id);
  return one_line(message.rfind(start, 0) == 0 ? id + ": " + message.substr(start.size()) : message);
}

// Whether what the step raised, or did not raise, changes what the steps after it can do.
bool misleads(const View& view, const Json& step) {
  for (const Json& difference : step.value("differences", Json::array())) {
    if (!member(difference, "path").empty() || member(difference, "kind") == "order") continue;
    const std::string expected = member(difference, "expected");
    const bool should_raise = !expected.empty() && !raised_type(view.value(expected)).empty();
    if (should_raise || step.value("got", Json::object()).contains("raised")) return true;
  }
  return false;
}

class Collector {
 public:
  Collector(const View& view, bool strict) : view_(view), strict_(strict) {}

  void add(const Json& row) {
    const Verdict verdict = verdict_of(row);
    if (verdict == Verdict::kPass) return;
    seen_.clear();
    Verdict misled_up_to = Verdict::kPass;
    for (const Json& step : row.at("steps")) {
      const Verdict of_step = verdict_of(step);
      if (of_step == Verdict::kPass) continue;
      if (is_drift(of_step)) {
        note(row, &step, of_step, drift_text(step), {});
      } else if (of_step > misled_up_to) {
        add_step(row, step, of_step);
      }
      if (misleads(view_, step)) misled_up_to = std::max(misled_up_to, of_step);
    }
    if (seen_.empty()) note(row, nullptr, verdict, detail_words(view_, row), {});
  }

  std::vector<Cause> take() {
    std::stable_sort(causes_.begin(), causes_.end(), [](const Cause& a, const Cause& b) {
      const bool skip_a = a.verdict == Verdict::kSkip, skip_b = b.verdict == Verdict::kSkip;
      return std::make_tuple(!a.counts, skip_a, b.rows.size(), a.text, a.rules) <
             std::make_tuple(!b.counts, skip_b, a.rows.size(), b.text, b.rules);
    });
    return std::move(causes_);
  }

 private:
  void add_step(const Json& row, const Json& step, Verdict verdict) {
    std::set<std::string> members;
    for (const Json& difference : step.value("differences", Json::array())) {
      if (!members.insert(first_member(member(difference, "path"))).second) continue;
      const std::size_t before = causes_.size();
      note(row, &step, verdict, difference_words(view_, step, difference), view_.rules_of(row, step));
      if (causes_.size() > before) show(causes_.back(), difference);
    }
    if (members.empty()) note(row, &step, verdict, one_line(member(step, "message")), view_.rules_of(row, step));
  }

  // Where a difference is inside an answer, it is shown instead of the answer.
  void show(Cause& cause, const Json& difference) const {
    if (member(difference, "path").empty() && member(difference, "kind") != "order") return;
    const auto side = [&](const char* key) {
      const std::string digest = member(difference, key);
      return digest.empty() ? "nothing" : one_line(short_literal(view_.value(digest), kOneLine));
    };
    cause.expected = side("expected");
    cause.got = side("got");
  }

  void note(const Json& row, const Json* step, Verdict verdict, std::string text, std::vector<std::string> rules) {
    const auto [found, is_new] =
        index_.try_emplace(Key{verdict, step == nullptr ? without_addresses(text) : text, rules}, causes_.size());
    if (is_new) {
      const bool counts = !suite::acceptable(verdict, strict_);
      causes_.push_back({verdict, counts, std::move(text), std::move(rules), {}, step, "", ""});
      if (step != nullptr) {
        causes_.back().expected = one_line(view_.expected_text(*step, kOneLine));
        causes_.back().got = one_line(view_.got_text(*step, kOneLine));
      }
    }
    if (seen_.insert(found->second).second) causes_[found->second].rows.push_back(&row);
  }

  const View& view_;
  bool strict_;
  std::vector<Cause> causes_;
  std::map<Key, std::size_t> index_;
  std::set<std::size_t> seen_;  // the causes that the row at hand stands under
};

}  // namespace

std::vector<Cause> causes(const View& view, bool strict) {
  Collector collector(view, strict);
  for (const Json& row : view.rows()) collector.add(row);
  return collector.take();
}

std::vector<Share> shares(const View& view, const Cause& cause) {
  std::vector<Share> out;
  for (const Json& subject : view.subjects()) {
    const std::string id = member(subject, "id");
    const auto rows = std::count_if(cause.rows.begin(), cause.rows.end(),
                                    [&](const Json* row) { return member(*row, "subject") == id; });
    if (rows > 0) out.push_back({id, static_cast<std::size_t>(rows)});
  }
  return out;
}

std::string shares_text(const View& view, const Cause& cause) {
  std::vector<std::string> parts;
  for (const Share& share : shares(view, cause)) {
    parts.push_back(fmt::format("{} ({})", view.witness(share.subject), share.rows));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace peercert::report
