#include "suite/drift.h"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "forge/toml_file.h"
#include "suite/toml_values.h"

namespace peercert::suite {
namespace {

Drift read_entry(forge::TomlTable& table) {
  Drift entry;
  entry.id = table.string("id");
  table.rename("drift " + entry.id);
  check_id(table, "id", entry.id);
  entry.place = {table.file(), table.line()};
  entry.subject = optional_requirement(table, "subject");
  entry.tls_library = optional_requirement(table, "tls_library");
  if (!entry.subject && !entry.tls_library)
    throw table.error("", "needs 'subject' or 'tls_library': whom is it about?");
  entry.case_glob = table.string("case");
  entry.step = table.optional_string("step");
  if (auto where = table.optional_table("where")) {
    for (const std::string& key : where->keys()) entry.where[key] = where->string(key);
  }
  entry.yields = optional_literal(table, "yields");
  entry.raises = table.optional_string("raises");
  if (entry.yields.has_value() == entry.raises.has_value())
    throw table.error("", "needs exactly one of 'yields' and 'raises'");
  entry.reason = table.string("reason");
  entry.reference = table.string("reference");
  table.done();
  return entry;
}

}  // namespace

bool matches_glob(const std::string& pattern, const std::string& text) {
  return fnmatch(pattern.c_str(), text.c_str(), 0) == 0;
}

bool Drift::covers(const SubjectInfo& info, std::string_view case_id, const std::map<std::string, std::string>& at,
                   std::string_view step_id) const {
  if (subject && !subject->met_by(info)) return false;
  if (tls_library && !tls_library->met_by(info)) return false;
  return speaks_of(case_id, at, step_id);
}

bool Drift::speaks_of(std::string_view case_id, const std::map<std::string, std::string>& at,
                      std::string_view step_id) const {
  if (step && *step != step_id) return false;
  if (!matches_glob(case_glob, std::string(case_id))) return false;
  return std::all_of(where.begin(), where.end(), [&at](const auto& point) {
    const auto found = at.find(point.first);
    return found != at.end() && found->second == point.second;
  });
}

bool Drift::explains(const Observation& observation) const {
  if (yields) return observation.value == yields;
  return observation.raised && observation.raised->type == *raises;
}

std::vector<Drift> load_drift(const std::filesystem::path& file) {
  const auto data = forge::TomlFile::read(file);
  auto top = data.top();
  std::vector<Drift> entries;
  std::set<std::string> ids;
  for (auto& table : top.tables("drift")) {
    entries.push_back(read_entry(table));
    if (!ids.insert(entries.back().id).second) throw table.error("id", "another entry has this id already");
  }
  top.done();
  return entries;
}

}  // namespace peercert::suite
