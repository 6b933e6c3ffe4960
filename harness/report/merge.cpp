#include "report/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <tuple>
#include <utility>

#include "report/answers.h"
#include "report/results.h"
#include "report/step_json.h"
#include "report/text.h"
#include "report/view.h"

namespace peercert::report {
namespace {

// "3.9" before "3.10": each number becomes as wide as any.
std::string natural_key(const std::string& text) {
  constexpr std::size_t kDigits = 12;
  std::string out, number;
  const auto flush = [&] {
    if (!number.empty()) out += std::string(kDigits - std::min(kDigits, number.size()), '0') + number;
    number.clear();
  };
  for (const char character : text) {
    const bool digit = std::isdigit(static_cast<unsigned char>(character)) != 0;
    if (!digit) flush();
    (digit ? number : out) += character;
  }
  flush();
  return out + '\n' + text;  // no two texts have the same key
}

// What tells subjects apart, in the order in which they are reported; last, how often the same was there before.
using Identity = std::tuple<std::string, std::string, std::string, std::string, std::string, std::size_t>;

Identity identity_of(const Json& subject) {
  return {natural_key(member(subject, "implementation")),
          natural_key(member(subject, "version")),
          natural_key(member(subject, "tls_library")),
          member(subject, "command"),
          subject.at("features").dump(),
          0};
}

// A row, where it is from, and what its digests stand for.
struct Held {
  Json row;
  const Source* source;
  const View* view;
};

// The words of a row that depend on who else was there. Of two rows with the same answers the one that is greater here
// is kept: the worse verdict first, but anything before a skip for want of somebody to compare with.
auto weight(const Json& row) {
  std::string alone = member(row, "alone");
  if (alone == "reference") alone = "subject";
  Json rest = row;
  for (const char* key : {"subject", "alone"}) rest.erase(key);
  const suite::Verdict verdict = verdict_of(row);
  return std::make_tuple(verdict != suite::Verdict::kSkip, verdict, alone, rest.dump());
}

class Merger {
 public:
  explicit Merger(const std::vector<Source>& sources) : sources_(sources) {
    for (const Source& source : sources) views_.emplace_back(source.results);
    for (std::size_t i = 0; i < sources.size(); ++i) add(sources[i], views_[i]);
  }

  Json take() {
    Json out = {{"peercert_results", kResultsVersion},
                {"suite", suite()},
                {"totals", Json::object()},
                {"subjects", Json::array()},
                {"rules", sources_[0].results.at("rules")}};
    out["cases"] = Json::array();
    for (const auto& one : cases_) out["cases"].push_back(one.second);
    out["certificates"] = certificates_;
    out["values"] = values_;
    out["rows"] = Json::array();
    for (auto& witness : witnesses_) finish(witness.first, witness.second, out);
    for (const auto& place : rows_) {
      for (const auto& held : place.second) out["rows"].push_back(finished(held.first, held.second.row));
    }
    return out;
  }

 private:
  struct Witness {
    Json json;
    bool is_reference = false;
    std::optional<std::string> not_played;  // nullopt: it was played somewhere
    std::string id;
    std::map<suite::Verdict, int> totals;
  };
  using RowName = std::pair<std::string, std::string>;  // case and place

  // Which of several it is does not show: what is not the digest is the greatest there is.
  [[nodiscard]] Json suite() const {
    Json out = sources_[0].results.at("suite");
    for (const Source& source : sources_) {
      for (const auto& item : source.results.at("suite").items()) {
        const std::string text = item.value().get<std::string>();
        if (natural_key(text) > natural_key(member(out, item.key()))) out[item.key()] = text;
      }
    }
    return out;
  }

  void check_suite(const Source& source) const {
    const Source& first = sources_[0];
    const std::string ours = member(first.results.at("suite"), "digest"),
                      theirs = member(source.results.at("suite"), "digest");
    if (ours != theirs || source.results.at("rules") != first.results.at("rules")) {
      throw ResultsError::other_suite(first.file, ours, source.file, theirs);
    }
  }

  void add(const Source& source, const View& view) {
    check_suite(source);
    add_table(source.results.at("certificates"), certificates_);
    add_table(source.results.at("values"), values_);
    for (const Json& one : source.results.at("cases")) add_case(source, one);
    std::map<std::string, Identity> of_id;
    std::map<Identity, std::size_t> seen;
    for (const Json& subject : source.results.at("subjects")) {
      Identity identity = identity_of(subject);
      std::get<5>(identity) = seen[identity]++;
      add_witness(identity, subject);
      of_id.emplace(member(subject, "id"), identity);
    }
    for (const Json& row : source.results.at("rows")) add_row(of_id.at(member(row, "subject")), {row, &source, &view});
  }

