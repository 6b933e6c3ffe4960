// The part of the page that holds what every subject said: most say the same, so rows, steps and texts stand once.
#include <nlohmann/json.hpp>

#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include "forge/pem.h"
#include "report/page.h"
#include "report/text.h"
#include "value/literal.h"

namespace peercert::report {
namespace {

constexpr std::size_t kWidth = 92;

// Pool is a list in which everything stands once, by a key.
class Pool {
 public:
  // add returns the index of what has this key; `make` makes it when it is new.
  template <typename Make>
  std::size_t add(const std::string& key, Make make) {
    if (const auto found = index_.find(key); found != index_.end()) return found->second;
    Json made = make();  // which may add to this pool
    const std::size_t index = items_.size();
    items_.push_back(std::move(made));
    index_.emplace(key, index);
    return index;
  }

  Json take() { return std::move(items_); }

 private:
  std::unordered_map<std::string, std::size_t> index_;
  Json items_ = Json::array();
};

class Answers {
 public:
  explicit Answers(const View& view) : view_(view) {
    for (const Json& rule : view.results().at("rules")) rules_.emplace(member(rule, "id"), rules_.size());
    for (const Json& subject : view.subjects()) subjects_.emplace(member(subject, "id"), subjects_.size());
    for (const auto& item : view.results().at("certificates").items()) {
      const std::size_t index = certificates_.size();
      certificates_.emplace(item.key(), index);
      if (auto der = forge::certificate_from_pem(member(item.value(), "pem"))) ders_.emplace(*std::move(der), index);
    }
    for (const Json& test_case : view.results().at("cases")) add_case(test_case);
  }

  Json take() {
    for (const Json& row : view_.rows()) add_row(row);
    return {{"cases", std::move(cases_)}, {"rows", rows_.take()}, {"steps", steps_.take()}, {"texts", texts_.take()}};
  }

 private:
  using Index = std::map<std::string, std::size_t>;

  [[nodiscard]] static Json indices(const Json& ids, const Index& index) {
    Json out = Json::array();
    for (const Json& id : ids) out.push_back(index.at(id.get<std::string>()));
    return out;
  }

  void add_case(const Json& test_case) {
    const std::string id = member(test_case, "id");
    case_index_.emplace(id, cases_.size());
    Json json = {{"id", one_line(id)},
                 {"theme", member(test_case, "theme")},
                 {"why", member(test_case, "why")},
                 {"rules", indices(test_case.at("rules"), rules_)},
                 {"certificates", indices(test_case.at("certificates"), certificates_)},
                 {"command", one_line(View::case_command(id))},
                 {"places", Json::array()}};
    if (test_case.contains("text")) json["text"] = member(test_case, "text");
    cases_.push_back(std::move(json));
  }

  void add_row(const Json& row) {
    const std::size_t index = rows_.add(key_of(row), [&] { return row_json(row); });
    place_of(row).at("rows").at(subjects_.at(member(row, "subject"))) = index;
  }

  Json& place_of(const Json& row) {
    Json& places = cases_.at(case_index_.at(member(row, "case"))).at("places");
    const std::string name = row_name(row);
    const auto [found, is_new] = place_index_.try_emplace(name, places.size());
    if (is_new) {
      places.push_back({{"where", one_line(place_text(row.at("where")))},
                        {"command", one_line(View::case_command(name))},
                        {"rows", std::vector<int>(subjects_.size(), -1)}});
    }
    return places.at(found->second);
  }

  static std::string key_of(const Json& row) {
    std::string key;
    for (const char* part : {"verdict", "detail", "alone", "steps"}) {
      if (row.contains(part)) key += row.at(part).dump();
      key += '\n';
    }
    return key;
  }

  Json row_json(const Json& row) {
    Json json = {{"verdict", member(row, "verdict")}, {"steps", Json::array()}};
    if (row.contains("detail")) json["detail"] = member(row, "detail");
    if (row.contains("alone")) json["alone"] = alone_text(row);
    const suite::Verdict verdict = verdict_of(row);
    if (suite::acceptable(verdict, false) && !suite::acceptable(verdict, true)) json["strict"] = true;
    for (const Json& step : row.at("steps")) {
      json["steps"].push_back(steps_.add(step.dump(), [&] { return step_json(step); }));
    }
    return json;
  }

  std::size_t text(const std::string& text) {
    return texts_.add(text, [&] { return text; });
  }

  Json step_json(const Json& step) {
    const std::string id = member(step, "step"), call = member(step, "call");
    Json json = {{"id", id}, {"call", call.empty() ? id : call}, {"verdict", member(step, "verdict")}};
    for (const char* key : {"level", "drift", "message"}) {
      if (step.contains(key)) json[key] = member(step, key);
    }
    if (step.contains("rules")) json["rules"] = indices(step.at("rules"), rules_);
    if (step.contains("expected")) set_expected(json, step);
    json["got"] = text(whole_text(step, "got", view_.got_text(step, kWidth)));
    if (const auto certificate = certificate_of(step)) json["got_certificate"] = *certificate;
    for (const DifferenceText& one : view_.differences_text(step, kWidth)) {
      json["differences"].push_back({one.path, one.kind, text(one.expected), text(one.got)});
    }
    return json;
  }

  void set_expected(Json& json, const Json& step) {
    json["judged"] = true;
    const std::string expected = view_.expected_text(step, kWidth);
    if (!expected.empty()) json["expected"] = text(whole_text(step, "expected", expected));
    const std::string origin = member(step.at("expected"), "origin");
    if (!origin.empty()) json["origin"] = origin;
  }

  // The certificate whose bytes, or the beginning of whose bytes, the step gave.
  [[nodiscard]] std::optional<std::size_t> certificate_of(const Json& step) const {
    return certificate_of_value(member(step.value("got", Json::object()), "value"));
  }

  [[nodiscard]] std::optional<std::size_t> certificate_of_value(const std::string& digest) const {
    if (digest.empty() || !is_long(view_.value(digest))) return std::nullopt;
    const Value value = view_.value(digest);
    const std::string& bytes = value.get_if<Bytes>()->data;
    const auto found = ders_.lower_bound(bytes);
    if (found == ders_.end() || found->first.compare(0, bytes.size(), bytes) != 0) return std::nullopt;
    return found->second;
  }

  // Long bytes are abbreviated where a certificate shows them, and nowhere else.
  [[nodiscard]] std::string whole_text(const Json& step, const char* side, const std::string& abbreviated) const {
    const std::string digest = member(step.at(side), "value");
    if (digest.empty() || !is_long(view_.value(digest)) || certificate_of_value(digest)) return abbreviated;
    return to_literal(view_.value(digest));
  }

  const View& view_;
  Index rules_, subjects_, certificates_, case_index_, place_index_;
  std::map<std::string, std::size_t> ders_;
  Json cases_ = Json::array();
  Pool rows_, steps_, texts_;
};

}  // namespace

Json page_answers(const View& view) {
  return Answers(view).take();
}

}  // namespace peercert::report
