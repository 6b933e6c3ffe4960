#include "suite/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "forge/source_text.h"
#include "forge/toml_file.h"
#include "suite/digest.h"
#include "value/literal.h"

namespace peercert::suite {
namespace {

const Rule* find_rule(const std::vector<Rule>& rules, std::string_view id) {
  const auto found = std::find_if(rules.begin(), rules.end(), [id](const Rule& rule) { return rule.id == id; });
  return found == rules.end() ? nullptr : &*found;
}

// Every rule has a case, or says what will cover it; and does not say so any longer once it has one.
void check_coverage(const Suite& suite) {
  std::set<std::string> covered;
  for (const Case& one : suite.cases) covered.insert(one.rules.begin(), one.rules.end());
  for (const Rule& rule : suite.rules) {
    const bool has_case = covered.count(rule.id) > 0;
    if (!has_case && !rule.covered_by) {
      throw forge::TomlError(rule.place.file, rule.place.line, fmt::format("rule {}: no case rests on it", rule.id));
    }
    if (has_case && rule.covered_by) {
      throw forge::TomlError(rule.place.file, rule.place.line,
                             fmt::format("rule {}: has cases now, so 'covered_by' must go", rule.id));
    }
  }
}

// The recipes say which rules they are about, too.
void check_recipes(const Suite& suite, const forge::Fixtures& fixtures) {
  for (const auto& [name, fixture] : fixtures.all()) {
    for (const std::string& id : fixture.rules) {
      if (find_rule(suite.rules, id) != nullptr) continue;
      throw forge::TomlError(fixture.file, fixture.line,
                             fmt::format("certificate {}: there is no rule '{}' in rules.toml", name, id));
    }
  }
}

// Only a step that expects something can drift from it.
bool touches(const Drift& entry, const Case& one) {
  if (!entry.names(one.id)) return false;
  for (std::size_t i = 0; i < one.scenarios.size(); ++i) {
    for (const CaseStep& step : one.expectations[i]) {
      if (!step.expect.empty() && entry.speaks_of(one.id, one.scenarios[i].where, step.id)) return true;
    }
  }
  return false;
}

std::string contents_of(const forge::Fixture& fixture) {
  std::string contents = fixture.name + fixture.pem + fixture.key_pem;
  for (const forge::Expected& expected : fixture.expected) {
    contents += expected.when.value_or("") + expected.raises.value_or("") + (expected.refused ? "refused" : "");
    for (const auto& value : {expected.value, expected.args}) contents += value ? to_literal(*value) : "";
  }
  return contents;
}

void check_drift(const Suite& suite) {
  for (const Drift& entry : suite.drift) {
    const bool used =
        std::any_of(suite.cases.begin(), suite.cases.end(), [&entry](const Case& one) { return touches(entry, one); });
    if (!used) {
      throw forge::TomlError(
          entry.place.file, entry.place.line,
          fmt::format("drift {}: no case has a step and a place in its matrix that this speaks of, and 'expect' there",
                      entry.id));
    }
  }
}

}  // namespace

Suite Suite::load(const std::filesystem::path& cases, const forge::Fixtures& fixtures) {
  static constexpr std::string_view kRules = "rules.toml";
  static constexpr std::string_view kDrift = "drift.toml";
  Suite suite;
  suite.rules = load_rules(cases / kRules);
  suite.drift = load_drift(cases / kDrift, fixtures);
  forge::SourceTexts texts(cases.parent_path());
  std::string contents;
  for (const auto& file : forge::toml_files(cases)) {
    contents += file.filename().string() + forge::read_file(file);
    if (file.filename() == kRules || file.filename() == kDrift) continue;
    for (Case& one : load_theme(file, suite.rules, fixtures)) {
      one.text = texts.table(one.place.file, one.place.line);
      suite.cases.push_back(std::move(one));
    }
  }
  for (const auto& [name, fixture] : fixtures.all()) contents += contents_of(fixture);
  suite.digest = sha256_hex(contents);
  check_recipes(suite, fixtures);
  check_coverage(suite);
  check_drift(suite);
  return suite;
}

const Rule& Suite::rule(std::string_view id) const {
  const Rule* found = find_rule(rules, id);
  if (found == nullptr) throw std::out_of_range(fmt::format("no rule '{}'", id));
  return *found;
}

Level Suite::strongest(const std::vector<std::string>& ids) const {
  Level level = Level::kAccident;
  for (const std::string& id : ids) level = std::max(level, rule(id).level);
  return level;
}

}  // namespace peercert::suite
