#include "export/data.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

#include "export/embedded.h"
#include "export/suite_json.h"
#include "export/unsafe.h"
#include "report/text.h"
#include "subject/message_schema.h"

namespace peercert::exports {
namespace {

constexpr const char* kDictionarySuffix = ".json";

std::vector<std::string> themes_of(const std::vector<suite::Case>& cases) {
  std::vector<std::string> themes;
  for (const suite::Case& one : cases) {
    if (std::find(themes.begin(), themes.end(), one.theme) == themes.end()) themes.push_back(one.theme);
  }
  return themes;
}

void add_certificates(const forge::Fixtures& fixtures, std::vector<File>& files) {
  std::map<std::string, std::string> keys;
  for (const auto& [name, fixture] : fixtures.all()) {
    files.push_back({pem_file(name), fixture.pem});
    files.push_back({der_file(name), fixture.der});
    if (fixture.binary_form != fixture.der) files.push_back({binary_form_file(name), fixture.binary_form});
    if (const Value* dictionary = dictionary_of(fixture)) {
      files.push_back(
          {"certificates/" + name + kDictionarySuffix, to_tagged_json(*dictionary).dump(-1, ' ', true) + "\n"});
    }
    keys.emplace(key_file(fixture.key), fixture.key_pem);
  }
  for (const auto& [name, pem] : keys) files.push_back({name, pem});
}

void add_schemas(std::vector<File>& files) {
  for (const char* name : {"suite", "rules", "drift", "certificates", "cases", "value"}) {
    const std::string file = fmt::format("schemas/{}.schema.json", name);
    files.push_back({file, embedded(file)});
  }
  files.push_back({"schemas/protocol.schema.json", subject::kProtocolSchema});
}

}  // namespace

std::size_t scenarios_in(const std::vector<suite::Case>& cases) {
  std::size_t count = 0;
  for (const suite::Case& one : cases) count += one.scenarios.size();
  return count;
}

std::vector<File> sorted(std::vector<File> files) {
  std::sort(files.begin(), files.end(), [](const File& a, const File& b) { return a.name < b.name; });
  return files;
}

File manifest_file(const Source& source, const std::vector<suite::Case>& cases, const std::string& kind) {
  Json json = {
      {"peercert_export", kFormat}, {"kind", kind}, {"version", source.version}, {"digest", source.suite.digest}};
  json["themes"] = themes_of(cases);
  json["counts"] = {{"rules", source.suite.rules.size()},
                    {"cases", cases.size()},
                    {"scenarios", scenarios_in(cases)},
                    {"certificates", source.fixtures.all().size()}};
  return {std::string(kManifest), text_of(json, 1) + "\n"};
}

std::vector<File> theme_files(const std::vector<suite::Case>& cases, const Names& names) {
  std::map<std::string, std::vector<const suite::Case*>> themes;
  for (const suite::Case& one : cases) themes[one.theme].push_back(&one);
  std::vector<File> files;
  for (const auto& [theme, its] : themes) {
    files.push_back({fmt::format("cases/{}.json", theme), text_of(theme_json(its, names), kThemeDepth) + "\n"});
  }
  return files;
}

std::vector<File> data_files(const Source& whole) {
  const Safe safe = without_unsafe(whole.suite, whole.fixtures);
  const Source source{safe.suite, safe.fixtures, whole.version};
  const Names names(source.fixtures, kDictionarySuffix);
  std::vector<File> files = theme_files(source.suite.cases, names);
  files.push_back(manifest_file(source, source.suite.cases, "data"));
  files.push_back({"rules.json", text_of(rules_json(source.suite.rules), kListDepth) + "\n"});
  files.push_back({"drift.json", text_of(drift_json(source.suite.drift, names), kListDepth) + "\n"});
  files.push_back({"certificates.json", text_of(certificates_json(source.fixtures, names), kListDepth) + "\n"});
  files.push_back({"LICENSE.txt", embedded("data/LICENSE.txt")});
  files.push_back({"README.md", report::filled(embedded("data/README.md"),
                                               {{"version", source.version}, {"digest", source.suite.digest}})});
  add_certificates(source.fixtures, files);
  add_schemas(files);
  return sorted(std::move(files));
}

}  // namespace peercert::exports
