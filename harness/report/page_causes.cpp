// The part of the page that says first what matters: what differs, by cause.
#include <nlohmann/json.hpp>

#include "report/causes.h"
#include "report/page.h"
#include "report/text.h"

namespace peercert::report {
namespace {

constexpr std::size_t kMostCharacters = 400;

// A section over an empty text would show.
Json text_or_no(const std::string& text) {
  return text.empty() ? Json(false) : Json({{"text", text}});
}

Json cause_json(const View& view, const Cause& cause) {
  Json rules = Json::array(), who = Json::array();
  for (const std::string& id : cause.rules) {
    rules.push_back({{"cause_rule", id}, {"cause_says", member(view.rule(id), "says")}});
  }
  for (const Share& share : shares(view, cause)) {
    who.push_back({{"share_witness", view.witness(share.subject)}, {"share_rows", std::to_string(share.rows)}});
  }
  const Json& first = *cause.rows.front();
  return {{"cause_verdict", to_string(cause.verdict)},
          {"cause_rows", std::to_string(cause.rows.size())},
          {"cause_text", cause.text},
          {"cause_rules", rules},
          {"cause_shares", who},
          {"cause_case", member(first, "case")},
          {"cause_name", row_name(first)},
          {"cause_alone", text_or_no(alone_text(first))},
          {"cause_shows", cause.counts && !cause.got.empty()},
          {"cause_expected", shortened(cause.expected, kMostCharacters)},
          {"cause_got", shortened(cause.got, kMostCharacters)}};
}

}  // namespace

Json page_causes(const View& view, bool strict) {
  Json wrong = Json::array(), other = Json::array();
  for (const Cause& cause : causes(view, strict)) {
    (cause.counts ? wrong : other).push_back(cause_json(view, cause));
  }
  Json groups = Json::array();
  if (!wrong.empty()) groups.push_back({{"group_id", "differs"}, {"group_title", "What differs"}, {"causes", wrong}});
  if (!other.empty()) {
    groups.push_back({{"group_id", "expected"}, {"group_title", "What is known or does not count"}, {"causes", other}});
  }
  return groups;
}

}  // namespace peercert::report
