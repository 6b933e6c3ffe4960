#include "export/read_suite.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "export/names.h"
#include "forge/pem.h"
#include "suite/json_members.h"

namespace peercert::exports {
namespace {

using suite::JsonMembers;

[[noreturn]] void fail(const std::string& path, const std::string& what) {
  throw std::runtime_error(fmt::format("{}: {}", path, what));
}

// The file that {"file": NAME} refers to, or "" for any other JSON.
std::string referred(const Json& json) {
  const bool is_one = json.is_object() && json.size() == 1 && json.contains("file") && json["file"].is_string();
  return is_one ? json["file"].get<std::string>() : "";
}

bool ends_with(const std::string& text, std::string_view ending) {
  return text.size() >= ending.size() && text.compare(text.size() - ending.size(), ending.size(), ending) == 0;
}

std::optional<suite::Requirement> requirement(JsonMembers& members, const std::string& key) {
  const auto text = members.optional_text(key);
  try {
    return text ? std::optional(suite::Requirement::parse(*text)) : std::nullopt;
  } catch (const std::invalid_argument& wrong) {
    fail(members.path(key), wrong.what());
  }
}

// Reader carries what references are looked up in. Its functions throw std::runtime_error with a path in the file.
class Reader {
 public:
  explicit Reader(const Folder& folder) : folder_(folder) {}

  ReadSuite read();

 private:
  std::string text(const Json& json, const std::string& path) const;
  std::string bytes(const Json& json, const std::string& path) const;
  Value value(const Json& json, const std::string& path) const;
  std::optional<Value> optional_value(JsonMembers& members, const std::string& key) const;

  // Calls `each` for every item of the list `key` of that file, whose other members are `more` and its format.
  void list(
      const std::string& file, const std::string& key, const std::function<void(JsonMembers&)>& each,
      const std::function<void(JsonMembers&)>& more = [](JsonMembers&) {}) const;

  suite::Rule rule(JsonMembers& members) const;
  suite::Drift drift(JsonMembers& members) const;
  forge::Fixture fixture(JsonMembers& members) const;
  forge::Expected expected(JsonMembers& members) const;
  suite::Case read_case(JsonMembers& members, const std::string& theme) const;
  void scenario(JsonMembers& members, suite::Case& one) const;
  suite::Scenario played(const Json& json, const std::string& path, JsonMembers& entry) const;
  suite::Scenario decoded(JsonMembers& members, const std::string& case_id) const;
  std::pair<std::string, suite::PeerSpec> peer(const Json& json, const std::string& path) const;
  std::vector<std::string> chain(JsonMembers& members, const std::string& key) const;
  suite::Expectation expectation(const Json& json, const std::string& path) const;
  std::vector<suite::CaseStep> steps(JsonMembers& members, const suite::Case& one,
                                     const suite::Scenario& scenario) const;
  void check_names(const ReadSuite& read) const;

