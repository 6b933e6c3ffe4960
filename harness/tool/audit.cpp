#include <fmt/core.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "report/audit_report.h"
#include "subject/audit.h"
#include "suite/drift.h"
#include "tool/commands.h"
#include "tool/faults.h"
#include "tool/home.h"
#include "tool/plan.h"
#include "tool/progress.h"

namespace peercert::tool {
namespace {

struct AuditCommand {
  Home home;
  std::vector<std::string> cases;
  std::vector<std::string> faults;
  std::string kinds = "all";
  std::string report;
  subject::AuditOptions options;
  bool list = false;
};

constexpr const char* kNotBuilt =
    "the faults of the C++ library are not built into this program. To play all faults: 'cmake --preset faults', "
    "'cmake --build --preset faults', 'build/faults/peercert audit'. To play those in Python alone: "
    "'peercert audit --subject-faults python'";

constexpr const char* kOnlyUntilCaught =
    "each fault was played only until a case caught it: which cases are the only one to catch a fault, which catch "
    "none, "
    "and which faults are the same as another was not looked at; without --until-caught it is";

struct Faults {
  std::vector<subject::Unmodified> unmodified;
  std::vector<subject::SeededFault> seeded;
};

Faults faults_of(const AuditCommand& command) {
  Faults faults;
  const auto add = [&](const subject::Unmodified& unmodified, const std::vector<subject::SeededFault>& seeded) {
    faults.unmodified.push_back(unmodified);
    faults.seeded.insert(faults.seeded.end(), seeded.begin(), seeded.end());
  };
  if (command.kinds != "native") add(unmodified_python(command.home), python_faults(command.home));
  if (command.kinds == "python") return faults;
  const auto native = native_faults();
  if (native.empty()) throw std::runtime_error(kNotBuilt);
  add(unmodified_native(), native);
  return faults;
}

// keep drops the faults that no glob matches. Throws when a glob matches none.
void keep(std::vector<subject::SeededFault>& faults, const std::vector<std::string>& globs) {
  const auto matches = [](const std::string& glob, const subject::SeededFault& fault) {
    return suite::matches_glob(glob, fault.name) || suite::matches_glob(glob, fault.kind + "/" + fault.name);
  };
  for (const std::string& glob : globs) {
    if (std::any_of(faults.begin(), faults.end(), [&](const auto& fault) { return matches(glob, fault); })) continue;
    throw std::runtime_error(fmt::format("--fault '{}' matches no fault; 'peercert audit --list' shows them", glob));
  }
  const auto unwanted = [&](const subject::SeededFault& fault) {
    return std::none_of(globs.begin(), globs.end(), [&](const std::string& glob) { return matches(glob, fault); });
  };
  if (!globs.empty()) faults.erase(std::remove_if(faults.begin(), faults.end(), unwanted), faults.end());
}

// leave_out_accidents drops the faults that break an accident only, and says so: without --strict nothing can catch
// them.
std::vector<std::string> leave_out_accidents(std::vector<subject::SeededFault>& faults, const suite::Suite& suite,
                                             bool strict) {
  const auto is_accident = [&](const subject::SeededFault& fault) {
    return suite.rule(fault.rule).level == suite::Level::kAccident;
  };
  const auto number = std::count_if(faults.begin(), faults.end(), is_accident);
  if (strict || number == 0) return {};
  faults.erase(std::remove_if(faults.begin(), faults.end(), is_accident), faults.end());
  return {
      fmt::format("{} fault(s) break a rule of the level accident and are not played; --strict plays them", number)};
}

void check_rules(const std::vector<subject::SeededFault>& faults, const suite::Suite& suite) {
  for (const subject::SeededFault& fault : faults) {
    const bool known = std::any_of(suite.rules.begin(), suite.rules.end(),
                                   [&](const suite::Rule& rule) { return rule.id == fault.rule; });
    if (known) continue;
    throw std::runtime_error(
        fmt::format("the fault {} says that it breaks the rule '{}', which cases/rules.toml does not have", fault.name,
                    fault.rule));
  }
}

int audit(const AuditCommand& command) {
  Faults faults = faults_of(command);
  keep(faults.seeded, command.faults);
  const auto fixtures = command.home.fixtures();
  const auto suite = command.home.suite(fixtures);
  check_rules(faults.seeded, suite);
  if (command.list) {
    for (const auto& fault : faults.seeded)
      fmt::print("{}/{}\n  {} [{}]\n", fault.kind, fault.name, fault.says, fault.rule);
    return kGood;
  }
  const auto cases = select_cases(suite, command.cases);
  report::AuditRun run;
  run.suite_version = PEERCERT_VERSION;
  run.suite = &suite;
  run.cases = &cases;
  run.options = command.options;
  run.left_out = leave_out_accidents(faults.seeded, suite, command.options.strict);
  run.complete = command.cases.empty() && command.faults.empty() && command.kinds == "all" && run.left_out.empty();
  if (command.options.until_caught) run.left_out.emplace_back(kOnlyUntilCaught);
  Progress progress;
  progress.begin("audit", faults.seeded.size());
  run.audit = subject::run_audit(suite, cases, faults.unmodified, faults.seeded, command.options,
                                 [&progress] { progress.step("audit"); });
  progress.finish();
  const Json json = report::audit_json(run);
  if (!command.report.empty()) report::write_audit(command.report, json);
  fmt::print("{}", report::audit_terminal(json));
  return report::audit_is_good(json) ? kGood : kDifferences;
}

}  // namespace

void add_audit(CLI::App& app, int& status) {
  auto options = std::make_shared<AuditCommand>();
  CLI::App* command =
      app.add_subcommand("audit", "Test the suite: play it on subjects with seeded faults, and say what catches each");
  command->add_option("--fault", options->faults, "Only faults whose name matches this shell pattern; may be repeated")
      ->option_text("GLOB");
  command
      ->add_option("--subject-faults", options->kinds, "Faults of which subject: python, native, or all (the default)")
      ->check(CLI::IsMember({"python", "native", "all"}))
      ->option_text("KIND");
  command->add_option("--case", options->cases, "Only cases whose id matches this shell pattern; may be repeated")
      ->option_text("GLOB");
  command->add_option("--report", options->report, "Write audit.json and audit.md into this folder")
      ->option_text("DIR");
  command->add_option("--jobs", options->options.jobs, "How many faults are played at a time (default 2)")
      ->check(CLI::Range(1, 256))
      ->option_text("N");
  command->add_flag(
      "--quick", options->options.quick,
      "Play each scenario in one place of tls and transport; a fault that nothing catches there is played "
      "in all");
  command->add_flag("--until-caught", options->options.until_caught,
                    "Play each fault only until a case catches it, the cases about its rule first: much faster, and "
                    "says only whether it is caught");
  command->add_flag("--strict", options->options.strict,
                    "Also play the faults that break the accident level, where a note is a catch");
  command->add_flag("--list", options->list, "Show the faults, and play nothing");
  options->home.add_option(*command);
  command->footer(
      "No reference takes part: what is caught is caught by the rules. A fault is caught when a step fails that rests "
      "on "
      "the rule which the fault breaks.");
  command->callback([options, &status] { status = audit(*options); });
}

}  // namespace peercert::tool
