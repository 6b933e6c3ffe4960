#include "export/read_suite.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <functional>
#include <set>
#include <utility>

#include "export/names.h"
#include "export/read_cases.h"
#include "forge/pem.h"

namespace peercert::exports {
namespace {

using suite::JsonMembers;

// Reader reads the files one after the other. Its functions throw std::runtime_error with a path in the file.
class Reader {
 public:
  explicit Reader(const Folder& folder) : folder_(folder), references_(folder) {}

  ReadSuite read();

 private:
  // Calls `each` for every item of the list `key` of that file, whose other members are `more` and its format.
  void list(
      const std::string& file, const std::string& key, const std::function<void(JsonMembers&)>& each,
      const std::function<void(JsonMembers&)>& more = [](JsonMembers&) {}) const;

  suite::Drift drift(JsonMembers& members) const;
  forge::Fixture fixture(JsonMembers& members) const;
  forge::Expected expected(JsonMembers& members) const;
  std::vector<std::string> manifest(ReadSuite& read) const;
  void certificates(ReadSuite& read) const;
  void themes(const std::vector<std::string>& names, ReadSuite& read) const;

  const Folder& folder_;
  References references_;
};

suite::Rule rule(JsonMembers& members) {
  suite::Rule rule;
  rule.id = members.text("id");
  rule.level = *suite::level_called(members.choice("level", {"documented", "compatible", "accident"}));
  rule.says = members.text("says");
  rule.source = members.text("source");
  rule.since = members.optional_text("since");
  rule.conflict = members.optional_text("conflict");
  rule.proposal = members.optional_text("proposal");
  rule.covered_by = members.optional_text("covered_by");
  return rule;
}

void Reader::list(const std::string& file, const std::string& key, const std::function<void(JsonMembers&)>& each,
                  const std::function<void(JsonMembers&)>& more) const {
  try {
    const Json json = folder_.json(file);
    JsonMembers top(json, file);
    const std::string kind = "peercert_" + key;
    if (top.required(kind) != kFormat) fail(top.path(kind), fmt::format("expected {}", kFormat));
    more(top);
    for (const auto& [path, item] : top.items(key)) {
      JsonMembers members(*item, path);
      each(members);
      members.end();
    }
    top.end();
  } catch (const ExportError&) {
    throw;
  } catch (const std::runtime_error& wrong) {
    throw ExportError(wrong.what());
  }
}

suite::Drift Reader::drift(JsonMembers& members) const {
  suite::Drift entry;
  entry.id = members.text("id");
  entry.subject = optional_requirement(members, "subject");
  entry.tls_library = optional_requirement(members, "tls_library");
  entry.cases = members.required_texts("cases");
  entry.step = members.optional_text("step");
  if (members.find("where") != nullptr) {
    for (const auto& [axis, point] : members.entries("where")) {
      entry.where[axis] = suite::text_at(*point, members.path("where"));
    }
  }
  entry.yields = references_.optional_value(members, "yields");
  entry.raises = members.optional_text("raises");
  entry.differs = members.texts("differs");
  entry.unstable = members.flag("unstable");
  const int forms = int{entry.yields.has_value()} + int{entry.raises.has_value()} + int{!entry.differs.empty()};
  if (forms + int{entry.unstable} != 1) {
    fail(members.path("yields"), "expected exactly one of 'yields', 'raises', 'differs' and 'unstable'");
  }
  entry.partly = members.flag("partly");
  entry.memory_safety = members.flag("memory_safety");
  entry.matters = members.optional_text("matters");
  entry.reproducer = members.optional_text("reproducer");
  entry.reason = members.text("reason");
  entry.reference = members.text("reference");
  return entry;
}

forge::Expected Reader::expected(JsonMembers& members) const {
  forge::Expected expected;
  expected.when = members.optional_text("when");
  expected.value = references_.optional_value(members, "value");
  expected.raises = members.optional_text("raises");
  expected.args = references_.optional_value(members, "args");
  expected.refused = members.flag("refused");
  members.end();
  return expected;
}

forge::Fixture Reader::fixture(JsonMembers& members) const {
  forge::Fixture fixture;
  fixture.name = members.text("name");
  fixture.pem = folder_.text(pem_file(fixture.name));
  fixture.der = folder_.text(der_file(fixture.name));
  if (forge::certificate_from_pem(fixture.pem) != fixture.der) {
    fail(members.path("name"),
         fmt::format("{} and {} are not the same certificate", pem_file(fixture.name), der_file(fixture.name)));
  }
  const Json* odd = members.find("binary_form");
  fixture.binary_form = odd == nullptr ? fixture.der : references_.bytes(*odd, members.path("binary_form"));
  fixture.key = members.text("key");
  fixture.key_pem = folder_.text(key_file(fixture.key));
  fixture.issuer = members.text("issuer");
  fixture.chain = members.texts("chain");
  fixture.rules = members.texts("rules");
  fixture.why = members.optional_text("why").value_or("");
  fixture.text = members.optional_text("recipe").value_or("");
  const auto carried = forge::carried_from(members.text("carried"));
  if (!carried) fail(members.path("carried"), "expected one of " + forge::carried_words());
  fixture.carried = *carried;
  for (const auto& [path, item] : members.items("expect")) {
    JsonMembers one(*item, path);
    fixture.expected.push_back(expected(one));
  }
  if (fixture.expected.empty()) fail(members.path("expect"), "expected at least one");
  return fixture;
}

// What refers to a rule or a certificate refers to one that there is.
void check_names(const ReadSuite& read) {
  std::set<std::string> rules;
  for (const suite::Rule& rule : read.suite.rules) rules.insert(rule.id);
  const auto check_rules = [&](const suite::Case& one, const std::vector<std::string>& ids) {
    for (const std::string& id : ids) {
      if (rules.count(id) == 0)
        throw ExportError(fmt::format("case {}: there is no rule '{}' in rules.json", one.id, id));
    }
  };
  for (const suite::Case& one : read.suite.cases) {
    check_rules(one, one.rules);
    for (const auto& steps : one.expectations) {
      for (const suite::CaseStep& step : steps) check_rules(one, step.rules);
    }
    for (const std::string& name : one.certificates) {
      if (read.fixtures.find(name) != nullptr) continue;
      throw ExportError(fmt::format("case {}: there is no certificate '{}' in certificates.json", one.id, name));
    }
  }
}

// Returns the themes, in their order.
std::vector<std::string> Reader::manifest(ReadSuite& read) const {
  try {
    const Json json = folder_.json(std::string(kManifest));
    JsonMembers members(json, std::string(kManifest));
    (void)members.required("peercert_export");
    (void)members.text("kind");
    read.version = members.text("version");
    read.suite.digest = members.text("digest");
    (void)members.entries("counts");
    auto themes = members.required_texts("themes");
    members.end();
    return themes;
  } catch (const std::runtime_error& wrong) {
    throw ExportError(wrong.what());
  }
}

void Reader::certificates(ReadSuite& read) const {
  std::map<std::string, forge::Fixture> fixtures;
  list("certificates.json", "certificates", [&](JsonMembers& members) {
    forge::Fixture one = fixture(members);
    fixtures[one.name] = std::move(one);
  });
  read.fixtures = forge::Fixtures(std::move(fixtures));
}

void Reader::themes(const std::vector<std::string>& names, ReadSuite& read) const {
  for (const std::string& name : names) {
    const auto check_theme = [&name](JsonMembers& top) {
      if (top.text("theme") != name) fail(top.path("theme"), fmt::format("expected \"{}\"", name));
    };
    const auto add = [&](JsonMembers& members) { read.suite.cases.push_back(read_case(members, name, references_)); };
    list("cases/" + name + ".json", "cases", add, check_theme);
  }
}

ReadSuite Reader::read() {
  ReadSuite read;
  const auto names = manifest(read);
  list("rules.json", "rules", [&](JsonMembers& members) { read.suite.rules.push_back(rule(members)); });
  list("drift.json", "drift", [&](JsonMembers& members) { read.suite.drift.push_back(drift(members)); });
  certificates(read);
  themes(names, read);
  check_names(read);
  return read;
}

}  // namespace

ReadSuite suite_of(const Folder& folder) {
  return Reader(folder).read();
}

ReadSuite read_suite(const std::filesystem::path& directory) {
  return suite_of(Folder::open(directory, "data"));
}

}  // namespace peercert::exports