  const Folder& folder_;
};

std::string Reader::text(const Json& json, const std::string& path) const {
  const std::string file = referred(json);
  return file.empty() ? suite::text_at(json, path) : folder_.text(file);
}

std::string Reader::bytes(const Json& json, const std::string& path) const {
  const Value read = value(json, path);
  if (const auto* bytes = read.get_if<Bytes>()) return bytes->data;
  fail(path, fmt::format("expected bytes, found {}", suite::json_excerpt(json)));
}

Value Reader::value(const Json& json, const std::string& path) const {
  const std::string file = referred(json);
  if (ends_with(file, ".der")) return Bytes{folder_.text(file)};
  if (!file.empty()) return suite::value_at(folder_.json(file), file);
  if (!json.is_object() || json.size() != 1 || !json.contains("list")) return suite::value_at(json, path);
  List list;
  for (const Json& item : json["list"]) list.items.push_back(value(item, path));
  return list;
}

std::optional<Value> Reader::optional_value(JsonMembers& members, const std::string& key) const {
  const Json* found = members.find(key);
  return found == nullptr ? std::nullopt : std::optional(value(*found, members.path(key)));
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

suite::Rule Reader::rule(JsonMembers& members) const {
  suite::Rule rule;
  rule.id = members.text("id");
  const std::string level = members.choice("level", {"documented", "compatible", "accident"});
  for (const suite::Level one : {suite::Level::kAccident, suite::Level::kCompatible, suite::Level::kDocumented}) {
    if (suite::to_string(one) == level) rule.level = one;
  }
  rule.says = members.text("says");
  rule.source = members.text("source");
  rule.since = members.optional_text("since");
  rule.conflict = members.optional_text("conflict");
  rule.proposal = members.optional_text("proposal");
  rule.covered_by = members.optional_text("covered_by");
  return rule;
}

suite::Drift Reader::drift(JsonMembers& members) const {
  suite::Drift entry;
  entry.id = members.text("id");
  entry.subject = requirement(members, "subject");
  entry.tls_library = requirement(members, "tls_library");
  entry.cases = members.required_texts("cases");
  entry.step = members.optional_text("step");
  if (members.find("where") != nullptr) {
    for (const auto& [axis, point] : members.entries("where")) {
      entry.where[axis] = suite::text_at(*point, members.path("where"));
    }
  }
  entry.yields = optional_value(members, "yields");
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
  expected.value = optional_value(members, "value");
  expected.raises = members.optional_text("raises");
  expected.args = optional_value(members, "args");
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
  fixture.binary_form = odd == nullptr ? fixture.der : bytes(*odd, members.path("binary_form"));
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

suite::Expectation Reader::expectation(const Json& json, const std::string& path) const {
  JsonMembers members(json, path);
  suite::Expectation expected;
  expected.when = requirement(members, "when");
  expected.value = optional_value(members, "value");
  expected.any_order = members.flag("any_order");
  expected.raises = members.optional_text("raises");
  expected.args = optional_value(members, "args");
  expected.on = members.optional_text("on");
  expected.outcome = members.optional_text("outcome");
  expected.origin = members.optional_text("origin").value_or("");
  members.end();
  if (int{expected.value.has_value()} + int{expected.raises.has_value()} + int{expected.outcome.has_value()} != 1) {
    fail(path, "expected exactly one of 'value', 'raises' and 'outcome'");
  }
  return expected;
}

std::vector<suite::CaseStep> Reader::steps(JsonMembers& members, const suite::Case& one,
                                           const suite::Scenario& scenario) const {
  std::vector<suite::CaseStep> steps;
  for (const auto& [path, item] : members.items("steps")) {
    JsonMembers said(*item, path);
    suite::CaseStep step;
    step.id = said.text("step");
    if (steps.size() >= scenario.steps.size() || scenario.steps[steps.size()].id != step.id) {
      fail(path, fmt::format("'{}' is not the step that is played there", step.id));
    }
    step.verb = scenario.steps[steps.size()].verb;
    step.rules = said.find("rules") == nullptr ? one.rules : said.required_texts("rules");
    (void)said.optional_text("prepares");  // for who does not know the verbs
    for (const auto& [place, alternative] : said.items("expect"))
      step.expect.push_back(expectation(*alternative, place));
    said.end();
    steps.push_back(std::move(step));
  }
  if (steps.size() != scenario.steps.size()) fail(members.path("steps"), "expected one for each step that is played");
  return steps;
}

std::vector<std::string> Reader::chain(JsonMembers& members, const std::string& key) const {
  std::vector<std::string> chain;
  for (const auto& [path, item] : members.items(key)) chain.push_back(bytes(*item, path));
  return chain;
}

// Returns the connection that leads to the peer, and the peer.
std::pair<std::string, suite::PeerSpec> Reader::peer(const Json& json, const std::string& path) const {
  JsonMembers members(json, path);
  suite::PeerSpec peer;
  const std::string connection = members.text("connection");
  peer.kind = members.choice("kind", {"openssl", "hand_written"});
  peer.role = members.choice("role", {"client", "server"});
  const auto tls = members.required_texts("tls");
  if (tls.size() != 2) fail(members.path("tls"), "expected the lowest and the highest version");
  peer.tls_min = tls[0];
  peer.tls_max = tls[1];
  peer.chain = chain(members, "chain");
  if (const Json* key = members.find("key")) peer.key = text(*key, members.path("key"));
  peer.asks_for_certificate = members.flag("asks_for_certificate");
  peer.renegotiates = members.flag("renegotiates");
  peer.stalls = members.flag("stalls");
  if (members.find("renegotiates_with") != nullptr) peer.renegotiates_with = chain(members, "renegotiates_with");
  if (const Json* key = members.find("renegotiation_key")) {
    peer.renegotiation_key = text(*key, members.path("renegotiation_key"));
  }
  members.end();
  return {connection, peer};
}

suite::Scenario Reader::played(const Json& json, const std::string& path, JsonMembers& entry) const {
  constexpr int kAnyPort = 1;  // a scenario on the wire has one; this one's is known once its peer listens
  Json wire = json;
  const auto put = [&](Json& pem) { pem = text(pem, path); };
  for (Json& credential : wire["certificates"]) {
    for (Json& pem : credential["chain"]) put(pem);
    put(credential["key"]);
  }
  for (Json& context : wire["contexts"]) {
    if (context.contains("trust")) std::for_each(context["trust"].begin(), context["trust"].end(), put);
  }
  for (Json& connection : wire["connections"]) {
    if (connection.contains("address")) connection["address"][1] = kAnyPort;
  }
  suite::Scenario scenario = suite::scenario_from_json(wire);
  for (auto& [name, connection] : scenario.connections) connection.port = 0;
  if (entry.find("peers") == nullptr) return scenario;
  for (const auto& [name, item] : entry.entries("peers")) {
    auto [connection, spec] = peer(*item, fmt::format("{}/{}", entry.path("peers"), name));
    if (scenario.connections.count(connection) == 0)
      fail(entry.path("peers"), fmt::format("there is no connection '{}'", connection));
    scenario.connections[connection].peer = name;
    scenario.peers.emplace(name, std::move(spec));
  }
  return scenario;
}

suite::Scenario Reader::decoded(JsonMembers& members, const std::string& case_id) const {
  suite::Scenario scenario;
  scenario.case_id = case_id;
  for (const auto& [axis, point] : members.entries("where")) {
    scenario.where[axis] = suite::text_at(*point, members.path("where"));
  }
  scenario.needs = members.required_texts("needs");
  const std::string certificate = members.text("decode");
  scenario.decode = folder_.text(der_file(certificate));
  scenario.steps = {{"decode", "decode", certificate, {}, {}}};
  return scenario;
}

void Reader::scenario(JsonMembers& members, suite::Case& one) const {
  const Json* wire = members.find("scenario");
  suite::Scenario scenario =
      wire == nullptr ? decoded(members, one.id) : played(*wire, members.path("scenario"), members);
  if (scenario.name() != members.text("name") || scenario.case_id != one.id) {
    fail(members.path("name"), fmt::format("expected \"{}\", as the case and its place say", scenario.name()));
  }
  one.expectations.push_back(steps(members, one, scenario));
  one.scenarios.push_back(std::move(scenario));
}

suite::Case Reader::read_case(JsonMembers& members, const std::string& theme) const {
  suite::Case one;
  one.id = members.text("id");
  one.theme = theme;
  one.state = members.optional_text("state").value_or("");
  one.rules = members.required_texts("rules");
  one.why = members.text("why");
  one.text = members.optional_text("text").value_or("");
  one.certificates = members.required_texts("certificates");
  for (const auto& [path, item] : members.items("scenarios")) {
    JsonMembers entry(*item, path);
    scenario(entry, one);
    entry.end();
  }
  return one;
}

// What refers to a rule or a certificate refers to one that there is.
void Reader::check_names(const ReadSuite& read) const {
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

ReadSuite Reader::read() {
  ReadSuite read;
  std::vector<std::string> themes;
  try {
    const Json json = folder_.json(std::string(kManifest));
    JsonMembers manifest(json, std::string(kManifest));
    (void)manifest.required("peercert_export");
    (void)manifest.text("kind");
    read.version = manifest.text("version");
    read.suite.digest = manifest.text("digest");
    (void)manifest.entries("counts");
    themes = manifest.required_texts("themes");
    manifest.end();
  } catch (const std::runtime_error& wrong) {
    throw ExportError(wrong.what());
  }
  list("rules.json", "rules", [&](JsonMembers& members) { read.suite.rules.push_back(rule(members)); });
  list("drift.json", "drift", [&](JsonMembers& members) { read.suite.drift.push_back(drift(members)); });
  std::map<std::string, forge::Fixture> fixtures;
  list("certificates.json", "certificates", [&](JsonMembers& members) {
    forge::Fixture one = fixture(members);
    fixtures[one.name] = std::move(one);
  });
  read.fixtures = forge::Fixtures(std::move(fixtures));
  for (const std::string& theme : themes) {
    const auto check_theme = [&](JsonMembers& top) {
      if (top.text("theme") != theme) fail(top.path("theme"), fmt::format("expected \"{}\"", theme));
    };
    list(
        "cases/" + theme + ".json", "cases",
        [&](JsonMembers& members) { read.suite.cases.push_back(read_case(members, theme)); }, check_theme);
  }
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
