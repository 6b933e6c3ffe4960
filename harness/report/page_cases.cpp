// The part of the page that shows, for each case, what every witness said.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

#include "report/page.h"
#include "report/text.h"

namespace peercert::report {
namespace {

using Rows = std::vector<const Json*>;

// Block is a set of places of a case where every witness gave the same answers.
struct Block {
  std::vector<std::string> places;
  Rows rows;  // those of the first place, one for each witness
};

std::string answers_of(const Rows& rows) {
  std::string key;
  for (const Json* row : rows) {
    Json answers = *row;
    answers.erase("where");
    key += answers.dump();
  }
  return key;
}

std::vector<Rows> rows_by_place(const View& view, const std::string& case_id) {
  std::vector<Rows> out;
  for (const Json& row : view.rows()) {
    if (row.at("case") != case_id) continue;
    const auto place = std::find_if(out.begin(), out.end(),
                                    [&](const Rows& rows) { return rows.front()->at("where") == row.at("where"); });
    if (place == out.end()) {
      out.push_back({&row});
    } else {
      place->push_back(&row);
    }
  }
  return out;
}

std::vector<Block> blocks_of(const View& view, const std::string& case_id) {
  std::vector<Block> blocks;
  for (const Rows& rows : rows_by_place(view, case_id)) {
    auto same = std::find_if(blocks.begin(), blocks.end(),
                             [&](const Block& block) { return answers_of(block.rows) == answers_of(rows); });
    if (same == blocks.end()) same = blocks.insert(blocks.end(), Block{{}, rows});
    same->places.push_back(place_text(rows.front()->at("where")));
  }
  return blocks;
}

Json verdict_badge(const Json& row_or_step) {
  const std::string verdict = member(row_or_step, "verdict");
  if (verdict == "pass") return false;
  return {{"badge_verdict", verdict}};
}

// Answers of one step: what was said, and everybody who said it.
class Answers {
 public:
  void add(const std::string& text, const std::string& who, const Json& badge) {
    auto same = std::find_if(answers_.begin(), answers_.end(), [&](const Json& a) { return a.at("answer") == text; });
    if (same == answers_.end()) {
      answers_.push_back({{"answer", text}, {"speakers", Json::array()}});
      same = std::prev(answers_.end());
    }
    (*same)["speakers"].push_back({{"speaker", who}, {"speaker_badge", badge}});
    plain_ = plain_ && badge == false;
  }

  // take returns the answers; one that all `witnesses` gave, without anything to say of a verdict, is everybody's.
  Json take(std::size_t witnesses, bool has_rule) {
    if (answers_.size() == 1 && plain_ && witnesses > 1 &&
        answers_[0].at("speakers").size() == witnesses + (has_rule ? 1 : 0)) {
      const char* everybody = has_rule ? "the rule and all witnesses" : "all witnesses";
      answers_[0]["speakers"] = {{{"speaker", everybody}, {"speaker_badge", false}}};
    }
    return std::move(answers_);
  }

 private:
  Json answers_ = Json::array();
  bool plain_ = true;
};

Json difference_json(const std::string& who, const DifferenceText& text) {
  return {{"differs_who", who},
          {"differs_path", text.path},
          {"differs_kind", text.kind},
          {"differs_expected", text.expected},
          {"differs_got", text.got}};
}

class StepPage {
 public:
  StepPage(const View& view, const Rows& rows, const Json& first) : view_(view), rows_(rows), first_(first) {}

  Json json() {
    const std::string expected = view_.expected_text(first_, 80);
    if (!expected.empty()) answers_.add(expected, "the rule", false);
    for (const Json* row : rows_) {
      if (const Json* step = step_named(*row, member(first_, "step"))) add(*row, *step);
    }
    Json links = Json::array();
    for (const std::string& digest : long_) links.push_back({{"long_digest", digest}});
    const std::string call = member(first_, "call");
    return {{"step_id", member(first_, "step")},
            {"step_call", call.empty() ? member(first_, "step") : call},
            {"step_judged", first_.contains("expected") ? "judged" : "played"},
            {"step_origin", origin()},
            {"step_rules", own_rules()},
            {"step_answers", answers_.take(rows_.size(), !view_.expected_text(first_).empty())},
            {"step_long", std::move(links)},
            {"step_notes", std::move(notes_)},
            {"step_differs", !differences_.empty()},
            {"step_differences", std::move(differences_)}};
  }

