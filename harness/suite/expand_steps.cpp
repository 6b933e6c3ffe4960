#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <stdexcept>

#include "suite/expand.h"
#include "suite/toml_values.h"
#include "value/literal.h"

namespace peercert::suite {
namespace {

struct Verb {
  std::string_view name;
  std::size_t least_args;
  std::size_t most_args;
  bool on_context;
};

constexpr std::size_t kAnyArgs = 99;  // getpeercert is also called wrongly, on purpose

constexpr std::array<Verb, 9> kVerbs{{{"do_handshake", 0, 0, false},
                                      {"handshake", 0, 0, false},
                                      {"deliver", 0, 0, false},
                                      {"getpeercert", 0, kAnyArgs, false},
                                      {"read", 0, 1, false},
                                      {"write", 1, 1, false},
                                      {"get_extra_info", 1, 1, false},
                                      {"get_ca_certs", 0, 1, true},
                                      {"set_verify_mode", 1, 1, true}}};

const Verb& read_verb(const SubstitutedTable& table) {
  const std::string name = table.string("do");
  const auto* verb = std::find_if(kVerbs.begin(), kVerbs.end(), [&name](const Verb& v) { return v.name == name; });
  if (verb != kVerbs.end()) return *verb;
  std::vector<std::string_view> names;
  for (const Verb& known : kVerbs) names.push_back(known.name);
  throw table.table().error("do", fmt::format("'{}' is no verb; there are {}", name, fmt::join(names, ", ")));
}

template <typename T>
std::string names_of(const std::map<std::string, T>& map) {
  std::vector<std::string_view> names;
  for (const auto& [name, item] : map) names.push_back(name);
  return fmt::format("{}", fmt::join(names, ", "));
}

// The step acts on what `on` names; a handshake starts with the client unless it says otherwise.
std::string read_on(const SubstitutedTable& table, const Verb& verb, const Scenario& scenario) {
  const bool has_default = verb.name == "handshake" && !table.table().has("on");
  std::string on = has_default ? "client" : table.string("on");
  const bool known = verb.on_context ? scenario.contexts.count(on) > 0 : scenario.connections.count(on) > 0;
  if (known && verb.name == "deliver" && scenario.connections.at(on).transport == "loopback") {
    throw table.table().error("on", fmt::format("what '{}' sends is on its way at once; deliver moves nothing", on));
  }
  if (known) return on;
  const std::string there = verb.on_context ? names_of(scenario.contexts) : names_of(scenario.connections);
  throw table.table().error(
      has_default ? "do" : "on",
      fmt::format("there is no {} '{}'; there are {}", verb.on_context ? "context" : "connection", on, there));
}

// asyncio moves bytes by itself and shows no TLS object, so there is one way to connect and one to ask.
void check_transport(const SubstitutedTable& table, const Step& step, const Scenario& scenario) {
  const auto connection = scenario.connections.find(step.on);
  const bool asyncio = connection != scenario.connections.end() && connection->second.transport == "asyncio";
  if (asyncio && step.verb != "handshake" && step.verb != "get_extra_info" && step.verb != "set_verify_mode" &&
      step.verb != "get_ca_certs") {
    throw table.table().error("do",
                              fmt::format("over asyncio there are handshake and get_extra_info, not {}", step.verb));
  }
  if (!asyncio && step.verb == "get_extra_info") {
    throw table.table().error("do", "get_extra_info is asyncio's: it needs transport = \"asyncio\"");
  }
}

// The value stays quoted in the case, as every argument is; a misspelt mode would be an error of the subject's.
void check_mode(const SubstitutedTable& table, const Step& step) {
  for (const char* mode : {"CERT_NONE", "CERT_OPTIONAL", "CERT_REQUIRED"}) {
    if (step.args.front() == Value(Str{mode})) return;
  }
  throw table.table().error("args", fmt::format("{} is no verify mode; expected 'CERT_NONE', 'CERT_OPTIONAL' or "
                                                "'CERT_REQUIRED', in quotes of its own",
                                                to_literal(step.args.front())));
}

void read_arguments(const SubstitutedTable& table, const Verb& verb, Step& step) {
  for (const std::string& text : table.optional_strings("args")) {
    step.args.push_back(literal(table.table(), "args", text));
  }
  if (step.args.size() < verb.least_args || step.args.size() > verb.most_args) {
    throw table.table().error("args", fmt::format("{} takes {} to {} arguments, found {}", verb.name, verb.least_args,
                                                  verb.most_args, step.args.size()));
  }
  if (verb.name == "set_verify_mode") check_mode(table, step);
  auto keywords = table.table().optional_table("kwargs");
  if (!keywords) return;
  const SubstitutedTable values(*keywords, table.substitution());
  for (const std::string& name : keywords->keys()) {
    step.kwargs.emplace_back(name, literal(*keywords, name, values.string(name)));
  }
  if (verb.name != "getpeercert" && verb.name != "get_ca_certs") {
    throw table.table().error("kwargs", "only getpeercert and get_ca_certs take keyword arguments");
  }
}

// A condition on somebody nobody knows never holds, and so would switch the expectation off.
void check_name(const Requirement& when) {
  static constexpr std::array<std::string_view, 11> kNames{"cpython",   "pypy",     "graalpy", "rustpython",
                                                           "pyopenssl", "peercert", "openssl", "libressl",
                                                           "boringssl", "aws-lc",   "wolfssl"};
  if (std::find(kNames.begin(), kNames.end(), when.name()) != kNames.end()) return;
  throw std::invalid_argument(
      fmt::format("'{}' is about nobody known; expected one of {}", when.text(), fmt::join(kNames, ", ")));
}

std::optional<Requirement> read_when(const SubstitutedTable& table) {
  const auto when = optional_requirement(table.table(), "when");
  try {
    if (when) check_name(*when);
  } catch (const std::invalid_argument& failure) {
    throw table.table().error("when", failure.what());
  }
  return when;
}

Requirement recipe_condition(const std::string& text, const forge::Fixture& fixture) {
  try {
    Requirement when = Requirement::parse(text);
    check_name(when);
    return when;
  } catch (const std::invalid_argument& failure) {
    throw forge::TomlError(fixture.file, fixture.line, fmt::format("certificate {}: {}", fixture.name, failure.what()));
  }
}

// One expectation for each condition that a recipe makes: what `make` makes of what the recipe says then.
template <typename Make>
std::vector<Expectation> expect_of_recipe(const forge::Fixture& fixture, Make make) {
  std::vector<Expectation> result;
  for (const forge::Expected& expected : fixture.expected) {
    Expectation one = make(expected);
    if (expected.when) one.when = recipe_condition(*expected.when, fixture);
    result.push_back(std::move(one));
  }
  return result;
}

Expectation raising(const std::string& type, const std::string& origin) {
  Expectation one;
  one.raises = type;
  one.origin = origin;
  return one;
}

// What a recipe says that its certificate must yield. Nobody has a handshake with one that is refused, and its decoder
// fails as OpenSSL does.
std::vector<Expectation> certificate_expectations(const forge::Fixture& fixture, std::string_view verb) {
  const std::string origin = "certificate " + fixture.name;
  return expect_of_recipe(fixture, [&](const forge::Expected& expected) {
    if (expected.refused) return raising(verb == "decode" ? "ssl.SSLError" : "ValueError", origin);
    Expectation one;
    one.value = expected.value;
    one.raises = expected.raises;
    one.args = expected.args;
    one.origin = origin;
    return one;
  });
}

std::vector<Expectation> expect_certificate(const SubstitutedTable& table, const Verb& verb, CertificateBook& book) {
  return certificate_expectations(book.get(table.table(), "certificate", table.string("certificate")), verb.name);
}

bool any_refused(const forge::Fixture& fixture) {
  return std::any_of(fixture.expected.begin(), fixture.expected.end(), [](const auto& one) { return one.refused; });
}

std::vector<Expectation> expect_der(const SubstitutedTable& table, CertificateBook& book) {
  const forge::Fixture& fixture = book.get(table.table(), "der", table.string("der"));
  Expectation bytes;
  bytes.value = Bytes{fixture.binary_form};
  bytes.origin = "DER of " + fixture.name;
  if (!any_refused(fixture)) return {bytes};
  return expect_of_recipe(fixture, [&](const forge::Expected& expected) {
    return expected.refused ? raising("ValueError", bytes.origin) : bytes;
  });
}

// The handshake works, unless whoever reads the certificate refuses it.
std::vector<Expectation> expect_accepted(const SubstitutedTable& table, const Verb& verb, CertificateBook& book) {
  if (verb.name != "handshake") throw table.table().error("accepted", "only a handshake accepts a certificate");
  const forge::Fixture& fixture = book.get(table.table(), "accepted", table.string("accepted"));
  const std::string on = table.string("on");
  return expect_of_recipe(fixture, [&](const forge::Expected& expected) {
    if (!expected.refused) {
      Expectation one;
      one.value = None{};
      one.origin = "certificate " + fixture.name;
      return one;
    }
    Expectation one = raising("ssl.SSLError", "certificate " + fixture.name);
    one.on = on;
    return one;
  });
}

Expectation expect_value(const SubstitutedTable& table) {
  Expectation one;
  one.value = literal(table.table(), "value", table.string("value"));
  return one;
}

Expectation expect_exception(const SubstitutedTable& table, const Verb& verb, const Scenario& scenario) {
  Expectation one;
  one.raises = table.string("raises");
  one.args = optional_literal(table.table(), "args");
  if (verb.name == "handshake") {
    one.on = table.string("on");
    if (scenario.connections.count(*one.on) == 0) {
      throw table.table().error(
          "on", fmt::format("there is no connection '{}'; there are {}", *one.on, names_of(scenario.connections)));
    }
  }
  return one;
}

bool gives_certificate(std::string_view verb) {
  return verb == "getpeercert" || verb == "get_extra_info" || verb == "get_ca_certs";
}

void check_form(const SubstitutedTable& table, const Verb& verb) {
  for (const char* key : {"certificate", "der"}) {
    if (table.table().has(key) && !gives_certificate(verb.name)) {
      throw table.table().error(
          key, fmt::format("only getpeercert, get_extra_info and get_ca_certs give a certificate, not {}", verb.name));
    }
  }
  if (table.table().has("any_order") && (table.table().has("raises") || table.table().has("der"))) {
    throw table.table().error("any_order", "only a dictionary has an order of keys");
  }
}

std::vector<Expectation> read_expectation(const SubstitutedTable& table, const Verb& verb, CertificateBook& book,
                                          const Scenario& scenario) {
  static constexpr std::array<std::string_view, 5> kForms{"value", "certificate", "der", "accepted", "raises"};
  const auto forms = std::count_if(kForms.begin(), kForms.end(), [&](auto key) { return table.table().has(key); });
  if (forms != 1)
    throw table.table().error("", "needs exactly one of 'value', 'certificate', 'der', 'accepted' and 'raises'");
  check_form(table, verb);
  std::vector<Expectation> result;
  if (table.table().has("certificate")) {
    result = expect_certificate(table, verb, book);
  } else if (table.table().has("der")) {
    result = expect_der(table, book);
  } else if (table.table().has("accepted")) {
    result = expect_accepted(table, verb, book);
  } else if (table.table().has("value")) {
    result = {expect_value(table)};
  } else {
    result = {expect_exception(table, verb, scenario)};
  }
  if (verb.name == "get_ca_certs" && !table.table().has("value")) {
    for (Expectation& one : result) {
      if (one.value) one.value = List{{*one.value}};  // of the one certificate that is named
    }
  }
  const bool any_order = table.table().optional_bool("any_order", false);
  const auto when = read_when(table);
  for (Expectation& one : result) {
    one.any_order = any_order;
    if (when && one.when) throw table.table().error("when", "the recipe of the certificate makes conditions already");
    if (when) one.when = when;
  }
  table.table().done();
  return result;
}

// `expect` is one table, or an array of tables of which the first that applies counts.
std::vector<Expectation> read_expectations(const SubstitutedTable& table, const Verb& verb, CertificateBook& book,
                                           const Scenario& scenario) {
  std::vector<Expectation> result;
  const toml::node* node = table.table().node("expect");
  if (node == nullptr) return result;
  std::vector<forge::TomlTable> alternatives;
  if (node->is_array()) {
    alternatives = table.table().tables("expect");
    if (alternatives.empty()) throw table.table().error("expect", "is empty; leave it out when nothing is expected");
  } else {
    alternatives.push_back(*table.table().optional_table("expect"));
  }
  for (forge::TomlTable& alternative : alternatives) {
    if (!result.empty() && !result.back().when) {
      throw alternative.error("", "is never reached: the alternative before it has no 'when'");
    }
    for (Expectation& one : read_expectation({alternative, table.substitution()}, verb, book, scenario)) {
      result.push_back(std::move(one));
    }
  }
  return result;
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
    read_arguments(table, verb, step);
    check_transport(table, step, scenario);
    if (verb.name == "get_ca_certs") needs.insert("get_ca_certs");
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
