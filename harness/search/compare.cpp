#include "search/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>

#include "search/failure.h"
#include "suite/change_words.h"
#include "suite/held.h"
#include "suite/judge.h"
#include "value/printable.h"

namespace peercert::search {
namespace {

using suite::Observation;
using suite::Outcome;

// Causes are few; more than these stand together, so that no corpus fills the memory.
constexpr std::size_t kMostCauses = 1000;

// Where one answer is another as a whole, what else differs about an exception says nothing more.
std::vector<Difference> telling(std::vector<Difference> found) {
  const auto is_whole = [](const Difference& one) { return one.path.empty() && one.kind != DifferenceKind::kOrder; };
  const auto is_detail = [](const Difference& one) {
    return one.path.rfind(".", 0) == 0 && one.path.rfind(".warnings", 0) != 0;
  };
  if (std::any_of(found.begin(), found.end(), is_whole)) {
    found.erase(std::remove_if(found.begin(), found.end(), is_detail), found.end());
  }
  return found;
}

// One difference for each member of the dictionary that differs: what counts as a cause.
std::vector<Difference> first_of_members(const std::vector<Difference>& found) {
  std::vector<Difference> first;
  std::set<std::string> members;
  for (const Difference& difference : found) {
    if (members.insert(suite::first_member(difference.path)).second) first.push_back(difference);
  }
  return first;
}

std::string cause_words(const Difference& difference) {
  return suite::change_words("decode()", difference);
}

// Source positions stand in texts of exceptions, so that most answers need not be copied.
bool same(const Observation& a, const Observation& b) {
  return a == b || (a.raised && b.raised && suite::without_positions(a) == suite::without_positions(b));
}

}  // namespace

bool all_say_the_same(const std::vector<Outcome>& outcomes) {
  return std::all_of(outcomes.begin(), outcomes.end(), [&](const Outcome& one) {
    return one.kind == Outcome::Kind::kObserved && same(one.observations.front(), outcomes.back().observations.front());
  });
}

bool have_the_same_digest(std::vector<subject::Decoded>& all) {
  const bool any = std::any_of(all.begin(), all.end(), [](const subject::Decoded& one) { return one.digest; });
  if (!any) return false;
  for (subject::Decoded& one : all) {
    if (!one.digest && one.outcome.kind == Outcome::Kind::kObserved) {
      one.digest = subject::digest_of(one.outcome.observations.front());
    }
  }
  return std::all_of(all.begin(), all.end(),
                     [&](const subject::Decoded& one) { return one.digest && one.digest == all.front().digest; });
}

std::vector<std::string> difference_words(const Outcome& reference, const Outcome& got) {
  for (const Outcome* one : {&reference, &got}) {
    if (one->kind != Outcome::Kind::kObserved) return {std::string(failure_name(one->kind))};
  }
  std::vector<std::string> words;
  const auto found = telling(suite::between(suite::without_positions(reference.observations.front()),
                                            suite::without_positions(got.observations.front())));
  for (const Difference& difference : first_of_members(found)) words.push_back(cause_words(difference));
  return words;
}

void Tally::add(const Certificate& certificate, const std::vector<Outcome>& outcomes) {
  for (std::size_t i = 0; i < outcomes.size(); ++i) count(certificate, i, outcomes[i]);
  const Outcome& reference = outcomes.back();
  compare_with_recipe(certificate, reference);
  if (all_say_the_same(outcomes)) {
    for (std::size_t i = 0; i + 1 < outcomes.size(); ++i) ++scores_[i].same;
    return;
  }
  if (reference.kind != Outcome::Kind::kObserved) return;
  const Observation expected = suite::without_positions(reference.observations.front());
  for (std::size_t i = 0; i + 1 < outcomes.size(); ++i) {
    if (outcomes[i].kind != Outcome::Kind::kObserved) continue;
    compare(certificate, i, expected, suite::without_positions(outcomes[i].observations.front()));
  }
}

void Tally::add_same_values() {
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    ++scores_[i].dictionaries;
    if (i + 1 < scores_.size()) ++scores_[i].same;
  }
}

void Tally::count(const Certificate& certificate, std::size_t witness, const Outcome& outcome) {
  Score& score = scores_[witness];
  if (outcome.kind == Outcome::Kind::kObserved) {
    ++(outcome.observations.front().raised ? score.exceptions : score.dictionaries);
  } else if (outcome.kind == Outcome::Kind::kSkip) {
    ++score.skips;
    note(certificate, witness, "skip: " + one_line(outcome.detail), nullptr, "");
  } else {
    ++score.failures;
    ++score.different;
    const std::string first_line = outcome.detail.substr(0, outcome.detail.find('\n'));
    note(certificate, witness, std::string(failure_name(outcome.kind)), nullptr, one_line(first_line));
  }
}

void Tally::compare_with_recipe(const Certificate& certificate, const Outcome& reference) {
  if (!certificate.expected || reference.kind != Outcome::Kind::kObserved) return;
  Observation recipe;
  recipe.step = "decode";
  recipe.value = certificate.expected;
  const auto found = suite::between(recipe, suite::without_positions(reference.observations.front()));
  if (found.empty()) return;
  ++scores_.back().different;
  const Difference& first = found.front();
  note(certificate, scores_.size() - 1, suite::change_words("the recipe", first), nullptr, describe(first));
}

void Tally::compare(const Certificate& certificate, std::size_t witness, const Observation& reference,
                    const Observation& got) {
  Score& score = scores_[witness];
  const auto found = telling(suite::between(reference, got));
  if (found.empty()) {
    ++score.same;
    return;
  }
  const auto explained = [&](const Difference& difference) {
    return explanation(difference, witness, reference, got) != nullptr;
  };
  for (const Difference& difference : first_of_members(found)) {
    const Known* known = explanation(difference, witness, reference, got);
    note(certificate, witness, cause_words(difference), known, describe(difference));
  }
  ++(std::all_of(found.begin(), found.end(), explained) ? score.known : score.different);
}

const Known* Tally::explanation(const Difference& difference, std::size_t witness, const Observation& reference,
                                const Observation& got) const {
  const auto found = std::find_if(known_.begin(), known_.end(), [&](const Known& one) {
    return one.explains({witnesses_[witness], got, difference.got}, reference, difference.path) ||
           one.explains({witnesses_.back(), reference, difference.expected}, got, difference.path);
  });
  return found == known_.end() ? nullptr : &*found;
}

void Tally::note(const Certificate& certificate, std::size_t witness, const std::string& text, const Known* known,
                 const std::string& difference) {
  std::tuple<std::size_t, const Known*, std::string> key(witness, known, text);
  if (causes_.size() >= kMostCauses && causes_.count(key) == 0)
    key = {witness, nullptr, "one of too many to tell apart"};
  const auto [at, is_new] = causes_.try_emplace(key);
  Cause& cause = at->second;
  ++cause.certificates;
  if (!is_new && cause.example.number < certificate.number) return;
  cause.witness = witness;
  cause.known = std::get<1>(at->first);
  cause.text = std::get<2>(at->first);
  cause.example = {certificate.number, certificate.file, certificate.index, certificate.sha256, difference};
}

std::vector<Cause> Tally::causes() const {
  std::vector<Cause> result;
  for (const auto& [key, cause] : causes_) result.push_back(cause);
  std::stable_sort(result.begin(), result.end(), [](const Cause& a, const Cause& b) {
    return std::make_tuple(a.known != nullptr, b.certificates) < std::make_tuple(b.known != nullptr, a.certificates);
  });
  return result;
}

}  // namespace peercert::search