 private:
  void add(const Json& row, const Json& step) {
    const std::string who = view_.witness(member(row, "subject"));
    answers_.add(view_.got_text(step, 80), who, verdict_badge(step));
    for (const std::string& digest : view_.long_values(step)) long_.insert(digest);
    if (step.contains("message")) notes_.push_back({{"note", who + ": " + member(step, "message")}});
    if (step.contains("drift")) notes_.push_back({{"note", who + ": known as " + member(step, "drift")}});
    for (const DifferenceText& text : view_.differences_text(step, 60)) {
      differences_.push_back(difference_json(who, text));
    }
  }

  [[nodiscard]] Json origin() const {
    const std::string text = member(first_.value("expected", Json::object()), "origin");
    if (text.empty()) return false;
    return {{"origin", text}};
  }

  [[nodiscard]] Json own_rules() const {
    Json out = Json::array();
    for (const Json& id : first_.value("rules", Json::array())) out.push_back({{"step_rule", id}});
    return out;
  }

  const View& view_;
  const Rows& rows_;
  const Json& first_;
  Answers answers_;
  std::set<std::string> long_;
  Json notes_ = Json::array(), differences_ = Json::array();
};

Json block_json(const View& view, const Block& block, std::size_t all_places) {
  Json verdicts = Json::array(), steps = Json::array();
  const Json* longest = block.rows.front();
  for (const Json* row : block.rows) {
    if (row->at("steps").size() > longest->at("steps").size()) longest = row;
    std::string why = member(*row, "detail");
    if (row->contains("alone")) why += (why.empty() ? "" : "; ") + alone_text(*row);
    verdicts.push_back({{"block_witness", view.witness(member(*row, "subject"))},
                        {"block_verdict", member(*row, "verdict")},
                        {"block_why", why}});
  }
  for (const Json& step : longest->at("steps")) steps.push_back(StepPage(view, block.rows, step).json());
  Json places = Json::array();
  for (const std::string& place : block.places) {
    if (!place.empty()) places.push_back({{"place", place}});
  }
  const std::string title =
      block.places.size() < all_places
          ? fmt::format("In {} of {} places", block.places.size(), all_places)
          : fmt::format("In {}", all_places == 1 ? "its only place" : fmt::format("all {} places", all_places));
  return {{"block_title", title}, {"block_places", places}, {"block_verdicts", verdicts}, {"block_steps", steps}};
}

Json case_rules(const View& view, const Json& test_case) {
  Json out = Json::array();
  for (const Json& id : test_case.at("rules")) {
    const Json& rule = view.rule(id.get<std::string>());
    out.push_back({{"of_rule", id}, {"of_level", member(rule, "level")}, {"of_says", member(rule, "says")}});
  }
  return out;
}

Json case_certificates(const View& view, const Json& test_case) {
  Json out = Json::array();
  for (const Json& digest : test_case.at("certificates")) {
    const Json& certificate = view.results().at("certificates").at(digest.get<std::string>());
    out.push_back({{"of_digest", digest}, {"of_name", member(certificate, "name")}});
  }
  return out;
}

Json case_json(const View& view, const Json& test_case) {
  const std::string id = member(test_case, "id");
  const std::vector<Block> blocks = blocks_of(view, id);
  std::size_t places = 0;
  for (const Block& block : blocks) places += block.places.size();
  Json shown = Json::array();
  for (const Block& block : blocks) shown.push_back(block_json(view, block, places));
  return {{"case_id", id},
          {"case_why", member(test_case, "why")},
          {"case_rules", case_rules(view, test_case)},
          {"case_certificates", case_certificates(view, test_case)},
          {"case_command", view.command_of_case(id)},
          {"case_blocks", std::move(shown)}};
}

}  // namespace

Json page_cases(const View& view) {
  Json out = Json::array();
  for (const Json& test_case : view.results().at("cases")) out.push_back(case_json(view, test_case));
  return out;
}

}  // namespace peercert::report
