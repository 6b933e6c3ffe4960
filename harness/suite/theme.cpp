#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "forge/toml_file.h"
#include "suite/expand.h"
#include "suite/load.h"
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

// One point of the matrix. The table is read anew for each, since each substitutes other values.
void expand_point(forge::TomlTable table, const Point& point, const forge::Fixtures& fixtures, Case& result) {
  Substitution substitution(point);
  const SubstitutedTable entry(table, substitution);
  CertificateBook book(fixtures);
  Scenario scenario;
  scenario.case_id = result.id;
  scenario.where = point;
  read_peers(entry, book, scenario);
  result.expectations.push_back(read_steps(entry, book, result.rules, scenario));
  result.scenarios.push_back(std::move(scenario));
  table.done();
  for (const std::string& axis : substitution.unused()) {
    throw table.error("matrix", fmt::format("nothing in the case uses the axis '{}'", axis));
  }
  std::set<std::string> used(result.certificates.begin(), result.certificates.end());
  for (const std::string& name : book.used()) used.insert(name);
  result.certificates.assign(used.begin(), used.end());
}

Case read_case(forge::TomlTable& table, const std::string& theme, const std::vector<Rule>& known,
               const forge::Fixtures& fixtures) {
  Case result;
  result.theme = theme;
  result.place = {table.file(), table.line()};
  result.id = table.string("id");
  table.rename("case " + result.id);
  check_id(table, "id", result.id);
  if (result.id.rfind(theme + "/", 0) != 0) {
    throw table.error("id", fmt::format("must start with the name of its file, '{}/'", theme));
  }
  result.rules = table.strings("rules");
  check_rules(table, result.rules, known);
  result.why = table.string("why");
  for (const Point& point : read_matrix(table)) expand_point(table, point, fixtures, result);
  return result;
}

}  // namespace

std::vector<Case> load_theme(const std::filesystem::path& file, const std::vector<Rule>& known,
                             const forge::Fixtures& fixtures) {
  const auto data = forge::TomlFile::read(file);
  auto top = data.top();
  std::vector<Case> cases;
  std::set<std::string> ids;
  for (auto& table : top.tables("case")) {
    cases.push_back(read_case(table, file.stem().string(), known, fixtures));
    if (!ids.insert(cases.back().id).second) throw table.error("id", "another case has this id already");
  }
  top.done();
  if (cases.empty()) throw top.error("", "holds no [[case]]");
  return cases;
}

}  // namespace peercert::suite
