#include <fmt/format.h>

#include "forge/toml_file.h"
#include "suite/load.h"
#include "suite/toml_values.h"

namespace peercert::suite {
namespace {

Level read_level(forge::TomlTable& table) {
  const std::string name = table.string("level");
  if (const auto level = level_called(name)) return *level;
  throw table.error("level", fmt::format("'{}' is no level; expected documented, compatible or accident", name));
}

// A conflict is told to those who write the documentation, who want to know what to write.
void check_proposal(const forge::TomlTable& table, const Rule& rule) {
  if (rule.conflict && !rule.proposal) {
    throw table.error("conflict", "a rule with 'conflict' needs 'proposal', a sentence for CPython's documentation");
  }
  if (rule.proposal && !rule.conflict) {
    throw table.error("proposal", "'proposal' stands in a rule with 'conflict' only");
  }
}

Rule read_rule(const std::string& id, forge::TomlTable& table) {
  Rule rule;
  rule.id = id;
  check_id(table, "", id);
  rule.place = {table.file(), table.line()};
  rule.level = read_level(table);
  rule.says = table.string("says");
  rule.source = table.string("source");
  rule.since = table.optional_string("since");
  rule.conflict = table.optional_string("conflict");
  rule.proposal = table.optional_string("proposal");
  check_proposal(table, rule);
  rule.covered_by = table.optional_string("covered_by");
  table.done();
  return rule;
}

}  // namespace

std::string_view to_string(Level level) {
  switch (level) {
    case Level::kDocumented:
      return "documented";
    case Level::kCompatible:
      return "compatible";
    case Level::kAccident:
      return "accident";
  }
  return "?";
}

std::optional<Level> level_called(std::string_view name) {
  for (const Level level : {Level::kAccident, Level::kCompatible, Level::kDocumented}) {
    if (to_string(level) == name) return level;
  }
  return std::nullopt;
}

std::string Place::text() const {
  return fmt::format("{}:{}", file, line);
}

std::vector<Rule> load_rules(const std::filesystem::path& file) {
  const auto data = forge::TomlFile::read(file);
  auto top = data.top();
  std::vector<Rule> rules;
  for (auto& [id, table] : top.named_tables("rule")) rules.push_back(read_rule(id, table));
  top.done();
  return rules;
}

}  // namespace peercert::suite
