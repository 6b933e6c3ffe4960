#include "export/python_export.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>

#include "export/embedded.h"
#include "export/suite_json.h"
#include "export/unsafe.h"
#include "report/text.h"
#include "value/literal.h"

namespace peercert::exports {
namespace {

constexpr const char* kReferenceSuffix = ".pem.reference";
constexpr const char* kPeer = "a peer of the harness is at the other end";
constexpr const char* kUnsafe = "a known implementation shows a fault of memory safety there";

// Why the scenario is left out, or "".
std::string why_not(const suite::Suite& suite, const suite::Scenario& scenario) {
  if (is_unsafe(suite, scenario)) return kUnsafe;
  return scenario.peers.empty() ? "" : kPeer;
}

forge::Fixtures used_by(const std::vector<suite::Case>& cases, const forge::Fixtures& fixtures) {
  std::map<std::string, forge::Fixture> used;
  for (const suite::Case& one : cases) {
    for (const std::string& name : one.certificates) used.emplace(name, *fixtures.find(name));
  }
  return forge::Fixtures(std::move(used));
}

// The entries that speak of something in the cases.
std::vector<suite::Drift> drift_of(const std::vector<suite::Case>& cases, const std::vector<suite::Drift>& drift) {
  const auto speaks_of = [](const suite::Drift& entry, const suite::Case& one) {
    return std::any_of(entry.cases.begin(), entry.cases.end(),
                       [&one](const std::string& glob) { return suite::matches_glob(glob, one.id); });
  };
  std::vector<suite::Drift> result;
  for (const suite::Drift& entry : drift) {
    const auto is_of = [&](const suite::Case& one) { return speaks_of(entry, one); };
    if (std::any_of(cases.begin(), cases.end(), is_of)) result.push_back(entry);
  }
  return result;
}

void add_used_certificates(const forge::Fixtures& fixtures, std::vector<File>& files) {
  std::set<std::string> keys;
  for (const auto& [name, fixture] : fixtures.all()) {
    files.push_back({pem_file(name), fixture.pem});
    if (fixture.binary_form != fixture.der) files.push_back({binary_form_file(name), fixture.binary_form});
    if (const Value* dictionary = dictionary_of(fixture)) {
      files.push_back({"certificates/" + name + kReferenceSuffix, to_pretty_literal(*dictionary) + "\n"});
    }
    if (keys.insert(fixture.key).second) files.push_back({key_file(fixture.key), fixture.key_pem});
  }
}

std::string left_out_text(const std::vector<LeftOut>& left_out) {
  std::string text;
  for (const LeftOut& one : left_out) {
    if (one.why != kUnsafe) text += fmt::format("{}: {}\n", one.name, one.why);  // a name would be a hint
  }
  return text;
}

std::string readme(const Source& source, const Playable& playable) {
  const auto because = [&playable](const char* why) {
    return std::to_string(std::count_if(playable.left_out.begin(), playable.left_out.end(),
                                        [why](const LeftOut& one) { return one.why == why; }));
  };
  return report::filled(embedded("python/README.md"), {{"version", source.version},
                                                       {"digest", source.suite.digest},
                                                       {"scenarios", std::to_string(scenarios_in(playable.cases))},
                                                       {"cases", std::to_string(playable.cases.size())},
                                                       {"left_out_peer", because(kPeer)},
                                                       {"left_out_unsafe", because(kUnsafe)}});
}

}  // namespace

Playable playable(const suite::Suite& suite) {
  Playable result;
  for (const suite::Case& one : suite.cases) {
    suite::Case kept = one.with_scenarios([&](const suite::Scenario& scenario) {
      std::string why = why_not(suite, scenario);
      if (!why.empty()) result.left_out.push_back({scenario.name(), why});
      return why.empty();
    });
    if (!kept.scenarios.empty()) result.cases.push_back(std::move(kept));
  }
  return result;
}

std::vector<File> python_files(const Source& source) {
  const Playable plays = playable(source.suite);
  const forge::Fixtures fixtures = used_by(plays.cases, source.fixtures);
  const Names names(fixtures, kReferenceSuffix);
  std::vector<File> files = theme_files(plays.cases, names);
  files.push_back(manifest_file({source.suite, fixtures, source.version}, plays.cases, "python"));
  files.push_back({"rules.json", text_of(rules_json(source.suite.rules), kListDepth) + "\n"});
  files.push_back(
      {"drift.json", text_of(drift_json(drift_of(plays.cases, source.suite.drift), names), kListDepth) + "\n"});
  files.push_back({"left_out.txt", left_out_text(plays.left_out)});
  files.push_back({"README.md", readme(source, plays)});
  files.push_back({"LICENSE-CC0.txt", embedded("data/LICENSE.txt")});
  files.push_back({"LICENSE-APACHE.txt", embedded("LICENSE")});
  files.push_back({"judge.py", embedded("python/judge.py")});
  files.push_back({"test_getpeercert.py", embedded("python/test_getpeercert.py")});
  files.push_back({"player.py", embedded("python_subject.py")});
  add_used_certificates(fixtures, files);
  return sorted(std::move(files));
}

}  // namespace peercert::exports
