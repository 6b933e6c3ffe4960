#include "search/known.h"

#include <set>

#include "forge/toml_file.h"
#include "suite/change_words.h"
#include "suite/toml_values.h"

namespace peercert::search {
namespace {

Known read_entry(forge::TomlTable& table) {
  Known entry;
  entry.id = table.string("id");
  table.rename("known " + entry.id);
  suite::check_id(table, "id", entry.id);
  entry.subject = suite::optional_requirement(table, "subject");
  entry.tls_library = suite::optional_requirement(table, "tls_library");
  if (!entry.subject && !entry.tls_library)
    throw table.error("", "needs 'subject' or 'tls_library': whom is it about?");
  entry.path = table.optional_string("path");
  entry.yields = suite::optional_literal(table, "yields");
  entry.raises = table.optional_string("raises");
  entry.text = table.optional_string("text");
  entry.instead = table.optional_string("instead");
  if (entry.raises.has_value() != entry.instead.has_value()) {
    throw table.error(
        "", "'raises' and 'instead' stand together: what the other one does, a type that it raises, or \"dict\"");
  }
  if (!entry.path && !entry.raises) throw table.error("", "needs 'path' or 'raises': what is it about?");
  entry.reason = table.string("reason");
  entry.reference = table.string("reference");
  table.done();
  return entry;
}

// The type of what was raised or returned.
std::string_view said(const suite::Observation& observation) {
  if (observation.raised) return observation.raised->type;
  return observation.value ? observation.value->type_name() : "";
}

}  // namespace

bool Known::explains(const Answer& answer, const suite::Observation& other, const std::string& at) const {
  const auto& raised = answer.observation.raised;
  if (subject && !subject->met_by(answer.info)) return false;
  if (tls_library && !tls_library->met_by(answer.info)) return false;
  if (path && *path != suite::first_member(at)) return false;
  if (yields && yields != answer.there) return false;
  if (raises && (!raised || raised->type != *raises)) return false;
  if (instead && said(other) != *instead) return false;
  return !text || (raised && raised->text == *text);
}

std::vector<Known> load_known(const std::filesystem::path& file) {
  const auto data = forge::TomlFile::read(file);
  auto top = data.top();
  std::vector<Known> entries;
  std::set<std::string> ids;
  for (auto& table : top.tables("known")) {
    entries.push_back(read_entry(table));
    if (!ids.insert(entries.back().id).second) throw table.error("id", "another entry has this id already");
  }
  top.done();
  return entries;
}

}  // namespace peercert::search
