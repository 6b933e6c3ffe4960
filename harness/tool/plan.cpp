#include "tool/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <stdexcept>

#include "subject/native.h"
#include "subject/process.h"
#include "suite/drift.h"
#include "tool/place.h"

namespace peercert::tool {
namespace {

constexpr std::string_view kNative = "native";
constexpr std::string_view kNone = "none";
constexpr std::string_view kAll = "all";
constexpr std::string_view kDefaultReference = "python3";

subject::Entrant plan_default_reference(const Home& home) {
  const std::string& python = this_place().python;
  if (python.empty()) {
    throw std::runtime_error(
        "this command was built without a reference Python (PEERCERT_REFERENCE=none); "
        "say --reference none, or --reference 'python3 scripts/python_subject.py'");
  }
  return {"", "python3 scripts/python_subject.py", subject::process_factory(subject_command(home, python))};
}

// A Python and nothing else, such as /usr/bin/python3 or pypy3: it does not speak the protocol by itself.
bool is_python(const std::string& command) {
  const bool is_one_word = command.find(' ') == std::string::npos;
  return is_one_word && subject::is_python_name(std::filesystem::path(command).filename().string());
}

subject::Entrant plan_python(const Home& home, const std::filesystem::path& program) {
  const std::string command = subject_command(home, program);
  return {"", command, subject::process_factory(command)};
}

subject::Entrant plan_one(const Home& home, const std::string& command) {
  if (command == kNative) return {"", command, [] { return std::make_unique<subject::NativeSubject>(); }};
  if (command == kDefaultReference) return plan_default_reference(home);
  if (is_python(command)) return plan_python(home, command);
  return {"", command, subject::process_factory(command)};
}

std::vector<subject::Entrant> plan_named(const Home& home, const std::string& command) {
  return {plan_one(home, command)};
}

std::vector<subject::Entrant> plan_all(const Home& home, const std::vector<subject::FoundPython>& pythons) {
  std::vector<subject::Entrant> planned;
  for (const subject::FoundPython& python : pythons) {
    if (python.why_not.empty()) planned.push_back(plan_python(home, python.program));
  }
  if (planned.empty()) {
    throw std::runtime_error("--subject all: there is no Python that can be played; 'peercert subjects' says why");
  }
  return planned;
}

// A glob is a pattern over the case id, or over the name of one scenario, "id[tls=1.2,...]". The brackets of a name are
// taken as they stand, so that a name printed in a report selects what it names.
bool selects(const std::string& glob, const std::string& id, const std::string& name) {
  return glob == name || suite::matches_glob(glob, id);
}

// keep drops the scenarios that no glob selects and marks the globs that selected something.
suite::Case keep(const suite::Case& one, const std::vector<std::string>& globs, std::vector<bool>& useful) {
  return one.with_scenarios([&](const suite::Scenario& scenario) {
    bool selected = globs.empty();
    for (std::size_t g = 0; g < globs.size(); ++g) {
      if (!selects(globs[g], one.id, scenario.name())) continue;
      useful[g] = true;
      selected = true;
    }
    return selected;
  });
}

}  // namespace

std::vector<subject::Entrant> plan_entrants(const Home& home, const std::vector<std::string>& subjects,
                                            const std::string& reference,
                                            const std::function<std::vector<subject::FoundPython>()>& pythons) {
  std::vector<subject::Entrant> planned;
  for (const std::string& command : subjects) {
    for (subject::Entrant& entrant : command == kAll ? plan_all(home, pythons()) : plan_named(home, command)) {
      planned.push_back(std::move(entrant));
      planned.back().role = "subject";
    }
  }
  if (reference != kNone) {
    planned.push_back(plan_one(home, reference));
    planned.back().role = "reference";
  }
  return planned;
}

std::vector<suite::Case> select_cases(const suite::Suite& suite, const std::vector<std::string>& globs) {
  std::vector<bool> useful(globs.size());
  std::vector<suite::Case> selected;
  for (const suite::Case& one : suite.cases) {
    suite::Case kept = keep(one, globs, useful);
    if (!kept.scenarios.empty()) selected.push_back(std::move(kept));
  }
  const auto useless = std::find(useful.begin(), useful.end(), false);
  if (useless != useful.end()) {
    throw std::runtime_error(fmt::format(
        "--case '{}' matches no case and no scenario; 'peercert list' shows the cases, 'peercert list --scenarios' the "
        "names of scenarios too. A whole theme is 'THEME/*'; the axes in a scenario's name stand in alphabetical "
        "order, "
        "as in '[tls=1.2,transport=memory]'",
        globs[static_cast<std::size_t>(useless - useful.begin())]));
  }
  return selected;
}

}  // namespace peercert::tool