  // Recipes and the texts of cases are for reading: where they are not the same, or not in both, one of them is kept.
  static void add_table(const Json& table, std::map<std::string, Json>& all) {
    for (const auto& item : table.items()) {
      Json& kept = all.emplace(item.key(), item.value()).first->second;
      if (item.value().contains("recipe") && member(kept, "recipe") < member(item.value(), "recipe")) {
        kept = item.value();
      }
    }
  }

  static Json without_text(Json one) {
    one.erase("text");
    return one;
  }

  void add_case(const Source& source, const Json& one) {
    const auto [found, is_new] = cases_.emplace(member(one, "id"), one);
    if (!is_new && without_text(found->second) == without_text(one)) {
      if (member(found->second, "text") < member(one, "text")) found->second = one;
    } else if (!is_new) {
      throw ResultsError::file(
          source.file, fmt::format("has another case '{}' than {}", one_line(member(one, "id")), sources_[0].file));
    }
  }

  void add_witness(const Identity& identity, const Json& subject) {
    const auto [found, is_new] = witnesses_.try_emplace(identity);
    Witness& witness = found->second;
    const std::string why = member(subject, "not_played");
    if (is_new) {
      witness.json = subject;
      for (const char* key : {"id", "role", "not_played"}) witness.json.erase(key);
      if (!why.empty()) witness.not_played = why;
    }
    witness.is_reference = witness.is_reference || member(subject, "role") == "reference";
    if (why.empty()) {
      witness.not_played.reset();
    } else if (witness.not_played) {
      witness.not_played = std::max(*witness.not_played, why);
    }
  }

  void add_row(const Identity& identity, Held held) {
    auto& place = rows_[{member(held.row, "case"), place_text(held.row.at("where"))}];
    const auto [found, is_new] = place.try_emplace(identity, held);
    if (is_new) return;
    Held& other = found->second;
    if (!same_answers({*other.view, other.row}, {*held.view, held.row})) {
      throw ResultsError::contradiction(other.source->file, held.source->file, told(other), told(held));
    }
    if (weight(other.row) < weight(held.row)) other = std::move(held);
  }

  // "names/a[tls=1.2] on CPython 3.11.2: pass"
  static std::string told(const Held& held) {
    return fmt::format("{} on {}: {}", one_line(row_name(held.row)), held.view->witness(member(held.row, "subject")),
                       member(held.row, "verdict"));
  }

  // Gives the witness its id, as report/results.cpp does, and its place in the results.
  void finish(const Identity& identity, Witness& witness, Json& out) {
    Json json = {{"name", witness.json.at("name")}, {"role", witness.is_reference ? "reference" : "subject"}};
    json.update(witness.json);
    const std::size_t again = std::get<5>(identity);
    witness.id = digest_of(json.dump()) + (again == 0 ? "" : fmt::format("-{}", again + 1));
    Json with_id = {{"id", witness.id}};
    with_id.update(json);
    if (witness.not_played) with_id["not_played"] = *witness.not_played;
    out["subjects"].push_back(std::move(with_id));
    for (const auto& place : rows_) {
      if (const auto held = place.second.find(identity); held != place.second.end()) {
        ++witness.totals[verdict_of(held->second.row)];
      }
    }
    Json& totals = out["totals"][witness.id] = Json::object();
    for (const auto& total : witness.totals) totals[std::string(to_string(total.first))] = total.second;
  }

  [[nodiscard]] Json finished(const Identity& identity, Json row) const {
    const Witness& witness = witnesses_.at(identity);
    row["subject"] = witness.id;
    const std::string alone = member(row, "alone");
    if (alone == "subject" || alone == "reference") row["alone"] = witness.is_reference ? "reference" : "subject";
    return row;
  }

  const std::vector<Source>& sources_;
  std::vector<View> views_;
  std::map<std::string, Json> cases_, certificates_, values_;
  std::map<Identity, Witness> witnesses_;
  std::map<RowName, std::map<Identity, Held>> rows_;
};

}  // namespace

Json merged(const std::vector<Source>& sources) {
  return Merger(sources).take();
}

}  // namespace peercert::report
