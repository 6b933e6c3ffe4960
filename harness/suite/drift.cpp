#include "suite/drift.h"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>

#include "forge/toml_file.h"
#include "suite/toml_values.h"
#include "value/value.h"

namespace peercert::suite {
namespace {

// The dictionary of a certificate, which must hang on nothing.
Value dictionary_of(const forge::TomlTable& table, const forge::Fixture& fixture) {
  if (fixture.expected.size() == 1 && fixture.expected[0].value) return *fixture.expected[0].value;
  throw table.error("certificate", fmt::format("'{}' has no dictionary that is the same for all", fixture.name));
}

// What is seen: a literal, or as in a case the dictionary or the DER bytes of a certificate.
std::optional<Value> read_yields(forge::TomlTable& table, const forge::Fixtures& fixtures) {
  for (const char* key : {"certificate", "der"}) {
    const auto name = table.optional_string(key);
    if (!name) continue;
    const forge::Fixture* fixture = fixtures.find(*name);
    if (fixture == nullptr) throw table.error(key, fmt::format("there is no certificate '{}' in certs/recipes", *name));
    return std::string_view(key) == "der" ? Value(Bytes{fixture->der}) : dictionary_of(table, *fixture);
  }
  return optional_literal(table, "yields");
}

void check_one_answer(const forge::TomlTable& table) {
  static constexpr std::array<std::string_view, 6> kForms{"yields", "certificate", "der",
                                                          "raises", "differs",     "unstable"};
  const auto forms = std::count_if(kForms.begin(), kForms.end(), [&](auto key) { return table.has(key); });
  if (forms == 1) return;
  throw table.error("", "needs exactly one of 'yields', 'certificate', 'der', 'raises', 'differs' and 'unstable'");
}

bool read_flag(forge::TomlTable& table, std::string_view key) {
  const bool flag = table.optional_bool(key, false);
  if (table.has(key) && !flag) throw table.error(key, "expected true, or no such key, found false");
  return flag;
}

// `case` is one pattern, or a list of them.
std::vector<std::string> read_cases(forge::TomlTable& table) {
  const toml::node* node = table.node("case");
  return node != nullptr && node->is_array() ? table.strings("case") : std::vector{table.string("case")};
}

Drift read_entry(forge::TomlTable& table, const forge::Fixtures& fixtures) {
  Drift entry;
  entry.id = table.string("id");
  table.rename("drift " + entry.id);
  check_id(table, "id", entry.id);
  entry.place = {table.file(), table.line()};
  entry.subject = optional_requirement(table, "subject");
  entry.tls_library = optional_requirement(table, "tls_library");
  if (!entry.subject && !entry.tls_library)
    throw table.error("", "needs 'subject' or 'tls_library': whom is it about?");
  entry.cases = read_cases(table);
  entry.step = table.optional_string("step");
  if (auto where = table.optional_table("where")) {
    for (const std::string& key : where->keys()) entry.where[key] = where->string(key);
  }
  check_one_answer(table);
  entry.yields = read_yields(table, fixtures);
  entry.raises = table.optional_string("raises");
  entry.differs = table.optional_strings("differs");
  entry.unstable = read_flag(table, "unstable");
  entry.partly = read_flag(table, "partly");
  entry.reason = table.string("reason");
  entry.reference = table.string("reference");
  entry.memory_safety = read_flag(table, "memory_safety");
  entry.matters = table.optional_string("matters");
  entry.reproducer = table.optional_string("reproducer");
  table.done();
  return entry;
}

// What `differs` calls the place of a difference: "subject" of "['subject'][0]".
std::string part_of(const Difference& difference) {
  const std::size_t start = difference.path.find("['"), end = difference.path.find("']");
  if (end != std::string::npos) return difference.path.substr(start + 2, end - start - 2);
  return std::string(difference.kind == DifferenceKind::kOrder ? Drift::kOrder : Drift::kAnswer);
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

bool Drift::names(std::string_view case_id) const {
  return std::any_of(cases.begin(), cases.end(),
                     [&](const std::string& glob) { return matches_glob(glob, std::string(case_id)); });
}

bool Drift::speaks_of(std::string_view case_id, const std::map<std::string, std::string>& at,
                      std::string_view step_id) const {
  if ((step && *step != step_id) || !names(case_id)) return false;
  return std::all_of(where.begin(), where.end(), [&at](const auto& point) {
    const auto found = at.find(point.first);
    return found != at.end() && found->second == point.second;
  });
}

bool Drift::explains(const Observation& observation, const std::vector<Difference>& broken) const {
  if (unstable) return true;
  if (yields) return observation.value == yields;
  if (!differs.empty()) {
    const auto named = [this](const Difference& one) {
      return std::find(differs.begin(), differs.end(), part_of(one)) != differs.end();
    };
    return observation.value && !observation.value->is<None>() && std::all_of(broken.begin(), broken.end(), named);
  }
  return observation.raised && observation.raised->type == *raises;
}

std::string Drift::cause() const {
  const std::size_t first = id.find('/');
  return first == std::string::npos ? id : id.substr(0, id.find('/', first + 1));
}

std::vector<Drift> load_drift(const std::filesystem::path& file, const forge::Fixtures& fixtures) {
  const auto data = forge::TomlFile::read(file);
  auto top = data.top();
  std::vector<Drift> entries;
  std::set<std::string> ids;
  for (auto& table : top.tables("drift")) {
    entries.push_back(read_entry(table, fixtures));
    if (!ids.insert(entries.back().id).second) throw table.error("id", "another entry has this id already");
  }
  top.done();
  return entries;
}

}  // namespace peercert::suite
