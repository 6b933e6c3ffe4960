// The steps of a case.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "suite/expand.h"
#include "suite/expand_keys.h"
#include "suite/toml_values.h"
#include "value/literal.h"

namespace peercert::suite {
namespace {

const Verb& read_verb(const SubstitutedTable& table) {
  const std::string name = table.string("do");
  if (const Verb* verb = find_verb(name)) return *verb;
  std::vector<std::string_view> names;
  for (const Verb& known : verbs()) names.push_back(known.name);
  throw table.table().error("do", fmt::format("'{}' is no verb; there are {}", name, fmt::join(names, ", ")));
}

// The step acts on what `on` names; a handshake starts with the client unless it says otherwise.
std::string read_on(const SubstitutedTable& table, const Verb& verb, const Scenario& scenario) {
  if (verb.acts_on == ActsOn::kModule) {
    if (table.table().has("on"))
      throw table.table().error("on", fmt::format("{} acts on the module, and 'on' says nothing", verb.name));
    return std::string(kModuleName);
  }
  const bool has_default = verb.name == "handshake" && !table.table().has("on");
  std::string on = has_default ? "client" : table.string("on");
  const bool on_context = verb.acts_on == ActsOn::kContext;
  if (on_context ? scenario.contexts.count(on) > 0 : scenario.connections.count(on) > 0) return on;
  const std::string there = on_context ? names_of(scenario.contexts) : names_of(scenario.connections);
  throw table.table().error(has_default ? "do" : "on", fmt::format("there is no {} '{}'; there are {}",
                                                                   on_context ? "context" : "connection", on, there));
}

void check_place(const SubstitutedTable& table, const Verb& verb, const std::string& on, const Scenario& scenario) {
  if (verb.acts_on == ActsOn::kContext || verb.acts_on == ActsOn::kModule) return;
  const std::string_view reason = why_not(verb, scenario.connections.at(on));
  if (!reason.empty()) throw table.table().error("do", fmt::format("no {} on '{}': {}", verb.name, on, reason));
}

// Arguments stay quoted in the case, as all are; a misspelt word would be an error of the subject's.
void check_word(const SubstitutedTable& table, const std::vector<std::string_view>& words, const Value& given) {
  const auto is_given = [&given](std::string_view word) { return given == Value(Str{std::string(word)}); };
  if (std::any_of(words.begin(), words.end(), is_given)) return;
  throw table.table().error(
      "args", fmt::format("{} is none of '{}', in quotes of its own", to_literal(given), fmt::join(words, "', '")));
}

template <typename T>
void check_name(const SubstitutedTable& table, const std::map<std::string, T>& known, const Value& given) {
  const auto* name = given.get_if<Str>();
  if (name != nullptr && known.count(name->text) > 0) return;
  throw table.table().error("args", fmt::format("{} is none of {}", to_literal(given), names_of(known)));
}

// What is of another type would be taken for an answer of the module under test.
void check_type(const SubstitutedTable& table, const Verb& verb, const Value& given) {
  const auto expected = [&](bool is, const char* what) {
    if (!is)
      throw table.table().error("args", fmt::format("{} takes {}, found {}", verb.name, what, to_literal(given)));
  };
  const auto* integer = given.get_if<Integer>();
  const bool is_count = integer != nullptr && integer->decimal().front() != '-';
  if (verb.name == "truncate") expected(is_count, "an int, 0 or more");
  if (verb.name == "inject") expected(given.get_if<Bytes>() != nullptr, "bytes");
  if (verb.name == "settimeout")
    expected(given.get_if<double>() != nullptr || given == Value(None{}), "None or a float");
  if (verb.name == "getpeercert_in_threads" || verb.name == "getpeercert_of_many") {
    expected(is_count && integer->decimal() != "0", "an int, 1 or more");
  }
}

void check_arguments(const SubstitutedTable& table, const Verb& verb, const Step& step, const Scenario& scenario) {
  for (const Value& value : step.args) check_type(table, verb, value);
  if (!verb.words.empty() && !step.args.empty()) check_word(table, verb.words, step.args.front());
  if (verb.name == "set_context") check_name(table, scenario.contexts, step.args.front());
  if (verb.name == "set_session") check_name(table, scenario.connections, step.args.front());
  if (verb.name != "connect" && verb.name != "connect_ex") return;
  const bool to_peer = scenario.connections.at(step.on).transport == "loopback";
  if (step.args.empty() == to_peer) return;
  throw table.table().error("args", to_peer ? "over loopback it connects to its peer, and takes no argument"
                                            : "over tcp it takes one: 'nobody', 'silence' or 'full_queue'");
}

// The keywords that a verb takes; of some nobody but the binding says which.
bool takes_keyword(const Verb& verb, const std::string& name) {
  for (const char* called : {"getpeercert", "get_verified_chain", "get_unverified_chain", "get_ca_certs"}) {
    if (verb.name == called) return true;
  }
  return verb.name == "wrap" && (name == "do_handshake_on_connect" || name == "suppress_ragged_eofs");
}

void read_keywords(const SubstitutedTable& table, const Verb& verb, Step& step) {
  auto keywords = table.table().optional_table("kwargs");
  if (!keywords) return;
  const SubstitutedTable values(*keywords, table.substitution());
  for (const std::string& name : keywords->keys()) {
    if (!takes_keyword(verb, name)) {
      throw table.table().error("kwargs", fmt::format("{} takes no keyword argument '{}'", verb.name, name));
    }
    step.kwargs.emplace_back(name, literal(*keywords, name, values.string(name)));
  }
}

void read_arguments(const SubstitutedTable& table, const Verb& verb, Step& step) {
  for (const std::string& text : table.optional_strings("args")) {
    step.args.push_back(literal(table.table(), "args", text));
  }
  if (step.args.size() < verb.least_args || step.args.size() > verb.most_args) {
    throw table.table().error("args", fmt::format("{} takes {} to {} arguments, found {}", verb.name, verb.least_args,
                                                  verb.most_args, step.args.size()));
  }
  read_keywords(table, verb, step);
}

std::vector<std::string> read_step_rules(const SubstitutedTable& table, const CaseRules& case_rules) {
  const auto rules = table.table().optional_strings("rules");
  for (const std::string& rule : rules) {
    if (std::find(case_rules.all.begin(), case_rules.all.end(), rule) == case_rules.all.end()) {
      throw table.table().error("rules", fmt::format("'{}' is not among the rules of the case", rule));
    }
  }
  return rules.empty() ? case_rules.usual : rules;
}

// A step without an id is called after its verb and what it acts on: "getpeercert_client", "getpeercert_client_2".
std::string step_id(const SubstitutedTable& table, const Step& step, std::map<std::string, int>& seen) {
  auto given = table.optional_string("id");
  const std::string base = given ? *given : step.verb + "_" + step.on;
  check_id(table.table(), "id", base);
  const int count = ++seen[base];
  if (count == 1) return base;
  if (given) throw table.table().error("id", "another step of this case has this id");
  return fmt::format("{}_{}", base, count);
}

// Every rule of the case is one that some step can break.
void check_expectations(const forge::TomlTable& entry, const std::vector<std::string>& case_rules,
                        const std::vector<CaseStep>& steps) {
  std::set<std::string> tested;
  for (const CaseStep& step : steps) {
    if (!step.expect.empty()) tested.insert(step.rules.begin(), step.rules.end());
  }
  if (tested.empty()) throw entry.error("steps", "no step expects anything, so the case cannot fail");
  for (const std::string& rule : case_rules) {
    if (tested.count(rule) == 0) throw entry.error("rules", fmt::format("no step's 'expect' rests on '{}'", rule));
  }
}

}  // namespace

std::vector<CaseStep> read_decode(const SubstitutedTable& entry, CertificateBook& book, const CaseRules& rules,
                                  Scenario& scenario) {
  for (const char* key : {"client", "server", "contexts", "connections", "peers", "steps"}) {
    if (entry.table().has(key)) throw entry.table().error(key, "there is no connection where 'decode' stands");
  }
  const forge::Fixture& fixture = book.get(entry.table(), "decode", entry.string("decode"));
  Step step;
  step.id = step.verb = "decode";
  step.on = fixture.name;
  scenario.decode = fixture.der;
  scenario.needs = {"decode"};
  scenario.steps = {step};
  return {{step.id, step.verb, rules.usual, certificate_expectations(fixture, step.verb)}};
}

std::vector<CaseStep> read_steps(const SubstitutedTable& entry, CertificateBook& book, const CaseRules& rules,
                                 Scenario& scenario) {
  std::vector<CaseStep> result;
  std::map<std::string, int> seen;
  std::set<std::string> needs(scenario.needs.begin(), scenario.needs.end());
  for (forge::TomlTable& data : entry.table().tables("steps")) {
    const SubstitutedTable table(data, entry.substitution());
    const Verb& verb = read_verb(table);
    Step step;
    step.verb = verb.name;
    step.on = read_on(table, verb, scenario);
    step.id = step_id(table, step, seen);
    check_place(table, verb, step.on, scenario);
    read_arguments(table, verb, step);
    check_arguments(table, verb, step, scenario);
    if (!verb.needs.empty()) needs.insert(std::string(verb.needs));
    result.push_back(
        {step.id, step.verb, read_step_rules(table, rules), read_expectations(table, verb, book, scenario)});
    scenario.steps.push_back(std::move(step));
    data.done();
  }
  scenario.needs.assign(needs.begin(), needs.end());
  check_expectations(entry.table(), rules.all, result);
  return result;
}

}  // namespace peercert::suite
