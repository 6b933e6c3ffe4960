#include "report/audit_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "report/results.h"
#include "report/text.h"

namespace peercert::report {
namespace {

using subject::Trial;

Json fault_json(const Trial& trial) {
  return {{"kind", trial.fault.kind},
          {"name", trial.fault.name},
          {"rule", trial.fault.rule},
          {"says", trial.fault.says},
          {"outcome", to_string(trial.outcome)},
          {"cases", trial.cases},
          {"elsewhere", trial.elsewhere},
          {"same_as", trial.same_as},
          {"detail", trial.detail}};
}

std::string full_name(const Trial& trial) {
  return trial.fault.kind + "/" + trial.fault.name;
}

// The cases that alone catch some fault, with those faults.
Json sole_catchers(const std::vector<Trial>& trials) {
  std::map<std::string, std::vector<std::string>> faults;
  for (const Trial& trial : trials) {
    if (trial.cases.size() == 1) faults[trial.cases.front()].push_back(full_name(trial));
  }
  Json list = Json::array();
  for (const auto& [id, names] : faults) list.push_back({{"case", id}, {"faults", names}});
  return list;
}

Json idle_cases(const AuditRun& run) {
  Json list = Json::array();
  for (const suite::Case& one : *run.cases) {
    const auto has = [&](const std::vector<std::string>& ids) {
      return std::find(ids.begin(), ids.end(), one.id) != ids.end();
    };
    const bool useful = std::any_of(run.audit.trials.begin(), run.audit.trials.end(),
                                    [&](const Trial& trial) { return has(trial.cases) || has(trial.elsewhere); });
    if (!useful) list.push_back(one.id);
  }
  return list;
}

Json unbroken_rules(const AuditRun& run) {
  Json list = Json::array();
  for (const suite::Rule& rule : run.suite->rules) {
    const bool broken = std::any_of(run.audit.trials.begin(), run.audit.trials.end(),
                                    [&](const Trial& trial) { return trial.fault.rule == rule.id; });
    if (!broken && !rule.covered_by) list.push_back(rule.id);
  }
  return list;
}

std::size_t count(const Json& audit, std::string_view outcome) {
  const Json& faults = audit.at("faults");
  return static_cast<std::size_t>(
      std::count_if(faults.begin(), faults.end(), [&](const Json& fault) { return fault.at("outcome") == outcome; }));
}

std::size_t count_same(const Json& audit) {
  const Json& faults = audit.at("faults");
  return static_cast<std::size_t>(
      std::count_if(faults.begin(), faults.end(), [](const Json& fault) { return !fault.at("same_as").empty(); }));
}

std::string text(const Json& json) {
  return one_line(json.get_ref<const std::string&>());
}

std::vector<std::string> texts(const Json& list) {
  std::vector<std::string> result;
  for (const Json& item : list) result.push_back(text(item));
  return result;
}

// What became of a fault: the case that catches it first, or what is wrong.
std::string finding(const Json& fault) {
  const std::string outcome = text(fault.at("outcome"));
  if (outcome == "broken") return "BROKEN: " + text(fault.at("detail"));
  if (outcome == "not_caught" && fault.at("elsewhere").empty()) return "NOT CAUGHT";
  if (outcome == "not_caught") {
    return fmt::format("NOT CAUGHT by a case about its rule; fails {}", text(fault.at("elsewhere").front()));
  }
  return text(fault.at("cases").front()) + (outcome == "note" ? " (note)" : "");
}

// How much was played on each fault: with until_caught less.
std::string scenarios(const Json& audit) {
  return fmt::format("{}{} scenarios", audit.at("until_caught").get<bool>() ? "up to " : "",
                     audit.at("scenarios").get<std::size_t>());
}

// How many cases catch the fault, "" when the first ended its trial.
std::string number_of_cases(const Json& audit, const Json& fault) {
  return audit.at("until_caught").get<bool>() ? "" : fmt::format("{}", fault.at("cases").size());
}

std::string same(const Json& fault) {
  if (fault.at("same_as").empty()) return "";
  return fmt::format("same as {}", fmt::join(texts(fault.at("same_as")), ", "));
}

std::string audit_closing_line(const Json& audit) {
  std::string line = fmt::format("{} faults: {} caught", audit.at("faults").size(), count(audit, "caught"));
  const auto add = [&](std::size_t number, std::string_view what) {
    if (number != 0) line += fmt::format(", {} {}", number, what);
  };
  add(count(audit, "note"), "noted");
  add(count(audit, "not_caught"), "NOT CAUGHT");
  add(count(audit, "broken"), "BROKEN");
  add(count_same(audit), "the same as another");
  return line;
}

}  // namespace

Json audit_json(const AuditRun& run) {
  Json faults = Json::array();
  for (const Trial& trial : run.audit.trials) faults.push_back(fault_json(trial));
  Json subjects = Json::array();
  for (const suite::SubjectInfo& info : run.audit.subjects) subjects.push_back(info.name());
  Json json = {{"peercert_audit", 1},
               {"version", run.suite_version},
               {"suite", run.suite->digest},
               {"subjects", std::move(subjects)},
               {"scenarios", run.audit.scenarios},
               {"quick", run.options.quick},
               {"strict", run.options.strict},
               {"until_caught", run.options.until_caught},
               {"left_out", run.left_out},
               {"faults", std::move(faults)},
               {"sole_catchers", Json::array()}};
  if (!run.options.until_caught) json["sole_catchers"] = sole_catchers(run.audit.trials);
  json["idle_cases"] = run.complete && !run.options.until_caught ? idle_cases(run) : Json::array();
  json["unbroken_rules"] = run.complete ? unbroken_rules(run) : Json::array();
  return json;
}

std::string audit_terminal(const Json& audit) {
  std::string out;
  for (const Json& fault : audit.at("faults")) {
    const std::string number = number_of_cases(audit, fault);
    out += fmt::format("{:<6} {:<42} {:<42} {:<41} {:>2}{}  {}\n", text(fault.at("kind")), text(fault.at("name")),
                       finding(fault), text(fault.at("rule")), number, number.empty() ? "" : " case(s)", same(fault));
  }
  for (const Json& one : audit.at("sole_catchers")) {
    out += fmt::format("only {} catches {}\n", text(one.at("case")), fmt::join(texts(one.at("faults")), ", "));
  }
  for (const Json& id : audit.at("idle_cases")) out += fmt::format("{} catches no fault\n", text(id));
  for (const Json& id : audit.at("unbroken_rules")) out += fmt::format("no fault breaks the rule {}\n", text(id));
  for (const Json& sentence : audit.at("left_out")) out += fmt::format("{}\n", text(sentence));
  return out + fmt::format("peercert audit: {} x {}\n", scenarios(audit), audit_closing_line(audit));
}

std::string audit_markdown(const Json& audit) {
  std::string out = fmt::format("**{}**, {} each, on {}\n\n", audit_closing_line(audit), scenarios(audit),
                                fmt::join(texts(audit.at("subjects")), "; "));
  out += "| subject | fault | what goes wrong | rule | caught first by | cases |\n|---|---|---|---|---|---:|\n";
  for (const Json& fault : audit.at("faults")) {
    const std::string twin = same(fault);
    out += fmt::format("| {} | `{}` | {} | `{}` | {}{} | {} |\n", text(fault.at("kind")), text(fault.at("name")),
                       text(fault.at("says")), text(fault.at("rule")), finding(fault), twin.empty() ? "" : "; " + twin,
                       number_of_cases(audit, fault));
  }
  const auto list = [&](std::string_view title, const std::vector<std::string>& items) {
    if (!items.empty()) out += fmt::format("\n{}\n\n- {}\n", title, fmt::join(items, "\n- "));
  };
  std::vector<std::string> sole;
  for (const Json& one : audit.at("sole_catchers")) {
    sole.push_back(fmt::format("`{}`: `{}`", text(one.at("case")), fmt::join(texts(one.at("faults")), "`, `")));
  }
  list("Cases that are the only one to catch some fault:", sole);
  list("Cases that catch no fault:", texts(audit.at("idle_cases")));
  list("Rules that no fault breaks:", texts(audit.at("unbroken_rules")));
  list("Left out:", texts(audit.at("left_out")));
  return out;
}

bool audit_is_good(const Json& audit) {
  return count(audit, "caught") + count(audit, "note") == audit.at("faults").size() && count_same(audit) == 0;
}

void write_audit(const std::filesystem::path& directory, const Json& audit) {
  write_file(directory / "audit.json", results_text(audit));
  write_file(directory / "audit.md", audit_markdown(audit));
}

}  // namespace peercert::report
