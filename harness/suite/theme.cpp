#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "forge/toml_file.h"
#include "suite/expand.h"
#include "suite/load.h"
#include "suite/states.h"
#include "suite/substitution.h"
#include "suite/toml_values.h"

namespace peercert::suite {
namespace {

void check_rules(forge::TomlTable& table, const std::vector<std::string>& rules, const std::vector<Rule>& known) {
  if (rules.empty()) throw table.error("rules", "a case rests on at least one rule");
  for (const std::string& id : rules) {
    const bool exists = std::any_of(known.begin(), known.end(), [&id](const Rule& rule) { return rule.id == id; });
    if (!exists) throw table.error("rules", fmt::format("there is no rule '{}' in rules.toml", id));
  }
}

// One point of the matrix. The table is read anew for each, since each substitutes other values. `given` are the axes
// that do not stand in the matrix, and say nothing of where a scenario is.
void expand_point(forge::TomlTable table, const Point& given, const Point& point, const CaseRules& rules,
                  const forge::Fixtures& fixtures, Case& result) {
  Point all = given;
  all.insert(point.begin(), point.end());
  Substitution substitution(all);
  const SubstitutedTable entry(table, substitution);
  CertificateBook book(fixtures);
  Scenario scenario;
  scenario.case_id = result.id;
  scenario.where = point;
  if (table.has("decode")) {
    result.expectations.push_back(read_decode(entry, book, rules, scenario));
  } else {
    read_peers(entry, book, scenario);
    result.expectations.push_back(read_steps(entry, book, rules, scenario));
  }
  result.scenarios.push_back(std::move(scenario));
  table.done();
  for (const std::string& axis : substitution.unused()) {
    throw table.error("matrix", fmt::format("nothing in the case uses the axis '{}'", axis));
  }
  std::set<std::string> used(result.certificates.begin(), result.certificates.end());
  for (const std::string& name : book.used()) used.insert(name);
  result.certificates.assign(used.begin(), used.end());
}

void name_case(forge::TomlTable& table, const std::string& id, const std::string& theme, Case& result) {
  result.theme = theme;
  result.place = {table.file(), table.line()};
  result.id = id;
  table.rename("case " + id);
  check_id(table, "id", id);
  if (id.rfind(theme + "/", 0) == 0) return;
  throw table.error("id", fmt::format("must start with the name of its file, '{}/'", theme));
}

// The state of a connection that a theme, or a case of it, is about.
std::string read_state(forge::TomlTable& table, const std::string& otherwise) {
  const auto given = table.optional_string("state");
  if (!given) return otherwise;
  std::vector<std::string_view> ids;
  for (const State& state : kStates) ids.push_back(state.id);
  if (std::find(ids.begin(), ids.end(), *given) != ids.end()) return *given;
  throw table.error("state", fmt::format("'{}' is none of {}", *given, fmt::join(ids, ", ")));
}

Case read_case(forge::TomlTable& table, const std::string& theme, const std::string& state,
               const std::vector<Rule>& known, const forge::Fixtures& fixtures) {
  Case result;
  name_case(table, table.string("id"), theme, result);
  result.state = read_state(table, state);
  result.rules = table.strings("rules");
  check_rules(table, result.rules, known);
  result.why = table.string("why");
  const CaseRules rules{result.rules, result.rules};
  for (const Point& point : read_matrix(table)) expand_point(table, {}, point, rules, fixtures, result);
  return result;
}

// What no validated connection carries is no more than an accident.
void check_level(const forge::Fixture& fixture, const std::vector<Rule>& known) {
  using forge::Carried;
  const bool may_be_more = fixture.carried == Carried::kHandshake || fixture.carried == Carried::kPeer ||
                           fixture.carried == Carried::kRefused;
  if (may_be_more) return;
  for (const Rule& rule : known) {
    const bool its = std::find(fixture.rules.begin(), fixture.rules.end(), rule.id) != fixture.rules.end();
    if (!its || rule.level == Level::kAccident) continue;
    throw forge::TomlError(
        fixture.file, fixture.line,
        fmt::format(
            "certificate {}: carried = \"{}\" is no validated connection, and so its rules must be of the level "
            "accident; {} is {}",
            fixture.name, carried_word(fixture.carried), rule.id, to_string(rule.level)));
  }
}

std::string with_recipe(std::string text, const std::string& name) {
  static constexpr std::string_view kRecipe = "$recipe";
  const auto place = text.find(kRecipe);
  return place == std::string::npos ? text : text.replace(place, kRecipe.size(), name);
}

Case read_case_of(forge::TomlTable table, const forge::Fixture& fixture, const std::string& theme,
                  const std::vector<Rule>& known, const forge::Fixtures& fixtures) {
  Case result;
  name_case(table, with_recipe(table.string("id"), fixture.name), theme, result);
  (void)table.optional_strings("carried");
  result.rules = fixture.rules;
  for (const std::string& rule : table.optional_strings("rules")) {
    if (std::find(result.rules.begin(), result.rules.end(), rule) == result.rules.end()) result.rules.push_back(rule);
  }
  check_rules(table, result.rules, known);
  result.why = fixture.why;
  const Point recipe{{"recipe", fixture.name}};
  // What the table adds is for the steps that name it: an accident of the recipe is no failure of that.
  const CaseRules rules{result.rules, fixture.rules};
  for (const Point& point : read_matrix(table)) expand_point(table, recipe, point, rules, fixtures, result);
  return result;
}

// One case for each recipe that is one, and that is carried in one of the ways that the table says.
std::vector<Case> read_cases_of_recipes(forge::TomlTable& table, const std::string& theme,
                                        const std::vector<Rule>& known, const forge::Fixtures& fixtures) {
  const std::vector<std::string> ways = table.optional_strings("carried");
  for (const std::string& way : ways) {
    if (!forge::carried_from(way)) throw table.error("carried", fmt::format("'{}' is no way to carry anything", way));
  }
  if (table.string("id").find("$recipe") == std::string::npos) throw table.error("id", "must hold '$recipe'");
  std::vector<Case> cases;
  for (const auto& [name, fixture] : fixtures.all()) {
    if (fixture.rules.empty()) continue;
    const bool goes = ways.empty() || std::find(ways.begin(), ways.end(), carried_word(fixture.carried)) != ways.end();
    if (goes) cases.push_back(read_case_of(table, fixture, theme, known, fixtures));
  }
  return cases;
}

}  // namespace

std::vector<Case> load_theme(const std::filesystem::path& file, const std::vector<Rule>& known,
                             const forge::Fixtures& fixtures) {
  const auto data = forge::TomlFile::read(file);
  auto top = data.top();
  std::vector<Case> cases;
  std::set<std::string> ids;
  const auto add = [&](const forge::TomlTable& table, Case one) {
    cases.push_back(std::move(one));
    if (!ids.insert(cases.back().id).second) throw table.error("id", "another case has this id already");
  };
  const std::string theme = file.stem().string();
  const std::string state = read_state(top, "");
  for (auto& table : top.tables("case")) add(table, read_case(table, theme, state, known, fixtures));
  for (auto& table : top.tables("for_each_recipe")) {
    for (Case& one : read_cases_of_recipes(table, theme, known, fixtures)) add(table, std::move(one));
  }
  top.done();
  if (cases.empty()) throw top.error("", "holds no [[case]]");
  for (const auto& [name, fixture] : fixtures.all()) check_level(fixture, known);
  return cases;
}

}  // namespace peercert::suite
