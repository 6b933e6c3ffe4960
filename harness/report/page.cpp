#include "report/page.h"

#include <nlohmann/json.hpp>

#include <map>
#include <utility>

#include "report/causes.h"
#include "report/closing.h"
#include "report/scores.h"
#include "report/step_json.h"
#include "report/text.h"

namespace peercert::report {
namespace {

constexpr std::size_t kMostCharacters = 400;

Json rules_json(const Json& rules) {
  Json out = Json::array();
  for (const Json& rule : rules) {
    Json json = Json::object();
    for (const char* key : {"id", "level", "says", "source", "since", "conflict", "proposal", "covered_by"}) {
      if (rule.contains(key)) json[key] = member(rule, key);
    }
    out.push_back(std::move(json));
  }
  return out;
}

Json scores_json(const Scores& of_subject) {
  Json out = Json::object();
  for (const auto& [level, score] : of_subject) out[std::string(to_string(level))] = {score.met, score.played};
  return out;
}

Json subjects_json(const View& view) {
  auto of_subjects = scores(view);
  Json out = Json::array();
  for (const Json& subject : view.subjects()) {
    const std::string id = member(subject, "id");
    Json json = {{"id", id},
                 {"name", view.witness(id)},
                 {"role", member(subject, "role")},
                 {"library", member(subject, "tls_library")},
                 {"command", member(subject, "command")},
                 {"features", subject.at("features")},
                 {"option", View::subject_option(subject)},
                 {"totals", view.results().at("totals").at(id)},
                 {"scores", scores_json(of_subjects[id])}};
    if (subject.contains("not_played")) json["absence"] = member(subject, "not_played");
    out.push_back(std::move(json));
  }
  return out;
}

// Where a row stands in the page's lists.
class Spots {
 public:
  Spots(const View& view, const Json& cases) {
    for (const Json& subject : view.subjects()) subjects_.emplace(member(subject, "id"), subjects_.size());
    for (const Json& test_case : view.results().at("cases")) cases_.emplace(member(test_case, "id"), cases_.size());
    for (std::size_t i = 0; i < cases.size(); ++i) {
      const Json& places = cases[i].at("places");
      for (std::size_t j = 0; j < places.size(); ++j) places_.emplace(std::pair(i, member(places[j], "where")), j);
    }
  }

  [[nodiscard]] Json spot(const Json& row) const {
    const std::size_t test_case = cases_.at(member(row, "case"));
    return {test_case, places_.at({test_case, one_line(place_text(row.at("where")))}),
            subjects_.at(member(row, "subject"))};
  }

 private:
  std::map<std::string, std::size_t> subjects_, cases_;
  std::map<std::pair<std::size_t, std::string>, std::size_t> places_;
};

// Every verdict there is, the mildest first, and whether it makes the exit status 1.
Json verdicts_json(bool strict) {
  Json out = Json::array();
  for (int i = 0; i <= static_cast<int>(suite::Verdict::kProtocolError); ++i) {
    const auto verdict = static_cast<suite::Verdict>(i);
    out.push_back({{"word", to_string(verdict)}, {"counts", !suite::acceptable(verdict, strict)}});
  }
  return out;
}

// What a cause is called in links: it lasts as long as the cause looks the same.
std::string key_of(const Cause& cause) {
  std::string all = std::string(to_string(cause.verdict)) + '\n' + cause.text;
  for (const std::string& rule : cause.rules) all += '\n' + rule;
  return digest_of(all).substr(0, 8);
}

Json causes_json(const View& view, const Json& cases, bool strict) {
  const Spots spots(view, cases);
  std::map<std::string, std::size_t> rules;
  for (const Json& rule : view.results().at("rules")) rules.emplace(member(rule, "id"), rules.size());
  Json out = Json::array();
  for (const Cause& cause : causes(view, strict)) {
    Json json = {{"key", key_of(cause)},
                 {"verdict", to_string(cause.verdict)},
                 {"counts", cause.counts},
                 {"text", cause.text},
                 {"rules", Json::array()},
                 {"rows", Json::array()},
                 {"expected", shortened(cause.expected, kMostCharacters)},
                 {"got", shortened(cause.got, kMostCharacters)}};
    for (const std::string& id : cause.rules) json["rules"].push_back(rules.at(id));
    for (const Json* row : cause.rows) json["rows"].push_back(spots.spot(*row));
    out.push_back(std::move(json));
  }
  return out;
}

// Every text as it can be shown; the keys are ours.
Json shown(Json json) {
  if (json.is_string()) return printable(json.get_ref<const std::string&>());
  if (json.is_structured()) {
    for (Json& item : json) item = shown(std::move(item));
  }
  return json;
}

}  // namespace

Json page(const Json& results, bool strict) {
  const View view(results);
  Json out = page_answers(view);
  out["suite"] = {{"version", member(results.at("suite"), "version")},
                  {"digest", member(results.at("suite"), "digest")}};
  out["closing"] = conclusion(results, strict);
  out["good"] = is_good(results, strict);
  out["verdicts"] = verdicts_json(strict);
  out["common"] = view.common_options();
  out["counts"] = {{"rules", results.at("rules").size()},
                   {"cases", results.at("cases").size()},
                   {"scenarios", scenario_count(results)},
                   {"subjects", view.subjects().size()}};
  out["rules"] = rules_json(results.at("rules"));
  out["subjects"] = subjects_json(view);
  out["certificates"] = page_certificates(view);
  out["causes"] = causes_json(view, out["cases"], strict);
  return shown(std::move(out));
}

}  // namespace peercert::report
